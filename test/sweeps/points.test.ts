import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { sweptCommand } from '../../src/cli/sweep/swept-command.ts';
import { canonicalJson, derivedSeed, pointName } from '../../src/sweeps/point-name.ts';
import { sweepPoints } from '../../src/sweeps/points.ts';
import type { Point } from '../../src/sweeps/points.ts';
import { coordinate } from '../../src/sweeps/sampling.ts';
import { readSweep, sweepJsonSchema } from '../../src/sweeps/sweep-file.ts';

function plan(content: object): readonly Point[] {
  const sweep = readSweep('s.yaml', { command: 'train', ...content });
  return sweepPoints('s.yaml', sweep, sweptCommand('s.yaml', sweep.command, commands));
}

/** Values of some options at all points. */
function values(content: object, ...keys: readonly string[]): unknown[][] {
  return plan(content).map(({ options }) => keys.map((key) => options[key]));
}

function refusal(content: object): string {
  try {
    plan(content);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing refused';
}

describe('the axes of a grid', () => {
  test('are combined each with each, the last fastest', () => {
    const axes = { inhibition: [0.5, 1], flow: ['reduced', 'euler', 'integrate'] };
    expect(values({ axes }, 'inhibition', 'flow')).toEqual([
      [0.5, 'reduced'],
      [0.5, 'euler'],
      [0.5, 'integrate'],
      [1, 'reduced'],
      [1, 'euler'],
      [1, 'integrate'],
    ]);
  });

  test.each([
    [{ range: [0.1, 0.5, 0.1] }, [0.1, 0.2, 0.3, 0.4, 0.5]],
    [{ range: [1, 0, -0.3] }, [1, 0.7, 0.4, 0.1]],
    [{ linspace: [0, 1, 5] }, [0, 0.25, 0.5, 0.75, 1]],
    [{ logspace: [0.01, 100, 5] }, [0.01, 0.1, 1, 10, 100]],
    [{ logspace: [1, 10, 3], round: true }, [1, 3, 10]],
    [{ linspace: [2, 3, 1] }, [2]],
  ])('%j has the values %j', (inhibition, expected) => {
    expect(values({ axes: { inhibition } }, 'inhibition').flat()).toEqual(expected);
  });

  test('may follow from one another, in any order, and from options', () => {
    const axes = {
      delta: { expression: 'threshold / 2' },
      threshold: { expression: 'inhibition == 1 ? 0.1 * radius : 0.4' },
      inhibition: [1, 2],
    };
    expect(values({ options: { radius: 2 }, axes }, 'delta', 'threshold')).toEqual([
      [0.1, 0.2],
      [0.2, 0.4],
    ]);
  });

  test('go together where they are linked', () => {
    const axes = { inhibition: [1, 2], delta: [0.1, 0.2], 'steady-state': ['events', 'closed-form'] };
    const zip = [['inhibition', 'steadyState']];
    expect(values({ axes, zip }, 'inhibition', 'delta', 'steadyState')).toEqual([
      [1, 0.1, 'events'],
      [1, 0.2, 'events'],
      [2, 0.1, 'closed-form'],
      [2, 0.2, 'closed-form'],
    ]);
  });

  test('leave out points where a condition does not hold', () => {
    const axes = { inhibition: [1, 2], threshold: [0.1, 1.5] };
    const where = ['threshold < inhibition', 'not (inhibition == 2 and threshold < 1)'];
    expect(values({ axes, where }, 'inhibition', 'threshold')).toEqual([
      [1, 0.1],
      [2, 1.5],
    ]);
  });

  test('make a point that comes twice once', () => {
    expect(values({ axes: { inhibition: [1, '1', 2, 1] } }, 'inhibition')).toEqual([[1], [2]]);
  });
});

describe('a sample', () => {
  test('of the Latin hypercube has one point in each stratum of each axis', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (points, seed) => {
        const column = coordinate({ method: 'latin-hypercube', points, seed }, 'x', 0);
        const strata = Array.from(column, (u) => Math.floor(u * points)).sort((a, b) => a - b);
        expect(strata).toEqual(Array.from({ length: points }, (_, i) => i));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('takes numbers between bounds, in their scale, and lists by index', () => {
    const sampling = { method: 'latin-hypercube', points: 8 };
    const axes = {
      inhibition: { logspace: [0.01, 100] },
      flow: ['reduced', 'euler'],
      hidden: [10, 20, 30, 40],
    };
    const points = values({ axes, sampling }, 'inhibition', 'flow', 'hidden');
    const decades = points.map(([w]) => Math.floor(2 * Math.log10(Number(w))));
    expect(decades.sort((a, b) => a - b)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3]);
    expect(points.filter(([, flow]) => flow === 'euler')).toHaveLength(4);
    for (const k of [10, 20, 30, 40]) expect(points.filter(([, , hidden]) => hidden === k)).toHaveLength(2);
  });

  test('at random keeps its first points when there are more, and an axis when another comes', () => {
    const axes = { inhibition: { linspace: [0, 1] } };
    const few = values({ axes, sampling: { method: 'random', points: 5 } }, 'inhibition');
    const more = values({ axes, sampling: { method: 'random', points: 9 } }, 'inhibition');
    expect(more.slice(0, 5)).toEqual(few);
    const wider = { delta: { linspace: [0, 1] }, ...axes };
    expect(values({ axes: wider, sampling: { method: 'random', points: 5 } }, 'inhibition')).toEqual(few);
    const other = values({ axes, sampling: { method: 'random', points: 5, seed: 1 } }, 'inhibition');
    expect(other).not.toEqual(few);
  });
});

describe('the name of a point', () => {
  test('is SHA-256 of its canonical JSON', () => {
    const text = '{"command":"train","options":{"a":[2,1],"b":true},"seed":7}';
    const expected = createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect(pointName({ command: 'train', options: { b: true, a: [2, 1] } }, 7)).toBe(expected);
  });

  test('does not depend on the order of keys, at any depth', () => {
    expect(canonicalJson({ b: { d: 1, c: [{ f: 0, e: 'x' }] }, a: null })).toBe(
      '{"a":null,"b":{"c":[{"e":"x","f":0}],"d":1}}',
    );
  });

  test('and its seeds do not depend on the place in the sweep, nor on which file asks', () => {
    const forth = plan({ axes: { inhibition: [0.5, 1], delta: [0.1, 0.2] }, repeats: 2 });
    const back = plan({ options: { delta: 0.2 }, axes: { inhibition: [3, 1, 0.5] }, repeats: 3 });
    const common = forth.filter(({ name }) => back.some((point) => point.name === name));
    expect(common.map(({ axes }) => axes)).toEqual(
      [0.5, 0.5, 1, 1].map((inhibition) => ({ inhibition, delta: 0.2 })),
    );
  });

  test('changes with the repeat, the options and the command, and so does the seed', () => {
    const base = { command: 'train', options: { a: 1 } };
    const seeds = [
      derivedSeed(base, 0),
      derivedSeed(base, 1),
      derivedSeed({ ...base, options: { a: 2 } }, 0),
      derivedSeed({ ...base, command: 'relax' }, 0),
    ];
    expect(new Set(seeds).size).toBe(4);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });

  test('has the seed that is given', () => {
    const points = plan({ axes: { seed: [3, 4], inhibition: [1] } });
    expect(points.map(({ seed, axes }) => ({ seed, axes }))).toEqual([
      { seed: 3, axes: { inhibition: 1 } },
      { seed: 4, axes: { inhibition: 1 } },
    ]);
  });
});

describe('a sweep that cannot be', () => {
  test.each<readonly [object, string]>([
    [{ axis: {}, axes: {} }, 'axis: no such key; did you mean axes?'],
    [
      { command: 'trian', axes: {} },
      'command: must be one of relax, plasticity, coupling, train, inhibition, readout, train-sgd, activity, lyapunov (got trian); did you mean train?',
    ],
    [{ axes: { inhibtion: [1] } }, 'axes.inhibtion: no such option of a sweep; did you mean inhibition?'],
    [{ axes: { out: ['a'] } }, 'axes.out: no such option of a sweep; did you mean data?'],
    [{ axes: { radius: [1, -1] } }, 'axes.radius: must be a number > 0 (got -1); for example 1'],
    [{ options: { limit: 1.5 }, axes: {} }, 'options.limit: must be an integer >= 1 (got 1.5)'],
    [
      { options: { delta: 1 }, axes: { delta: [1] } },
      'axes.delta: must not be in options too (got both); leave one out',
    ],
    [
      { axes: { inhibition: { range: [1, 2, -1] } } },
      'axes.inhibition: range must lead from 1 to 2 in at most 1000000 steps (got step -1); change the step',
    ],
    [
      { axes: { inhibition: { logspace: [0, 1, 3] } } },
      'axes.inhibition: logspace must have bounds > 0 (got 0, 1); use linspace',
    ],
    [
      { axes: { inhibition: { linspace: [0, 1] } } },
      'axes.inhibition: must have a count in a grid (got [from, to]); give [from, to, n]',
    ],
    [
      { axes: { inhibition: { linspace: [0, 1, 1.5] } } },
      'axes.inhibition: n must be an integer from 1 to 1000000 (got 1.5); give [from, to, n]',
    ],
    [
      { axes: { delta: { expression: 'threshold' }, threshold: { expression: 'delta' } } },
      'axes: expressions must not need one another in a circle (got delta, threshold)',
    ],
    [
      { axes: { flow: ['euler'] }, where: ['flow == 1'] },
      'where.0: must use numbers only (got flow = "euler"); leave flow out of it',
    ],
    [
      { axes: { delta: [1, 2], radius: [1] }, zip: [['delta', 'radius']] },
      'zip: must link axes of as many values (got delta 2, radius 1); make them equal',
    ],
    [
      { axes: { delta: [1, 2], radius: [1] }, zip: [['delta', 'radios']] },
      'zip: must link axes with values, each once (got radios); did you mean radius?',
    ],
    [{ axes: { seed: [1] }, repeats: 2 }, 'repeats: must be 1 where seed is given (got 2); leave one out'],
    [
      { axes: { delta: [1, 2] }, budget: { points: 1 } },
      'budget.points: must be at least the number of points (got 1, and there are more); raise it or sample',
    ],
    [
      { axes: { delta: { range: [0, 1, 0.001] }, radius: { range: [1, 2, 0.001] } } },
      'axes: must make at most 1000000 combinations (got 1002001); use sampling',
    ],
  ])('%j is refused in one line', (content, message) => {
    expect(refusal(content)).toBe(`s.yaml: ${message}`);
  });

  test.each<readonly [object, RegExp]>([
    [
      { axes: { delta: 3 } },
      /^s.yaml: axes\.delta: must be a list, or one of range: .* \(got 3\); see docs\/sweep\.schema\.json$/,
    ],
    [{ axes: {}, repeats: 0 }, /^s.yaml: repeats: .*>=1 \(got 0\); see/],
    [
      { axes: {}, sampling: 'halton' },
      /^s.yaml: sampling: must be grid, or \{method: random, .* \(got "halton"\)/,
    ],
    [
      { axes: { delta: { expression: 'x.y' } } },
      /^s.yaml: axes\.delta: 'x\.y' uses 'x\.y'; only arithmetic on delta is allowed/,
    ],
    [
      { axes: { delta: { linspase: [0, 1, 2] } } },
      /^s.yaml: axes\.delta: must be a list, or one of .* \(got \{"linspase":\[0,1,2\]\}\)/,
    ],
    [
      { axes: { delta: { linspace: [0, 1, 'n'] } } },
      /^s.yaml: axes\.delta\.linspace\.2: must be number \(got "n"\); see/,
    ],
    [
      { axes: {}, sampling: { method: 'halton', points: 3 } },
      /^s.yaml: sampling\.method: must be one of .*sobol.* \(got "halton"\); see/,
    ],
    [{}, /^s.yaml: axes: .*\(got nothing\); see/],
  ])('%j is refused with its key', (content, message) => {
    expect(refusal(content)).toMatch(message);
  });
});

test('the published JSON Schema is what the code gives', async () => {
  const written = readFileSync(new URL('../../docs/sweep.schema.json', import.meta.url), 'utf8');
  expect(await format(JSON.stringify(sweepJsonSchema()), { parser: 'json', printWidth: 110 })).toBe(written);
});
