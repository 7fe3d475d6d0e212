import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGeometric, sweepAxis } from '../../src/report/sweep/axis.ts';
import { settingsByMean } from '../../src/report/sweep/best.ts';
import { cells } from '../../src/report/sweep/cells.ts';
import { failureGroups } from '../../src/report/sweep/failures.ts';
import { marginals } from '../../src/report/sweep/marginals.ts';
import { formatSignificant } from '../../src/report/numbers.ts';
import { meanText, sweepMeasure } from '../../src/report/sweep/measure.ts';
import { colourScale, measureAxis } from '../../src/report/sweep/scale.ts';
import { sequentialColour, sequentialLch } from '../../src/report/sequential.ts';
import { ascending, deviation, pooledDeviation, quantile } from '../../src/report/sweep/statistics.ts';
import type { ReportedPoint } from '../../src/report/sweep/types.ts';

function point(
  axes: ReportedPoint['axes'],
  x: number | null,
  more: Partial<ReportedPoint> = {},
): ReportedPoint {
  return {
    axes,
    measures: { x },
    seed: 1,
    status: 'done',
    reason: null,
    seconds: 1,
    commandLine: 'c',
    ...more,
  };
}

/** The axis of an option of the points. */
function axisOf(key: string, points: readonly ReportedPoint[]): NonNullable<ReturnType<typeof sweepAxis>> {
  const axis = sweepAxis({ key, isLog: false }, points);
  if (axis === null) throw new Error(`${key} does not vary`);
  return axis;
}

const measured = { path: 'x', goal: null };
/** Rounding of sums of a few numbers of order 1. */
const ROUNDING = 12;

describe('statistics', () => {
  test('give the deviations and quantiles of 2, 4, 4, 4, 5, 5, 7, 9', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(deviation(values)).toBeCloseTo(Math.sqrt(32 / 7), ROUNDING);
    expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile(values, q))).toEqual([
      2,
      4,
      4.5,
      expect.closeTo(7.6),
      9,
    ]);
    expect(deviation([3])).toBeNull();
  });

  test('pool groups by their degrees of freedom', () => {
    // Squares 2 and 8 with one and two degrees of freedom.
    expect(pooledDeviation([[1, 3], [0, 2, 4], [7], []])).toBeCloseTo(Math.sqrt(10 / 3), ROUNDING);
    expect(pooledDeviation([[1], [2]])).toBeNull();
  });
});

describe('axes', () => {
  test.each([
    [[0.01, 0.1, 1], true],
    [[1e-3, 3e-3, 1e-2, 3e-2, 0.1], true],
    [[1, 2, 4, 8], true],
    [[0.5, 0.7, 0.9, 1.1], false],
    [[1, 2, 3, 4, 5], false],
    [[0, 1, 10], false],
    [[1, 100], false],
  ])('of the values %j are logarithmic: %s', (values, expected) => {
    expect(isGeometric(values)).toBe(expected);
  });

  test('have a level for each value, with as few digits as tell them apart', () => {
    const points = [0.043_088_69, 0.2, 0.092_831_78].map((threshold) => point({ threshold }, 1));
    const axis = axisOf('threshold', points);
    expect(axis.label).toBe('threshold h*');
    expect(axis.levels.map(({ text }) => text)).toEqual(['0.0431', '0.0928', '0.2']);
    const close = axisOf(
      'p',
      [1.00001, 1.00002].map((p) => point({ p }, 1)),
    );
    expect(close.levels.map(({ text }) => text)).toEqual(['1.00001', '1.00002']);
  });

  test('are intervals where there are many values, and each value is in the interval around it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 17, maxLength: 60 }),
        fc.boolean(),
        (values, isLog) => {
          const points = values.map((p) => point({ p }, 1));
          const axis = sweepAxis({ key: 'p', isLog }, points);
          if (axis === null) throw new Error('must vary');
          expect(axis.levels).toHaveLength(10);
          const to = axis.isLog ? Math.log : Number;
          const half = (to(Math.max(...values)) - to(Math.min(...values))) / 20;
          for (const value of values) {
            const { place } = axis.levels[axis.levelOf(value)];
            expect(Math.abs(to(place) - to(value))).toBeLessThanOrEqual(half * (1 + 1e-9));
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  test('of words, flags and lists have a level for each', () => {
    const points = ['step', 'max(h, 0)', true, [1, 2]].map((activation) => point({ activation }, 1));
    expect(axisOf('activation', points).levels).toHaveLength(4);
    expect(sweepAxis({ key: 'activation', isLog: false }, points.slice(0, 1))).toBeNull();
  });
});

const grid = [1, 2].flatMap((a) =>
  [1, 2, 3].flatMap((b) => [0, 1].map((seed) => point({ a, b }, 100 * a + 10 * b + seed, { seed }))),
);

describe('cells and marginals', () => {
  const measure = sweepMeasure(measured, grid);
  const [a, b] = ['a', 'b'].map((key) => axisOf(key, grid));

  test('average over all else', () => {
    const table = cells(grid, { x: a, y: b, measure });
    expect(table.map((row) => row.map(({ mean }) => mean))).toEqual([
      [110.5, 210.5],
      [120.5, 220.5],
      [130.5, 230.5],
    ]);
    const along = marginals(grid, a, measure);
    expect(along.map(({ mean, count }) => [mean, count])).toEqual([
      [120.5, 6],
      [220.5, 6],
    ]);
    // Two seeds that differ by 1: squares of 1/2 with one degree of freedom in each of three settings.
    const spread = Math.sqrt(0.5);
    expect(along[0].seeds?.[0]).toBeCloseTo(120.5 - spread, ROUNDING);
    expect(along[0].seeds?.[1]).toBeCloseTo(120.5 + spread, ROUNDING);
    const all = ascending([110, 111, 120, 121, 130, 131]);
    expect([along[0].low, along[0].high]).toEqual([quantile(all, 0.1), quantile(all, 0.9)]);
  });

  test('tell where there is no point from where none has a value', () => {
    const failed = point({ a: 1, b: 1 }, null, { status: 'failed', reason: 'no' });
    const other = point({ a: 2, b: 2 }, 5);
    const half = [failed, other, point({ a: 1, b: 2 }, 6, { status: 'diverged', reason: 'x' })];
    const [x, y] = ['a', 'b'].map((key) => axisOf(key, half));
    const [[first, none], [partly, whole]] = cells(half, { x, y, measure: sweepMeasure(measured, half) });
    expect(first).toMatchObject({ mean: null, points: 1, notDone: 1 });
    expect(none).toMatchObject({ mean: null, points: 0, notDone: 0 });
    expect(partly).toMatchObject({ mean: 6, points: 1, notDone: 1 });
    expect(whole).toMatchObject({ mean: 5, points: 1, notDone: 0 });
  });

  test('of numbers over three decades use the geometric mean', () => {
    const wide = [point({ a: 1 }, 1), point({ a: 1 }, 100), point({ a: 2 }, 1000), point({ a: 2 }, 1000)];
    const own = sweepMeasure(measured, wide);
    expect(own.isLog).toBe(true);
    expect(marginals(wide, axisOf('a', wide), own).map(({ mean }) => mean)).toEqual([
      expect.closeTo(10, ROUNDING),
      expect.closeTo(1000, 9),
    ]);
    expect(colourScale([1, 10, 100], own).at(10)).toBeCloseTo(0.5, ROUNDING);
  });

  test('lie on axes that hold them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const scale = measureAxis(values, { isLog: false, format: String });
          for (const value of values) {
            expect(scale.at(value)).toBeGreaterThanOrEqual(0);
            expect(scale.at(value)).toBeLessThanOrEqual(1);
          }
        },
      ),
      { seed: 1 },
    );
  });
});

