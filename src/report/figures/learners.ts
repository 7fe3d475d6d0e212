/** How many units were active and how many learned, per example, over the epochs. */
import { scaleFromZero } from '../axis-scale.ts';
import { antiHebbianColour, hebbianColour, ink } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatSignificant } from '../numbers.ts';
import { ruleWords } from '../rule-words.ts';
import type { ReportedRun } from '../types.ts';

/** The figure: a panel per run on the same axes. */
export function learnersFigure(runs: readonly ReportedRun[]): Figure {
  const { learners, antiHebbian } = ruleWords(runs.map(({ summary }) => summary));
  const all = [
    { name: 'active', colour: ink, of: 'meanActive', dashed: true },
    { name: 'Hebbian', colour: hebbianColour, of: 'meanHebbian', dashed: false },
    { name: 'anti-Hebbian', colour: antiHebbianColour, of: 'meanAntiHebbian', dashed: false },
  ] as const;
  const kinds = all.filter(({ of }) => of !== 'meanAntiHebbian' || antiHebbian !== null);
  const largest = Math.max(
    ...runs.flatMap(({ metrics }) => metrics.flatMap((m) => kinds.map((k) => m[k.of]))),
  );
  return {
    id: 'learners',
    title: 'Who learns',
    drawing: lineChart({
      yLabel: 'units per example',
      y: scaleFromZero(largest),
      legend: kinds,
      panels: runs.map(({ algorithm, metrics }) => ({
        title: runs.length > 1 ? algorithm : null,
        series: kinds.map((kind) => ({ ...kind, points: metrics.map((m) => [m.epoch, m[kind.of]]) })),
      })),
      format: (value) => formatSignificant(value),
    }),
    caption: learners,
  };
}
