/** Fig. 4 of the paper: errors of the same hidden weights under other powers of the activation function. */
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { curveChart } from '../curve-chart.ts';
import type { Curve, Mark } from '../curve-chart.ts';
import { figureSheet } from '../figure-sheet.ts';
import type { Figure } from '../figure.ts';
import { formatPercent, formatSignificant } from '../numbers.ts';

/** Errors for one power, as fractions, one for each seed. */
export interface PowerErrors {
  /** n of eq. 1. */
  readonly power: number;
  readonly trainErrors: readonly number[];
  readonly testErrors: readonly number[];
}

/** The paper's colours: blue for training, red for test. */
const trainColour = '#0072b2';
const testColour = '#d55e00';
const width = 720;
const height = 400;

/** Mean of numbers; NaN of none. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The power with the smallest mean error. @param errors at least one */
export function bestPower(errors: readonly PowerErrors[], set: 'trainErrors' | 'testErrors'): PowerErrors {
  return errors.reduce((best, one) => (mean(one[set]) < mean(best[set]) ? one : best));
}

/** The figure. */
export function powersFigure(
  errors: readonly PowerErrors[],
  { title, notes }: { readonly title: string; readonly notes: readonly string[] },
): Figure {
  const sets = [
    { set: 'trainErrors', name: 'training', colour: trainColour, dashed: true },
    { set: 'testErrors', name: 'test', colour: testColour, dashed: false },
  ] as const;
  const curves = sets.map(({ set, name, colour, dashed }): Curve => {
    return { name, colour, dashed, points: errors.map((one) => [one.power, mean(one[set])]) };
  });
  const marks = sets.flatMap(({ set, name, colour }): Mark[] => {
    const best = bestPower(errors, set);
    return errors.flatMap((one) =>
      one[set].map((y) => ({
        x: one.power,
        y,
        colour,
        filled: one === best,
        text: `${name}, n = ${formatSignificant(one.power)}: ${formatPercent(y)}`,
      })),
    );
  });
  const best = bestPower(errors, 'testErrors');
  const powers = errors.map(({ power }) => power);
  const largest = Math.max(...marks.map(({ y }) => y));
  const drawing = curveChart({
    width,
    height,
    xLabel: 'n, power of the activation function',
    yLabel: 'error',
    x: linearScale(Math.min(...powers) - 0.5, Math.max(...powers) + 0.5, { ticks: 10, integers: true }),
    y: scaleFromZero(largest, { ticks: 6, format: (value) => formatPercent(value) }),
    legend: curves.map(({ name, colour, dashed = false }) => ({ name, colour, dashed })),
    panels: [{ title: null, curves, marks }],
    verticals: [
      {
        value: best.power,
        name: `least test error: n = ${formatSignificant(best.power)}, ${formatPercent(mean(best.testErrors))}`,
      },
    ],
  });
  return {
    id: 'powers',
    title,
    drawing: figureSheet({ title, notes, rows: [[{ drawing, width, height, title: null }]] }),
    caption: 'Readouts of the same hidden weights. Filled: the power with the smallest error of its set.',
  };
}
