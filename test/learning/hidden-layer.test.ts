import { describe, expect, it } from 'vitest';
import { ArgumentError, ShapeError } from '../../src/errors.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import { currents } from '../../src/learning/currents-engine.ts';
import {
  createHiddenLayer,
  fits,
  layerNorms,
  layerWeights,
  restoreHiddenLayer,
  retireUnit,
} from '../../src/learning/hidden-layer.ts';
import {
  currentOf,
  gatherWeights,
  readUnit,
  scatterWeights,
  writeUnit,
} from '../../src/learning/unit-weights.ts';
import type { HiddenLayer, LayerOptions } from '../../src/learning/hidden-layer.ts';
import type { DenseLayer } from '../support/dense-layer.ts';
import { denseCurrents, denseLayer, denseNorms, denseScatter } from '../support/dense-layer.ts';
import { randomExample, sparseOf } from '../support/sparse-vectors.ts';

const SHAPE = { units: 5, inputs: 23, radius: 1 };

/** Operations on the layer per run, and what weights and sums may then differ by, relative. */
const OPERATIONS = 1500;
const ALLOWED: Readonly<Record<Precision, { weight: number; sum: number }>> = {
  // A weight is multiplied by every scale, one rounding each in either layer, and is stored once.
  f64: { weight: OPERATIONS * Number.EPSILON, sum: 4 * OPERATIONS * Number.EPSILON },
  // It is stored in float32 once, with half an ulp, 2⁻²⁴; its power is, and sums of 23 are taken in float32.
  f32: { weight: 2 ** -23, sum: 40 * 2 ** -24 },
};
/** Weights below 1e-12 are dropped where a scale is folded; the scale left is below √2. */
const DROPPED = 1.5e-12;

const unitWeights = (layer: HiddenLayer, mu: number): Float64Array => {
  const w = new Float64Array(layer.inputs);
  readUnit(layer, mu, w);
  return w;
};

/** Σ|F(W) v|, the scale of the rounding of a current. */
const magnitude = (unit: Float64Array, input: ArrayLike<number>, p: number): number =>
  unit.reduce((sum, w, i) => sum + Math.abs(w) ** (p - 1) * Math.abs(input[i]), 0);

function expectSame(layer: HiddenLayer, twin: DenseLayer, input: Float64Array): void {
  const { units, inputs, p, precision } = layer;
  const allowed = ALLOWED[precision];
  const vector = sparseOf(input);
  const drive = new Float64Array(units);
  currents(layer, vector, drive);
  const expected = denseCurrents(twin, input, p);
  const norms = layerNorms(layer);
  const gathered = new Float64Array(inputs);
  for (let mu = 0; mu < units; mu++) {
    const found = unitWeights(layer, mu);
    const worst = found.reduce(
      (most, w, i) => Math.max(most, Math.abs(w - twin[mu][i]) - allowed.weight * Math.abs(twin[mu][i])),
      0,
    );
    expect(worst).toBeLessThan(DROPPED);
    gatherWeights(layer, mu, vector, gathered);
    expect([...gathered.subarray(0, vector.length)]).toEqual(
      [...vector.index.subarray(0, vector.length)].map((i) => found[i]),
    );
    const rounding = p * allowed.sum * magnitude(twin[mu], input, p) + 23 * DROPPED ** Math.min(1, p - 1);
    expect(Math.abs(drive[mu] - expected[mu])).toBeLessThan(rounding);
    expect(Math.abs(currentOf(layer, mu, vector) - expected[mu])).toBeLessThan(rounding);
    const norm = denseNorms([twin[mu]], p)[0];
    expect(Math.abs(norms[mu] - norm)).toBeLessThan(p * allowed.sum * norm + 1e-9);
  }
}

