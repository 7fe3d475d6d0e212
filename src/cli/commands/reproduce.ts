/** `reproduce`: the paper's table and figures, from runs that are made where they are not there yet. */
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import type { Figure } from '../../report/figure.ts';
import { networksFigure } from '../../report/figures/paper-networks.ts';
import { pipelineFigure } from '../../report/figures/paper-pipeline.ts';
import { bestPower, powersFigure } from '../../report/figures/paper-powers.ts';
import { formatCount, formatPercent, formatSignificant } from '../../report/numbers.ts';
import { markdownTable, measured, reproductionRows } from '../../report/reproduction-table.ts';
import { svgFile } from '../../report/svg-file.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import type { Execute, ExitStatus, Terminal } from '../command.ts';
import type { ReproduceOptions, ReproduceTarget } from '../options/reproduce.ts';
import { toJson } from '../text/json-output.ts';
import { openExperiment } from '../reproduce/experiment.ts';
import type { Experiment } from '../reproduce/experiment.ts';
import { compareNetworks, knownTestError } from '../reproduce/networks.ts';
import { presentExample } from '../reproduce/pipeline.ts';
import { powerSteps } from '../reproduce/plan.ts';
import { QUICK_RECIPES, RECIPES } from '../reproduce/recipes.ts';
import type { Recipes } from '../reproduce/recipes.ts';
import { loadRasterizer } from '../reports/rasterize.ts';
import type { SupervisedSummary } from '../supervised/summary.ts';
import { packageVersion } from '../version.ts';

/** What an experiment came to. */
interface Outcome {
  /** In the JSON. */
  readonly results: unknown;
  /** Rows of a table, the first its heading. */
  readonly rows: readonly (readonly string[])[];
  readonly figure: Figure | null;
}

const TITLES: Readonly<Record<ReproduceTarget, string>> = {
  table: 'Errors (section 4)',
  fig2: 'Fig. 2: from an input to what its units learn',
  fig3: 'Fig. 3: hidden units and errors',
  fig4: 'Fig. 4: errors against the power n of the activation function',
  fig5: 'Fig. 5: hidden units and errors, in colour',
};

const EXPERIMENTS: Readonly<Record<ReproduceTarget, (experiment: Experiment) => Promise<Outcome>>> = {
  table: async (experiment) => ({ ...(await networks(experiment, 20)), figure: null }),
  fig2: pipeline,
  fig3: (experiment) => networks(experiment, 20, { id: 'fig3', title: TITLES.fig3, columns: 5 }),
  fig4: powers,
  fig5: (experiment) => networks(experiment, 25, { id: 'fig5', title: TITLES.fig5, columns: 5 }),
};

/** Runs `reproduce`. */
export const reproduceCommand: Execute<ReproduceOptions> = (options, terminal) =>
  reproduceBy(options.quick ? QUICK_RECIPES : RECIPES, options, terminal);

/** Runs `reproduce` by other recipes. */
export async function reproduceBy(
  recipes: Recipes,
  options: Parameters<typeof reproduceCommand>[0],
  terminal: Terminal,
): Promise<ExitStatus> {
  const { target, quick } = options;
  const experiment = openExperiment(options, { recipes, terminal });
  const { results, rows, figure } = await EXPERIMENTS[target](experiment);
  const { root, notes, seeds, split, published } = experiment;
  const runs = experiment.runs();
  const document = {
    target,
    quick,
    data: {
      name: split.train.name,
      examples: split.train.examples,
      asPublished: split.warnings.length === 0,
    },
    seeds,
    versions: { 'competing-units': packageVersion(), node: process.version },
    paper: published,
    results,
    runs: runs.map(({ name, folder, command, version }) => ({ name, folder, version, command })),
  };
  const table = markdownTable(rows);
  const text = [
    `# ${TITLES[target]}`,
    ...notes,
    table,
    `Seeds ${seeds.join(', ')}; ± is the standard deviation over the seeds. Node ${process.version}. The runs, from this folder:`,
    `\`\`\`sh\n${runs.map(({ commandThere }) => commandThere).join('\n')}\n\`\`\``,
  ].join('\n\n');
  const contents = new Map<string, string | Uint8Array>([
    ...(figure === null ? [] : await pictures(target, figure, terminal)),
    [`${target}.md`, `${text}\n`],
    [`${target}.json`, toJson(document)],
  ]);
  for (const [name, content] of contents) writeFileAtomic(path.join(root, name), content);
  const files = [...contents.keys()].map((name) => path.join(root, name));
  await terminal.result({ ...document, files }, () => [...notes, table, ...files].join('\n'));
  return 0;
}

