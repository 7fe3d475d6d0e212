/** Fig. 2 of the paper, from a trained layer: an input, its currents, the activities h(t) of eq. 4, and what g makes of them. */
import type { ImageShape } from '../../data/dataset.ts';
import { createEventSolver } from '../../dynamics/events.ts';
import type { EventSolution } from '../../dynamics/events.ts';
import { linearScale, logScale } from '../axis-scale.ts';
import { antiHebbianColour, hebbianColour, ink } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Curve, CurveChart } from '../curve-chart.ts';
import type { SheetCell } from '../figure-sheet.ts';
import { figureSheet } from '../figure-sheet.ts';
import type { Figure } from '../figure.ts';
import { exampleSheet } from '../example-sheet.ts';
import { markup } from '../markup.ts';
import { formatCount, formatSignificant } from '../numbers.ts';
import { sharpImage } from '../unit-tiles.ts';

/** One presentation: an input and the currents it gives. */
export interface Presentation {
  /** [N], as the data set holds it. */
  readonly input: ArrayLike<number>;
  /** input / divisor lies in [0, 1]. */
  readonly divisor: number;
  readonly shape: ImageShape | null;
  /** [K] I of eq. 4. */
  readonly currents: Float64Array;
  /** w_inh. */
  readonly inhibition: number;
  /** h*. */
  readonly threshold: number;
  /** Δ. */
  readonly delta: number;
}

/** A presentation with the exact solution of eq. 4 from h(0) = 0. */
export interface SolvedPresentation extends Presentation {
  /** Output times in units of τ, even on a logarithmic axis. */
  readonly times: readonly number[];
  /** h at these times, the switches before the last one, and the steady state. */
  readonly solution: EventSolution;
  /** [K] h(t → ∞). */
  readonly steady: Float64Array;
  /** Units with h > h*. */
  readonly hebbian: readonly number[];
  /** Units with 0 < h ≤ h*. */
  readonly antiHebbian: readonly number[];
}

const timesShown = 400;
const faint = '#b9bdc6';
const cellHeight = 250;
const fullWidth = 980;

/**
 * The trajectory by events.
 * @returns null where the limit is not reached
 */
export function solvePresentation(presentation: Presentation): SolvedPresentation | null {
  const { currents, inhibition, threshold } = presentation;
  const solve = createEventSolver({ units: currents.length, inhibition });
  const { switches, limit } = solve(currents);
  if (limit === null) return null;
  const positive = switches.map(({ time }) => time).filter((time) => time > 0);
  // Two active units part at the rate 1 − w. Whole decades, as the axis has them.
  const slowest = inhibition < 1 ? 3 / (1 - inhibition) : 3;
  const first = 10 ** Math.floor(Math.log10(Math.min(0.1, ...positive)));
  const last = 10 ** Math.ceil(Math.log10(Math.max(slowest, ...positive.map((time) => 2 * time))));
  const times = Array.from(
    { length: timesShown },
    (_, i) => first * (last / first) ** (i / (timesShown - 1)),
  );
  const steady = limit.activity;
  const units = Array.from(steady.keys());
  return {
    ...presentation,
    times,
    solution: solve(currents, { times }),
    steady,
    hebbian: units.filter((mu) => steady[mu] > threshold),
    antiHebbian: units.filter((mu) => steady[mu] > 0 && steady[mu] <= threshold),
  };
}

/** The figure. */
export function pipelineFigure(
  presentation: SolvedPresentation,
  { title, notes }: { readonly title: string; readonly notes: readonly string[] },
): Figure {
  const { steady, hebbian, antiHebbian, solution } = presentation;
  const learners = `${formatCount(hebbian.length)} Hebbian, ${formatCount(antiHebbian.length)} anti-Hebbian, ${formatCount(steady.length - hebbian.length - antiHebbian.length)} inactive`;
  const rows = [
    [inputCell(presentation), currentsCell(presentation)],
    [trajectoryCell(presentation)],
    [steadyCell(presentation), activationCell(presentation)],
  ];
  return {
    id: 'pipeline',
    title,
    drawing: figureSheet({ title, notes: [...notes, learners], rows }),
    caption: `From the input to the change of the weights: currents of all units, their activities from h(0) = 0 with ${formatCount(solution.switches.length)} crossings of zero (dots), the steady state, and g there.`,
  };
}

/** Units in three kinds, the few that learn drawn last. */
function kinds({ steady, hebbian, antiHebbian }: SolvedPresentation): readonly {
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly units: readonly number[];
}[] {
  const inactive = Array.from(steady.keys()).filter((mu) => !(steady[mu] > 0));
  return [
    { name: 'inactive', colour: faint, width: 1, units: inactive },
    { name: 'anti-Hebbian', colour: antiHebbianColour, width: 2.2, units: antiHebbian },
    { name: 'Hebbian', colour: hebbianColour, width: 2.2, units: hebbian },
  ];
}

function inputCell({ input, divisor, shape }: SolvedPresentation): SheetCell {
  const source = { values: input, inputs: input.length, divisor, labels: null };
  const { picture } = exampleSheet(source, { shape, count: 1 });
  const size = 190;
  return {
    title: 'Input v',
    width: 220,
    height: cellHeight,
    drawing: markup`<svg viewBox="0 0 220 ${cellHeight}">${sharpImage(picture, { x: 0, y: 12, width: size, height: (size * picture.height) / picture.width })}</svg>`,
  };
}

