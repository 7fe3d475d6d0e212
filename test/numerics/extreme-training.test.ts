/** Training, readout and the verification of eq. 3 at the edges of their options: symmetries, limits, and never NaN. */
import { describe, expect, it } from 'vitest';
import { CompetingUnitsError } from '../../src/errors.ts';
import type { TrainOptions, TrainResult } from '../../src/index.ts';
import { lyapunov, readout, train } from '../../src/index.ts';

const IMAGES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  usual: [
    [0.5, 0.2, 0.9, 0.1],
    [0.1, 0.8, 0, 0.3],
    [0.2, 0.2, 0.7, 0.9],
  ],
  'all zero': [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ],
  'one pixel': [
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ],
  equal: [
    [1, 1, 1, 1],
    [1, 1, 1, 1],
  ],
  'N = 1': [[0.5], [1]],
};
const scaled = (images: readonly (readonly number[])[], by: number): number[][] =>
  images.map((image) => image.map((v) => by * v));
const ALL = {
  ...IMAGES,
  'scale 1e30': scaled(IMAGES['usual'], 1e30),
  'scale 1e-30': scaled(IMAGES['usual'], 1e-30),
};

const base = { hidden: 3, epochs: 2, batch: 2, precision: 'f64' } as const;

async function weightsOf(options: TrainOptions): Promise<number[]> {
  return Array.from((await train({ ...base, ...options })).weights.data);
}

/** Largest difference, relative to the largest weight. */
function apart(a: readonly number[], b: readonly number[]): number {
  const size = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]))) / size;
}

/** Every number of a report, however deep; −1 for null. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** Options beside the defaults. */
const EDGES: readonly Omit<TrainOptions, 'examples'>[] = [
  {},
  { normalize: 'none' },
  { hidden: 1 },
  ...[1, 1.5, 2, 50].map((p) => ({ p, init: 'sphere' as const })),
  { p: 50 },
  ...[1e-12, 1e6].map((presentation) => ({ presentation })),
  { presentation: 1e6, flow: 'euler' },
  { flow: 'integrate' },
  ...[0, 1 - 1e-15, 1, 1 + 1e-15, 1e6].map((inhibition) => ({ inhibition })),
  ...[0, 1e300].map((threshold) => ({ threshold })),
  { steadyState: 'events' },
  { steadyState: 'integrate' },
  ...[1e-12, 1e6].map((rate) => ({ rate })),
  { rate: 1e300, updateScale: 'paper' },
  { delta: 1e300 },
  { radius: 1e-6 },
  { radius: 1e6 },
];

describe.each(['exact', 'ranking'] as const)('%s training', (algorithm) => {
  describe.each(Object.entries(ALL))('on images: %s', (_name, examples) => {
    it.each(EDGES.map((edge) => ({ edge, text: JSON.stringify(edge) })))(
      '$text: finite weights and metrics, or one line',
      async ({ edge }) => {
        for (const precision of ['f32', 'f64'] as const) {
          let result: TrainResult;
          try {
            result = await train({ ...base, ...edge, examples, algorithm, precision });
          } catch (error) {
            expect(error).toBeInstanceOf(CompetingUnitsError);
            expect(String(error)).not.toMatch(/\n|undefined/);
            // One unit has no second rank; nothing else here is wrong.
            expect([algorithm, edge.hidden]).toEqual(['ranking', 1]);
            continue;
          }
          const { weights, metrics, divergences, warnings } = result;
          expect(weights.data.every(Number.isFinite)).toBe(true);
          expect(numbersIn(metrics).every(Number.isFinite), JSON.stringify(metrics)).toBe(true);
          expect(metrics.every(({ nonFinite }) => nonFinite === 0) || warnings.length > 0).toBe(true);
          expect(metrics[1].diverged).toBe(divergences.length);
        }
      },
    );
  });

  it('learns nothing from images that are all zero', async () => {
    const nothing = { examples: IMAGES['all zero'], algorithm };
    const start = Array.from({ length: 12 }, (_, i) => 0.1 * i - 0.4);
    const init = [0, 1, 2].map((mu) => start.slice(4 * mu, 4 * mu + 4));
    expect(await weightsOf({ ...nothing, init })).toEqual(start);
  });

  it('does not see the scale of images that are made unit vectors', async () => {
    const plain = await weightsOf({ examples: IMAGES['usual'], algorithm });
    for (const scale of [1e30, 1e-30, 1e200, 1e-200, 1e-305]) {
      const other = await weightsOf({ examples: scaled(IMAGES['usual'], scale), algorithm });
      // The unit vectors differ by rounding, and weights by some of it.
      expect(apart(plain, other)).toBeLessThanOrEqual(1e-12);
    }
  });
});

