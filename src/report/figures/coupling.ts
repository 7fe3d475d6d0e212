/** Distances between the couplings of eq. 4 and eq. 2, on doubly logarithmic axes. */
import type { MeanDistance } from '../../experiments/coupling.ts';
import { logScale } from '../axis-scale.ts';
import { softInk } from '../chart-frame.ts';
import type { Curve } from '../curve-chart.ts';
import { categoryColours, curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { formatSignificant } from '../numbers.ts';

/** Distances under one activation. */
export interface CouplingSeries {
  /** Heads its panel. */
  readonly activation: string;
  readonly curves: readonly { readonly name: string; readonly means: readonly MeanDistance[] }[];
}

export interface CouplingFigureOptions {
  readonly id: string;
  readonly title: string;
  readonly xLabel: string;
  readonly caption: string;
}

/** Distances below are not drawn: they are the solvers' own. */
const smallestShown = 1e-6;

function pointsOf(means: readonly MeanDistance[]): readonly (readonly [number, number])[] {
  return means.map(({ at, distance }) => [
    at,
    distance !== null && distance >= smallestShown ? distance : NaN,
  ]);
}

/** A line of slope 1 below the first curve, up to where that ends, to compare slopes with. */
function slopeOne(points: readonly (readonly [number, number])[]): Curve | null {
  const shown = points.filter(([, y]) => y > 0);
  if (shown.length < 2) return null;
  const [[x0, y0]] = shown;
  const [last, largest] = shown[shown.length - 1];
  const x1 = Math.min(last, (2 * x0 * largest) / y0);
  return {
    name: 'slope 1',
    colour: softInk,
    dashed: true,
    width: 1.2,
    points: [
      [x0, y0 / 2],
      [x1, (y0 / 2) * (x1 / x0)],
    ],
  };
}

/** The figure, a panel for each activation. */
export function couplingFigure(series: readonly CouplingSeries[], options: CouplingFigureOptions): Figure {
  const { id, title, xLabel, caption } = options;
  const panels = series.map(({ activation, curves }) => {
    const drawn = curves.map(({ name, means }, i): Curve => {
      return { name, colour: categoryColours[i], points: pointsOf(means) };
    });
    const guide = drawn.length > 0 ? slopeOne(drawn[0].points) : null;
    return {
      title: activation,
      curves: [...(guide === null ? [] : [guide]), ...drawn],
      marks: drawn.flatMap(({ name, colour, points }) =>
        points
          .filter(([, y]) => y > 0)
          .map(([x, y]) => ({
            x,
            y,
            colour,
            filled: true,
            text: `${name}, ${formatSignificant(x)}: ${formatSignificant(y)}`,
          })),
      ),
    };
  });
  const all = panels.flatMap(({ curves }) => curves.flatMap(({ points }) => points));
  const x = logScale(all.map(([value]) => value));
  const names = new Map(
    series.flatMap(({ curves }) => curves.map(({ name }, i) => [name, categoryColours[i]] as const)),
  );
  return {
    id,
    isWide: true,
    title,
    drawing: curveChart({
      width: 760,
      height: 330,
      xLabel,
      yLabel: 'mean distance, as a share of the change',
      // The tick at the end of a panel would run into the first of the next.
      x: { ...x, ticks: x.ticks.slice(0, -1) },
      y: logScale(all.map(([, y]) => y).filter((y) => y > 0)),
      legend: [
        ...[...names].map(([name, colour]) => ({ name, colour })),
        { name: 'slope 1', colour: softInk, dashed: true },
      ],
      panels,
    }),
    caption,
  };
}