describe.each<Precision>(['f64', 'f32'])('a layer in %s', (precision) => {
  it.each([1.5, 2, 3, 4])('is its dense twin after thousands of random changes, p = %d', (p) => {
    const stream = randomStream(1, `layer/${p}`);
    const { units, inputs } = SHAPE;
    const start = Float64Array.from({ length: units * inputs }, () => Math.fround(stream.normal()));
    const layer = createHiddenLayer(start, { ...SHAPE, p, precision });
    const twin = denseLayer(start, inputs);
    let folded = 0;
    for (let step = 1; step <= OPERATIONS; step++) {
      const mu = stream.integer(units);
      const input = randomExample(stream, inputs, 0.4);
      const vector = sparseOf(input);
      // Mostly the amplitudes of training, at times Euler steps that overshoot, and long presentations.
      const amplitude =
        stream.uniform() < 0.9
          ? Math.exp(0.3 * stream.normal())
          : (stream.uniform() < 0.3 ? -1 : 1) * 10 ** (6 * stream.uniform() - 3);
      const replacement = Float64Array.from({ length: inputs }, () => Math.fround(stream.normal()));
      const w = Float64Array.from(vector.index, (i) => replacement[i]);
      const before = layer.scale[mu] * amplitude;
      expect(scatterWeights(layer, mu, { vector, w, amplitude })).toBe(true);
      if (layer.scale[mu] !== before) folded++;
      denseScatter(twin[mu], input, { replacement, amplitude });
      if (step % 50 === 0) expectSame(layer, twin, input);
      if (step % 400 === 0) {
        const written = Float64Array.from({ length: inputs }, () => Math.fround(stream.normal()));
        expect(writeUnit(layer, mu, written)).toBe(true);
        twin[mu].set(written);
      }
    }
    expect(folded).toBeGreaterThan(5);
    expect(Math.max(...layer.scale.map(Math.abs))).toBeLessThanOrEqual(2 ** 16);
    expect(Math.min(...layer.scale.map(Math.abs))).toBeGreaterThanOrEqual(2 ** -16);
  });

  it('keeps every bit of a weight when a scale is folded', () => {
    const stream = randomStream(2, 'layer');
    const { units, inputs } = SHAPE;
    const start = Float64Array.from({ length: units * inputs }, () => Math.fround(stream.normal()));
    const layer = createHiddenLayer(start, { ...SHAPE, p: 4, precision });
    const nothing = sparseOf(new Float64Array(inputs));
    const w = new Float64Array(0);
    // 2⁻¹⁵ · 1.3 and 2¹⁵ · 1.3 are within the range of scales; twice that power of two is not.
    for (const amplitude of [
      2 ** -15 * 1.3,
      2 ** -3,
      2 ** 3 / 1.3,
      2 ** 30 * 1.3,
      2 ** 2,
      2 ** -17 / 1.3,
      2 ** -10,
    ]) {
      const scale = layer.scale[0] * amplitude;
      const expected = unitWeights(layer, 0).map((_, i) => scale * layer.base[i]);
      scatterWeights(layer, 0, { vector: nothing, w, amplitude });
      expect(unitWeights(layer, 0)).toEqual(expected);
    }
  });

  it('is restored bit for bit from what is stored of it', () => {
    const stream = randomStream(3, 'layer');
    const { units, inputs } = SHAPE;
    const options: LayerOptions = { ...SHAPE, p: 4, precision };
    const layer = createHiddenLayer(
      Float64Array.from({ length: units * inputs }, () => stream.normal()),
      options,
    );
    const change = (target: HiddenLayer, from: typeof stream): void => {
      const vector = sparseOf(randomExample(from, inputs, 0.4));
      const w = Float64Array.from(vector.index, () => from.normal());
      const unit = from.integer(units);
      if (target.retired[unit] === 0)
        scatterWeights(target, unit, { vector, w, amplitude: 1.7 * from.uniform() });
    };
    for (let step = 0; step < 200; step++) change(layer, stream);
    retireUnit(layer, 2);
    const { base, scale, retired } = layer;
    const restored = restoreHiddenLayer(
      { base: base.slice(), scale: scale.slice(), retired: retired.slice() },
      options,
    );
    const same = (): void => {
      expect(layerWeights(restored)).toEqual(layerWeights(layer));
      expect(restored.retired).toEqual(layer.retired);
      const input = sparseOf(randomExample(randomStream(4, 'layer'), inputs, 0.4));
      const [expected, found] = [new Float64Array(units), new Float64Array(units)];
      currents(layer, input, expected);
      currents(restored, input, found);
      expect(found).toEqual(expected);
      expect(found[2]).toBe(0);
    };
    same();
    // They go on alike.
    const [first, second] = [randomStream(5, 'layer'), randomStream(5, 'layer')];
    for (let step = 0; step < 200; step++) {
      change(layer, first);
      change(restored, second);
    }
    same();
  });

  it('refuses weights that are not finite in its precision, and leaves the unit as it was', () => {
    const start = Float64Array.of(1, 2, 3, 4, 5, 6);
    const layer = createHiddenLayer(start, { units: 2, inputs: 3, p: 4, radius: 1, precision });
    const vector = sparseOf([0.5, 0, 1]);
    const overflow = precision === 'f32' ? 1e13 : 1e103;
    const input = new Float64Array(2);
    currents(layer, vector, input);
    for (const bad of [NaN, Infinity, -Infinity, overflow, -overflow]) {
      expect(scatterWeights(layer, 1, { vector, w: Float64Array.of(0.1, bad), amplitude: 1 })).toBe(false);
      expect(scatterWeights(layer, 1, { vector, w: Float64Array.of(0.1, 0.2), amplitude: bad })).toBe(false);
      expect(writeUnit(layer, 1, Float64Array.of(0.1, 0.2, bad))).toBe(false);
      expect([...layerWeights(layer)]).toEqual([...start]);
      const after = new Float64Array(2);
      currents(layer, vector, after);
      expect(after).toEqual(input);
    }
  });

  it('refuses weights whose powers overflow only once the scale is folded', () => {
    const layer = createHiddenLayer([1, 2, 3], { units: 1, inputs: 3, p: 4, radius: 1, precision });
    const vector = sparseOf([1, 0, 0]);
    // Stored as w / scale, 1e10 (1e98) would fit.
    const [w, amplitude] = precision === 'f32' ? [1e15, 1e5] : [1e103, 1e5];
    expect(scatterWeights(layer, 0, { vector, w: Float64Array.of(w), amplitude })).toBe(false);
    expect([...layerWeights(layer)]).toEqual([1, 2, 3]);
  });

  it('takes a long presentation, after which the weights at zero inputs are nothing, for what it is', () => {
    for (const amplitude of [1e-14, 1e-40, 1e-310, 0]) {
      const layer = createHiddenLayer([1, 2, 3], { units: 1, inputs: 3, p: 4, radius: 1, precision });
      const vector = sparseOf([1, 0, 1]);
      expect(scatterWeights(layer, 0, { vector, w: Float64Array.of(0.5, -0.25), amplitude })).toBe(true);
      const found = unitWeights(layer, 0);
      expect(found[1]).toBe(0);
      const half = precision === 'f32' ? 2 ** -24 : 2 ** -52;
      expect(Math.abs(found[0] - 0.5)).toBeLessThanOrEqual(half);
      expect(Math.abs(found[2] + 0.25)).toBeLessThanOrEqual(half);
      expect(currentOf(layer, 0, vector)).toBeCloseTo(0.125 - 0.015625, 7);
    }
  });

  it('drops weights below 1e-12 when a scale is folded, whose powers would be denormal', () => {
    const layer = createHiddenLayer([1, 1e-11, -1e-7, 1e-3], {
      units: 1,
      inputs: 4,
      p: 4,
      radius: 1,
      precision,
    });
    const nothing = sparseOf([0, 0, 0, 0]);
    scatterWeights(layer, 0, { vector: nothing, w: new Float64Array(0), amplitude: 2 ** -17 });
    const found = unitWeights(layer, 0);
    expect(found[1]).toBe(0);
    expect(found[2]).toBe(0);
    expect(found[3]).toBeCloseTo(1e-3 * 2 ** -17, 14);
  });

  it('has no current from a retired unit, which keeps its weights, however large', () => {
    const { inputs } = SHAPE;
    // As large as a unit may be: in float32 these powers overflow when they are summed at inputs of 1000.
    const largest = precision === 'f32' ? (3e38 / inputs) ** (1 / 3) : (1e308 / inputs) ** (1 / 3);
    const start = new Float64Array(2 * inputs).fill(0.5).fill(largest, inputs);
    const layer = createHiddenLayer(start, { units: 2, inputs, p: 4, radius: 1, precision });
    const weights = layerWeights(layer);
    const vector = sparseOf(new Float64Array(inputs).fill(1000));
    const drive = new Float64Array(2);
    retireUnit(layer, 1);
    currents(layer, vector, drive);
    expect(drive[0]).toBeCloseTo(1000 * inputs * 0.125, 8);
    expect([drive[1], currentOf(layer, 1, vector), layer.gain[1]]).toEqual([0, 0, 0]);
    expect(layerWeights(layer)).toEqual(weights);
    // Nor when the unit beside it changes.
    writeUnit(layer, 0, new Float64Array(inputs).fill(0.25));
    expect(layer.rows.subarray(inputs).every((power) => power === 0)).toBe(true);
  });

  it('refuses at p = 1, too, a weight that its precision does not hold, though its power is 1', () => {
    const layer = createHiddenLayer(new Float64Array(4), { units: 2, inputs: 2, p: 1, radius: 1, precision });
    const largest = precision === 'f32' ? 3.4e38 : Number.MAX_VALUE;
    expect(fits(layer, -largest)).toBe(true);
    expect(fits(layer, precision === 'f32' ? 3.5e38 : Infinity)).toBe(false);
    expect(fits(layer, NaN)).toBe(false);
  });

  it('looks at all weights beside the inputs before it folds a scale into them', () => {
    const large = precision === 'f32' ? 1e36 : 1e305;
    const shape = { units: 1, inputs: 3, p: 1.5, radius: 1, precision };
    const layer = createHiddenLayer([1, large, 1], shape);
    const before = layerWeights(layer);
    // What lies behind the one input is left from another example.
    const vector = { length: 1, index: Int32Array.of(0, 1, 2), value: Float64Array.of(1, 1, 1) };
    const w = Float64Array.of(1, 0, 0);
    expect(scatterWeights(layer, 0, { vector, w, amplitude: 1e6 })).toBe(false);
    expect(layerWeights(layer)).toEqual(before);
  });

  it('has finite currents at inputs up to 1, whatever its weights', () => {
    const { inputs } = SHAPE;
    const layer = createHiddenLayer(new Float64Array(inputs), { ...SHAPE, units: 1, p: 4, precision });
    const w = new Float64Array(inputs);
    let size = 1;
    while (writeUnit(layer, 0, w.fill(size))) size *= 1.01;
    const drive = new Float64Array(1);
    currents(layer, sparseOf(new Float64Array(inputs).fill(1)), drive);
    expect(drive[0]).toBeGreaterThan(precision === 'f32' ? 1e38 : 1e307);
    expect(drive[0]).toBeLessThan(Infinity);
  });
});

