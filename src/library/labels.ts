/** Classes of examples as users have them. */
import { ArgumentError, ShapeError } from '../errors.ts';
import { readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';

/** More than that are not classes but measurements. */
const MAX_CLASSES = 65_536;

/**
 * Reads the classes of `count` examples.
 * @param name named in errors
 * @throws ShapeError when there is not one for each example; ArgumentError when one is not an integer from 0
 */
export function readLabels(name: string, given: NumericArray, count: number): Float64Array {
  const { values } = readNumbers(name, given, ['[B]']);
  if (values.length !== count) {
    throw new ShapeError(`${name}: must be [${count}], one for each example (got [${values.length}])`);
  }
  const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= MAX_CLASSES);
  if (wrong >= 0) {
    throw new ArgumentError(
      `${name}[${wrong}]: must be an integer from 0 to ${MAX_CLASSES - 1} (got ${values[wrong]}); number the classes from 0`,
    );
  }
  return values;
}

/** Number of classes, from the largest label. */
export function classesOf(...labels: readonly Float64Array[]): number {
  return 1 + Math.max(...labels.map((some) => some.reduce((a, b) => Math.max(a, b))));
}