describe('settings', () => {
  test('come by their means over seeds, without points that are not done', () => {
    const points = [...grid, point({ a: 0, b: 0 }, 1, { status: 'diverged', reason: 'x' })];
    const settings = settingsByMean(points, sweepMeasure(measured, points));
    expect(settings.map(({ mean }) => mean)).toEqual([110.5, 120.5, 130.5, 210.5, 220.5, 230.5]);
    expect(settings[0].deviation).toBeCloseTo(Math.sqrt(0.5), ROUNDING);
    expect(settings[0].typical.axes).toEqual({ a: 1, b: 1 });
  });

  test('have geometric means with a factor over three decades and more', () => {
    const points = [point({ a: 1 }, 1e-6), point({ a: 1 }, 1e-4), point({ a: 2 }, 2), point({ a: 3 }, 1)];
    const measure = sweepMeasure(measured, points);
    // ln 100 / √2 is the deviation of two logarithms that are ln 100 apart.
    const factor = formatSignificant(Math.exp(Math.log(100) / Math.SQRT2));
    expect(settingsByMean(points, measure).map((setting) => meanText(measure, setting))).toEqual([
      `${formatSignificant(1e-5)} ×/÷ ${factor}`,
      '1',
      '2',
    ]);
  });
});

describe('failures', () => {
  test('are together where they differ by numbers alone', () => {
    const failed = (reason: string, status = 'diverged'): ReportedPoint =>
      point({}, null, { status, reason });
    const groups = failureGroups([
      failed('unit 3 at 0.5'),
      failed('killed', 'crashed'),
      failed('unit 12 at 1e-5'),
      point({}, 1),
    ]);
    expect(groups.map(({ reason, count, status }) => [status, reason, count])).toEqual([
      ['diverged', 'unit 3 at 0.5', 2],
      ['crashed', 'killed', 1],
    ]);
  });
});

describe('the sequential colours', () => {
  test('darken evenly and are not clipped', () => {
    const steps = Array.from({ length: 65 }, (_, i) => i / 64);
    const lightness = steps.map((t) => sequentialLch(t).lightness);
    for (let i = 1; i < steps.length; i++) {
      expect(lightness[i - 1] - lightness[i]).toBeCloseTo((0.96 - 0.32) / 64, ROUNDING);
    }
    // A clipped colour has a component at an end; unclipped ones of this map have none.
    for (const t of steps) {
      for (const component of sequentialColour(t)) {
        expect(component).toBeGreaterThan(0);
        expect(component).toBeLessThan(255);
      }
    }
  });
});
