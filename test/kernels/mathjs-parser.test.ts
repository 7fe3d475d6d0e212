import { parse as parseByPackage } from 'mathjs/number';
import { expect, test } from 'vitest';
import { parse } from '../../src/kernels/mathjs-parser.mjs';

test.each(['h > 0.2 ? 1 : -0.3', 'tanh(5 h) - 0.1', '-2^-h^2 * pi', 'not (a == 1e-3 or b != a) and h <= e'])(
  'the parser alone reads %s as mathjs does',
  (text) => {
    expect(JSON.stringify(parse(text))).toBe(JSON.stringify(parseByPackage(text)));
  },
);