/** A stem for each unit, from 0 to its value. */
function stems(presentation: SolvedPresentation, values: Float64Array): Curve[] {
  return kinds(presentation).map(({ units, ...kind }) => ({
    ...kind,
    points: units.flatMap((mu): [number, number][] => [
      [mu, 0],
      [mu, values[mu]],
      [mu, NaN],
    ]),
  }));
}

function chartCell(title: string, options: Omit<CurveChart, 'height'>): SheetCell {
  const { width } = options;
  return {
    title,
    width,
    height: cellHeight,
    drawing: curveChart({ ...options, height: cellHeight }),
  };
}

function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const pad = 0.06 * (high - low || 1);
  return [low - (low < 0 ? pad : 0), high + pad];
}

function legendOf(presentation: SolvedPresentation): CurveChart['legend'] {
  return kinds(presentation).map(({ name, colour }) => ({ name, colour }));
}

function currentsCell(presentation: SolvedPresentation): SheetCell {
  const { currents } = presentation;
  return chartCell('Currents I of all hidden units', {
    width: fullWidth - 220 - 24,
    xLabel: 'hidden unit μ',
    yLabel: 'I = ⟨W, v⟩',
    x: linearScale(-0.01 * currents.length, 1.01 * currents.length, { ticks: 8, integers: true }),
    y: linearScale(...rangeOf(currents), { ticks: 5 }),
    legend: legendOf(presentation),
    panels: [{ title: null, curves: stems(presentation, currents) }],
  });
}

/** More inactive units than that would be a carpet. */
const mostInactive = 80;

function trajectoryCell(presentation: SolvedPresentation): SheetCell {
  const { times, solution, currents, inhibition } = presentation;
  const curves = kinds(presentation).flatMap(({ units, ...kind }): Curve[] => {
    const ranked = units.toSorted((a, b) => currents[b] - currents[a]);
    const step = Math.max(1, ranked.length / mostInactive);
    const drawn = Array.from(
      { length: Math.min(ranked.length, mostInactive) },
      (_, i) => ranked[Math.floor(i * step)],
    );
    return drawn.map((mu) => ({
      ...kind,
      name: `unit ${mu}`,
      points: times.map((time, i) => [time, solution.activities[i][mu]] as const),
    }));
  });
  const crossings: Curve = {
    name: 'crossings of h = 0',
    colour: ink,
    dotted: true,
    width: 1.1,
    points: solution.switches.map(({ time }) => [time, 0] as const),
  };
  const all = curves.flatMap(({ points }) => points.map(([, h]) => h));
  return chartCell(`Activities h(t) of eq. 4, w_inh = ${formatSignificant(inhibition)}`, {
    width: fullWidth,
    xLabel: 'time t / τ',
    yLabel: 'h',
    x: logScale(times),
    y: linearScale(...rangeOf(all), { ticks: 5 }),
    legend: [...legendOf(presentation), { name: 'a unit crosses 0', colour: ink, dotted: true }],
    panels: [{ title: null, curves: [...curves, crossings] }],
  });
}

function steadyCell(presentation: SolvedPresentation): SheetCell {
  const { steady, threshold } = presentation;
  const ends = [-0.01 * steady.length, 1.01 * steady.length] as const;
  const level: Curve = {
    name: 'h*',
    colour: ink,
    dashed: true,
    width: 1.2,
    points: ends.map((mu) => [mu, threshold] as const),
  };
  return chartCell('Steady state h', {
    width: 560,
    xLabel: 'hidden unit μ',
    yLabel: 'h(t → ∞)',
    x: linearScale(...ends, { ticks: 8, integers: true }),
    y: linearScale(...rangeOf([...steady, threshold]), { ticks: 5 }),
    legend: [{ name: `h* = ${formatSignificant(threshold)}`, colour: ink, dashed: true }],
    panels: [{ title: null, curves: [...stems(presentation, steady), level] }],
  });
}

function activationCell(presentation: SolvedPresentation): SheetCell {
  const { steady, hebbian, antiHebbian, threshold, delta } = presentation;
  const [low, high] = rangeOf([...steady, 2 * threshold]);
  const pieces: [number, number, number][] = [
    [low, 0, 0],
    [0, threshold, -delta],
    [threshold, high, 1],
  ];
  const step: Curve = {
    name: 'g(h)',
    colour: ink,
    width: 1.5,
    points: pieces.flatMap(([from, to, g]): [number, number][] => [
      [from, g],
      [to, g],
      [to, NaN],
    ]),
  };
  const mark = (
    mu: number,
    g: number,
    colour: string,
  ): { x: number; y: number; colour: string; filled: true; text: string } => ({
    ...{ x: steady[mu], y: g, colour, filled: true },
    text: `unit ${mu}: h = ${formatSignificant(steady[mu])}`,
  });
  return chartCell('Learning activation g(h) of the units', {
    width: fullWidth - 560 - 24,
    xLabel: 'h',
    yLabel: 'g',
    x: linearScale(low, high, { ticks: 4 }),
    y: linearScale(Math.min(-0.5, -1.3 * delta), 1.25, { ticks: 4 }),
    legend: [
      { name: 'Hebbian', colour: hebbianColour },
      { name: 'anti-Hebbian', colour: antiHebbianColour },
    ],
    panels: [
      {
        title: null,
        curves: [step],
        marks: [
          ...antiHebbian.map((mu) => mark(mu, -delta, antiHebbianColour)),
          ...hebbian.map((mu) => mark(mu, 1, hebbianColour)),
        ],
      },
    ],
    verticals: [{ value: threshold, name: 'h*' }],
  });
}
