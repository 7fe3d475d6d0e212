import { expect, test } from 'vitest';
import { createStepPair } from '../../src/ode/step-pair.ts';

test('the two ends differ by about the error of the coarse one, and the fine one is far better', () => {
  // A rotation, y = (cos t, −sin t).
  const pair = createStepPair(
    (dydt, y) => {
      dydt[0] = y[1];
      dydt[1] = -y[0];
    },
    2,
    { duration: 2, method: 'dopri5', rtol: 1e-6, atol: 1e-9 },
  );
  const start = Float64Array.of(1, 0);
  expect(pair.advance(start)).toBe('Success');
  const errorOf = (y: Float64Array): number => Math.hypot(y[0] - Math.cos(2), y[1] + Math.sin(2));
  const apart = Math.hypot(pair.fine[0] - pair.coarse[0], pair.fine[1] - pair.coarse[1]);
  expect(errorOf(pair.fine)).toBeLessThan(0.1 * apart);
  expect(apart).toBeGreaterThan(0.9 * errorOf(pair.coarse));
  expect([...start]).toEqual([1, 0]);
});

test('a short interval, one step for the coarse solve, is halved by the fine one', () => {
  const pair = createStepPair((dydt, y) => (dydt[0] = -y[0]), 1, {
    duration: 0.05,
    method: 'bs3',
    rtol: 1e-3,
    atol: 1e-6,
  });
  pair.advance(Float64Array.of(1));
  const exact = Math.exp(-0.05);
  const apart = Math.abs(pair.fine[0] - pair.coarse[0]);
  expect(apart).toBeGreaterThan(0);
  expect(Math.abs(pair.fine[0] - exact)).toBeLessThan(apart);
});

test('a failed solve is told', () => {
  const pair = createStepPair((dydt, y) => (dydt[0] = y[0] * y[0]), 1, {
    duration: 2,
    method: 'dopri5',
    rtol: 1e-6,
    atol: 1e-9,
  });
  expect(pair.advance(Float64Array.of(1))).not.toBe('Success');
});
