import { describe, expect, it } from 'vitest';
import { linearScale, logScale, scaleFromZero } from '../../src/report/axis-scale.ts';
import { drawLegend } from '../../src/report/chart-frame.ts';
import { histogram, histogramChart } from '../../src/report/histogram-chart.ts';
import { lineChart } from '../../src/report/line-chart.ts';
import { markup } from '../../src/report/markup.ts';

const line = {
  yLabel: 'y',
  legend: [],
  format: (value: number): string => `v${value}`,
};

function points(svg: string): number[][] {
  return [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g)].map((match) => [
    Number(match[1]),
    Number(match[2]),
  ]);
}

describe('a line chart', () => {
  it('places every point in proportion, with its value as a tooltip', () => {
    const series = [
      {
        name: 'a',
        colour: '#000',
        points: [
          [1, 0],
          [2, 1],
          [3, 4],
        ] as const,
      },
    ];
    const svg = lineChart({ ...line, y: scaleFromZero(4), panels: [{ title: null, series }] }).text;
    const [first, second, third] = points(svg);
    expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 1);
    expect((first[1] - third[1]) / (first[1] - second[1])).toBeCloseTo(4, 1);
    expect(svg).toContain('<title>a, epoch 3: v4</title>');
  });

  it('draws a single epoch as a point in the middle', () => {
    const series = [{ name: 'a', colour: '#000', points: [[1, 1]] as const }];
    const svg = lineChart({ ...line, y: scaleFromZero(1), panels: [{ title: null, series }] }).text;
    expect(points(svg)).toHaveLength(1);
    expect(svg).not.toContain('NaN');
  });

  it('leaves out what a logarithmic axis cannot show', () => {
    const series = [
      {
        name: 'a',
        colour: '#000',
        points: [
          [1, 1],
          [2, 0],
          [3, NaN],
          [4, 0.1],
        ] as const,
      },
    ];
    const svg = lineChart({ ...line, y: logScale([1, 0.1]), panels: [{ title: null, series }] }).text;
    expect(points(svg)).toHaveLength(2);
    expect(svg).not.toContain('NaN');
  });

  it('puts panels side by side on the same vertical axis', () => {
    const series = [
      {
        name: 'a',
        colour: '#000',
        points: [
          [1, 2],
          [2, 2],
        ] as const,
      },
    ];
    const panels = ['left', 'right'].map((title) => ({ title, series }));
    const at = points(lineChart({ ...line, y: scaleFromZero(3), panels }).text);
    expect(new Set(at.map(([, y]) => y)).size).toBe(1);
    expect(at[2][0]).toBeGreaterThan(at[1][0]);
  });
});

describe('a histogram', () => {
  it('counts what lies in its bins, both ends included, and the rest apart', () => {
    const values = [-1, 0, 0.1, 0.5, 0.99, 1, 1.01, NaN, Infinity, -Infinity];
    expect(histogram(values, { low: 0, high: 1, bins: 2 })).toEqual({
      low: 0,
      high: 1,
      counts: [2, 3],
      below: 2,
      above: 3,
    });
  });

  it('draws counts in proportion', () => {
    const one = histogram([0.1, 0.6, 0.6, 0.6], { low: 0, high: 1, bins: 2 });
    const svg = histogramChart({
      xLabel: 'x',
      yLabel: 'y',
      x: linearScale(0, 1),
      y: scaleFromZero(3),
      series: [{ name: 'a', colour: '#123456', histogram: one }],
    }).text;
    const path = /<path d="M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)V\2"/.exec(svg);
    const [left, base, low, middle, high, right] = (path ?? []).slice(1).map(Number);
    expect((base - high) / (base - low)).toBeCloseTo(3, 1);
    expect(middle - left).toBeCloseTo(right - middle, 1);
  });
});

it('a legend has a dot, a line or dashes, as the curve itself', () => {
  const { text } = markup`${drawLegend(
    [
      { name: 'solid', colour: '#010101' },
      { name: 'dashed', colour: '#020202', dashed: true },
      { name: 'dotted', colour: '#030303', dotted: true },
    ],
    400,
  )}`;
  const keys = [...text.matchAll(/<(line|circle) [^>]*?(?:stroke|fill)="(#\d+)"[^>]*?\/>/g)];
  expect(keys.map((key) => key.slice(1, 3))).toEqual([
    ['line', '#010101'],
    ['line', '#020202'],
    ['circle', '#030303'],
  ]);
  expect(keys.map(([key]) => key.includes('stroke-dasharray'))).toEqual([false, true, false]);
});
