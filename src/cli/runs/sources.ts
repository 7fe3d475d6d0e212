/**
 * What a run is made from, by checksums, so that a run that goes on goes on with the same: its options, and the content of
 * its data and weights, wherever they come from. Checkpoints hold them.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Dataset, Split } from '../../data/dataset.ts';
import { ArgumentError } from '../../errors.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { optionKey } from '../options/table.ts';
import { FREE_OPTIONS } from './resume-options.ts';

/** SHA-256 of each, in hexadecimal, by the option that it comes from; `options`: those that decide the result. */
export type RunSources = Readonly<Record<string, string>>;

/** SHA-256 of what JSON says of `facts`, and of the bytes of some arrays. */
function digest(facts: unknown, arrays: readonly (ArrayBufferView | null)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const array of arrays) {
    if (array !== null) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex');
}

/** Options in one order, without those that are not set or do not decide the result. */
export function optionsDigest(options: object): string {
  const decisive = Object.entries(options)
    .filter(([key, value]: [string, unknown]) => value !== undefined && !FREE_OPTIONS.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(decisive, []);
}

/** Examples, and their labels where they are used. */
export function datasetDigest(set: Dataset, { labels }: { readonly labels: boolean }): string {
  const { examples, inputs, values, divisor } = set;
  return digest([examples, inputs, divisor, values.BYTES_PER_ELEMENT], [values, labels ? set.labels : null]);
}

/** Labelled examples to learn from and to judge by. */
export function splitSources({ train, test }: Pick<Split, 'train' | 'test'>): RunSources {
  return {
    data: datasetDigest(train, { labels: true }),
    ...(test !== null && { 'test-data': datasetDigest(test, { labels: true }) }),
  };
}

/** Numbers of a file. */
export function numbersDigest(numbers: ArrayLike<number>): string {
  return digest(numbers.length, [Float64Array.from(numbers)]);
}

/**
 * @param stored sources of the run as it began
 * @param now those found
 * @throws ArgumentError naming the first that differs
 */
export function checkSources(
  folder: string,
  {
    stored,
    now,
    options,
  }: { readonly stored: RunSources; readonly now: RunSources; readonly options: object },
): void {
  const named = options as Readonly<Record<string, unknown>>;
  for (const [key, checksum] of Object.entries(stored)) {
    const found = now[key];
    if (found === checksum) continue;
    const given = named[optionKey(key)];
    const what =
      key === 'options'
        ? path.join(folder, RUN_FILES.config)
        : typeof given === 'string'
          ? `--${key} ${given}`
          : `--data ${String(named['data'])}: ${key}`;
    throw new ArgumentError(
      `${what}: has changed since the run began (sha256 ${shown(checksum)} then, ${shown(found)} now); restore it, or start the run anew in another folder`,
    );
  }
}

function shown(checksum: string | undefined): string {
  return checksum === undefined ? 'none' : `${checksum.slice(0, 12)}…`;
}
