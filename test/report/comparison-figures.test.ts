import { describe, expect, it } from 'vitest';
import { comparisonFigures } from '../../src/report/comparison-figures.ts';
import { renderFigure } from '../../src/report/figure.ts';
import { renderTrainingReport } from '../../src/report/training-report.ts';
import type { TrainingReport } from '../../src/report/types.ts';
import { sampleComparison } from './sample-comparison.ts';
import { sampleReport } from './sample-report.ts';

function figure(id: string, changes: Partial<TrainingReport> = {}): string {
  const found = comparisonFigures(sampleReport(changes)).find((one) => one.id === id);
  return found === undefined ? '' : renderFigure(found).text;
}

describe('the figures of a comparison', () => {
  it('show the agreement at the end of every epoch', () => {
    const html = figure('epoch-agreement');
    expect(html).toContain('<title>winner, epoch 3: 59.7%</title>');
    expect(html).toContain('<title>Hebbian, epoch 1: 69.8%</title>');
    expect(html).toContain('<title>anti-Hebbian, epoch 2: 29.4%</title>');
    expect(html).toContain('the first 1,000 examples');
  });

  it('stack what becomes of each rank, with no part where there is nothing', () => {
    const html = figure('rank-regimes');
    expect(html).toContain('<title>exact, rank 1, Hebbian: 91%</title>');
    expect(html).toContain('<title>exact, rank 3, active only: 4%</title>');
    expect(html).toContain('<title>exact, rank 3, anti-Hebbian: 29%</title>');
    expect(html).toContain('<title>ranking, rank 2, anti-Hebbian: 100%</title>');
    expect(html).not.toContain('rank 4,');
    // 0.99 − 0.91 − 0.08 is nothing but rounding.
    expect(html).not.toContain('exact, rank 1, active only');
  });

  it('stack parts on one another', () => {
    const html = figure('rank-regimes');
    const part = (text: string): number[] => {
      const [, bottom, top] =
        new RegExp(`<path d="M[\\d.]+ ([\\d.]+)V([\\d.]+)H[^>]*><title>${text}:`).exec(html) ?? [];
      return [Number(bottom), Number(top)];
    };
    const [bottom, middle] = part('exact, rank 2, Hebbian');
    const [above, top] = part('exact, rank 2, anti-Hebbian');
    expect(above).toBe(middle);
    // 0.11 and 0.66; places are rounded to hundredths.
    expect((above - top) / (bottom - middle)).toBeCloseTo(6, 1);
  });

  it('tell of active units beyond the ranks that are drawn', () => {
    expect(figure('rank-regimes')).not.toContain('ranks beyond');
    const exact = { ...sampleComparison.ranks.exact, beyond: { active: 2.5, hebbian: 0, antiHebbian: 1.75 } };
    const comparison = { ...sampleComparison, ranks: { ...sampleComparison.ranks, exact } };
    expect(figure('rank-regimes', { comparison })).toContain(
      '2.5 units per example are active under exact, 1.75 of them anti-Hebbian',
    );
  });

  it('show active units against inhibition and mark that of the run', () => {
    const html = figure('active-by-inhibition');
    for (const text of [
      'w = 0: 5.5 active',
      'w = 0.5: 3.2 active',
      'w = 0.95: 2.11 active',
      'w = 1.2: 1 active',
    ]) {
      expect(html).toContain(`<title>${text}</title>`);
    }
    expect(html).toContain('>w = 0.95</text>');
  });

  it('leave out epochs where none was compared', () => {
    const comparison = { ...sampleComparison, epochs: [] };
    expect(figure('epoch-agreement', { comparison })).toBe('');
  });

  it('are not there for a single run', () => {
    expect(comparisonFigures(sampleReport({ comparison: null }))).toEqual([]);
  });
});

describe('the page of a comparison', () => {
  it('says at its top what it comes to, escaped', () => {
    const html = renderTrainingReport(sampleReport());
    const at = html.indexOf(
      '<p class="summary">The features of the exact run are better &amp; the rest follows.</p>',
    );
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(html.indexOf('<main>'));
    expect(renderTrainingReport(sampleReport({ comparison: null }))).not.toContain('class="summary"');
  });
});