/** SVG, and PNG where the optional packages for it are installed. */
async function pictures(
  name: string,
  figure: Figure,
  terminal: Terminal,
): Promise<[string, string | Uint8Array][]> {
  const svg = svgFile(figure);
  try {
    const rasterize = await loadRasterizer();
    return [
      [`${name}.svg`, svg],
      [`${name}.png`, rasterize(svg)],
    ];
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    terminal.note(`${name}.png is left out: ${error.message}`);
    return [[`${name}.svg`, svg]];
  }
}

async function networks(
  experiment: Experiment,
  shown: number,
  drawn?: { readonly id: string; readonly title: string; readonly columns: number },
): Promise<Outcome> {
  const compared = await compareNetworks(experiment, shown);
  const results = compared.map(({ kind, result }) => ({ kind, ...result }));
  return {
    results,
    rows: reproductionRows(results, experiment.published),
    figure: drawn === undefined ? null : networksFigure(compared, { ...drawn, notes: experiment.notes }),
  };
}

async function pipeline(experiment: Experiment): Promise<Outcome> {
  const { example, presentation } = await presentExample(experiment);
  const { currents, solution, hebbian, antiHebbian, inhibition, threshold, delta } = presentation;
  const { labels } = experiment.split.train;
  const results = {
    example,
    label: labels?.[example] ?? null,
    ...{ inhibition, threshold, delta },
    switches: solution.switches.length,
    lastSwitch: solution.switches.at(-1)?.time ?? null,
    hebbian,
    antiHebbian,
  };
  const rows = [
    ['quantity', 'value'],
    ['training example, from 0', `${formatCount(example)} (class ${results.label ?? '–'})`],
    ['hidden units', formatCount(currents.length)],
    ['crossings of h = 0', formatCount(results.switches)],
    ['time of the last one, in τ', results.lastSwitch === null ? '–' : formatSignificant(results.lastSwitch)],
    ['Hebbian units', formatCount(hebbian.length)],
    ['anti-Hebbian units', formatCount(antiHebbian.length)],
  ];
  const notes = [...experiment.notes, `Training example ${formatCount(example)}, exact algorithm`];
  return { results, rows, figure: pipelineFigure(presentation, { title: TITLES.fig2, notes }) };
}

async function powers(experiment: Experiment): Promise<Outcome> {
  const errors = new Map<number, SupervisedSummary[]>();
  for (const seed of experiment.seeds) {
    for (const { power, step } of powerSteps('exact', experiment.context(seed))) {
      const { summary } = await experiment.ensure(step);
      errors.set(power, [...(errors.get(power) ?? []), summary as SupervisedSummary]);
    }
  }
  const measuredErrors = [...errors].map(([power, summaries]) => ({
    power,
    trainErrors: summaries.map(({ trainError }) => trainError),
    testErrors: summaries.map(knownTestError),
  }));
  const best = bestPower(measuredErrors, 'testErrors');
  const share = (values: readonly number[]): string => formatPercent(measured(values).mean);
  return {
    results: { errors: measuredErrors, best: best.power },
    rows: [
      ['n', 'training error', 'test error'],
      ...measuredErrors.map((one) => [
        `${formatSignificant(one.power)}${one === best ? ' (least test error)' : ''}`,
        share(one.trainErrors),
        share(one.testErrors),
      ]),
    ],
    figure: powersFigure(measuredErrors, {
      title: TITLES.fig4,
      notes: [...experiment.notes, `Exact algorithm, seed ${experiment.seeds.join(', ')}`],
    }),
  };
}
