/** What a run of `train-sgd` starts from: labelled data, and everything resolved, as `config.json` has it. */
import type { Split } from '../../data/dataset.ts';
import { SGD_DEFAULTS } from '../../experiments/sgd-defaults.ts';
import type { SgdOptions } from '../../experiments/sgd.ts';
import { absoluteDataPaths } from '../inputs/data-paths.ts';
import { labelledSplit, loadSplit } from '../inputs/labelled-split.ts';
import type { TrainSgdOptions } from '../options/train-sgd.ts';
import type { RunSources } from '../runs/sources.ts';
import { optionsDigest, splitSources } from '../runs/sources.ts';
import { resolveSchedule, scheduleOf } from '../readout/setup.ts';

/** Options of one run, resolved; those that only say how to run it are left out. */
export interface SgdConfig extends Omit<TrainSgdOptions, 'resume'> {
  readonly epochs: number;
  readonly rateSchedule: string;
  readonly seed: number;
}

/** Everything loaded. */
export interface SgdSetup {
  readonly experiment: Omit<SgdOptions, 'state'>;
  readonly train: Split['train'];
  readonly test: Split['test'];
  readonly warnings: readonly string[];
}

/**
 * Makes paths absolute, so that a run can be resumed from another folder, and rates and epochs agree.
 * @throws ArgumentError when they are given and differ
 */
export function resolveSgd(options: Omit<TrainSgdOptions, 'resume'> & { readonly seed: number }): SgdConfig {
  const { epochs, rateSchedule } = options;
  return {
    ...options,
    ...resolveSchedule(epochs, rateSchedule, SGD_DEFAULTS.rateSchedule),
    ...absoluteDataPaths(options),
  };
}

/** Checksums of what a run is made from. */
export function sgdSources(config: SgdConfig, split: Pick<SgdSetup, 'train' | 'test'>): RunSources {
  return { options: optionsDigest(config), ...splitSources(split) };
}

/** Loads the data. @throws as `loadSplit` and `labelledSplit` */
export function prepareSgd(config: SgdConfig): SgdSetup {
  const split = loadSplit(config);
  const { hidden, validation, lossExponent, batch, seed } = config;
  return {
    train: split.train,
    test: split.test,
    warnings: split.warnings,
    experiment: {
      ...labelledSplit(split, config),
      units: hidden,
      validation,
      lossExponent,
      batch,
      seed,
      schedule: scheduleOf(config.rateSchedule),
    },
  };
}
