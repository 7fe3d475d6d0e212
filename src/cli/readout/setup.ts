/** What a readout starts from: weights, labelled data, and everything resolved, as `config.json` has it. */
import type { Split } from '../../data/dataset.ts';
import { ArgumentError } from '../../errors.ts';
import { scheduleEpochs, stretchSchedule } from '../../experiments/rate-schedule.ts';
import type { RateSchedule } from '../../experiments/rate-schedule.ts';
import { MEGABYTE, READOUT_DEFAULTS } from '../../experiments/readout-defaults.ts';
import type { ReadoutOptions as Experiment } from '../../experiments/readout.ts';
import { labelledSplit } from '../inputs/labelled-split.ts';
import { parseRateSchedule, rateScheduleText } from '../options/rate-schedule.ts';
import type { ReadoutOptions } from '../options/readout.ts';
import type { RunSources } from '../runs/sources.ts';
import { numbersDigest, optionsDigest, splitSources } from '../runs/sources.ts';
import { loadTrainedWeights } from '../inputs/trained-weights.ts';
import type { TrainedWeightsConfig } from '../inputs/trained-weights.ts';

/** Options of one readout, resolved; those that only say how to run it are left out. */
export interface ReadoutConfig extends Omit<ReadoutOptions, 'resume'>, TrainedWeightsConfig {
  readonly weights: string;
  readonly data: string;
  readonly normalize: 'none' | 'unit';
  readonly epochs: number;
  readonly rateSchedule: string;
}

/** Everything loaded. */
export interface ReadoutSetup {
  readonly experiment: Omit<Experiment, 'state' | 'activityScale'>;
  readonly split: Split;
}

/**
 * Rates and epochs that agree: the schedule given, or the default one stretched to the epochs given.
 * @param rateSchedule the default
 * @throws ArgumentError when both are given and differ
 */
export function resolveSchedule(
  epochs: number | undefined,
  text: string | undefined,
  rateSchedule: RateSchedule = READOUT_DEFAULTS.rateSchedule,
): { readonly epochs: number; readonly rateSchedule: string } {
  const own = text === undefined ? undefined : parseRateSchedule(text);
  if (own === undefined) {
    const chosen = epochs ?? scheduleEpochs(rateSchedule);
    return { epochs: chosen, rateSchedule: rateScheduleText(stretchSchedule(rateSchedule, chosen)) };
  }
  const total = scheduleEpochs(own);
  if (epochs !== undefined && epochs !== total) {
    throw new ArgumentError(
      `--epochs: must be ${total}, the sum of --rate-schedule (got ${epochs}); leave out one of them`,
    );
  }
  return { epochs: total, rateSchedule: rateScheduleText(own) };
}

/** The schedule of a text that an option table accepted. */
export function scheduleOf(text: string): RateSchedule {
  const schedule = parseRateSchedule(text);
  if (schedule === undefined) throw new ArgumentError(`rate-schedule: must be RATExEPOCHS,… (got ${text})`);
  return schedule;
}

/** Checksums of what a readout is made from. */
export function readoutSources(config: ReadoutConfig, { experiment, split }: ReadoutSetup): RunSources {
  const weights = numbersDigest(experiment.weights);
  return { options: optionsDigest(config), weights, ...splitSources(split) };
}

/**
 * Loads data and weights.
 * @throws as `loadTrainedWeights` and `labelledSplit`
 */
export function prepareReadout(config: ReadoutConfig): ReadoutSetup {
  const { weights, units, split } = loadTrainedWeights(config);
  const { power, p, lossExponent, batch, validation, seed } = config;
  return {
    split,
    experiment: {
      ...labelledSplit(split, config),
      weights,
      units,
      validation,
      power,
      p,
      lossExponent,
      batch,
      seed,
      schedule: scheduleOf(config.rateSchedule),
      memory: config.memory * MEGABYTE,
    },
  };
}
