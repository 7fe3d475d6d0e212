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

/** Evaluations inside [0, 1] until the root is found. */
function evaluations(f: (x: number, root: number) => number, root: number): number {
  let count = 0;
  const g = (x: number): number => {
    count++;
    return f(x, root);
  };
  rootBeyond(g, 0, f(0, root), 1, f(1, root));
  return count;
}

// Bisection alone takes 49. Roots at multiples of the golden section, so that none is in a place of its own.
it.each<readonly [string, number, (x: number, root: number) => number]>([
  ['a line', 3, (x, r) => 3 * (x - r)],
  ['an exponential that rises little', 7, (x, r) => Math.exp(x) - Math.exp(r)],
  ['a steep tangent', 8, (x, r) => Math.tan(1.5 * (x - r))],
  ['an exponential that rises by e⁴⁰', 11, (x, r) => Math.expm1(40 * (x - r))],
  ['a jump, as bisection does', 49, (x, r) => (x < r ? -1 : 2)],
])('rootBeyond needs few evaluations of %s: at most %d', (_name, most, f) => {
  for (let k = 1; k < 300; k++) {
    const root = 0.001 + 0.998 * ((k * 0.618_033_988_749_895) % 1);
    expect(evaluations(f, root)).toBeLessThanOrEqual(most);
  }
});

it('rootBeyond ends at once where it hits the root', () => {
  expect(evaluations((x, r) => x - r, 0.5)).toBe(1);
  expect(rootBeyond((x) => x - 0.5, 0, -0.5, 1, 0.5)).toBe(0.5);
});

it('rootBeyond returns an end that is a root', () => {
  expect(rootBeyond((x) => x - 0.5, 0, -0.5, 0.5, 0)).toBe(0.5);
});
