import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PANEL_WIDTH } from '../../src/kernels/simd.ts';
import { firstDifference } from '../support/first-difference.ts';
import type { PlainExample } from '../support/plain-kernels.ts';
import { plainCurrent, plainPanels } from '../support/plain-kernels.ts';
import type { SimdCase } from '../support/simd-case.ts';
import { createSimdCase, shapes } from '../support/simd-case.ts';

const runs = { seed: 1, numRuns: 300 };

function packAll(made: SimdCase): void {
  const { kernels, at, inputs, units } = made;
  kernels.refreshPanels(at.panels, at.rows, inputs, at.list, units);
}

function panelCurrents(made: SimdCase, first = 0, count = made.panelCount): void {
  const { kernels, at, inputs, outStride, precision, examples } = made;
  const unit = first * PANEL_WIDTH[precision];
  kernels.panelCurrents(
    at.out + unit * 8,
    outStride,
    at.panels + first * inputs * 64,
    count,
    inputs,
    at.gain + unit * 8,
    at.rowStart,
    at.index,
    at.value,
    examples,
  );
}

function exampleOf(made: SimdCase, b: number): PlainExample {
  const [from, to] = made.rowStart.subarray(b, b + 2);
  return { index: made.index.subarray(from, to), value: made.value.subarray(from, to) };
}

/** What `out` must hold: currents of the units that `computed` names, 0 for padding, NaN where nothing may be written. */
function wantedCurrents(made: SimdCase, computed: (unit: number) => boolean): number[] {
  const { units, inputs, padded, outStride, rows, gain, precision } = made;
  return Array.from(made.out, (_, place) => {
    const mu = place % outStride;
    if (mu >= padded || !computed(mu)) return NaN;
    if (mu >= units) return 0;
    const row = rows.subarray(mu * inputs, (mu + 1) * inputs);
    const example = exampleOf(made, Math.floor(place / outStride));
    return plainCurrent(row, example, { gain: gain[mu], precision });
  });
}

describe('SIMD currents of sparse examples', () => {
  it('are those of the plain loops, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const made = createSimdCase(shape);
        packAll(made);
        panelCurrents(made);
        expect(
          firstDifference(
            made.out,
            wantedCurrents(made, () => true),
          ),
        ).toBeUndefined();
      }),
      runs,
    );
  });

  it('can be computed for some of the panels, which leaves the others alone', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.nat(), (shape, a, b) => {
        const made = createSimdCase(shape);
        packAll(made);
        const first = a % made.panelCount;
        const count = b % (made.panelCount - first + 1);
        panelCurrents(made, first, count);
        const width = PANEL_WIDTH[shape.precision];
        const wanted = wantedCurrents(made, (mu) => mu >= first * width && mu < (first + count) * width);
        expect(firstDifference(made.out, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('are the same bits when computed row by row for a list of units', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(), { maxLength: 40 }), (shape, picks) => {
        const made = createSimdCase(shape);
        const { kernels, at, inputs, units, list, rowStart, outStride } = made;
        const listed = picks.slice(0, units).map((pick) => pick % units);
        list.set(listed);
        const itemSize = made.value.BYTES_PER_ELEMENT;
        for (let b = 0; b < made.examples; b++) {
          kernels.rowCurrents(
            at.out + b * outStride * 8,
            at.rows,
            inputs,
            at.gain,
            at.list,
            listed.length,
            at.index + rowStart[b] * 4,
            at.value + rowStart[b] * itemSize,
            rowStart[b + 1] - rowStart[b],
          );
        }
        const wanted = wantedCurrents(made, (mu) => listed.includes(mu));
        expect(firstDifference(made.out, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('are the same bits when computed from dense inputs, zeros included', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const made = createSimdCase(shape);
        const { kernels, at, inputs, examples, outStride, panelCount } = made;
        packAll(made);
        const valuesAt = made.simd.allocate(examples * inputs * made.value.BYTES_PER_ELEMENT);
        const values = made.simd.floats(shape.precision, valuesAt, examples * inputs);
        for (let b = 0; b < examples; b++) {
          const { index, value } = exampleOf(made, b);
          for (let j = 0; j < index.length; j++) values[b * inputs + index[j]] = value[j];
        }
        kernels.densePanelCurrents(
          at.out,
          outStride,
          at.panels,
          panelCount,
          inputs,
          at.gain,
          valuesAt,
          examples,
        );
        expect(
          firstDifference(
            made.out,
            wantedCurrents(made, () => true),
          ),
        ).toBeUndefined();
      }),
      runs,
    );
  });

  it('of 30 hidden units are 0 for an example without inputs, whatever the weights', () => {
    const made = createSimdCase({
      precision: 'f32',
      shared: false,
      units: 30,
      inputs: 5,
      examples: 2,
      share: 0,
      odd: 0.5,
      seed: 3,
    });
    made.gain.fill(1);
    packAll(made);
    panelCurrents(made);
    expect([...made.out.subarray(0, 30)]).toEqual(new Array(30).fill(0));
  });

  it('add in the order of the inputs, each sum rounded to float32', () => {
    const made = createSimdCase({
      precision: 'f32',
      shared: false,
      units: 1,
      inputs: 3,
      examples: 1,
      share: 1,
      odd: 0,
      seed: 1,
    });
    made.rows.set([2 ** 24, 1, 1]);
    made.value.fill(1);
    made.gain.fill(1);
    packAll(made);
    panelCurrents(made);
    // 2²⁴ + 1 rounds to even, 2²⁴, twice; 2²⁴ + (1 + 1) would be 2²⁴ + 2.
    expect(made.out[0]).toBe(2 ** 24);
  });
});

describe('panels of F(W)', () => {
  it('hold every row as a column, and zeros beyond the last unit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const made = createSimdCase(shape);
        packAll(made);
        const wanted = plainPanels(made.rows, made.inputs, PANEL_WIDTH[made.precision]);
        expect(firstDifference(made.panels, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('take over the listed units only', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(), { maxLength: 10 }), (shape, picks) => {
        const made = createSimdCase(shape);
        const { kernels, at, inputs, units, rows } = made;
        packAll(made);
        const before = rows.slice();
        for (let i = 0; i < rows.length; i++) rows[i] = made.stream.normal();
        const listed = picks.slice(0, units).map((pick) => pick % units);
        made.list.set(listed);
        kernels.refreshPanels(at.panels, at.rows, inputs, at.list, listed.length);
        const mixed = before.map((old, i) => (listed.includes(Math.floor(i / inputs)) ? rows[i] : old));
        const wanted = plainPanels(mixed, inputs, PANEL_WIDTH[made.precision]);
        expect(firstDifference(made.panels, wanted)).toBeUndefined();
      }),
      runs,
    );
  });
});
