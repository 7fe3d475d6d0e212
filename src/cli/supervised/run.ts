/** What the two commands that learn from labels share: going on with a run, and telling how one came out. */
import path from 'node:path';
import { formatPercent, formatSeconds } from '../../report/numbers.ts';
import { withLock } from '../../runs/lock.ts';
import { checkUnused, existingRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { ExitStatus, Terminal } from '../command.ts';
import { resumable } from '../runs/interruption.ts';
import { resumeOptions } from '../runs/resume-options.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { readRunOptions, RESUME_MEND, writeRunConfig } from '../runs/config.ts';
import { isFinished, readSummary } from '../runs/summary.ts';
import { supervisedSummaryShape } from './summary.ts';
import type { SupervisedSummary } from './summary.ts';

/** Prints the summary of a finished run. */
async function tellSupervised(summary: SupervisedSummary, terminal: Terminal): Promise<ExitStatus> {
  await terminal.result(summary, () => describe(summary));
  return 0;
}

/** How a command goes on with its own runs. */
export interface Resumption {
  readonly command: string;
  readonly table: AnyOptionTable;
  /** Names such a run. */
  readonly what: string;
  /** Options of the call, and which of them the user gave. */
  readonly asked: object;
  readonly given: ReadonlySet<string>;
  /** Learns to the end in the folder, which is locked. */
  readonly goOn: (folder: string, config: object & { readonly seed: number }) => Promise<SupervisedSummary>;
}

/** Learns in a new folder. */
export async function startSupervised(
  run: { readonly command: string; readonly folder: string; readonly terminal: Terminal },
  config: object & { readonly seed: number },
  learn: () => Promise<SupervisedSummary>,
): Promise<ExitStatus> {
  const { command, folder, terminal } = run;
  return await withLock(folder, async () => {
    checkUnused(folder);
    writeRunConfig(folder, command, config);
    return await tellSupervised(await resumable(run, learn), terminal);
  });
}

/** Goes on with a run. A finished one is left as it is; its summary is printed again. */
export async function resumeSupervised(
  run: string,
  { goOn, asked, given, ...kind }: Resumption,
  terminal: Terminal,
): Promise<ExitStatus> {
  const folder = existingRunFolder(run);
  const { command, table, what } = kind;
  const held = readRunOptions(folder, { tables: new Map([[command, table]]), what, mend: RESUME_MEND });
  if (isFinished(folder)) return tellSupervised(readSummary(folder, supervisedSummaryShape), terminal);
  const config = resumeOptions(folder, held, { asked, given, note: terminal.note });
  return await withLock(folder, async () => {
    const summarized = await resumable({ command, folder, terminal }, () => goOn(folder, config));
    return await tellSupervised(summarized, terminal);
  });
}

function describe({ trainError, testError, validation, epochs, seconds, run }: SupervisedSummary): string {
  const judged = validation === undefined ? 'test error' : `error on ${validation} examples held out`;
  const lines = [
    `train error ${formatPercent(trainError)}`,
    ...(testError === null ? [] : [`${judged} ${formatPercent(testError)}`]),
    `${epochs} epochs in ${formatSeconds(seconds)}`,
    `run folder: ${run}`,
    `report:     ${path.join(run, RUN_FILES.report)}`,
  ];
  return lines.join('\n');
}
