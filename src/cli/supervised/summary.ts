/** `summary.json` of a run that learned from labels: of `readout`, and with more of `train-sgd`. */
import type { ReadoutEpoch } from '../../experiments/readout.ts';
import { list, number, orNull, record, text } from '../../runs/json-shape.ts';
import type { Shape } from '../../runs/json-shape.ts';
import type { SupervisedMetrics } from './learn-epochs.ts';

/** The JSON of `readout`; names fixed. */
export interface SupervisedSummary {
  /** Fractions, at the end. */
  readonly trainError: number;
  /** Of the test set, or of the examples held out; null without. */
  readonly testError: number | null;
  /** Number of examples held out that `testError` is of; only where there are any. */
  readonly validation?: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly curve: readonly ReadoutEpoch[];
  /** Absolute path of the run folder. */
  readonly run: string;
}

const epoch = { epoch: number, loss: number, trainError: number, testError: orNull(number) };

export const supervisedMetricsShape: Shape<SupervisedMetrics> = record({ ...epoch, seconds: number });

export const supervisedSummaryShape: Shape<SupervisedSummary> = record({
  trainError: number,
  testError: orNull(number),
  epochs: number,
  seconds: number,
  curve: list(record<ReadoutEpoch>(epoch)),
  run: text(),
});

/** What a run came to, but for its place. */
export function summarize(
  { validation, epochs }: { readonly validation: number; readonly epochs: number },
  metrics: readonly SupervisedMetrics[],
): Omit<SupervisedSummary, 'run'> {
  const { trainError, testError } = metrics[metrics.length - 1];
  return {
    trainError,
    testError,
    ...(validation > 0 && { validation }),
    epochs,
    seconds: metrics.reduce((sum, { seconds }) => sum + seconds, 0),
    curve: metrics.map(({ seconds, ...rest }) => rest),
  };
}
