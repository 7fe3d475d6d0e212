import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../src/report/comparison-table.ts';
import { sampleReport, sampleRun } from './sample-report.ts';

const { runs, comparison } = sampleReport();
const summaries = runs.map(({ summary }) => summary);

function row(table: string, label: string): string {
  return table.split('\n').find((line) => line.includes(label)) ?? '';
}

describe('the comparison in a terminal', () => {
  const table = comparisonTable(summaries, comparison);

  it.each([
    ['test error', ['7.12%', '8.45%']],
    ['time per epoch', ['11.5 s', '2.25 s']],
    ['hidden units that learned', ['5 of 6', '4 of 6']],
    ['active units', ['3.14', '2.01']],
    ['Hebbian units per example', ['1.23', '1.02']],
    ['anti-Hebbian units per example', ['1.91', '0.99']],
    ['distance from the sphere', ['0.12%', '0.34%']],
    ['95th percentile', ['5.6%', '7.8%']],
    ['range of the weights', ['−0.31 … 0.53', '−0.42 … 0.64']],
    ['diverged', ['none', '2']],
    ['same winner', ['61.3%']],
    ['same Hebbian', ['52.7%']],
    ['same anti-Hebbian', ['21.9%']],
    ['matched features', ['0.83', '0.37', '0.96']],
    ['distance of weights', ['0.48', '0.72']],
    ['shortcut: same winner', ['99.8%']],
    ['shortcut: same Hebbian', ['87.4%']],
    ['shortcut: same anti-Hebbian', ['34.6%']],
  ])('has a row "%s" with its numbers', (label, numbers) => {
    for (const number of numbers) expect(row(table, label)).toContain(number);
  });

  it('names both algorithms at the top', () => {
    expect(table.split('\n')[1]).toMatch(/exact.*ranking/);
  });

  it('fits 80 columns and holds no colour codes', () => {
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(table).not.toContain('\u001b');
  });

  it('shows a single run without rows of agreement', () => {
    const single = comparisonTable([sampleRun('exact').summary], null);
    expect(row(single, 'time per epoch')).toContain('11.5 s');
    expect(single).not.toContain('same winner');
    expect(single).not.toContain('test error');
  });

  it('has no test error where there are no labels', () => {
    const unlabelled = comparison === null ? null : { ...comparison, readoutError: null };
    const text = comparisonTable(summaries, unlabelled);
    expect(text).toContain('same winner');
    expect(text).not.toContain('test error');
  });
});
