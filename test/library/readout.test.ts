import ndarray from 'ndarray';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { readout, train } from '../../src/index.ts';
import type { ReadoutEpoch, ReadoutOptions } from '../../src/index.ts';
import { call } from '../cli/support/call.ts';
import { noisyImages, patternLabels } from './images.ts';
import { matrixViews, rejection } from './views.ts';

const IMAGES = noisyImages(150, 20);
const TEST = noisyImages(60, 20, 2);
const { weights } = await train({ examples: IMAGES, hidden: 6, epochs: 3 });

const base: ReadoutOptions = {
  weights,
  examples: IMAGES,
  labels: patternLabels(150),
  testExamples: TEST,
  testLabels: patternLabels(60),
};

describe('readout', () => {
  test('reads the patterns from trained weights, and tells of each epoch', async () => {
    const told: ReadoutEpoch[] = [];
    const { curve, ...result } = await readout({
      ...base,
      rateSchedule: [
        { rate: 0.1, epochs: 20 },
        { rate: 0.01, epochs: 5 },
      ],
      onEpoch: (epoch) => void told.push(epoch),
    });
    expect(result).toMatchObject({ trainError: 0, testError: 0, warnings: [] });
    expect(result.weights.shape).toEqual([3, 6]);
    expect(result.activityScale).toBeGreaterThan(0);
    expect(curve).toHaveLength(25);
    expect(told).toEqual(curve);
  });

  test('gives the bytes of the command', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-'));
    try {
      const files = {
        data: encodeNpy(Float64Array.from(IMAGES.flat()), [150, 20]),
        labels: encodeNpy(Uint8Array.from(patternLabels(150)), [150]),
        weights: encodeNpy(Float32Array.from(weights.data), [6, 20]),
      };
      const flags = Object.entries(files).flatMap(([name, bytes]) => {
        const file = path.join(folder, `${name}.npy`);
        writeFileSync(file, bytes);
        return [`--${name}`, file];
      });
      const words = ['readout', ...flags, '--epochs', '4', '--seed', '3', '--validation', '20'];
      expect(await call([...words, '--out', `${folder}/run`])).toMatchObject({ status: 0 });
      const { examples, labels } = base;
      const result = await readout({ weights, examples, labels, epochs: 4, seed: 3, validation: 20 });
      const written = readFileSync(`${folder}/run/readout.npy`);
      expect(written.equals(encodeNpy(result.weights.data, [3, 6]))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('reads examples and weights through any view', async () => {
    const wanted = await readout({ ...base, epochs: 2 });
    for (const examples of Object.values(matrixViews(IMAGES))) {
      expect(await readout({ ...base, examples, epochs: 2 })).toEqual(wanted);
    }
  });

  test('breathes with a share that grows from 0 to 1, and ends where that throws', async () => {
    const shares: number[] = [];
    await readout({ ...base, epochs: 2, breathe: (share) => void shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    const stop = (): Promise<void> => Promise.reject(new Error('enough'));
    expect(await rejection(readout({ ...base, breathe: stop }))).toBe('Error: enough');
  });

  test.each<[string, object, string]>([
    [
      'an unknown option',
      { rateShedule: 1 },
      'ArgumentError: rateShedule: no such option of readout; did you mean rateSchedule?',
    ],
    ['a power below 1', { power: 0 }, 'ArgumentError: power: must be a finite number >= 1 (got 0)'],
    ['a loss beyond float32', { lossExponent: 21 }, 'ArgumentError: lossExponent: must be <= 20 (got 21)'],
    [
      'a scale of no size',
      { activityScale: 0 },
      'ArgumentError: activityScale: must be a finite number > 0 (got 0)',
    ],
    [
      'a scale that is no word',
      { activityScale: 'mean-maks' },
      'ArgumentError: activityScale: must be one of mean-max, none (got mean-maks); did you mean mean-max?',
    ],
    [
      'too few labels',
      { labels: [1, 2] },
      'ShapeError: labels: must be [150], one for each example (got [2])',
    ],
    [
      'test examples without labels',
      { testLabels: undefined },
      'ArgumentError: testExamples: must be given together with testLabels, or none of them',
    ],
    [
      'weights of other examples',
      { weights: ndarray(new Float32Array(6), [2, 3]) },
      'ShapeError: weights: must be [K, 20] to fit the examples (got [2, 3])',
    ],
    [
      'an empty schedule',
      { rateSchedule: [] },
      'ArgumentError: rateSchedule: must have one step at least (got none)',
    ],
    [
      'a rate of 0',
      { rateSchedule: [{ rate: 0, epochs: 1 }] },
      'ArgumentError: rateSchedule[0].rate: must be a finite number > 0 (got 0)',
    ],
    [
      'epochs beside a schedule of others',
      { rateSchedule: [{ rate: 1, epochs: 2 }], epochs: 3 },
      'ArgumentError: epochs: must be 2, the sum of rateSchedule (got 3)',
    ],
    [
      'all examples held out',
      { validation: 150 },
      'ArgumentError: validation: must be < the number of examples, 150 (got 150)',
    ],
  ])('refuses %s', async (_what, own, message) => {
    expect(await rejection(readout({ ...base, ...own }))).toBe(message);
  });
});
