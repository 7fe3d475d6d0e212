/** Files of JSON in a folder of results, read with suspicion: someone may have damaged or edited them. */
import { readFileSync } from 'node:fs';
import { DataFormatError } from '../errors.ts';
import type { Shape } from './json-shape.ts';

/** @throws DataFormatError, which ends with `mend`, when the file is not JSON */
export function readJson(file: string, mend = 'make the run anew'): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DataFormatError(`${file}: is not JSON (${error.message}); ${mend}`);
  }
}

/** The same for a document that must have a shape. @throws DataFormatError also when it has another */
export function readShaped<T>(file: string, shape: Shape<T>, mend = 'make the run anew'): T {
  const document = readJson(file, mend);
  const fault = shape.fault(document, '');
  if (fault !== null) throw new DataFormatError(`${file}: ${fault}; ${mend}`);
  return document as T;
}

/** A document of that shape in each line. @throws DataFormatError when one is none */
export function readShapedLines<T>(file: string, shape: Shape<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line, i) => {
      let document: unknown;
      try {
        document = JSON.parse(line);
      } catch {
        throw new DataFormatError(`${file}: line ${i + 1} is not JSON; make the run anew`);
      }
      const fault = shape.fault(document, '');
      if (fault !== null) throw new DataFormatError(`${file}: line ${i + 1}: ${fault}; make the run anew`);
      return document as T;
    });
}
