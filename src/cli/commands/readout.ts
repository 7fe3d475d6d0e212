/** `readout`: the supervised phase on frozen weights. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatPercent, formatSeconds } from '../../report/numbers.ts';
import { lockRun } from '../../runs/lock.ts';
import { createRunFolder, existingRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, ExitStatus, Terminal } from '../command.ts';
import type { ReadoutOptions } from '../options/readout.ts';
import { withFolder } from '../publish.ts';
import { learnReadout, openReadout } from '../readout/learn.ts';
import type { ReadoutSummary } from '../readout/learn.ts';
import { prepareReadout, resolveSchedule } from '../readout/setup.ts';
import type { ReadoutConfig } from '../readout/setup.ts';
import { loadReadout } from '../readout/state.ts';
import { readRunConfig, writeRunConfig } from '../run-config.ts';
import { resolveTrainedWeights } from '../trained-weights.ts';

/** Runs `readout`, or goes on with a run. */
export const readoutCommand: Execute<ReadoutOptions> = async (options, terminal, given) => {
  if (options.resume !== undefined) return resume(options.resume, terminal);
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const schedule = resolveSchedule(chosen.epochs, chosen.rateSchedule);
  const asked = { ...resolveTrainedWeights(chosen, given, terminal.note), ...schedule };
  const setup = prepareReadout(asked);
  for (const line of setup.warnings) terminal.note(line);
  const folder = createRunFolder(out, 'readout', new Date());
  const readout = await withFolder(folder, () => openReadout({ config: asked, setup, terminal }, null));
  const config = { ...asked, activityScale: readout.activityScale };
  const release = lockRun(folder);
  try {
    writeRunConfig(folder, 'readout', config);
    const job = { config, setup, terminal, readout, before: [] };
    return await tell(await learnReadout(folder, job), terminal);
  } finally {
    release();
  }
};

/** A finished run is left as it is; its summary is printed again. */
async function resume(run: string, terminal: Terminal): Promise<ExitStatus> {
  const folder = existingRunFolder(run);
  const config = readRunConfig(folder, { command: 'readout', what: 'a readout' }) as ReadoutConfig;
  const summary = path.join(folder, RUN_FILES.summary);
  if (existsSync(summary)) {
    return tell(JSON.parse(readFileSync(summary, 'utf8')) as ReadoutSummary, terminal);
  }
  const setup = prepareReadout(config);
  const release = lockRun(folder);
  try {
    const stored = loadReadout(path.join(folder, RUN_FILES.checkpoint), terminal.note);
    const readout = await openReadout({ config, setup, terminal }, stored?.state ?? null);
    const job = { config, setup, terminal, readout, before: stored?.metrics ?? [] };
    return await tell(await learnReadout(folder, job), terminal);
  } finally {
    release();
  }
}

async function tell(summary: ReadoutSummary, terminal: Terminal): Promise<ExitStatus> {
  await terminal.result(summary, () => describe(summary));
  return 0;
}

function describe({ trainError, testError, validation, epochs, seconds, run }: ReadoutSummary): string {
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