describe('a layer', () => {
  const options: LayerOptions = { units: 2, inputs: 3, p: 4, radius: 1, precision: 'f64' };

  it('is made of as many weights as its shape has', () => {
    expect(() => createHiddenLayer([1, 2, 3, 4, 5], options)).toThrow(
      new ShapeError('weights: must be 2 x 3 = 6 values (got 5); give --hidden and data that fit'),
    );
  });

  it.each<readonly [number, Precision, string]>([
    [NaN, 'f64', 'NaN'],
    [Infinity, 'f64', 'Infinity'],
    [1e13, 'f32', '10000000000000'],
    [-1e39, 'f32', '-1e+39'],
    [1e103, 'f64', '1e+103'],
  ])('is not made of a weight of %d in %s', (bad, precision, shown) => {
    expect(() => createHiddenLayer([1, 2, 3, 4, bad, 6], { ...options, precision })).toThrow(
      new ArgumentError(
        `weights: must be finite, and 3 of |W|^(p-1) too, in ${precision} (got ${shown} at unit 1, input 1); rescale them`,
      ),
    );
  });

  it('copies the weights that it is made of', () => {
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6);
    const layer = createHiddenLayer(weights, options);
    writeUnit(layer, 0, Float64Array.of(7, 8, 9));
    expect([...weights]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(layerWeights(layer)).toEqual(Float64Array.of(7, 8, 9, 4, 5, 6));
  });

  it('returns weights in its precision', () => {
    expect(layerWeights(createHiddenLayer([0.1, 0, 0, 0, 0, 0], options))[0]).toBe(0.1);
    const single = layerWeights(createHiddenLayer([0.1, 0, 0, 0, 0, 0], { ...options, precision: 'f32' }));
    expect(single).toBeInstanceOf(Float32Array);
    expect(single[0]).toBe(Math.fround(0.1));
  });
});
