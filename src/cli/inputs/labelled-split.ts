/** The data set that options name, and its labelled examples as a network sees them. */
import type { Dataset, Split } from '../../data/dataset.ts';
import { loadDataset } from '../../data/load-dataset.ts';
import { ArgumentError } from '../../errors.ts';
import { createExampleSource } from '../../experiments/example-source.ts';
import type { Normalization } from '../../experiments/example-source.ts';
import type { LabelledExamples } from '../../experiments/readout-sets.ts';
import type { DataSetOptions } from '../options/data-set.ts';

/** Which data; the seed decides the generated ones. */
export interface SplitConfig extends DataSetOptions {
  readonly data: string;
  readonly limit: number | undefined;
  readonly seed: number;
}

/** Loads it. @throws DataFormatError, ArgumentError for bad files and names */
export function loadSplit(config: SplitConfig): Split {
  const { data, dataDir, limit, labels, testData, testLabels, seed } = config;
  return loadDataset({
    data,
    dataDir,
    seed,
    ...(limit !== undefined && { limit }),
    ...(labels !== undefined && { labels }),
    ...(testData !== undefined && { testData }),
    ...(testLabels !== undefined && { testLabels }),
  });
}

/** Examples with their classes. */
export interface LabelledSplit {
  readonly train: LabelledExamples;
  /** null where there is no test set, or none with labels. */
  readonly test: LabelledExamples | null;
  readonly classes: number;
}

/**
 * The examples to learn from and to judge by.
 * @param options.validation number of training examples that are to be held out
 * @throws ArgumentError when the data have no labels, or too few examples to hold some out
 */
export function labelledSplit(
  { train, test }: Split,
  options: { readonly data: string; readonly normalize: Normalization; readonly validation: number },
): LabelledSplit {
  const { data, normalize, validation } = options;
  const learned = labelled(train, normalize);
  if (learned === null) {
    throw new ArgumentError(`--data ${data}: must have labels to learn from; give them with --labels`);
  }
  if (validation >= train.examples) {
    throw new ArgumentError(
      `--validation: must be < the number of training examples, ${train.examples} (got ${validation})`,
    );
  }
  return { train: learned, test: test && labelled(test, normalize), classes: train.classes };
}

function labelled(set: Dataset, normalize: Normalization): LabelledExamples | null {
  return set.labels && { source: createExampleSource(set, normalize), labels: set.labels };
}
