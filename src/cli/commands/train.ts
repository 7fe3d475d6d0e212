/** `train`: the unsupervised phase, by one algorithm or by both for comparison. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { createCompetition } from '../../experiments/training.ts';
import { checkCoupling } from '../../experiments/training-coupling.ts';
import { checkRule, checkRuleOptions, RULE_DEFAULTS } from '../../experiments/training-rule.ts';
import { plainSelection } from '../../kernels/selection.ts';
import type { Algorithm } from '../../experiments/types.ts';
import { comparisonTable } from '../../report/comparison-table.ts';
import { withLock } from '../../runs/lock.ts';
import { checkUnused, createRunFolder, existingRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, ExitStatus, Terminal } from '../command.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { trainTable } from '../options/train.ts';
import type { TrainOptions } from '../options/train.ts';
import { resumable } from '../runs/interruption.ts';
import { resumeOptions } from '../runs/resume-options.ts';
import { readRunOptions, RESUME_MEND, writeRunConfig } from '../runs/config.ts';
import { isFinished, readSummary, writeSummary } from '../runs/summary.ts';
import { compareRuns } from '../train/compare-runs.ts';
import type { TrainedRun } from '../train/run-one.ts';
import { trainInto } from '../train/run-one.ts';
import type { TrainConfig, TrainSetup } from '../train/setup.ts';
import { absolutePaths, prepareTraining } from '../train/setup.ts';
import { comparedSummaryShape, trainSummaryShape } from '../train/shapes.ts';
import { writeTrainingReport } from '../train/training-report.ts';

/** A run whose folder exists and whose options are known to be good. */
interface Job {
  readonly folder: string;
  readonly config: TrainConfig;
  readonly setup: TrainSetup;
  readonly terminal: Terminal;
}

/** Runs `train`, or goes on with a run. */
export const trainCommand: Execute<TrainOptions> = async (options, terminal, given) => {
  if (options.resume !== undefined) return resume(options.resume, { asked: options, given }, terminal);
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const asked = withRuleDefaults(absolutePaths(chosen), given);
  checkRuleGiven(asked, given);
  checkCouplingOptions(asked, given.has('timescale'));
  const setup = prepareTraining(asked, given.has('hidden'));
  const config = { ...asked, hidden: setup.units };
  checkRule({ ...config, units: setup.units });
  for (const algorithm of algorithmsOf(config))
    createCompetition({ ...config, algorithm }, plainSelection(new Int32Array(setup.units)));
  const folder = createRunFolder(out, 'train', new Date());
  return await withLock(folder, () => {
    checkUnused(folder);
    writeRunConfig(folder, 'train', config);
    return runJob({ folder, config, setup, terminal });
  });
};

/** What the name of a rule says, where the user does not. */
function withRuleDefaults(config: TrainConfig, given: ReadonlySet<string>): TrainConfig {
  const values = Object.entries(RULE_DEFAULTS[config.rule]).filter(([key]) => !given.has(key));
  return { ...config, ...Object.fromEntries(values) };
}

function checkRuleGiven(config: TrainConfig, given: ReadonlySet<string>): void {
  const { rule, compare } = config;
  if (compare && rule !== 'krotov-hopfield') {
    throw new ArgumentError(
      `--compare: needs --rule krotov-hopfield, whose shortcut the ranking is (got ${rule}); leave it out`,
    );
  }
  checkRuleOptions(rule, given);
}

function checkCouplingOptions(config: TrainConfig, isTimescaleGiven: boolean): void {
  const { coupling, algorithm, compare, p } = config;
  if (coupling !== 'frozen' && algorithm === 'ranking' && !compare) {
    throw new ArgumentError(
      `--coupling: must be frozen with --algorithm ranking, which knows no h (got ${coupling})`,
    );
  }
  if (coupling !== 'full' && isTimescaleGiven) {
    throw new ArgumentError(`--timescale: belongs to --coupling full (got ${coupling}); leave it out`);
  }
  checkCoupling(config, p);
}

function algorithmsOf({ compare, algorithm }: TrainConfig): readonly Algorithm[] {
  return compare ? ['exact', 'ranking'] : [algorithm];
}

/** A finished run is left as it is; its summary is printed again. */
async function resume(
  run: string,
  call: { readonly asked: TrainOptions; readonly given: ReadonlySet<string> },
  terminal: Terminal,
): Promise<ExitStatus> {
  const folder = existingRunFolder(run);
  const tables = new Map<string, AnyOptionTable>([['train', trainTable]]);
  const wanted = { tables, what: 'a training run', mend: RESUME_MEND };
  const held = readRunOptions(folder, wanted);
  if (isFinished(folder)) {
    const document = held.options['compare']
      ? readSummary(folder, comparedSummaryShape)
      : readSummary(folder, trainSummaryShape);
    await terminal.result(document, () => `${folder} is finished; nothing to do`);
    return 0;
  }
  // Its option table was asked for each of them.
  const config = resumeOptions(folder, held, { ...call, note: terminal.note }) as unknown as TrainConfig;
  const setup = prepareTraining(config, true);
  return await withLock(folder, () => runJob({ folder, config, setup, terminal }));
}

async function runJob(job: Job): Promise<ExitStatus> {
  const { folder, config, setup, terminal } = job;
  for (const line of setup.warnings) terminal.note(line);
  await resumable({ command: 'train', folder, terminal }, () =>
    config.compare ? runBoth(job) : runSingle(job),
  );
  return 0;
}

async function runSingle({ folder, config, setup, terminal }: Job): Promise<void> {
  const run = await trainInto(folder, { config, setup, terminal });
  const { warnings } = run;
  for (const line of warnings) terminal.note(`warning: ${line}`);
  const report = writeTrainingReport(folder, { config, setup, runs: [run], comparison: null });
  writeSummary(folder, run.summary);
  await terminal.result(run.summary, () => describe(comparisonTable([run.summary], null), folder, report));
}

async function runBoth({ folder, config, setup, terminal }: Job): Promise<void> {
  const train = async (algorithm: Algorithm): Promise<TrainedRun> => {
    const own = { ...config, algorithm, compare: false };
    const place = path.join(folder, algorithm);
    if (!existsSync(path.join(place, RUN_FILES.config))) {
      mkdirSync(place, { recursive: true });
      writeRunConfig(place, 'train', own);
    }
    return await withLock(place, async () => {
      const run = await trainInto(place, { config: own, setup, terminal, keepDecisions: true });
      writeTrainingReport(place, { config: own, setup, runs: [run], comparison: null });
      writeSummary(place, run.summary);
      return run;
    });
  };
  const exact = await train('exact');
  const ranking = await train('ranking');
  const comparison = await compareRuns({ exact, ranking }, { config, setup, terminal });
  const warnings = [...exact.warnings, ...ranking.warnings];
  for (const line of warnings) terminal.note(`warning: ${line}`);
  const runs = [exact, ranking];
  const report = writeTrainingReport(folder, { config, setup, runs, comparison });
  const document = { exact: exact.summary, ranking: ranking.summary, comparison };
  writeSummary(folder, document);
  const table = comparisonTable([exact.summary, ranking.summary], comparison);
  await terminal.result(document, () => describe(`${table}\n${comparison.summary}`, folder, report));
}

function describe(table: string, folder: string, report: string): string {
  return `${table}\nrun folder: ${folder}\nreport:     ${report}`;
}
