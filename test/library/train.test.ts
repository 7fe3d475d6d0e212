import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { createTraining } from '../../src/experiments/training.ts';
import { inputCurrents, relax, train, TRAINING_DEFAULTS } from '../../src/index.ts';
import type { EpochReport, TrainOptions } from '../../src/index.ts';
import { layerWeights } from '../../src/learning/hidden-layer.ts';
import { initialWeights } from '../../src/learning/initial-weights.ts';
import { noisyImages } from './images.ts';
import { elements, matrixViews, rejection } from './views.ts';

const COMMAND = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const IMAGES = noisyImages(120, 20);
const SMALL = { hidden: 6, epochs: 3, seed: 5 } as const;

describe('train', () => {
  test.each([
    { algorithm: 'exact', precision: 'f32' },
    { algorithm: 'exact', precision: 'f64', normalize: 'none', init: 'sphere', p: 3, radius: 2 },
    { algorithm: 'exact', activation: 'tanh(3 h) - 0.1', steadyState: 'events', flow: 'integrate' },
    { algorithm: 'ranking', precision: 'f32', batch: 32, rank: 3, init: 'examples' },
  ] as const)('gives the weights and metrics of a run by the experiments, bit for bit (%o)', async (own) => {
    const all = { ...TRAINING_DEFAULTS, ...SMALL, ...own };
    const { p, radius, precision, seed, epochs, hidden: units } = all;
    const table = { examples: 120, inputs: 20, values: Float64Array.from(IMAGES.flat()), divisor: 1 };
    const source = createExampleSource(table, all.normalize);
    const start = initialWeights(all.init, source, { units, p, radius, seed });
    const shape = { units, p, radius, precision };
    const training = createTraining({
      start: { weights: start },
      shape,
      source,
      epochs,
      seed,
      learning: all,
    });
    const metrics = Array.from({ length: epochs }, (_, epoch) => ({
      epoch: epoch + 1,
      ...training.advance(120),
      diverged: 0,
    }));

    const result = await train({ examples: IMAGES, ...SMALL, ...own });
    expect(result.algorithm).toBe(own.algorithm);
    expect(result.weights.shape).toEqual([6, 20]);
    expect(result.weights.data).toEqual(layerWeights(training.layer));
    expect(result.metrics).toEqual(metrics);
    expect(result.diverged).toEqual([]);
  });

  test('gives the weights that the command gives, byte for byte', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-'));
    try {
      const data = path.join(folder, 'images.npy');
      writeFileSync(data, encodeNpy(Float64Array.from(IMAGES.flat()), [120, 20]));
      const flags = [
        '--data',
        data,
        '--hidden',
        '6',
        '--epochs',
        '3',
        '--seed',
        '5',
        '--out',
        `${folder}/run`,
      ];
      execFileSync(process.execPath, [COMMAND, 'train', ...flags], { stdio: 'pipe' });
      const { weights } = await train({ examples: IMAGES, ...SMALL });
      const written = readFileSync(`${folder}/run/weights.npy`);
      expect(written.equals(encodeNpy(weights.data, weights.shape))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('learns: each of three patterns excites a unit of its own', async () => {
    const { weights } = await train({ examples: IMAGES, hidden: 6, epochs: 10 });
    const currents = inputCurrents(weights, IMAGES, { normalize: 'unit' });
    const { results } = relax(currents, { inhibition: 0.96, method: 'closed-form' });
    const winners = results.map(({ activity }) => elements(activity).indexOf(Math.max(...activity.data)));
    const perPattern = [0, 1, 2].map((pattern) => new Set(winners.filter((_, i) => i % 3 === pattern)));
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      expect([...perPattern[a]].filter((unit) => perPattern[b].has(unit))).toEqual([]);
    }
  });

  test('settles on the pattern itself where all examples are the same', async () => {
    const pattern = [1, 2, 0, 4];
    const { weights, metrics } = await train({
      ...{ examples: Array.from({ length: 50 }, () => pattern), hidden: 1, epochs: 20, precision: 'f64' },
      // The smallest threshold: the one unit is Hebbian as soon as it is active.
      ...{ threshold: 0, init: [[1, 1, 1, 1]], presentation: 1 },
    });
    // W = R v / |v|_p; 500 units of the learning clock leave rounding alone.
    const length = Math.pow(1 + 2 ** 4 + 4 ** 4, 1 / 4);
    for (const [i, v] of pattern.entries())
      expect(Math.abs(weights.get(0, i) - v / length)).toBeLessThan(1e-12);
    expect(metrics[19].normDeviation.max).toBeLessThan(1e-12);
  });

  test('reads examples through any view, as bytes or as numbers', async () => {
    const wanted = await train({ examples: IMAGES, ...SMALL, normalize: 'none' });
    for (const examples of Object.values(matrixViews(IMAGES))) {
      expect(await train({ examples, ...SMALL, normalize: 'none' })).toEqual(wanted);
    }
    const bytes = ndarray(
      Uint8Array.from(IMAGES.flat(), (x) => Math.round(255 * x)),
      [120, 20],
    );
    expect(await train({ examples: bytes, divisor: 255, ...SMALL, normalize: 'none' })).toEqual(wanted);
  });

  test('starts from given weights, in any view, and takes their number of units', async () => {
    const init = Array.from({ length: 4 }, (_, mu) => IMAGES[mu].map((x) => x - 0.1));
    const { weights } = await train({ examples: IMAGES, epochs: 1, init });
    expect(weights.shape).toEqual([4, 20]);
    for (const view of Object.values(matrixViews(init))) {
      const again = await train({ examples: IMAGES, epochs: 1, init: view, hidden: 4 });
      expect(again.weights.data).toEqual(weights.data);
    }
  });

  test('does not see what becomes of the given arrays while it runs, and leaves them alone', async () => {
    const examples = ndarray(Float64Array.from(IMAGES.flat()), [120, 20]);
    const init = ndarray(
      new Float64Array(120).map((_, i) => Math.cos(i)),
      [6, 20],
    );
    const options = { examples, init, epochs: 2, precision: 'f64' } as const;
    const wanted = await train(options);
    expect(Array.from(examples.data)).toEqual(IMAGES.flat());
    expect(init.data[0]).toBe(1);
    const running = train(options);
    examples.data.fill(0);
    init.data.fill(0);
    expect(await running).toEqual(wanted);
    expect(wanted.weights.data.buffer).not.toBe(init.data.buffer);
  });

  test('tells of each epoch, with weights that later epochs leave alone', async () => {
    const reports: EpochReport[] = [];
    const seen: ArrayLike<number>[] = [];
    const result = await train({
      examples: IMAGES,
      ...SMALL,
      onEpoch: async (report, { algorithm, weights }) => {
        await Promise.resolve();
        expect(algorithm).toBe('exact');
        reports.push(report);
        seen.push(weights().data);
      },
    });
    expect(reports).toEqual(result.metrics);
    expect(seen[2]).toEqual(result.weights.data);
    expect(seen[1]).not.toEqual(seen[2]);
  });

  test('breathes between slices, with the share that is done', async () => {
    const shares: number[] = [];
    const breathe = (share: number): Promise<void> => {
      shares.push(share);
      return new Promise((go) => setTimeout(go));
    };
    // 320 000 weights: 31 examples to a slice.
    const wide = ndarray(new Uint8Array(100 * 4000).fill(1), [100, 4000]);
    await train({ examples: wide, hidden: 80, epochs: 1, algorithm: 'ranking', breathe });
    expect(shares).toEqual([0.31, 0.62, 0.93, 1]);
  });

  test('ends where breathe or onEpoch throws, or rejects', async () => {
    const throws = (): never => {
      throw new Error('enough');
    };
    const rejects = (): Promise<void> => Promise.reject(new Error('enough'));
    for (const stop of [throws, rejects]) {
      expect(await rejection(train({ examples: IMAGES, ...SMALL, breathe: stop }))).toBe('Error: enough');
      expect(await rejection(train({ examples: IMAGES, ...SMALL, onEpoch: stop }))).toBe('Error: enough');
    }
  });

  test('lists units that diverge and goes on', async () => {
    // Anti-Hebbian throughout, from outside the sphere: every active unit must diverge.
    const { diverged, divergences, weights, metrics } = await train({
      ...{ examples: IMAGES, hidden: 3, epochs: 1, activation: '-1', presentation: 50 },
      init: Array.from({ length: 3 }, (_, mu) => new Array<number>(20).fill(2 + mu)),
    });
    expect(diverged.toSorted()).toEqual([0, 1, 2]);
    expect(divergences[0]).toMatchObject({ unit: 2, presentation: 0 });
    expect(metrics[0].diverged).toBe(3);
    expect(elements(weights).every(Number.isFinite)).toBe(true);
  });

  test('warns in the names of its own options', async () => {
    const { warnings } = await train({ examples: IMAGES, ...SMALL, threshold: 100, delta: 0 });
    expect(warnings).toEqual([
      expect.stringMatching(/^epochs 1 to 3: no unit was ever Hebbian.* lower the threshold \(h\* = 100\)/),
    ]);
    expect(warnings.join(' ')).not.toContain('--');
  });
});

describe('refusals of train', () => {
  const refusal = (options: object): Promise<string> => rejection(train({ examples: IMAGES, ...options }));

  test.each([
    [{ hiden: 5 }, 'ArgumentError: hiden: no such option of train; did you mean hidden?'],
    [{ labels: [1] }, 'ArgumentError: labels: no such option of train; did you mean radius?'],
    [
      { algorithm: 'exakt' },
      'ArgumentError: algorithm: must be one of exact, ranking (got exakt); did you mean exact?',
    ],
    [{ normalize: true }, 'ArgumentError: normalize: must be one of none, unit (got true)'],
    [
      { init: 'uniform' },
      'ArgumentError: init: must be one of normal, sphere, examples (got uniform); did you mean normal?',
    ],
    [{ hidden: 2.5 }, 'ArgumentError: hidden: must be an integer >= 1 (got 2.5)'],
    [{ epochs: 0 }, 'ArgumentError: epochs: must be an integer >= 1 (got 0)'],
    [{ p: '4' }, 'ArgumentError: p: must be a finite number >= 1 (got 4)'],
    [{ radius: 0 }, 'ArgumentError: radius: must be a finite number > 0 (got 0)'],
    [{ presentation: Infinity }, 'ArgumentError: presentation: must be a finite number > 0 (got Infinity)'],
    [{ seed: -1 }, 'ArgumentError: seed: must be an integer >= 0 (got -1)'],
    [
      { algorithm: 'ranking', hidden: 4, rank: 5 },
      'ArgumentError: rank: must be an integer from 2 to the number of hidden units 4 (got 5)',
    ],
    [{ init: [[1, 2]] }, 'ShapeError: init: must be [K, N] = [K, 20] to fit the examples (got [1, 2])'],
    [
      { init: [new Array(20).fill(1)], hidden: 2 },
      'ShapeError: init: must be [K, N] = [2, 20] to fit hidden and the examples (got [1, 20])',
    ],
    [{ examples: undefined }, 'ArgumentError: examples: must be an array of numbers (got undefined)'],
    [{ examples: [1, 2] }, 'ShapeError: examples: must be [B, N] (got [2]); reshape it'],
    [{ examples: [[1, NaN]] }, 'ArgumentError: examples[0, 1]: must be finite (got NaN)'],
  ])('%o is refused in one line', async (options, text) => {
    expect(await refusal(options)).toBe(text);
  });

  test('an option that is undefined takes its default', async () => {
    const options = { examples: IMAGES, ...SMALL, p: undefined } as unknown as TrainOptions;
    expect(await train(options)).toEqual(await train({ examples: IMAGES, ...SMALL }));
  });
});
