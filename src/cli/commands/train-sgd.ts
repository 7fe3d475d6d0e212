/** `train-sgd`: the same network learned end to end by backpropagation, as the paper's comparison. */
import path from 'node:path';
import { createSgd } from '../../experiments/sgd.ts';
import { createRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, Terminal } from '../command.ts';
import { trainSgdTable } from '../options/train-sgd.ts';
import type { TrainSgdOptions } from '../options/train-sgd.ts';
import { withFolder } from '../publish.ts';
import { checkSources } from '../runs/sources.ts';
import { learnSgd } from '../sgd/learn.ts';
import { prepareSgd, resolveSgd, sgdSources } from '../sgd/setup.ts';
import type { SgdConfig } from '../sgd/setup.ts';
import { takeUpSgd } from '../sgd/state.ts';
import { resumeSupervised, startSupervised } from '../supervised/run.ts';
import type { Resumption } from '../supervised/run.ts';

/** Runs `train-sgd`, or goes on with a run. */
export const trainSgdCommand: Execute<TrainSgdOptions> = async (options, terminal, given) => {
  if (options.resume !== undefined) {
    const call = { asked: options, given, ...resumption(terminal) };
    return resumeSupervised(options.resume, call, terminal);
  }
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const config = resolveSgd(chosen);
  const setup = prepareSgd(config);
  const folder = createRunFolder(out, 'train-sgd', new Date());
  for (const line of setup.warnings) terminal.note(line);
  const network = await withFolder(folder, () => Promise.resolve(createSgd(setup.experiment)));
  return await startSupervised({ command: 'train-sgd', folder, terminal }, config, () =>
    learnSgd(folder, { config, setup, terminal, network, before: null }),
  );
};

/** How `train-sgd` goes on with a run. */
function resumption(terminal: Terminal): Omit<Resumption, 'asked' | 'given'> {
  return {
    command: 'train-sgd',
    table: trainSgdTable,
    what: 'a run of train-sgd',
    goOn: (folder, options) => {
      const config = options as SgdConfig;
      const setup = prepareSgd(config);
      const stored = takeUpSgd(path.join(folder, RUN_FILES.checkpoint), terminal.note);
      if (stored !== null) {
        checkSources(folder, { stored: stored.sources, now: sgdSources(config, setup), options: config });
      }
      const network = createSgd({ ...setup.experiment, ...(stored !== null && { state: stored.state }) });
      return learnSgd(folder, { config, setup, terminal, network, before: stored });
    },
  };
}
