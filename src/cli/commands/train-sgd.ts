/** `train-sgd`: the same network learned end to end by backpropagation, as the paper's comparison. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createSgd } from '../../experiments/sgd.ts';
import { formatPercent, formatSeconds } from '../../report/numbers.ts';
import { lockRun } from '../../runs/lock.ts';
import { createRunFolder, existingRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, ExitStatus, Terminal } from '../command.ts';
import type { TrainSgdOptions } from '../options/train-sgd.ts';
import { withFolder } from '../publish.ts';
import { readRunConfig, writeRunConfig } from '../run-config.ts';
import { learnSgd } from '../sgd/learn.ts';
import type { SgdSummary } from '../sgd/learn.ts';
import { prepareSgd, resolveSgd } from '../sgd/setup.ts';
import type { SgdConfig } from '../sgd/setup.ts';
import { loadSgd } from '../sgd/state.ts';

/** Runs `train-sgd`, or goes on with a run. */
export const trainSgdCommand: Execute<TrainSgdOptions> = async (options, terminal) => {
  if (options.resume !== undefined) return resume(options.resume, terminal);
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const config = resolveSgd(chosen);
  const setup = prepareSgd(config);
  for (const line of setup.warnings) terminal.note(line);
  const folder = createRunFolder(out, 'train-sgd', new Date());
  const network = await withFolder(folder, () => Promise.resolve(createSgd(setup.experiment)));
  const release = lockRun(folder);
  try {
    writeRunConfig(folder, 'train-sgd', config);
    return await tell(await learnSgd(folder, { config, setup, terminal, network, before: [] }), terminal);
  } finally {
    release();
  }
};

/** A finished run is left as it is; its summary is printed again. */
async function resume(run: string, terminal: Terminal): Promise<ExitStatus> {
  const folder = existingRunFolder(run);
  const kind = { command: 'train-sgd', what: 'a run of train-sgd' };
  const config = readRunConfig(folder, kind) as SgdConfig;
  const summary = path.join(folder, RUN_FILES.summary);
  if (existsSync(summary)) {
    return tell(JSON.parse(readFileSync(summary, 'utf8')) as SgdSummary, terminal);
  }
  const setup = prepareSgd(config);
  const release = lockRun(folder);
  try {
    const stored = loadSgd(path.join(folder, RUN_FILES.checkpoint), terminal.note);
    const network = createSgd({ ...setup.experiment, ...(stored !== null && { state: stored.state }) });
    const job = { config, setup, terminal, network, before: stored?.metrics ?? [] };
    return await tell(await learnSgd(folder, job), terminal);
  } finally {
    release();
  }
}

async function tell(summary: SgdSummary, terminal: Terminal): Promise<ExitStatus> {
  await terminal.result(summary, () => describe(summary));
  return 0;
}

function describe({ trainError, testError, validation, epochs, seconds, run }: SgdSummary): string {
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
