import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseByPackage } from 'mathjs/number';
import { expect, test } from 'vitest';
import { parse } from '../../src/kernels/mathjs-parser.mjs';

const checkout = path.resolve(import.meta.dirname, '../..');

test('the committed parser is what the installed mathjs gives', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(checkout, 'scripts/build-parser.ts'), '--stdout'],
    { encoding: 'utf8' },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toBe(readFileSync(path.join(checkout, 'src/kernels/mathjs-parser.mjs'), 'utf8'));
});

test.each(['h > 0.2 ? 1 : -0.3', 'tanh(5 h) - 0.1', '-2^-h^2 * pi', 'not (a == 1e-3 or b != a) and h <= e'])(
  'it parses %s as mathjs does',
  (text) => {
    expect(JSON.stringify(parse(text))).toBe(JSON.stringify(parseByPackage(text)));
  },
);
