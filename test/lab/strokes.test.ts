import { describe, expect, it } from 'vitest';
import { drawStrokes, fitStrokes, inputOf } from '../../lab/strokes.ts';
import { generateDigits } from '../../src/data/digits.ts';

const L = [
  [
    { x: 2, y: 3 },
    { x: 2, y: 9 },
    { x: 6, y: 9 },
  ],
];

describe('a drawing', () => {
  it('gets the size and place of the data set’s digits', () => {
    const points = fitStrokes(L).flat();
    const ys = points.map(({ y }) => y);
    expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(18.5, 12);
    // Centre of mass of the two legs, 6 and 4 long: x = (6·2 + 4·4)/10, y = (6·6 + 4·9)/10.
    const scale = 18.5 / 6;
    expect(points[0].x).toBeCloseTo(13.5 + scale * (2 - 2.8), 12);
    expect(points[0].y).toBeCloseTo(13.5 + scale * (3 - 7.2), 12);
  });

  it('that fits already stays where it is', () => {
    const once = fitStrokes(L);
    fitStrokes(once)
      .flat()
      .forEach(({ x, y }, i) => {
        expect(x).toBeCloseTo(once[0][i].x, 10);
        expect(y).toBeCloseTo(once[0][i].y, 10);
      });
  });

  it.each([
    ['a dot', [[{ x: 5, y: 5 }]]],
    ['two dots', [[{ x: 5, y: 5 }], [{ x: 20, y: 5 }]]],
  ])('of %s is not enlarged', (_, strokes) => {
    expect(fitStrokes(strokes)).toEqual(strokes);
    expect(drawStrokes(strokes).some((ink) => ink > 100)).toBe(true);
  });

  it('has about as much ink as a digit', () => {
    const share = (ink: Uint8Array): number => ink.filter((value) => value > 0).length / ink.length;
    const { values, examples } = generateDigits({ train: 200, test: 1 }).train;
    const shares = Array.from({ length: examples }, (_, i) =>
      share(Uint8Array.from(values.subarray(i * 784, (i + 1) * 784))),
    );
    const drawn = share(drawStrokes(fitStrokes(L)));
    expect(drawn).toBeGreaterThan(Math.min(...shares));
    expect(drawn).toBeLessThan(Math.max(...shares));
  });
});

describe('the input of an image', () => {
  it('is its ink as a unit vector', () => {
    const ink = new Uint8Array(784);
    ink[3] = 30;
    ink[700] = 40;
    const input = inputOf(ink);
    expect(input[3]).toBeCloseTo(0.6, 15);
    expect(input[700]).toBeCloseTo(0.8, 15);
    expect(input.filter((value) => value !== 0)).toHaveLength(2);
  });

  it('is 0 of an empty one', () => {
    expect(inputOf(new Uint8Array(784)).every((value) => value === 0)).toBe(true);
  });
});