describe('exact training', () => {
  it.each([2 ** 100, 2 ** -100])(
    'gives the same bits for inputs times %d, seen for as much shorter, with thresholds as much higher',
    async (scale) => {
      for (const steadyState of ['closed-form', 'events'] as const) {
        const plain = { normalize: 'none', steadyState, presentation: 0.5, threshold: 0.25 } as const;
        const examples = IMAGES['usual'];
        const expected = await weightsOf({ ...plain, examples });
        const found = await weightsOf({
          ...plain,
          examples: scaled(examples, scale),
          presentation: plain.presentation / scale,
          threshold: plain.threshold * scale,
        });
        expect(found).toEqual(expected);
      }
    },
  );

  it('leaves weights that no current moves above a huge threshold where Δ is 0, and says so', async () => {
    const options = { ...base, examples: IMAGES['usual'], threshold: 1e300, delta: 0 };
    const { warnings, metrics } = await train(options);
    expect(metrics[0]).toMatchObject({ meanHebbian: 0, deadUnits: 3 });
    expect(warnings[0]).toMatch(/^epochs 1 to 2: no unit was ever Hebbian/);
  });

  it('moves equal units equally (ties)', async () => {
    const init = [1, 2, 3].map(() => [0.5, 0.4, 0.3, 0.2]);
    for (const inhibition of [0, 0.96, 1, 1e6]) {
      const w = await weightsOf({ examples: IMAGES['usual'], init, inhibition, threshold: 0.001 });
      expect(w.slice(0, 4)).not.toEqual(init[0]);
      expect(w.slice(4, 8)).toEqual(w.slice(0, 4));
      expect(w.slice(8)).toEqual(w.slice(0, 4));
    }
  });

  it('of one unit with one input ends at R', async () => {
    const [w] = await weightsOf({
      ...{ examples: [[1], [1]], init: [[0.3]], hidden: 1, threshold: 0, presentation: 100 },
    });
    expect(Math.abs(w - 1)).toBeLessThanOrEqual(1e-14);
  });
});

describe('ranking training', () => {
  it.each([2 ** 100, 2 ** -100])(
    'scaled by its largest change gives the same bits for inputs times %d',
    async (scale) => {
      const plain = { algorithm: 'ranking', normalize: 'none', updateScale: 'max' } as const;
      const expected = await weightsOf({ ...plain, examples: IMAGES['usual'] });
      const found = await weightsOf({ ...plain, examples: scaled(IMAGES['usual'], scale) });
      expect(found).toEqual(expected);
    },
  );

  it('counts no units that have diverged among those that learn', async () => {
    const { metrics, divergences } = await train({
      ...base,
      ...{ examples: IMAGES['usual'], algorithm: 'ranking', rate: 1e300, updateScale: 'paper', epochs: 3 },
    });
    expect(divergences).toHaveLength(3);
    expect(metrics[2]).toMatchObject({
      meanActive: 0,
      meanHebbian: 0,
      meanAntiHebbian: 0,
      meanLargestCurrent: 0,
    });
  });

  it('needs a second unit', async () => {
    await expect(
      train({ ...base, examples: IMAGES['usual'], algorithm: 'ranking', hidden: 1 }),
    ).rejects.toThrow('rank: must be an integer from 2 to the number of hidden units 1 (got 2)');
  });
});

