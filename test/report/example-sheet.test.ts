import { describe, expect, it } from 'vitest';
import { exampleSheet } from '../../src/report/example-sheet.ts';

/** One pixel per example, so that a sheet can be read off: example n has the value n. */
const values = Uint8Array.from({ length: 6 }, (_, n) => n);
const shape = { height: 1, width: 1, channels: 1 };

/** The centre pixels of a sheet of one-pixel tiles, row by row, as values 0 (white) … divisor (black). */
function read(sheet: ReturnType<typeof exampleSheet>, divisor: number): number[][] {
  const { width, height, pixels } = sheet.picture;
  const rows: number[][] = [];
  for (let y = 1; y < height; y += 2) {
    const row: number[] = [];
    for (let x = 1; x < width; x += 2) row.push(Math.round((1 - pixels[y * width + x] / 255) * divisor));
    rows.push(row);
  }
  return rows;
}

describe('a sheet of examples', () => {
  it('has a row per class in order, examples in the order of the data', () => {
    const source = { values, inputs: 1, divisor: 5, labels: [7, 2, 7, 2, 7, 2] };
    const sheet = exampleSheet(source, { shape, count: 6 });
    expect(sheet.classes).toEqual([2, 7]);
    expect(read(sheet, 5)).toEqual([
      [1, 3, 5],
      [0, 2, 4],
    ]);
  });

  it('shows no more than it was asked for and leaves white where a class has too few', () => {
    const source = { values, inputs: 1, divisor: 5, labels: [0, 0, 0, 0, 0, 1] };
    expect(read(exampleSheet(source, { shape, count: 4 }), 5)).toEqual([
      [0, 1],
      [5, 0],
    ]);
  });

  it('keeps the order of the data without labels, or with too many classes for rows', () => {
    const source = { values, inputs: 1, divisor: 5, labels: null };
    const sheet = exampleSheet(source, { shape, count: 4 });
    expect(sheet.classes).toBeNull();
    expect(read(sheet, 5)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    const many = { values: new Uint8Array(30), inputs: 1, divisor: 1, labels: [...Array(30).keys()] };
    expect(exampleSheet(many, { shape, count: 30 }).classes).toBeNull();
  });

  it('draws zero white and the divisor black', () => {
    const { picture } = exampleSheet(
      { values: Float32Array.of(0, 0.2), inputs: 2, divisor: 0.2, labels: null },
      { shape: { height: 1, width: 2, channels: 1 }, count: 1 },
    );
    expect(Array.from(picture.pixels.subarray(5, 7))).toEqual([255, 0]);
  });

  it('keeps the colours of colour inputs, channel last', () => {
    const { picture } = exampleSheet(
      { values: Uint8Array.of(255, 0, 0, 0, 51, 102), inputs: 6, divisor: 255, labels: null },
      { shape: { height: 1, width: 2, channels: 3 }, count: 1 },
    );
    expect(picture.channels).toBe(3);
    const second = 3 * picture.width;
    expect(Array.from(picture.pixels.subarray(second + 3, second + 9))).toEqual([255, 0, 0, 0, 51, 102]);
  });
});
