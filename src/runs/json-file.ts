/** Files of JSON in a folder of results, read with suspicion: someone may have damaged or edited them. */
import { readFileSync } from 'node:fs';
import { DataFormatError } from '../errors.ts';
import type { Shape } from './json-shape.ts';

const ANEW = 'make the run anew';

function parse(json: string, refuse: (fault: string) => Error): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw refuse(`is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** A document of that shape. @throws what `refuse` makes of the first thing that is wrong with it */
export function parseShaped<T>(json: string, shape: Shape<T>, refuse: (fault: string) => Error): T {
  const document = parse(json, refuse);
  const fault = shape.fault(document, '');
  if (fault !== null) throw refuse(fault);
  return document as T;
}

function damaged(file: string, mend: string): (fault: string) => Error {
  return (fault) => new DataFormatError(`${file}: ${fault}; ${mend}`);
}

/** @throws DataFormatError, which ends with `mend`, when the file is not JSON */
export function readJson(file: string, mend: string = ANEW): unknown {
  return parse(readFileSync(file, 'utf8'), damaged(file, mend));
}

/** The same for a document that must have a shape. @throws DataFormatError also when it has another */
export function readShaped<T>(file: string, shape: Shape<T>, mend: string = ANEW): T {
  return parseShaped(readFileSync(file, 'utf8'), shape, damaged(file, mend));
}

/** A document of that shape in each line. @throws DataFormatError when one is none */
export function readShapedLines<T>(file: string, shape: Shape<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line, i) => parseShaped(line, shape, damaged(`${file}: line ${i + 1}`, ANEW)));
}
