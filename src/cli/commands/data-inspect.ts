/** `data inspect`: what a data set or a file holds. */
import type { Dataset } from '../../data/dataset.ts';
import { inspect } from '../../data/inspect.ts';
import { DATASET_NAMES, loadDataset } from '../../data/load-dataset.ts';
import type { Execute } from '../command.ts';
import type { DataInspectOptions } from '../options/data.ts';
import { outFolder, publish } from '../publish.ts';
import { brief, textTable } from '../text/table.ts';

/** One array of what was asked for. */
interface Part {
  /** `train` or `test` of a data set, or `file`. */
  readonly part: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of the numbers that are not 0. */
  readonly density: number;
  /** How many examples there are of each class; null without labels. */
  readonly classes: readonly number[] | null;
}

function partOf(part: string, { values, labels, classes, examples, inputs, shape }: Dataset): Part {
  let [min, max, sum, nonZero] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    if (value !== 0) nonZero++;
  }
  const counts = labels && Array<number>(classes).fill(0);
  if (labels && counts) for (const label of labels) counts[label]++;
  const channels = shape === null || shape.channels === 1 ? [] : [shape.channels];
  return {
    part,
    shape: shape === null ? [examples, inputs] : [examples, shape.height, shape.width, ...channels],
    dtype: values.constructor.name.replace(/Array$/, '').toLowerCase(),
    min,
    max,
    mean: sum / values.length,
    density: nonZero / values.length,
    classes: counts,
  };
}

/** A file alone may be anything: inputs, labels, weights. */
function inspectFile(file: string): Part {
  const { shape, dtype, min, max, mean, nonZero: density, histogram: classes } = inspect(file);
  return { part: 'file', shape, dtype, min, max, mean, density, classes };
}

function describe(data: string, parts: readonly Part[]): string {
  const table = textTable(
    ['part', 'shape', 'type', 'min', 'max', 'mean', 'not 0'],
    parts.map(({ part, shape, dtype, min, max, mean, density }) => [
      part,
      shape.join(' × '),
      dtype,
      brief(min),
      brief(max),
      brief(mean),
      `${brief(100 * density)}%`,
    ]),
  );
  const classes = parts.flatMap(({ part, classes: counts }) =>
    counts === null ? [] : [`${part}: ${counts.length} classes of ${counts.join(', ')} examples`],
  );
  return [data, table, ...classes].join('\n');
}

/** Runs `data inspect`. */
export const dataInspectCommand: Execute<DataInspectOptions> = async (options, terminal) => {
  const { data, labels, testData, testLabels, dataDir, seed } = options;
  const isSet = DATASET_NAMES.includes(data) || labels !== undefined || testData !== undefined;
  let parts: readonly Part[];
  if (isSet || testLabels !== undefined) {
    const files = {
      ...(labels !== undefined && { labels }),
      ...(testData !== undefined && { testData }),
      ...(testLabels !== undefined && { testLabels }),
    };
    const { train, test, warnings } = loadDataset({ data, dataDir, seed, ...files });
    for (const warning of warnings) terminal.note(`warning: ${warning}`);
    parts = [partOf('train', train), ...(test === null ? [] : [partOf('test', test)])];
  } else {
    parts = [inspectFile(data)];
  }
  const folder = outFolder(options, 'data inspect');
  await publish(
    { command: 'data inspect', options, terminal, folder },
    {
      json: { data, parts },
      human: () => describe(data, parts),
    },
  );
  return 0;
};
