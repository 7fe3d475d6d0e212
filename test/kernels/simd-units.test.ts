import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedPower } from '../../src/kernels/power.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { FloatKernels, Simd } from '../../src/kernels/simd.ts';
import { SMALLEST_POWER, createSimd } from '../../src/kernels/simd.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { firstDifference } from '../support/first-difference.ts';
import { plainPower, plainWeights } from '../support/plain-kernels.ts';
import { awkwardNumber } from '../support/simd-case.ts';

const runs = { seed: 1, numRuns: 400 };

const units = fc.record({
  precision: fc.constantFrom<Precision>('f32', 'f64'),
  shared: fc.boolean(),
  /** N. */
  inputs: fc.integer({ min: 1, max: 40 }),
  share: fc.constantFrom(0, 0.2, 1),
  odd: fc.constantFrom(0, 0, 0.05, 0.5),
  /** 2 (p − 1). */
  twice: fc.integer({ min: 0, max: 32 }),
  flush: fc.boolean(),
  seed: fc.integer(),
});

type UnitShape = typeof units extends fc.Arbitrary<infer T> ? T : never;

/** One unit and one example in the memory of the kernels. */
interface UnitCase {
  readonly simd: Simd;
  readonly kernels: FloatKernels;
  /** U and F(U), `[N]`. */
  readonly base: FloatArray;
  readonly row: FloatArray;
  /** a. */
  readonly scale: number;
  /** `[length]` of the example. */
  readonly index: Int32Array;
  readonly value: Float64Array;
  /** `[N]`. */
  readonly w: Float64Array;
  readonly at: Readonly<Record<'base' | 'row' | 'index' | 'value' | 'w', number>>;
  /** An ordinary or an odd float64. */
  readonly draw: () => number;
}

function createUnitCase(shape: UnitShape): UnitCase {
  const { precision, inputs, share, odd } = shape;
  const simd = createSimd({ bytes: 8192, shared: shape.shared });
  const stream = randomStream(shape.seed, 'unit');
  const allocate = (): number => simd.allocate(inputs * 8);
  const at = {
    base: allocate(),
    row: allocate(),
    index: allocate(),
    value: allocate(),
    w: allocate(),
  };
  const draw = (): number => awkwardNumber({ precision: 'f64', odd }, stream);
  const base = simd.floats(precision, at.base, inputs);
  for (let i = 0; i < inputs; i++) base[i] = awkwardNumber({ precision, odd }, stream);
  const row = simd.floats(precision, at.row, inputs);
  for (let i = 0; i < inputs; i++) row[i] = stream.normal();
  const inside = Array.from({ length: inputs }, (_, i) => i).filter(() => stream.uniform() < share);
  const index = simd.int32(at.index, inside.length);
  index.set(inside);
  const value = simd.float64(at.value, inside.length);
  for (let j = 0; j < value.length; j++) value[j] = draw();
  const w = simd.float64(at.w, inputs);
  for (let i = 0; i < inputs; i++) w[i] = draw();
  const scale = stream.normal();
  return { simd, kernels: simd[precision], base, row, scale, index, value, w, at, draw };
}

function storageOf({ twice, flush, precision }: UnitShape): {
  p: number;
  least: number;
  precision: Precision;
} {
  return { p: twice / 2 + 1, least: flush ? SMALLEST_POWER[precision] : 0, precision };
}

