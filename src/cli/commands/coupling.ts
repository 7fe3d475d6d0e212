/** `coupling`: how far g frozen, h adiabatic and h by eq. 4 are from one another, with the orders of convergence. */
import { ArgumentError, ShapeError } from '../../errors.ts';
import type { CaseDistances, CouplingCase, MeanDistance } from '../../experiments/coupling.ts';
import {
  compareCouplings,
  localOrder,
  meanDistances,
  measuredOrder,
  randomCouplingCase,
} from '../../experiments/coupling.ts';
import { compileActivation } from '../../learning/expression.ts';
import { switchedSmooth, switchedStep } from '../../learning/switched-activation.ts';
import { couplingFigure } from '../../report/figures/coupling.ts';
import { renderInstrumentReport } from '../../report/instrument-report.ts';
import type { ReportTable } from '../../report/instrument-report.ts';
import { svgFile } from '../../report/svg-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, ExitStatus } from '../command.ts';
import { commandLine, decidingOptions } from '../text/command-line.ts';
import { readRows } from '../inputs/arrays.ts';
import type { CommonOptions } from '../options/common.ts';
import type { CouplingOptions } from '../options/coupling.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { solveEach } from '../solve-each.ts';
import { brief, textTable } from '../text/table.ts';

/** Distances under one activation; the JSON of this command is a list of them. */
interface CouplingResult {
  readonly activation: string;
  readonly fullToAdiabatic: readonly MeanDistance[];
  readonly fullToFrozen: readonly MeanDistance[];
  readonly frozenToAdiabatic: readonly MeanDistance[];
  /** Towards τ/τ_L → 0, and towards ε → 0. */
  readonly orders: { readonly fullToAdiabatic: number | null; readonly frozenToAdiabatic: number | null };
}

/** The step of Fig. 2 with its jump at h* smeared. */
function smearedStep({ threshold, delta }: CouplingOptions): string {
  return `${1 + delta} / (1 + exp(-8 * (h - ${threshold}) / ${threshold})) - ${delta}`;
}

function readCases(options: CouplingOptions & CommonOptions): readonly CouplingCase[] {
  const { weights, input, cases, hidden: units } = options;
  if (weights === undefined || input === undefined) {
    if (weights !== undefined || input !== undefined) {
      const [given, missing] = weights === undefined ? ['input', 'weights'] : ['weights', 'input'];
      throw new ArgumentError(
        `--${missing}: must be given with --${given}; or leave out both for random cases`,
      );
    }
    return Array.from({ length: cases }, (_, index) => randomCouplingCase(index, { ...options, units }));
  }
  const layer = readRows(weights);
  const examples = readRows(input);
  if (examples.length !== layer.length) {
    throw new ShapeError(
      `--input ${examples.source}: must be [${layer.length}] or [B, ${layer.length}] to fit ${layer.source}`,
    );
  }
  for (const [name, { rows }] of Object.entries({ weights: layer, input: examples })) {
    if (rows.some((row) => !row.every(Number.isFinite))) throw new ArgumentError(`--${name}: must be finite`);
  }
  return examples.rows.map((example) => ({ weights: layer.rows, input: example }));
}

function summarize(
  activation: string,
  distances: readonly CaseDistances[],
  { timescales, presentations }: CouplingOptions,
): CouplingResult {
  const means = (at: readonly number[], key: keyof CaseDistances): readonly MeanDistance[] =>
    meanDistances(
      at,
      distances.map((one) => one[key]),
    );
  const fullToAdiabatic = means(timescales, 'fullToAdiabatic');
  const frozenToAdiabatic = means(presentations, 'frozenToAdiabatic');
  return {
    activation,
    fullToAdiabatic,
    fullToFrozen: means(timescales, 'fullToFrozen'),
    frozenToAdiabatic,
    orders: {
      fullToAdiabatic: measuredOrder(fullToAdiabatic),
      frozenToAdiabatic: measuredOrder(frozenToAdiabatic),
    },
  };
}

const shown = (value: number | null): string => (value === null ? '' : brief(Number(value.toPrecision(3))));

/** The order at each point is that from the point before it. */
function orderColumn(means: readonly MeanDistance[]): readonly string[] {
  return means.map((mean, i) => (i === 0 ? '' : shown(localOrder(means[i - 1], mean))));
}

function timescaleTable(results: readonly CouplingResult[]): ReportTable {
  const columns = results.map(({ fullToAdiabatic }) => orderColumn(fullToAdiabatic));
  return {
    head: [
      'τ/τ_L',
      ...results.flatMap(({ activation }) => [`${activation}: full to adiabatic`, 'order', 'full to frozen']),
    ],
    rows: results[0].fullToAdiabatic.map(({ at }, i) => [
      brief(at),
      ...results.flatMap((result, r) => [
        shown(result.fullToAdiabatic[i].distance),
        columns[r][i],
        shown(result.fullToFrozen[i].distance),
      ]),
    ]),
  };
}

