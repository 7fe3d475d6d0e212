import { describe, expect, it } from 'vitest';
import { ArgumentError, ShapeError, SolveError } from '../../src/errors.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { unreadWarnings } from '../../src/experiments/output-cost.ts';
import { createReadout } from '../../src/experiments/readout.ts';
import type { Readout, ReadoutEpoch, ReadoutOptions } from '../../src/experiments/readout.ts';
import type { LabelledExamples } from '../../src/experiments/readout-sets.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { plainTraining } from '../support/plain-training.ts';

const UNITS = 7;
const INPUTS = 5;
const CLASSES = 3;

/** Random examples in [0, 1] with random classes. */
function task(count: number, seed: number): { rows: number[][]; labels: number[] } {
  const stream = randomStream(seed, 'test');
  const rows = Array.from({ length: count }, () => Array.from({ length: INPUTS }, () => stream.uniform()));
  return { rows, labels: rows.map(() => stream.integer(CLASSES)) };
}

function labelled({ rows, labels }: { rows: number[][]; labels: number[] }): LabelledExamples {
  const table = { examples: rows.length, inputs: rows[0].length, values: Float64Array.from(rows.flat()) };
  return { source: createExampleSource({ ...table, divisor: 1 }, 'none'), labels };
}

function randomWeights(seed: number): number[][] {
  const stream = randomStream(seed, 'weights');
  return Array.from({ length: UNITS }, () => Array.from({ length: INPUTS }, () => stream.normal()));
}

const weights = randomWeights(1);
const train = task(53, 2);
const test = task(31, 3);

const base: ReadoutOptions = {
  weights: weights.flat(),
  units: UNITS,
  classes: CLASSES,
  train: labelled(train),
  test: labelled(test),
  power: 2.5,
  p: 2,
  lossExponent: 4,
  batch: 10,
  schedule: [
    { rate: 0.01, epochs: 3 },
    { rate: 0.002, epochs: 2 },
  ],
  activityScale: 'mean-max',
  seed: 4,
  memory: 1e9,
};

const quiet = (): void => undefined;

async function learn(readout: Readout, epochs = readout.epochs): Promise<ReadoutEpoch[]> {
  const curve: ReadoutEpoch[] = [];
  while (readout.epochsDone() < epochs) curve.push(await readout.learnEpoch(quiet));
  return curve;
}

