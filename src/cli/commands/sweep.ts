/** `sweep`: runs the points of a sweep file that have not been run yet. */
import path from 'node:path';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { openOutcomeStore } from '../../engines/store/outcome-store.ts';
import { ArgumentError } from '../../errors.ts';
import { formatSeconds } from '../../report/numbers.ts';
import { availableThreads } from '../../workers/thread-count.ts';
import type { Command, Execute, ExitStatus, Terminal } from '../command.ts';
import type { CommonOptions } from '../options/common.ts';
import type { SweepOptions } from '../options/sweep.ts';
import { loadEngine } from '../sweep/engines.ts';
import type { EngineSetting } from '../sweep/engines.ts';
import { estimateSweep, estimateText } from '../sweep/estimate.ts';
import { claimSweepFolder, makeSweepFolder, sweepFolder } from '../sweep/folder.ts';
import { openSweep } from '../sweep/open.ts';
import type { OpenedSweep } from '../sweep/open.ts';
import { planOf, planTable } from '../sweep/plan.ts';
import type { ReportedSweep } from '../sweep/report.ts';
import { runSweep } from '../sweep/run-sweep.ts';
import type { SweepRun } from '../sweep/run-sweep.ts';

/** The JSON of `sweep`; names fixed. Statuses count the points of this run. */
interface SweepSummary {
  readonly file: string;
  readonly folder: string;
  readonly engine: SweepOptions['engine'];
  readonly points: number;
  /** Points that had a row before. */
  readonly skipped: number;
  readonly done: number;
  readonly diverged: number;
  readonly failed: number;
  readonly crashed: number;
  readonly timedOut: number;
  readonly outOfMemory: number;
  /** Points without a row. */
  readonly left: number;
  readonly budgetSpent: boolean;
  readonly seconds: number;
  /** A glob. */
  readonly results: string;
  /** The page; null where none was written. */
  readonly report: string | null;
}

type Options = SweepOptions & CommonOptions;

interface Place {
  readonly folder: string;
  readonly workers: number;
}

function summaryOf(
  { file, engine }: Options,
  { folder, report }: Pick<SweepSummary, 'folder' | 'report'>,
  run: SweepRun,
): SweepSummary {
  const { points, skipped, counts, isBudgetSpent, seconds } = run;
  const ended = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { done, diverged, failed, crashed } = counts;
  return {
    file,
    folder,
    engine,
    points,
    skipped,
    done,
    diverged,
    failed,
    crashed,
    timedOut: counts['timed-out'],
    outOfMemory: counts['out-of-memory'],
    left: points - skipped - ended,
    budgetSpent: isBudgetSpent,
    seconds,
    results: path.join(folder, SWEEP_FILES.results, '*.parquet'),
    report,
  };
}

function describe(summary: SweepSummary): string {
  const { points, skipped, left, budgetSpent, seconds, results, report } = summary;
  const ends: [string, number][] = [
    ['done', summary.done],
    ['diverged', summary.diverged],
    ['failed', summary.failed],
    ['crashed', summary.crashed],
    ['timed out', summary.timedOut],
    ['out of memory', summary.outOfMemory],
    ['there before', skipped],
    ['left', left],
  ];
  const shown = ends.filter(([name, count]) => count > 0 || name === 'done');
  return [
    `${points} ${points === 1 ? 'point' : 'points'}: ${shown.map(([name, count]) => `${count} ${name}`).join(', ')}; ${formatSeconds(seconds)}`,
    ...(budgetSpent && left > 0 ? ['budget.seconds is spent; raise it to go on'] : []),
    `results: ${results}`,
    ...(report === null ? [] : [`report:  ${report}`]),
  ].join('\n');
}

async function dryRun(
  opened: OpenedSweep,
  { folder, workers, options }: Place & { readonly options: Options },
  terminal: Terminal,
): Promise<ExitStatus> {
  const estimate = await estimateSweep(opened, { folder, workers, options }, terminal);
  const plan = planOf(opened);
  await terminal.result({ ...plan, folder, estimate }, () => `${planTable(plan)}\n${estimateText(estimate)}`);
  return 0;
}

async function runInto(
  opened: OpenedSweep,
  setting: EngineSetting,
  { options, terminal }: { readonly options: Options; readonly terminal: Terminal },
): Promise<SweepRun> {
  const { folder } = setting;
  makeSweepFolder(folder);
  const store = await openOutcomeStore(folder);
  try {
    const { counts } = store.totals();
    claimSweepFolder(folder, opened, counts);
    if (options.retry) {
      const again = await store.forget(({ status }) => status !== 'done');
      if (again > 0) terminal.note(`${again} ${again === 1 ? 'point is' : 'points are'} run again`);
    } else if (counts.failed > 0) {
      const { failed } = counts;
      terminal.note(
        `${failed} ${failed === 1 ? 'point' : 'points'} failed before; --retry runs such points again`,
      );
    }
    const engine = await loadEngine(setting);
    return await runSweep({ opened, store, engine, terminal });
  } finally {
    await store.close();
  }
}

/** Above it the page is left to be asked for: it holds all points at once. */
const MOST_REPORTED = 100_000;

/** The page of the results, as `sweep report` makes it; null where there is none. */
async function reportOf(
  reported: ReportedSweep,
  { points }: SweepRun,
  { signal }: Terminal,
): Promise<string | null> {
  if (signal.aborted || points > MOST_REPORTED) return null;
  const { writeSweepReport } = await import('../sweep/report.ts');
  return await writeSweepReport(reported, points);
}

/** `sweep` for sweeps of some of `commands`. */
export function sweep(commands: readonly Command[]): Execute<SweepOptions> {
  return async (options, terminal, given) => {
    if (given.has('seed')) {
      throw new ArgumentError(
        `--seed: must be given in ${options.file}, as an option, or left to its points (got ${options.seed})`,
      );
    }
    const opened = await openSweep(options.file, commands);
    const folder = sweepFolder(options.file, options.out);
    const workers = options.workers ?? availableThreads();
    if (options.dryRun) return await dryRun(opened, { folder, workers, options }, terminal);
    const limits = { seconds: options.pointSeconds, megabytes: options.pointMemory };
    const setting: EngineSetting = { folder, workers, limits, options, note: terminal.note };
    const run = await runInto(opened, setting, { options, terminal });
    const report = await reportOf({ ...opened, folder }, run, terminal);
    const summary = summaryOf(options, { folder, report }, run);
    await terminal.result(summary, () => describe(summary));
    terminal.signal.throwIfAborted();
    return 0;
  };
}
