/** Names and seeds of points, from what they are and not from where they come in the sweep. */
import { createHash } from 'node:crypto';
import type { OptionValue } from './sweep-file.ts';

/** Options by key. */
export type Options = Readonly<Record<string, OptionValue>>;

/** What a point computes. */
export interface Configuration {
  readonly command: string;
  readonly options: Options;
}

/** JSON with sorted keys and no spaces: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** The name: the first 16 digits of SHA-256 of the canonical JSON of command, options and seed. */
export function pointName({ command, options }: Configuration, seed: number): string {
  return sha256({ command, options, seed }).slice(0, 16);
}

/** The seed of a repeat: 48 bits of SHA-256 of command, options without a seed, and the number of the repeat. */
export function derivedSeed({ command, options }: Configuration, repeat: number): number {
  return Number.parseInt(sha256({ command, options, repeat }).slice(0, 12), 16);
}
