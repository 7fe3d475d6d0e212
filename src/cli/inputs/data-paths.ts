/** Where the data of a run lie, in a form that holds from every folder. */
import path from 'node:path';
import { DATASET_NAMES } from '../../data/load-dataset.ts';
import type { DataSetOptions } from '../options/data-set.ts';

/** A data set with what belongs to it. */
type DataPaths = DataSetOptions & { readonly data: string };

/** The same with absolute paths, so that a run can be resumed from another folder; names of known data sets stay. */
export function absoluteDataPaths({ data, dataDir, labels, testData, testLabels }: DataPaths): DataPaths {
  const absolute = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : path.resolve(file);
  return {
    data: DATASET_NAMES.includes(data) ? data : path.resolve(data),
    dataDir: path.resolve(dataDir),
    labels: absolute(labels),
    testData: absolute(testData),
    testLabels: absolute(testLabels),
  };
}