describe('a readout', () => {
  it.each([
    { power: 1, lossExponent: 2 },
    { power: 2.5, lossExponent: 4 },
    { power: 4.5, lossExponent: 6 },
    { power: 3.3, lossExponent: 2.7 },
  ])('follows Adam on the numeric gradient of the cost (%o)', async (own) => {
    const readout = await createReadout({ ...base, ...own }, quiet);
    await learn(readout);
    const wanted = plainTraining({
      ...own,
      weights,
      examples: train.rows,
      labels: train.labels,
      classes: CLASSES,
      batch: 10,
      rates: [0.01, 0.01, 0.01, 0.002, 0.002],
      seed: 4,
    });
    const found = readout.state().weights;
    expect(Math.max(...wanted.flat().map(Math.abs))).toBeGreaterThan(0.05);
    // 30 steps of 0.01 at most; float32 leaves 1e-6 of each, and central differences 1e-9 of the gradient.
    wanted.flat().forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(1e-5));
  });

  it('reads separable classes without an error', async () => {
    // Each unit answers to one half plane; classes are the quadrants.
    const stream = randomStream(5, 'quadrants');
    const rows = Array.from({ length: 400 }, () => {
      const [x, y] = [stream.uniform() - 0.5, stream.uniform() - 0.5];
      return [x + 0.1 * Math.sign(x), y + 0.1 * Math.sign(y)];
    });
    const quadrants = { rows, labels: rows.map(([x, y]) => (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0)) };
    const readout = await createReadout(
      {
        ...base,
        weights: [1, 0, -1, 0, 0, 1, 0, -1],
        units: 4,
        classes: 4,
        train: labelled(quadrants),
        test: null,
        power: 1,
        schedule: [{ rate: 0.02, epochs: 30 }],
      },
      quiet,
    );
    const last = (await learn(readout)).at(-1);
    expect(last?.trainError).toBe(0);
    expect(last?.testError).toBeNull();
  });

  it('tells the loss and both errors of the network at the end of each epoch', async () => {
    const readout = await createReadout(base, quiet);
    const curve = await learn(readout);
    expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    // Judged once more without a step of learning: rate 1e-30 changes no float32 of S.
    const schedule = [{ rate: 1e-30, epochs: 6 }];
    const again = await createReadout({ ...base, schedule, state: readout.state() }, quiet);
    expect(await again.learnEpoch(quiet)).toEqual({ ...curve[4], epoch: 6 });
  });

  it.each([
    ['kept features of one set', 53 * 64 + 1],
    ['no kept features', 0],
  ])('ends with the same bytes with %s', async (_what, memory) => {
    const [kept, streamed] = await Promise.all(
      [base.memory, memory].map((own) => createReadout({ ...base, memory: own }, quiet)),
    );
    const curves = [await learn(kept), await learn(streamed)];
    expect(curves[1]).toEqual(curves[0]);
    expect(streamed.state()).toEqual(kept.state());
  });

  it('that goes on from a state ends with the bytes of one that was not interrupted', async () => {
    const whole = await createReadout(base, quiet);
    const curve = await learn(whole);
    const first = await createReadout(base, quiet);
    await learn(first, 2);
    const resumed = await createReadout({ ...base, state: first.state() }, quiet);
    expect(resumed.epochsDone()).toBe(2);
    expect(await learn(resumed)).toEqual(curve.slice(2));
    expect(resumed.state()).toEqual(whole.state());
  });

  it('that goes on from a state within an epoch ends with the bytes of one that was not interrupted', async () => {
    const whole = await createReadout(base, quiet);
    const curve = await learn(whole);
    // Between minibatches, after the last one of an epoch, while it is judged, and in the next one.
    for (const breaths of [1, 3, 6, 7, 9, 12, 15]) {
      const first = await createReadout(base, quiet);
      let left = breaths;
      const interrupted = (): void => {
        if (--left === 0) throw new Error('interrupted');
      };
      const early: ReadoutEpoch[] = [];
      const learnSome = async (): Promise<void> => {
        for (;;) early.push(await first.learnEpoch(interrupted));
      };
      await expect(learnSome()).rejects.toThrow('interrupted');
      const state = first.state();
      expect(state.epochs).toBe(early.length);
      const resumed = await createReadout({ ...base, state }, quiet);
      expect([...early, ...(await learn(resumed))]).toEqual(curve);
      expect(resumed.state()).toEqual(whole.state());
    }
  });

  it('does not see the classes of examples held out, and is judged by them alone', async () => {
    // Weights that answer to every example, so that each leaves its trace.
    const held = { ...base, weights: weights.flat().map(Math.abs), validation: 13, test: null };
    const readout = await createReadout(held, quiet);
    const curve = await learn(readout);
    // Every subset of 13 of 53 examples has errors of 13ths.
    for (const { testError } of curve) expect(((testError ?? NaN) * 13) % 1).toBeCloseTo(0, 10);
    const weightsOf = async (labels: number[]): Promise<Float32Array> => {
      const other = await createReadout({ ...held, train: labelled({ rows: train.rows, labels }) }, quiet);
      await learn(other);
      return other.state().weights;
    };
    const changes = await Promise.all(
      train.labels.map(async (_, changed) => {
        const labels = train.labels.map((label, i) => (i === changed ? (label + 1) % CLASSES : label));
        return (await weightsOf(labels)).some((value, i) => value !== readout.state().weights[i]);
      }),
    );
    expect(changes.filter((changed) => !changed)).toHaveLength(13);
  });

  it('gives other bytes for another seed', async () => {
    const [a, b] = await Promise.all([4, 5].map((seed) => createReadout({ ...base, seed }, quiet)));
    await learn(a);
    await learn(b);
    expect(a.state().weights).not.toEqual(b.state().weights);
  });

  it('learns at n = 10 and from weights far off the sphere, with mean-max', async () => {
    const huge = weights.flat().map((w) => 1e6 * w);
    const readout = await createReadout({ ...base, weights: huge, power: 10, lossExponent: 10 }, quiet);
    for (const { loss } of await learn(readout)) expect(loss).toBeLessThan(CLASSES * 2 ** 10);
    expect(readout.state().weights.every(Number.isFinite)).toBe(true);
  });

  it('refuses features that would overflow, weights that answer to nothing, and weights of another shape', async () => {
    const huge = weights.flat().map((w) => 1e6 * w);
    await expect(createReadout({ ...base, weights: huge, activityScale: 'none' }, quiet)).rejects.toThrow(
      /^activity scale: must keep features <= 100000000 \(got .*e\+1\d from the activity/,
    );
    const negative = weights.flat().map((w) => -Math.abs(w));
    await expect(createReadout({ ...base, weights: negative }, quiet)).rejects.toThrow(ArgumentError);
    await expect(createReadout({ ...base, units: 6 }, quiet)).rejects.toThrow(ShapeError);
  });

  it('tells which classes are not read at all', async () => {
    // One step of this size drives every output to −1, where tanh is flat.
    const stuck = await createReadout({ ...base, schedule: [{ rate: 100, epochs: 2 }] }, quiet);
    expect(stuck.unread()).toEqual([]);
    await learn(stuck);
    expect(stuck.unread().length).toBeGreaterThan(0);
    expect(unreadWarnings(stuck.unread())[0]).toMatch(/^no training example is read as class \d/);
    const fine = await createReadout({ ...base, schedule: [{ rate: 0.1, epochs: 20 }] }, quiet);
    await learn(fine);
    expect(fine.unread()).toEqual([]);
    expect(unreadWarnings([])).toEqual([]);
  });

  it('fails where outputs cease to be finite', async () => {
    const schedule = [{ rate: 1e38, epochs: 5 }];
    const readout = await createReadout({ ...base, schedule }, quiet);
    await expect(learn(readout)).rejects.toThrow(SolveError);
  });
});