describe('powers of weights', () => {
  it('are those of the scalar functions, bit for bit, for every p from 1 to 17 in steps of one half', () => {
    fc.assert(
      fc.property(units, (shape) => {
        const { kernels, at, base, row } = createUnitCase(shape);
        const storage = storageOf(shape);
        kernels.powers(at.row, at.base, shape.inputs, shape.twice, storage.least);
        const wanted = Array.from(base, (u) => plainPower(u, storage));
        expect(firstDifference(row, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it.each([1, 1.5, 2, 3, 3.5, 4, 5.5])('keep the sign of zero as the scalar function does (p = %d)', (p) => {
    const simd = createSimd({ bytes: 128, shared: false });
    const [base, row] = [simd.allocate(16), simd.allocate(16)];
    simd.float64(base, 2).set([0, -0]);
    simd.f64.powers(row, base, 2, 2 * (p - 1), 0);
    expect(firstDifference(simd.float64(row, 2), [signedPower(p)(0), signedPower(p)(-0)])).toBeUndefined();
  });

  it('below the least that is kept are 0', () => {
    const simd = createSimd({ bytes: 128, shared: false });
    const [base, row] = [simd.allocate(12), simd.allocate(12)];
    simd.float32(base, 3).set([-(2 ** -34), 2 ** -33, -(2 ** -33)]);
    simd.f32.powers(row, base, 3, 6, 2 ** -99);
    expect([...simd.float32(row, 3)]).toEqual([0, 2 ** -99, -(2 ** -99)]);
  });
});

describe('weights after a presentation', () => {
  it('and their powers are written at the non-zero inputs, bit for bit, or nowhere when one is not finite', () => {
    const seen = { written: 0, refused: 0 };
    fc.assert(
      fc.property(units, (shape) => {
        const { kernels, at, base, row, scale, index, w } = createUnitCase(shape);
        const storage = storageOf(shape);
        const wantedBase = base.slice();
        const wantedRow = row.slice();
        const weights = Array.from(w.subarray(0, index.length), (x) => x / scale);
        const fresh = plainWeights(weights, storage);
        if (fresh !== undefined) {
          index.forEach((i, j) => {
            wantedBase[i] = fresh.base[j];
            wantedRow[i] = fresh.row[j];
          });
        }
        const written = kernels.scatterPower(
          at.base,
          at.row,
          at.w,
          at.index,
          index.length,
          scale,
          shape.twice,
          storage.least,
        );
        expect(written).toBe(fresh === undefined ? 0 : 1);
        expect(firstDifference(base, wantedBase)).toBeUndefined();
        expect(firstDifference(row, wantedRow)).toBeUndefined();
        if (written === 1) seen.written++;
        else seen.refused++;
      }),
      runs,
    );
    expect(seen.written).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it.each([NaN, Infinity, -Infinity])('are refused when the last of three is %d', (bad) => {
    const simd = createSimd({ bytes: 1024, shared: false });
    const [base, row, w, index] = [24, 24, 24, 12].map((bytes) => simd.allocate(bytes));
    simd.int32(index, 3).set([0, 1, 2]);
    simd.float64(w, 3).set([1, 2, bad]);
    for (const twice of [0, 2, 5, 6, 11]) {
      expect(simd.f64.scatterPower(base, row, w, index, 3, 1, twice, 0)).toBe(0);
      expect([...simd.float64(base, 3), ...simd.float64(row, 3)]).toEqual(new Array(6).fill(0));
    }
  });

  it('are refused when a power alone is too large for float32', () => {
    const simd = createSimd({ bytes: 1024, shared: false });
    const [base, row, w, index] = [4, 4, 8, 4].map((bytes) => simd.allocate(bytes));
    simd.float64(w, 1)[0] = 1e13;
    expect(simd.f32.scatterPower(base, row, w, index, 1, 1, 6, 0)).toBe(0);
    simd.float64(w, 1)[0] = 1e12;
    expect(simd.f32.scatterPower(base, row, w, index, 1, 1, 6, 0)).toBe(1);
    expect(simd.float32(row, 1)[0]).toBe(Math.fround(Math.fround(1e12) ** 3));
  });
});

describe('the step of a minibatch', () => {
  it('sums the pull of sparse examples, bit for bit', () => {
    fc.assert(
      fc.property(units, (shape) => {
        const { simd, at, index, value, w, draw } = createUnitCase(shape);
        const weight = draw();
        const wanted = w.slice();
        index.forEach((i, j) => (wanted[i] += weight * value[j]));
        simd.accumulateSparse(at.w, weight, at.index, at.value, index.length);
        expect(firstDifference(w, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('subtracts the decay and finds the largest change, bit for bit', () => {
    fc.assert(
      fc.property(units, (shape) => {
        const { kernels, at, base, scale, w, draw } = createUnitCase(shape);
        const decay = draw();
        const wanted = w.map((sum, i) => sum - decay * (scale * base[i]));
        const largest = wanted.reduce((most, sum) => (Math.abs(sum) > most ? Math.abs(sum) : most), 0);
        expect(Object.is(kernels.change(at.w, at.base, shape.inputs, scale, decay), largest)).toBe(true);
        expect(firstDifference(w, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('passes over NaN in the largest change', () => {
    const simd = createSimd({ bytes: 1024, shared: false });
    const [sum, base] = [simd.allocate(40), simd.allocate(40)];
    simd.float64(sum, 5).set([NaN, -3, 2, NaN, NaN]);
    expect(simd.f64.change(sum, base, 5, 1, 1)).toBe(3);
  });

  it.each([NaN, Infinity, -Infinity])('moves nothing when one of five changes is %d', (bad) => {
    const simd = createSimd({ bytes: 1024, shared: false });
    const [base, row, sum] = [40, 40, 40].map((bytes) => simd.allocate(bytes));
    for (let place = 0; place < 5; place++) {
      simd.float64(sum, 5).fill(1)[place] = bad;
      expect(simd.f64.applyStep(base, row, sum, 5, 1, 1, 6, 0)).toBe(0);
      expect([...simd.float64(base, 5), ...simd.float64(row, 5)]).toEqual(new Array(10).fill(0));
    }
  });

  it('moves the weights and their powers, bit for bit, or not at all when one is not finite', () => {
    const seen = { written: 0, refused: 0 };
    fc.assert(
      fc.property(units, (shape) => {
        const { kernels, at, base, row, scale, w, draw } = createUnitCase(shape);
        const storage = storageOf(shape);
        const step = draw();
        const fresh = plainWeights(
          Array.from(w, (sum, i) => scale * base[i] + step * sum),
          storage,
        );
        const wantedBase = fresh?.base ?? base.slice();
        const wantedRow = fresh?.row ?? row.slice();
        const { inputs, twice } = shape;
        const written = kernels.applyStep(at.base, at.row, at.w, inputs, scale, step, twice, storage.least);
        expect(written).toBe(fresh === undefined ? 0 : 1);
        expect(firstDifference(base, wantedBase)).toBeUndefined();
        expect(firstDifference(row, wantedRow)).toBeUndefined();
        if (written === 1) seen.written++;
        else seen.refused++;
      }),
      runs,
    );
    expect(seen.written).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });
});