describe('the readout', () => {
  const weights: Readonly<Record<string, readonly (readonly number[])[]>> = {
    usual: [
      [0.5, 0.1, -0.3, 0.2],
      [0.2, 0.9, 0.1, 0.4],
    ],
    'K = 1': [[0.5, 0.1, 0.3, 0.2]],
    large: [
      [1e30, 1e30, 0, 0],
      [0, 1e30, 1e30, 1e30],
    ],
    small: [
      [1e-30, 1e-30, 0, 0],
      [0, 1e-30, 1e-30, 1e-30],
    ],
    zero: [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  };
  const edges = [
    {},
    { normalize: 'none' },
    { power: 1 },
    { power: 50 },
    { power: 1e6 },
    { activityScale: 1e30 },
    { activityScale: 1e-30 },
    { lossExponent: 1 },
    { lossExponent: 20 },
    { rateSchedule: [{ rate: 1e30, epochs: 2 }] },
    { rateSchedule: [{ rate: 1e-30, epochs: 2 }] },
    { batch: 1e6 },
  ] as const;
  const images = Object.entries(ALL).filter(([, [image]]) => image.length === 4);

  it.each(images.flatMap(([name, examples]) => Object.keys(weights).map((w) => ({ name, examples, w }))))(
    'of weights $w on images $name has finite weights and errors, or one line',
    async ({ examples, w }) => {
      for (const edge of edges) {
        try {
          const epochs = 'rateSchedule' in edge ? {} : { epochs: 2 };
          const labels = examples.map((_, i) => i % 2);
          const { curve, ...learned } = await readout({
            weights: weights[w],
            examples,
            labels,
            ...epochs,
            ...edge,
          });
          const numbers = [...learned.weights.data, learned.activityScale, ...numbersIn(curve)];
          expect(numbers.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CompetingUnitsError);
          expect(String(error)).toMatch(/^[A-Za-z]+: [^\n]*; [^\n]+$|are they weights of these data\?$/);
        }
      }
    },
  );

  it('does not see the scale of weights, nor of images', async () => {
    const one = { examples: IMAGES['usual'], labels: [0, 1, 0], epochs: 3 };
    const plain = await readout({ ...one, weights: weights['usual'], normalize: 'none' });
    for (const [ofWeights, ofImages] of [
      [2 ** 60, 1],
      [1, 2 ** -60],
    ]) {
      const other = await readout({
        ...{ ...one, normalize: 'none', examples: scaled(one.examples, ofImages) },
        weights: scaled(weights['usual'], ofWeights),
      });
      expect(other.weights.data).toEqual(plain.weights.data);
    }
  });
});

describe('the verification of eq. 3', () => {
  const weights = [
    [0.5, 0.1, -0.3],
    [0.2, 0.9, 0.1],
  ];
  const examples = [0.3, 0.8, 0.1];
  const small = { presentations: 2, steps: 6, inhibition: [0, 1, 1e6], activation: ['step', 'h'] } as const;
  const edges = [
    { p: [1, 1.5, 2, 50] },
    { duration: 1e-12 },
    { duration: 1e6 },
    { radius: 1e-30 },
    { radius: 1e30 },
    { threshold: 1e300 },
  ] as const;
  const problems = {
    usual: { weights, examples },
    'all-zero input': { weights, examples: [0, 0, 0] },
    'one pixel': { weights, examples: [0, 1, 0] },
    'weights of 0': { weights: scaled(weights, 0), examples },
    'K = N = 1': { weights: [[0.5]], examples: [0.3] },
    'large weights': { weights: scaled(weights, 1e30), examples },
    'large inputs': { weights, examples: [3e29, 8e29, 1e29] },
    'small inputs': { weights, examples: [3e-31, 8e-31, 1e-31] },
    ties: { weights: [weights[0], weights[0]], examples },
  };

  it.each(
    Object.entries(problems).flatMap(([name, problem]) =>
      edges.map((edge) => ({ name, problem, edge, text: JSON.stringify(edge) })),
    ),
  )(
    '$name, $text: holds where it can be followed, in finite numbers, or says what overflows',
    async ({ problem, edge }) => {
      try {
        const { report } = await lyapunov({ ...small, p: [4], ...problem, ...edge });
        expect(report.failures).toEqual([]);
        expect(numbersIn(report).every(Number.isFinite), JSON.stringify(report)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(CompetingUnitsError);
        expect(String(error)).toMatch(
          /^ArgumentError: weights: must have finite currents .* at p = 50 .*; scale/,
        );
      }
    },
  );
});
