/** Fig. 3 and 5 of the paper: units that networks learned with and without labels, and how their errors fell. */
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Curve, Mark } from '../curve-chart.ts';
import { figureSheet } from '../figure-sheet.ts';
import type { Figure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import { formatPercent } from '../numbers.ts';
import { unitTiles } from '../unit-tiles.ts';
import type { ChosenUnits } from '../unit-tiles.ts';

/** How a network learned its hidden weights: by the shortcut, by the algorithm itself, or from labels end to end. */
export type NetworkKind = 'ranking' | 'exact' | 'sgd';

/** What they are called. */
export const networkName: Readonly<Record<NetworkKind, string>> = {
  ranking: 'ranking',
  exact: 'exact',
  sgd: 'SGD end to end',
};

/** Violet stands apart from teal and amber for every kind of colour vision, and is neither of the signs' colours. */
const networkColour: Readonly<Record<NetworkKind, string>> = { ...algorithmColour, sgd: '#6b4fa0' };

/** Errors at the end of an epoch, as fractions. */
interface EpochErrors {
  readonly epoch: number;
  readonly trainError: number;
  readonly testError: number | null;
}

/** A network of the comparison. */
export interface ComparedNetwork {
  readonly kind: NetworkKind;
  readonly chosen: ChosenUnits;
  readonly curve: readonly EpochErrors[];
}

/** Errors above so many times the largest one at the end are cut off: the ends are what is compared. */
const shownErrors = 4;
const width = 960;
const height = 360;

/** The figure. */
export function networksFigure(
  networks: readonly ComparedNetwork[],
  options: {
    readonly id: string;
    readonly title: string;
    readonly notes: readonly string[];
    /** Tiles per row. */
    readonly columns: number;
  },
): Figure {
  const { id, title, notes, columns } = options;
  const tiles = networks.map(({ kind, chosen }) =>
    unitTiles(chosen, { title: `Weights, ${networkName[kind]}`, columns }),
  );
  const curves = {
    title: 'Errors as the outputs learn (SGD: as both layers do)',
    width,
    height,
    drawing: errorCurves(networks),
  };
  const caption =
    'Hidden units chosen at random; error of the whole network at the end of each epoch, on the training set (dashed) and the test set.';
  return { id, title, drawing: figureSheet({ title, notes, rows: [tiles, [curves]] }), caption };
}

function errorCurves(networks: readonly ComparedNetwork[]): Markup {
  const curves: Curve[] = networks.flatMap(({ kind, curve }) => [
    {
      name: `${networkName[kind]}, training`,
      colour: networkColour[kind],
      dashed: true,
      width: 1.5,
      points: curve.map(({ epoch, trainError }) => [epoch, trainError] as const),
    },
    {
      name: networkName[kind],
      colour: networkColour[kind],
      points: curve.flatMap(({ epoch, testError }) =>
        testError === null ? [] : [[epoch, testError] as const],
      ),
    },
  ]);
  const finals = curves.map(({ points }) => points.at(-1)?.[1] ?? 0);
  const largest = Math.max(...curves.flatMap(({ points }) => points.map(([, error]) => error)));
  const top = Math.min(largest, shownErrors * Math.max(...finals, 0.001));
  const epochs = Math.max(...curves.flatMap(({ points }) => points.map(([epoch]) => epoch)));
  const marks = curves.flatMap(({ name, colour, points, dashed = false }): Mark[] =>
    points.slice(-1).map(([x, y]) => ({
      x,
      y,
      colour,
      filled: !dashed,
      text: `${name}: ${formatPercent(y)}`,
    })),
  );
  return curveChart({
    width,
    height,
    xLabel: 'epoch',
    yLabel: 'error',
    x: linearScale(0, epochs, { ticks: 10, integers: true }),
    y: scaleFromZero(top, { ticks: 6, format: (value) => formatPercent(value) }),
    legend: curves.map(({ name, colour, dashed = false }) => ({ name, colour, dashed })),
    panels: [
      {
        title: null,
        curves: curves.map((curve) => ({
          ...curve,
          points: curve.points.map(([epoch, error]) => [epoch, error <= top ? error : NaN] as const),
        })),
        marks,
      },
    ],
  });
}
