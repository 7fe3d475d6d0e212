/** What a point measured: values picked from the JSON of its command, the same for the same point on any machine. */
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { nearest } from '../../kernels/nearest-name.ts';
import type { Measured } from '../../sweeps/job.ts';

/**
 * Keys under which commands tell times, places, and sentences that hold times: they differ between runs of one point.
 * Rows have seconds of their own.
 */
const OF_THE_RUN: readonly string[] = ['seconds', 'path', 'run', 'summary'];

/** More values than that are a mistake: a column each. */
const MOST = 1000;

function isMeasured(value: unknown): value is Measured {
  return value === null || ['number', 'string', 'boolean'].includes(typeof value);
}

/** As JSON has it: what is not finite is null, and there is one zero. */
function plain(value: Measured): Measured {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

/** Typed arrays are lists; what is undefined is not there. */
function entriesOf(value: object): [string, unknown][] {
  const entries: [string, unknown][] = ArrayBuffer.isView(value)
    ? Array.from(value as unknown as ArrayLike<number>, (x, i) => [String(i), x])
    : Object.entries(value);
  return entries.filter(([, part]) => part !== undefined);
}

function isOfTheRun(key: string, value: unknown): boolean {
  return OF_THE_RUN.includes(key) || (typeof value === 'string' && path.isAbsolute(value));
}

function everything(value: unknown, at: string, found: Map<string, Measured>): void {
  if (isMeasured(value)) {
    found.set(at, plain(value));
    return;
  }
  for (const [key, part] of entriesOf(value as object)) {
    if (!isOfTheRun(key, part)) everything(part, at === '' ? key : `${at}.${key}`, found);
  }
}

function keysOf(value: object): string[] {
  return entriesOf(value).flatMap(([key, part]) => (isOfTheRun(key, part) ? [] : [key]));
}

function isList(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** The value at a path; `NAME.length` is that of a list; below null, and after the end of a list, all is null. */
function pick(document: unknown, measure: string): Measured {
  let value = document;
  const steps = measure.split('.');
  for (const [i, key] of steps.entries()) {
    const sofar = steps.slice(0, i).join('.');
    if (value === null) return null;
    const keys = isMeasured(value) ? [] : keysOf(value as object);
    if (!isMeasured(value) && isList(value as object)) {
      if (key === 'length' && i === steps.length - 1) return (value as ArrayLike<unknown>).length;
      if (/^\d+$/.test(key) && Number(key) >= keys.length) return null;
    }
    if (!keys.includes(key)) {
      if (OF_THE_RUN.includes(key)) {
        throw new ArgumentError(
          `measure: ${measure}: must be the same in every run of a point (got ${key}); rows have their seconds anyway`,
        );
      }
      const meant = nearest(key, keys);
      const mend =
        meant === undefined ? 'end it before' : `did you mean ${sofar === '' ? '' : `${sofar}.`}${meant}?`;
      throw new ArgumentError(
        `measure: ${measure}: must be in the JSON of the command (got no ${key} in ${sofar === '' ? 'it' : sofar}); ${mend}`,
      );
    }
    value = (value as Record<string, unknown>)[key];
  }
  if (isMeasured(value)) return plain(value);
  const part = isList(value as object) ? 'length' : (keysOf(value as object).at(0) ?? 'length');
  throw new ArgumentError(
    `measure: ${measure}: must be one value (got ${isList(value as object) ? 'a list' : 'several'}); for example ${measure}.${part}`,
  );
}

/**
 * Values by path.
 * @param document of a command, as it gave it for `--json`
 * @param measure paths; none: every number, text and flag but times and places
 * @throws ArgumentError for a path that leads to no single value, or to a time or place
 */
export function measured(document: unknown, measure: readonly string[]): Readonly<Record<string, Measured>> {
  if (measure.length > 0) return Object.fromEntries(measure.map((one) => [one, pick(document, one)]));
  const found = new Map<string, Measured>();
  everything(document, '', found);
  if (found.size > MOST) {
    throw new ArgumentError(
      `measure: must be given where the JSON of the command has more than ${MOST} values (got ${found.size}); for example measure: [${[...found.keys()][0]}]`,
    );
  }
  return Object.fromEntries(found);
}

/** Whether lists of diverged units, wherever they are, have any. */
export function hasDiverged(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || ArrayBuffer.isView(document)) return false;
  return Object.entries(document).some(([key, value]: [string, unknown]) =>
    key === 'diverged' && Array.isArray(value) ? value.length > 0 : hasDiverged(value),
  );
}
