/** The same bits from two versions of Node: this one, and the one whose program `OTHER_NODE` names. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';

const digests = path.join(import.meta.dirname, 'support/digests.ts');
const other = process.env['OTHER_NODE'];
const reason = other === undefined ? ' (skipped: OTHER_NODE names no other Node)' : '';

function outputOf(node: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(node, words, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  expect(status, stderr).toBe(0);
  return stdout;
}

describe.skipIf(other === undefined)(`another version of Node${reason}`, () => {
  it(
    'computes the same functions, data, weights, readouts and solutions, to the bit',
    { timeout: 300_000 },
    () => {
      const node = other ?? '';
      // A version compared with itself would show nothing.
      expect(outputOf(node, ['--version']).trim()).not.toBe(process.version);
      expect(JSON.parse(outputOf(node, [digests]))).toEqual(
        JSON.parse(outputOf(process.execPath, [digests])),
      );
    },
  );
});
