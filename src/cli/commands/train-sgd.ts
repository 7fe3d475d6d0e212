/** `train-sgd`: the same network learned end to end by backpropagation, as the paper's comparison. */
import path from 'node:path';
import { createSgd } from '../../experiments/sgd.ts';
import { lockRun } from '../../runs/lock.ts';
import { createRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, Terminal } from '../command.ts';
import type { TrainSgdOptions } from '../options/train-sgd.ts';
import { withFolder } from '../publish.ts';
import { writeRunConfig } from '../run-config.ts';
import { learnSgd } from '../sgd/learn.ts';
import { prepareSgd, resolveSgd } from '../sgd/setup.ts';
import type { SgdConfig } from '../sgd/setup.ts';
import { loadSgd } from '../sgd/state.ts';
import { resumeSupervised, tellSupervised } from '../supervised-run.ts';
import type { Resumption } from '../supervised-run.ts';

/** Runs `train-sgd`, or goes on with a run. */
export const trainSgdCommand: Execute<TrainSgdOptions> = async (options, terminal) => {
  if (options.resume !== undefined) return resumeSupervised(options.resume, resumption(terminal), terminal);
  const { json, config: file, out, debug, resume: none, ...chosen } = options;
  const config = resolveSgd(chosen);
  const setup = prepareSgd(config);
  for (const line of setup.warnings) terminal.note(line);
  const folder = createRunFolder(out, 'train-sgd', new Date());
  const network = await withFolder(folder, () => Promise.resolve(createSgd(setup.experiment)));
  const release = lockRun(folder);
  try {
    writeRunConfig(folder, 'train-sgd', config);
    return await tellSupervised(
      await learnSgd(folder, { config, setup, terminal, network, before: [] }),
      terminal,
    );
  } finally {
    release();
  }
};

/** How `train-sgd` goes on with a run. */
function resumption(terminal: Terminal): Resumption {
  return {
    command: 'train-sgd',
    what: 'a run of train-sgd',
    goOn: (folder, options) => {
      const config = options as SgdConfig;
      const setup = prepareSgd(config);
      const stored = loadSgd(path.join(folder, RUN_FILES.checkpoint), terminal.note);
      const network = createSgd({ ...setup.experiment, ...(stored !== null && { state: stored.state }) });
      return learnSgd(folder, { config, setup, terminal, network, before: stored?.metrics ?? [] });
    },
  };
}
