/**
 * Digests of everything that results are made of, as one JSON object on stdout: run by two versions of Node, they must be
 * equal. Functions of mathematics first, so that a difference is found where it begins. The package `odex` is left out: it
 * calls `Math.pow`, whose last bit depends on the engine.
 */
import { createHash } from 'node:crypto';
import { generateDigits } from '../../../src/data/digits.ts';
import { createExampleSource } from '../../../src/experiments/example-source.ts';
import { createReadout } from '../../../src/experiments/readout.ts';
import { createSgd } from '../../../src/experiments/sgd.ts';
import { TRAINING_DEFAULTS } from '../../../src/experiments/training-defaults.ts';
import type { LearningOptions } from '../../../src/experiments/training.ts';
import { createTraining } from '../../../src/experiments/training.ts';
import { relax } from '../../../src/dynamics/relax.ts';
import { absolutePower, positiveRoot, signedPower } from '../../../src/kernels/power.ts';
import { randomStream } from '../../../src/kernels/random.ts';
import { anyPower, realPower } from '../../../src/kernels/real-power.ts';
import type { Precision } from '../../../src/kernels/sparse.ts';
import { layerWeights } from '../../../src/learning/hidden-layer.ts';
import { initialWeights } from '../../../src/learning/initial-weights.ts';
import { plasticity } from '../../../src/learning/plasticity.ts';

const digestOf = (values: Float32Array | Float64Array | Uint8Array): string =>
  createHash('sha256').update(values).digest('hex');

const found: Record<string, string> = {};

/** Functions that the core calls with real numbers. */
function mathematics(): void {
  const COUNT = 100_000;
  const stream = randomStream(1, 'digests');
  const size = (): number => 2 ** (stream.integer(60) - 40) * (1 + stream.uniform());
  const real = Float64Array.from({ length: COUNT }, () => (stream.uniform() < 0.5 ? -1 : 1) * size());
  const positive = real.map(Math.abs);
  const exponent = Float64Array.from({ length: COUNT }, () => 16 * stream.uniform() - 8);
  const { cos, cosh, exp, expm1, hypot, log, log1p, log2, sin, sinh, tanh } = Math;
  for (const f of [cos, cosh, exp, expm1, sin, sinh, tanh]) found[f.name] = digestOf(real.map(f));
  for (const f of [log, log1p, log2]) found[f.name] = digestOf(positive.map(f));
  found['hypot'] = digestOf(real.map((x, i) => hypot(x, exponent[i])));
  found['realPower'] = digestOf(positive.map((x, i) => realPower(x, exponent[i])));
  found['anyPower'] = digestOf(real.map((x, i) => anyPower(x, Math.round(exponent[i]))));
  for (const p of [1.5, 2.7, 3, 17.3]) {
    found[`powers ${p}`] = digestOf(
      Float64Array.from([...real.map(absolutePower(p)), ...real.map(signedPower(p))]),
    );
    found[`root ${p}`] = digestOf(positive.map(positiveRoot(p)));
  }
  found['powers of two'] = digestOf(Float64Array.from({ length: 2098 }, (_, n) => 2 ** (n - 1074)));
  found['normal'] = digestOf(Float64Array.from({ length: COUNT }, stream.normal));
}

const { train: digits } = generateDigits({ train: 120, test: 1, seed: 4 });
const source = createExampleSource(digits, 'unit');

interface Case extends Partial<LearningOptions> {
  readonly p?: number;
  readonly precision?: Precision;
  readonly init?: 'normal' | 'sphere';
}

const trainings: Readonly<Record<string, Case>> = {
  exact: {},
  'exact f64': { precision: 'f64' },
  'exact p = 2.7': { p: 2.7, init: 'sphere', precision: 'f64' },
  'exact p = 17.3': { p: 17.3, init: 'sphere', precision: 'f64' },
  'exact, events': { steadyState: 'events' },
  'exact, integrated': { steadyState: 'integrate', flow: 'integrate', method: 'tsit5', precision: 'f64' },
  'exact, euler': { flow: 'euler', precision: 'f64' },
  'exact, typed activation': { activation: 'h > 0.1 ? h^2.3 + exp(-h) * sin(h) : tanh(h)', precision: 'f64' },
  'exact, adiabatic': { coupling: 'adiabatic' },
  ranking: { algorithm: 'ranking' },
  'ranking p = 3.3, f64': { algorithm: 'ranking', p: 3.3, precision: 'f64', updateScale: 'paper' },
};

function train({
  p = 4,
  precision = 'f32',
  init = 'normal',
  ...learning
}: Case): Float64Array | Float32Array {
  const shape = { units: 20, p, radius: 1, precision };
  const weights = initialWeights(init, source, { ...shape, seed: 0 });
  const training = createTraining({
    start: { weights },
    shape,
    source,
    epochs: 1,
    seed: 0,
    learning: { ...TRAINING_DEFAULTS, ...learning },
  });
  training.advance(source.count);
  return layerWeights(training.layer);
}

async function supervised(): Promise<void> {
  const schedule = [{ rate: 0.01, epochs: 3 }];
  const labels = digits.labels ?? [];
  const shared = {
    classes: 10,
    train: { source, labels },
    test: null,
    batch: 50,
    schedule,
    seed: 0,
  } as const;
  const breathe = (): Promise<void> => Promise.resolve();
  for (const [power, lossExponent] of [
    [4.5, 6],
    [2.3, 3.7],
  ]) {
    const readout = await createReadout(
      {
        ...{ ...shared, power, p: 2, lossExponent, units: 20, activityScale: 'mean-max', memory: 1e8 },
        weights: train({}),
      },
      breathe,
    );
    for (let epoch = 0; epoch < 3; epoch++) await readout.learnEpoch(breathe);
    found[`readout, power ${power}`] = digestOf(readout.state().weights);
  }
  const sgd = createSgd({ ...shared, units: 20, lossExponent: 4 });
  for (let epoch = 0; epoch < 3; epoch++) await sgd.learnEpoch(breathe);
  found['sgd'] = digestOf(sgd.state().hidden.weights);
}

function single(): void {
  const stream = randomStream(2, 'digests');
  const currents = Float64Array.from({ length: 12 }, stream.normal);
  for (const method of ['dopri5', 'tsit5', 'bs3', 'events', 'closed-form'] as const) {
    const [{ activity }] = relax({ currents, inhibition: 0.9, method }).results;
    found[`relax ${method}`] = digestOf(activity);
  }
  for (const p of [1, 2, 2.7, 4, 50]) {
    for (const method of ['reduced', 'euler', 'dopri5', 'tsit5', 'bs3'] as const) {
      const weights = Float64Array.from({ length: 30 }, () => 0.2 * stream.normal());
      const input = Float64Array.from({ length: 30 }, stream.uniform);
      const [outcome] = plasticity({ weights, input, activation: 1, duration: 0.5, p, method }).results;
      found[`plasticity ${method} p = ${p}`] = digestOf(outcome.weights);
    }
  }
}

mathematics();
found['digits'] = digestOf(digits.values);
for (const [name, one] of Object.entries(trainings)) found[`train ${name}`] = digestOf(train(one));
await supervised();
single();
console.log(JSON.stringify(found, null, 1));
