import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderSweepReport, sweepFigures } from '../../src/report/sweep-report.ts';
import { svgFile } from '../../src/report/svg-file.ts';
import { samplePoints, sampleSweep } from './sample-sweep.ts';

const page = renderSweepReport(sampleSweep());

describe('the report of a sweep', () => {
  test('has a map for each pair of axes, a curve for each axis and a choice of measures', () => {
    const { measures, parallel } = sweepFigures(sampleSweep());
    expect(measures.map(({ measure }) => measure.path)).toEqual([
      'error',
      'weights.deviation',
      'share not done',
    ]);
    for (const { maps, curves } of measures) expect([maps.length, curves.length]).toEqual([3, 3]);
    expect(parallel).not.toBeNull();
    expect(page.match(/<input type="radio" name="measure"/g)).toHaveLength(3);
  });

  test('says how many points there are and how they ended', () => {
    for (const text of [
      '44 points',
      '4 still to run',
      '44 s of computing',
      '40</td><td>40 s',
      '4</td><td>4 s',
    ]) {
      expect(page).toContain(text);
    }
  });

  test('shows the mean in its cell, a dash without points and a cross without values', () => {
    // w = 0.6, h* = 0.05: 0.65 with seed 0, 0.66 with seed 1.
    expect(page).toContain('inhibition w 0.6, threshold h* 0.05: 0.655 ± 0.00577 (4 of 4 points)');
    expect(page).toContain('inhibition w 1.2, threshold h* 0.2: no point');
    expect(page).toContain('inhibition w 1, threshold h* 0.05: no value (0 of 4 points, 4 not done)');
  });

  test('gives the best settings with the command of each', () => {
    const table = page.slice(page.indexOf('Best settings (smallest first)'));
    const rows = [...table.matchAll(/<th scope="row">([^<]+)<\/th>/g)].slice(0, 3).map(([, value]) => value);
    expect(rows).toEqual(['0.655 ± 0.00707', '0.655 ± 0.00707', '0.705 ± 0.00707']);
    expect(table).toMatch(
      /<code>competing-units train --inhibition 0.6 --threshold 0.05 --delta 0.1 --seed [01]<\/code>/,
    );
  });

  test('puts failures of one kind together', () => {
    const table = page.slice(page.indexOf('id="failures"'));
    expect(table).toMatch(/diverged<\/th><td>4<\/td>[^]*unit 0 diverged/);
  });

  test('shows measures over decades by logarithms', () => {
    const { measures } = sweepFigures(
      sampleSweep({
        points: samplePoints().map((point) => ({
          ...point,
          measures: { error: 10 ** (5 * Number(point.axes.inhibition)) },
        })),
      }),
    );
    expect(measures[0].measure.isLog).toBe(true);
    expect(measures[0].maps[0].caption).toMatch(/^Geometric means of/);
  });

  test('escapes everything that a sweep can name', () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const text = renderSweepReport(
      sampleSweep({
        title: hostile,
        command: hostile,
        axes: [
          { key: hostile, isLog: false },
          { key: 'b', isLog: false },
        ],
        measures: [{ path: hostile, goal: 'maximize' }],
        omitted: [hostile],
        constant: [{ path: hostile, value: 1 }],
        points: [1, 2].flatMap((value) =>
          [hostile, 'x'].map((b) => ({
            ...samplePoints()[0],
            axes: { [hostile]: value, b },
            measures: { [hostile]: value },
            status: value === 1 ? 'done' : hostile,
            reason: hostile,
            commandLine: hostile,
          })),
        ),
        made: { command: hostile, config: { [hostile]: hostile } },
      }),
    );
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img/);
    expect(text).not.toContain(hostile);
  });

  test('allows its own style and script and nothing else', () => {
    const policy =
      /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1].replaceAll('&#39;', "'") ?? '';
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const inside = (tag: string): string => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`style-src ${hash(inside('style'))};`);
    expect(policy).toContain(`script-src ${hash(inside('script'))};`);
    expect(inside('script')).not.toMatch(/\beval\b|new Function|innerHTML/);
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
  });

  test('is there for a sweep of which no point has ended, of one axis, and of none', () => {
    expect(renderSweepReport(sampleSweep({ points: [] }))).toContain('No point has ended yet.');
    const one = sampleSweep({ axes: [{ key: 'inhibition', isLog: false }] });
    expect(sweepFigures(one).measures[0]).toMatchObject({ maps: [], undrawn: 0 });
    expect(sweepFigures(one).measures[0].curves).toHaveLength(1);
    expect(renderSweepReport(sampleSweep({ axes: [] }))).toContain('Best settings');
  });

  test('stays small for many points', () => {
    const points = Array.from({ length: 10_000 }, (_, i) => ({
      ...samplePoints()[0],
      seed: i,
      axes: { inhibition: (i % 100) / 100, threshold: i / 10_000, delta: i % 7 },
      measures: { error: Math.sin(i) },
    }));
    const text = renderSweepReport(sampleSweep({ points }));
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).toContain('1,500 of 10,000 points are drawn.');
  });

  test('draws figures that are files of their own', () => {
    const { measures, parallel } = sweepFigures(sampleSweep());
    const figures = [
      ...measures.flatMap(({ maps, curves }) => [...maps, ...curves]),
      ...(parallel ? [parallel] : []),
    ];
    for (const figure of figures) {
      expect(svgFile(figure)).toMatch(
        /^<\?xml [^>]*>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="[\d.]+"/,
      );
    }
  });
});
