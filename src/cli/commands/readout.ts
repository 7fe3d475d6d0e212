/** `readout`: the supervised phase on frozen weights. */
import path from 'node:path';
import { lockRun } from '../../runs/lock.ts';
import { createRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, Terminal } from '../command.ts';
import type { ReadoutOptions } from '../options/readout.ts';
import { withFolder } from '../publish.ts';
import { learnReadout, openReadout } from '../readout/learn.ts';
import { prepareReadout, resolveSchedule } from '../readout/setup.ts';
import type { ReadoutConfig } from '../readout/setup.ts';
import { loadReadout } from '../readout/state.ts';
import { writeRunConfig } from '../run-config.ts';
import { resumeSupervised, tellSupervised } from '../supervised-run.ts';
import type { Resumption } from '../supervised-run.ts';
import { resolveTrainedWeights } from '../trained-weights.ts';

/** Runs `readout`, or goes on with a run. */
export const readoutCommand: Execute<ReadoutOptions> = async (options, terminal, given) => {
  if (options.resume !== undefined) return resumeSupervised(options.resume, resumption(terminal), terminal);
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
    return await tellSupervised(await learnReadout(folder, job), terminal);
  } finally {
    release();
  }
};

/** How `readout` goes on with a run. */
function resumption(terminal: Terminal): Resumption {
  return {
    command: 'readout',
    what: 'a readout',
    goOn: async (folder, options) => {
      const config = options as ReadoutConfig;
      const setup = prepareReadout(config);
      const stored = loadReadout(path.join(folder, RUN_FILES.checkpoint), terminal.note);
      const readout = await openReadout({ config, setup, terminal }, stored?.state ?? null);
      return learnReadout(folder, { config, setup, terminal, readout, before: stored?.metrics ?? [] });
    },
  };
}
