import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputCurrents, look, lyapunovOf, present } from '../../lab/lens.ts';
import type { Specimen } from '../../lab/lens.ts';
import { presentInSteps } from '../../lab/presentation-steps.ts';
import { commandsOf, recordText } from '../../lab/record.ts';
import type { RecordName } from '../../lab/record.ts';
import { DEFAULT_SETTINGS } from '../../lab/settings.ts';
import { createTrainingRun, digitSource } from '../../lab/training-run.ts';
import { projectOntoSphere } from '../../lab/sphere.ts';
import { parseNpy } from '../../src/data/npy-read.ts';
import { generateDigits } from '../../src/data/digits.ts';
import { inputOf } from '../../lab/strokes.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const folder = temporaryFolder();
const UNITS = 25;

const source = digitSource();
const plan = {
  ...{ run: 0, settings: DEFAULT_SETTINGS, units: UNITS, epochs: 1, weights: null, seed: 0 },
};

/** A network of 25 units after 3000 of 10 000 examples, and a digit. */
function specimen(settings = DEFAULT_SETTINGS): Specimen {
  const run = createTrainingRun(plan, source);
  run.advance(3000);
  const { values } = generateDigits({ train: 8, test: 1 }).train;
  return {
    weights: run.weights(),
    input: inputOf(Uint8Array.from(values.subarray(3 * 784, 4 * 784))),
    settings,
  };
}

/** Runs a command of the page on its files, in the folder where they were saved. */
async function runCommand(text: string): Promise<unknown> {
  const [, ...words] = text.split(' ');
  const { status, stdout, stderr } = await call(
    words.map((word) => (word.endsWith('.json') ? folder.at(word) : word)),
  );
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('the numbers of the page', () => {
  it.each([
    ['the defaults', DEFAULT_SETTINGS],
    ['many active units', { ...DEFAULT_SETTINGS, inhibition: 0.3, threshold: 0.05 }],
    ['a norm that is no integer', { ...DEFAULT_SETTINGS, p: 2.5, presentation: 0.5 }],
    ['winner takes all, by rank', { ...DEFAULT_SETTINGS, algorithm: 'ranking' as const, inhibition: 1.2 }],
  ])('are those of the command line, bit for bit: %s', async (_, settings) => {
    const shown = specimen(settings);
    const names: readonly RecordName[] = ['currents', 'weights', 'input', 'activation'];
    for (const name of names) folder.write(`${name}.json`, new TextEncoder().encode(recordText(name, shown)));
    const results = JSON.parse(recordText('results', shown)) as { relax: unknown; plasticity: unknown };
    const [relax, plasticity] = commandsOf(shown);
    expect(await runCommand(relax)).toEqual(results.relax);
    expect(await runCommand(plasticity)).toEqual(results.plasticity);
  });

  it('agree with each other: steady state, decision, presentation, L', () => {
    const shown = specimen({ ...DEFAULT_SETTINGS, inhibition: 0.5, threshold: 0.1, delta: 0.4 });
    const view = look(shown);
    const { activity } = view.relaxed;
    expect(view.learners.units.length).toBeGreaterThan(3);
    view.learners.activation.forEach((g, mu) => {
      expect(g).toBe(activity[mu] > 0.1 ? 1 : activity[mu] > 0 ? -0.4 : 0);
    });
    const steps = presentInSteps(shown, 5);
    const end = present(shown, view.learners).results;
    expect(steps.units).toEqual(view.learners.units);
    end.forEach(({ weights }, i) => {
      expect(steps.steps[4].subarray(i * 784, (i + 1) * 784)).toEqual(weights);
    });
    const after = shown.weights.slice();
    end.forEach(({ weights }, i) => after.set(weights, 784 * view.learners.units[i]));
    const gain = lyapunovOf({ ...shown, weights: after }, view.learners) - view.lyapunov;
    // Both are sums of some 150 products of order 1: rounding alone.
    expect(Math.abs(gain - (view.growth?.total.at(-1) ?? NaN))).toBeLessThan(1e-12);
    expect(gain).toBeGreaterThan(0);
  });

  it('say what the other algorithm would do', () => {
    const shown = specimen();
    const currents = Array.from(inputCurrents(shown));
    const ranked = currents.map((_, mu) => mu).toSorted((a, b) => currents[b] - currents[a]);
    expect(look(shown).other).toEqual({ pulled: [ranked[0]], pushed: [ranked[1]] });
  });

  it('of an empty drawing are a network at rest', () => {
    const view = look({ ...specimen(), input: inputOf(new Uint8Array(784)) });
    expect(view.learners.units).toEqual([]);
    expect(view.relaxed.active).toEqual([]);
    expect(view.growth).toBeNull();
    expect(view.course?.switches).toEqual([]);
  });
});

describe('training on the page', () => {
  it('gives the weights of `train`, bit for bit, whatever the slices, and while it is looked at', async () => {
    const run = createTrainingRun(plan, source);
    for (let slice = 1; run.done() < run.total; slice = (slice * 7) % 1009) {
      run.advance(slice);
      if (slice % 5 === 0) run.pulse();
    }
    const words = ['train', '--hidden', String(UNITS), '--epochs', '1', '--threads', '1', '--out'];
    const { status, stderr } = await call([...words, folder.at('run')]);
    expect(status, stderr).toBe(0);
    const { data } = parseNpy(readFileSync(folder.at('run', 'weights.npy')), 'weights.npy');
    expect(run.weights()).toEqual(Float64Array.from(data as Float32Array));
    const summary = JSON.parse(readFileSync(folder.at('run', 'summary.json'), 'utf8')) as {
      activity: { deadUnits: number };
      weights: { normDeviation: { median: number; max: number } };
    };
    expect(run.lastEpoch()?.deadUnits).toBe(summary.activity.deadUnits);
    const { normMedian, normLargest } = run.pulse();
    expect({ median: normMedian, max: normLargest }).toMatchObject({
      median: summary.weights.normDeviation.median,
      max: summary.weights.normDeviation.max,
    });
  });

  it('goes on from given weights', () => {
    const { weights } = specimen();
    const run = createTrainingRun({ ...plan, weights }, source);
    expect(run.weights()).toEqual(weights);
    run.advance(500);
    expect(run.weights()).not.toEqual(weights);
  });
});

it('units are put onto the sphere of another p, and one of no weights stays as it is', () => {
  const weights = new Float64Array(2 * 784);
  weights.subarray(0, 784).set(specimen().weights.subarray(0, 784));
  projectOntoSphere(weights, 2.5);
  const norm = weights.reduce((sum, w) => sum + Math.abs(w) ** 2.5, 0);
  expect(Math.abs(norm - 1)).toBeLessThan(1e-12);
  expect(weights.subarray(784).every((w) => w === 0)).toBe(true);
});
