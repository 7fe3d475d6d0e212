import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rootBeyond } from '../../src/ode/root.ts';

/** The bracket ends a few units in the last place of 1 wide. */
const WIDTH = 2e-15;

const FUNCTIONS: readonly (readonly [string, (x: number, root: number) => number])[] = [
  ['a line', (x, r) => 3 * (x - r)],
  ['a cubic with a flat root', (x, r) => (x - r) ** 3],
  ['a steep tangent', (x, r) => Math.tan(1.5 * (x - r))],
  ['a jump', (x, r) => (x < r ? -1 : 2)],
  ['an exponential', (x, r) => Math.expm1(40 * (x - r))],
];

it.each(FUNCTIONS)('rootBeyond finds the root of %s at or just past it, on either side', (_name, f) => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.boolean(), (root, rising) => {
      const sign = rising ? 1 : -1;
      const g = (x: number): number => sign * f(x, root);
      const x = rootBeyond(g, 0, g(0), 1, g(1));
      expect(Math.abs(x - root)).toBeLessThan(WIDTH);
      expect(sign * g(x)).toBeGreaterThanOrEqual(0);
    }),
    { seed: 1 },
  );
});

it('rootBeyond needs few evaluations of a smooth function', () => {
  let evaluations = 0;
  const g = (x: number): number => {
    evaluations++;
    return Math.exp(x) - 1.7;
  };
  rootBeyond(g, 0, g(0), 1, g(1));
  expect(evaluations).toBeLessThan(14);
});

it('rootBeyond returns an end that is a root', () => {
  expect(rootBeyond((x) => x - 0.5, 0, -0.5, 0.5, 0)).toBe(0.5);
});
