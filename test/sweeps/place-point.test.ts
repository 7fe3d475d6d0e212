import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { sweptCommand } from '../../src/cli/sweep/swept-command.ts';
import { placePoint } from '../../src/sweeps/place-point.ts';
import type { PlaceRequest } from '../../src/sweeps/place-point.ts';
import { sweepPoints } from '../../src/sweeps/points.ts';
import type { Point } from '../../src/sweeps/points.ts';
import { readSweep } from '../../src/sweeps/sweep-file.ts';

function setUp(content: object): {
  readonly points: readonly Point[];
  readonly place: (request: PlaceRequest) => Point;
} {
  const sweep = readSweep('s.yaml', { command: 'train', ...content });
  const command = sweptCommand('s.yaml', 'train', commands);
  return {
    points: sweepPoints('s.yaml', sweep, command),
    place: (request) => placePoint('s.yaml', { sweep, command }, request),
  };
}

const sweeps: readonly (readonly [string, object])[] = [
  ['a grid', { axes: { inhibition: [0.5, 1], delta: { linspace: [0.1, 0.3, 3] } } }],
  ['ratios', { axes: { threshold: { logspace: [0.01, 1, 7] } }, repeats: 3 }],
  [
    'steps, kebab case and rounding',
    { axes: { hidden: { range: [10, 30, 5], round: true }, 'update-scale': ['max', 'paper'] } },
  ],
  [
    'a sample of linked axes with an expression',
    {
      axes: {
        inhibition: { linspace: [0.5, 1.5] },
        threshold: { logspace: [0.02, 0.2] },
        activation: ['step', 'h'],
        delta: { expression: 'inhibition / 4' },
      },
      zip: [['inhibition', 'threshold', 'activation']],
      sampling: { method: 'sobol', points: 32 },
    },
  ],
  ['a seed among the axes', { axes: { seed: [1, 2], p: [2, 3] }, options: { radius: 2 } }],
];

describe('a point that is asked for by its place', () => {
  test.each(sweeps)('is that of the sweep: %s', (_, content) => {
    const { points, place } = setUp(content);
    expect(points.length).toBeGreaterThan(2);
    for (const point of points) {
      expect(place({ options: { ...point.given, seed: point.seed } })).toEqual(point);
    }
  });

  test('has the name of the same numbers after rounding to 12 digits', () => {
    const { place } = setUp({
      axes: { inhibition: { linspace: [0, 1] }, delta: [0.3] },
      sampling: { method: 'random', points: 1 },
    });
    const named = (inhibition: number): string => place({ options: { inhibition, delta: 0.3 } }).name;
    expect(named(0.1 + 0.2)).toBe(named(0.3));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
        expect(named(x)).toBe(named(Number(x.toPrecision(12))));
      }),
      { seed: 1 },
    );
  });

  test('is the repeat that is asked for', () => {
    const { points, place } = setUp({ axes: { inhibition: [0.5] }, repeats: 3 });
    expect(points.map((_, repeat) => place({ options: { inhibition: 0.5 }, repeat }).seed)).toEqual(
      points.map(({ seed }) => seed),
    );
  });

  const strict = {
    options: { hidden: 10 },
    axes: {
      inhibition: { linspace: [0.5, 1.5, 3] },
      threshold: { linspace: [0, 0.2, 3] },
      delta: [0.1, 0.2],
      p: { expression: '2 + delta' },
    },
    zip: [['inhibition', 'threshold']],
    where: ['delta < inhibition / 4'],
  };
  const good = { inhibition: 1, threshold: 0.1, delta: 0.2 };

  test.each([
    [{ ...good, inhibition: 1.6 }, 'axes.inhibition: must be a number from 0.5 to 1.5 (got 1.6)'],
    [{ ...good, inhibition: '1' }, 'axes.inhibition: must be a number from 0.5 to 1.5 (got "1")'],
    [{ ...good, delta: 0.15 }, 'axes.delta: must be one of 0.1, 0.2 (got 0.15)'],
    [{ inhibition: 1, threshold: 0.1 }, 'axes.delta: must be given (got nothing)'],
    [{ ...good, detla: 1 }, 'axes.detla: no such axis of the sweep; did you mean delta?'],
    [{ ...good, hidden: 20 }, 'options.hidden: must be as all points have it, 10 (got 20)'],
    [{ ...good, threshold: 0.2 }, 'axes.threshold: must be the value that goes with inhibition = 1'],
    [{ ...good, p: 3 }, 'axes.p: must be 2.2 at this point (got 3)'],
    [
      { ...good, inhibition: 0.5, threshold: 0 },
      'axes: must meet the conditions of the sweep, delta < inhibition / 4',
    ],
    [{ ...good, seed: 5 }, 'seed: must be that of a repeat (got 5)'],
  ])('is refused: %j', (options, message) => {
    const { place } = setUp(strict);
    expect(() => place({ options: { ...good, hidden: 10, p: 2.2 } })).not.toThrow();
    expect(() => place({ options })).toThrow(message);
  });

  test('is refused for a repeat that there is not', () => {
    const { place } = setUp({ axes: { delta: [0.1] }, repeats: 2 });
    expect(() => place({ options: { delta: 0.1 }, repeat: 2 })).toThrow(
      'repeat: must be an integer below 2 (got 2)',
    );
  });
});
