/** Section 3: how the cost of the exact rule grows with K, N, examples, density and threads, one of them at a time. */
import { performance } from 'node:perf_hooks';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { Training } from '../../src/experiments/training.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { initialWeights } from '../../src/learning/initial-weights.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';
import { interleave } from './interleave.ts';
import type { GrowthSeries } from './results.ts';
import { fittedExponent, spreadOf } from './statistics.ts';
import { takeExamples } from './take-examples.ts';

/** How much is measured. */
export interface GrowthPlan {
  readonly rounds: number;
  /** Examples of one turn, except where examples vary. */
  readonly examples: number;
  readonly units: readonly number[];
  readonly inputs: readonly number[];
  readonly densities: readonly number[];
  readonly exampleCounts: readonly number[];
  readonly threads: readonly number[];
}

/** What one turn trains. */
interface Shape {
  readonly units: number;
  readonly inputs: number;
  readonly density: number;
  readonly examples: number;
  readonly threads: number;
}

/** K, N and density of all that do not vary: a layer of half the size of the paper's, on MNIST's inputs. */
const BASE = { units: 1000, inputs: 784, density: 0.19, threads: 1 } as const;
/** Threads share the work where there is enough of it: the paper's size. */
const THREADED_UNITS = 2000;

/** Bytes, each not zero with the given probability. */
function randomBytes({ examples, inputs, density }: Shape): Uint8Array {
  const stream = randomStream(0, `bench/growth/${inputs}/${density}`);
  return Uint8Array.from({ length: examples * inputs }, () =>
    stream.uniform() < density ? 1 + stream.integer(255) : 0,
  );
}

/** A training that goes on from turn to turn, and how it ends. */
interface Runner {
  readonly turn: () => number;
  readonly close: () => void;
}

function createRunner(shape: Shape): Runner {
  const { units, inputs, examples, threads } = shape;
  const table = { examples, inputs, values: randomBytes(shape), divisor: 255 };
  const { p, radius, precision, init, normalize } = TRAINING_DEFAULTS;
  const source = createExampleSource(table, normalize);
  const pool = threads > 1 ? createPanelPool(threads) : null;
  const training: Training = createTraining({
    ...(pool !== null && { threads: pool.engineOf }),
    start: { weights: initialWeights(init, source, { units, p, radius, seed: 0 }) },
    shape: { units, p, radius, precision },
    source,
    epochs: 100,
    seed: 0,
    learning: TRAINING_DEFAULTS,
  });
  takeExamples(training, examples, examples);
  return {
    turn: () => {
      const start = performance.now();
      takeExamples(training, examples, examples);
      return (performance.now() - start) / 1000;
    },
    close: () => pool?.close(),
  };
}

async function measureSeries(
  rounds: number,
  shapes: readonly { readonly size: number; readonly shape: Shape }[],
  { quantity, perExample }: { quantity: string; perExample: boolean },
): Promise<GrowthSeries> {
  const runners = shapes.map(({ shape }) => createRunner(shape));
  const outcomes = await interleave(
    rounds,
    runners.map(({ turn }, index) => ({ name: String(index), measure: turn })),
  );
  for (const { close } of runners) close();
  const points = shapes.map(({ size, shape }, index) => {
    const outcome = outcomes.get(String(index));
    if (!Array.isArray(outcome)) throw new Error(`${quantity} ${size}: ${outcome ?? 'not measured'}`);
    return { size, seconds: spreadOf(outcome.map((s) => (perExample ? s / shape.examples : s))) };
  });
  return {
    quantity,
    cost: perExample ? 'seconds per example' : 'seconds for all examples',
    points,
    exponent: fittedExponent(points.map(({ size, seconds }) => ({ size, cost: seconds.median }))),
  };
}

/** Runs the section. */
export async function measureGrowth(plan: GrowthPlan, note: (text: string) => void): Promise<GrowthSeries[]> {
  const { rounds, examples } = plan;
  const base: Shape = { ...BASE, examples };
  const series = async (
    quantity: string,
    sizes: readonly number[],
    shapeOf: (size: number) => Partial<Shape>,
  ): Promise<GrowthSeries> => {
    note(`growth with ${quantity}`);
    const shapes = sizes.map((size) => ({ size, shape: { ...base, ...shapeOf(size) } }));
    return measureSeries(rounds, shapes, { quantity, perExample: quantity !== 'examples' });
  };
  return [
    await series('K', plan.units, (units) => ({ units })),
    await series('N', plan.inputs, (inputs) => ({ inputs })),
    await series('density', plan.densities, (density) => ({ density })),
    await series('examples', plan.exampleCounts, (count) => ({ examples: count })),
    await series('threads', plan.threads, (threads) => ({ threads, units: THREADED_UNITS })),
  ];
}
