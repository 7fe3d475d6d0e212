import { expect, test } from 'vitest';
import { createFixedPointSolver } from '../../src/dynamics/fixed-point.ts';
import { randomStream } from '../../src/kernels/random.ts';

test('One unit alone has exactly its current, also at w = 1, wherever it comes from', () => {
  const random = randomStream(0, 'fixed-point');
  const out = new Float64Array(2);
  for (const inhibition of [0, 0.5, 1, 2]) {
    const fixedPoint = createFixedPointSolver(inhibition);
    for (let sample = 0; sample < 50; sample++) {
      const currents = Float64Array.of(random.uniform() / 3, -1);
      fixedPoint.solve(currents, Float64Array.of(random.uniform() / 7, -1), Uint8Array.of(1, 0));
      fixedPoint.write(out);
      expect(out[0]).toBe(currents[0]);
    }
  }
});
