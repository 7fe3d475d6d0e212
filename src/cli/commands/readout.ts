/** `readout`: the supervised phase on frozen weights. */
import path from 'node:path';
import { createRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, Terminal } from '../command.ts';
import { readoutTable } from '../options/readout.ts';
import type { ReadoutOptions } from '../options/readout.ts';
import { withFolder } from '../publish.ts';
import { learnReadout, openReadout } from '../readout/learn.ts';
import { prepareReadout, readoutSources, resolveSchedule } from '../readout/setup.ts';
import type { ReadoutConfig } from '../readout/setup.ts';
import { takeUpReadout } from '../readout/state.ts';
import { checkSources } from '../runs/sources.ts';
import { resumeSupervised, startSupervised } from '../supervised/run.ts';
import type { Resumption } from '../supervised/run.ts';
import { resolveTrainedWeights } from '../inputs/trained-weights.ts';

/** Runs `readout`, or goes on with a run. */
export const readoutCommand: Execute<ReadoutOptions> = async (options, terminal, given) => {
  if (options.resume !== undefined) {
    const call = { asked: options, given, ...resumption(terminal) };
    return resumeSupervised(options.resume, call, terminal);
  }
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const schedule = resolveSchedule(chosen.epochs, chosen.rateSchedule);
  const notes: string[] = [];
  const asked = { ...resolveTrainedWeights(chosen, given, (line) => void notes.push(line)), ...schedule };
  const setup = prepareReadout(asked);
  const folder = createRunFolder(out, 'readout', new Date());
  const readout = await withFolder(folder, () => openReadout({ config: asked, setup, terminal }, null));
  // Not before all is checked: a mistake is told in one line.
  for (const line of [...notes, ...setup.split.warnings]) terminal.note(line);
  const config = { ...asked, activityScale: readout.activityScale };
  return await startSupervised({ command: 'readout', folder, terminal }, config, () =>
    learnReadout(folder, { config, setup, terminal, readout, before: null }),
  );
};

/** How `readout` goes on with a run. */
function resumption(terminal: Terminal): Omit<Resumption, 'asked' | 'given'> {
  return {
    command: 'readout',
    table: readoutTable,
    what: 'a readout',
    goOn: async (folder, options) => {
      const config = options as ReadoutConfig;
      const setup = prepareReadout(config);
      const stored = takeUpReadout(path.join(folder, RUN_FILES.checkpoint), terminal.note);
      if (stored !== null) {
        checkSources(folder, { stored: stored.sources, now: readoutSources(config, setup), options: config });
      }
      const readout = await openReadout({ config, setup, terminal }, stored?.state ?? null);
      return learnReadout(folder, { config, setup, terminal, readout, before: stored });
    },
  };
}