function presentationTable(results: readonly CouplingResult[]): ReportTable {
  const columns = results.map(({ frozenToAdiabatic }) => orderColumn(frozenToAdiabatic));
  return {
    head: ['T/τ_L', ...results.flatMap(({ activation }) => [`${activation}: frozen to adiabatic`, 'order'])],
    rows: results[0].frozenToAdiabatic.map(({ at }, i) => [
      brief(at),
      ...results.flatMap((result, r) => [shown(result.frozenToAdiabatic[i].distance), columns[r][i]]),
    ]),
  };
}

/** Runs `coupling`; status 1 where a solve failed. */
export const couplingCommand: Execute<CouplingOptions> = async (options, terminal) => {
  const { p, radius, inhibition, threshold, delta, presentation, timescales, presentations } = options;
  const cases = readCases(options);
  const smooth = switchedSmooth(compileActivation(options.activation ?? smearedStep(options)));
  const rule = { p, radius, inhibition, presentation, timescales, presentations };
  const activations = [
    { name: 'step', study: { ...rule, activation: switchedStep(threshold, delta) } },
    { name: 'smooth', study: { ...rule, activation: smooth } },
  ];
  const folder = outFolder(options, 'coupling');
  return await withFolder(folder, async (): Promise<ExitStatus> => {
    const count = activations.length * cases.length;
    const distances = await solveEach(terminal, { label: 'coupling', count }, (i) =>
      compareCouplings(cases[i % cases.length], activations[Math.floor(i / cases.length)].study),
    );
    const results = activations.map(({ name }, a) =>
      summarize(name, distances.slice(a * cases.length, (a + 1) * cases.length), options),
    );
    const document = { ...rule, threshold, delta, cases: cases.length, results };
    const tables = [timescaleTable(results), presentationTable(results)];
    await publish(
      { command: 'coupling', options, terminal, folder },
      {
        json: document,
        human: () => tables.map(({ head, rows }) => textTable(head, rows)).join('\n\n'),
        files: () => reportFiles(results, tables, { options, cases: cases.length }),
      },
    );
    const failed = results.reduce((sum, { fullToFrozen, frozenToAdiabatic }) => {
      return sum + [...fullToFrozen, ...frozenToAdiabatic].reduce((total, mean) => total + mean.failed, 0);
    }, 0);
    if (failed > 0) terminal.note(`${failed} comparisons have a solve that failed, and are not in the means`);
    return failed > 0 ? 1 : 0;
  });
};

function reportFiles(
  results: readonly CouplingResult[],
  [byTimescale, byPresentation]: readonly ReportTable[],
  { options, cases }: { readonly options: CouplingOptions & CommonOptions; readonly cases: number },
): FileContents {
  const timescale = couplingFigure(
    results.map(({ activation, fullToAdiabatic, fullToFrozen }) => ({
      activation,
      curves: [
        { name: 'full to adiabatic', means: fullToAdiabatic },
        { name: 'full to frozen', means: fullToFrozen },
      ],
    })),
    {
      id: 'timescale',
      title: 'Hidden units of finite speed',
      xLabel: 'τ/τ_L',
      caption: `Distance of the weights after a presentation of ${options.presentation} τ_L, as a share of their change, averaged over the examples. As τ/τ_L → 0 the full dynamics approach the adiabatic ones, and differ from the frozen ones by what these differ from the adiabatic.`,
    },
  );
  const presentation = couplingFigure(
    results.map(({ activation, frozenToAdiabatic }) => ({
      activation,
      curves: [{ name: 'frozen to adiabatic', means: frozenToAdiabatic }],
    })),
    {
      id: 'presentation',
      title: 'Activations held during a presentation',
      xLabel: 'T/τ_L',
      caption:
        'The same for g frozen at its start. Under the step, short presentations in which no unit meets a jump are equal to rounding, and not drawn.',
    },
  );
  const html = renderInstrumentReport({
    title: 'Coupling of activity and plasticity',
    facts: [`${cases} examples`, `p = ${options.p}`, `w_inh = ${options.inhibition}`],
    warnings: [],
    sections: [
      { title: 'Against the speed of the hidden units', figures: [timescale], table: byTimescale },
      { title: 'Against the length of the presentation', figures: [presentation], table: byPresentation },
    ],
    command: commandLine('coupling', options),
    config: decidingOptions(options),
  });
  return new Map([
    ['timescale.svg', svgFile(timescale)],
    ['presentation.svg', svgFile(presentation)],
    [RUN_FILES.report, html],
  ]);
}
