/** Activities of the steady states of eq. 4 against the inhibition: who drops out, who may win, what is unstable. */
import { createClosedForm } from '../../dynamics/closed-form.ts';
import { activitiesWithin } from '../../dynamics/inhibition-diagram.ts';
import type { Breakpoint, InhibitionDiagram } from '../../dynamics/inhibition-diagram.ts';
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { softInk } from '../chart-frame.ts';
import { categoryColours, curveChart } from '../curve-chart.ts';
import type { Curve, Mark } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { formatCount, formatSignificant } from '../numbers.ts';

/** More curves than that would be a carpet; the strongest units are drawn. */
const mostDrawn = 30;
const samplesPerBranch = 40;
/** Between two breakpoints, at least, and on the whole axis: branches bend little between them. */
const leastSamples = 6;
const samplesInAll = 120;
const faint = '#a9aeb8';

type Points = readonly (readonly [number, number])[];

/** From `a` to `b`, denser towards both ends, where branches bend. */
function between(a: number, b: number, samples: number = samplesPerBranch): number[] {
  return Array.from({ length: samples + 1 }, (_, i) => {
    const t = 0.5 * (1 - Math.cos((Math.PI * i) / samples));
    return a + (b - a) * t;
  });
}

/** Values of w up to `end` that resolve every interval between breakpoints. */
function gridBelowOne(breakpoints: readonly Breakpoint[], end: number): number[] {
  const ends = breakpoints.map(({ inhibition }) => inhibition).filter((w) => w < end);
  const stops = [...new Set([0, ...ends, end])].sort((a, b) => a - b);
  const grid = stops.slice(1).flatMap((to, i) => {
    const share = Math.ceil((samplesInAll * (to - stops[i])) / end);
    // Below the first one many units that are not drawn drop out.
    return between(stops[i], to, i === 0 ? samplesPerBranch : Math.max(leastSamples, share));
  });
  return [...new Set(grid)];
}

/** Activities of each unit of `drawn` in the steady states below w = 1, up to 0 where it drops out. */
function branchesBelowOne(
  currents: Float64Array,
  drawn: readonly Breakpoint[],
  end: number,
): ReadonlyMap<number, Points> {
  const branches = new Map(drawn.map(({ unit }) => [unit, [] as [number, number][]]));
  for (const w of gridBelowOne(drawn, Math.min(end, 1))) {
    // At w = 1 itself the limit from below.
    const inhibition = Math.min(w, 1 - 1e-9);
    const { units, activity, count } = createClosedForm({ units: currents.length, inhibition })(currents);
    const found = new Map(Array.from(units.subarray(0, count), (unit, i) => [unit, activity[i]]));
    for (const { unit, inhibition: last } of drawn)
      if (w <= last) branches.get(unit)?.push([w, found.get(unit) ?? 0]);
  }
  return branches;
}

/**
 * The figure.
 * @param largestInhibition where the axis ends; at least a little above 0
 * @param present an inhibition to mark
 */
export function inhibitionFigure(
  diagram: InhibitionDiagram,
  largestInhibition: number,
  present: number | null = null,
): Figure {
  const { currents, order, breakpoints, winners } = diagram;
  const end = Math.max(largestInhibition, 0.1);
  const drawn = breakpoints.slice(0, mostDrawn);
  const colourOf = (rank: number): string => categoryColours[rank - 1] ?? faint;
  const branches = branchesBelowOne(currents, drawn, end);
  const curves: Curve[] = [];
  const marks: Mark[] = [];
  for (const { unit, rank, inhibition } of drawn.toReversed()) {
    const colour = colourOf(rank);
    const name = `unit ${unit}`;
    const width = rank <= categoryColours.length ? 2 : 1;
    const alone = winners[rank - 1].above;
    const current = currents[unit];
    curves.push({ name, colour, width, points: branches.get(unit) ?? [] });
    if (inhibition < 1 && inhibition <= end) {
      marks.push({
        x: inhibition,
        y: 0,
        colour,
        filled: true,
        text: `${name} drops out at w = ${formatSignificant(inhibition, 5)}`,
      });
    }
    const from = Math.max(alone, 1);
    if (from >= end) continue;
    curves.push({
      name: `${name} alone`,
      colour,
      width,
      points: [
        [from, current],
        [end, current],
      ],
    });
    if (rank > 1) {
      marks.push({
        x: from,
        y: current,
        colour,
        filled: false,
        text: `${name} can win above w = ${formatSignificant(from, 5)}`,
      });
      if (rank <= categoryColours.length)
        curves.push(...unstablePair(diagram, unit, { from, end, colours: [colourOf(1), colour] }));
    }
  }
  const largest = Math.max(0, currents[order[0]]);
  const hidden = breakpoints.length - drawn.length;
  return {
    id: 'inhibition',
    isWide: true,
    title: 'Steady states against inhibition',
    drawing: curveChart({
      width: 760,
      height: 400,
      xLabel: 'inhibition w',
      yLabel: 'activity h',
      x: linearScale(0, end, { ticks: 8 }),
      y: scaleFromZero(largest, { ticks: 5 }),
      legend: [
        ...drawn.slice(0, categoryColours.length).map(({ unit, rank }) => ({
          name: `unit ${unit}`,
          colour: colourOf(rank),
        })),
        { name: 'stable', colour: softInk },
        { name: 'unstable', colour: softInk, dashed: true },
      ],
      panels: [{ title: null, curves, marks }],
      verticals: verticalsOf(end, present),
    }),
    caption: `Solid: stable. Below w = 1 there is one steady state; a unit leaves it at its dot. Above w = 1 each unit can win alone from its ring on; there the unstable state in which it shares the activity with the strongest unit is born with it (dashed, both units; for the units in colour). States of three and more units are not drawn.${
      hidden > 0
        ? ` The ${formatCount(mostDrawn)} strongest units of ${formatCount(breakpoints.length)} with a positive current are drawn, the first ${categoryColours.length} in colour.`
        : ''
    }`,
  };
}

/** w = 1, where the states change, and the present w; only that where both names would run into each other. */
function verticalsOf(end: number, present: number | null): { value: number; name: string }[] {
  const one = { value: 1, name: 'w = 1' };
  if (present === null || present > end) return end > 1 ? [one] : [];
  const own = { value: present, name: `w = ${formatSignificant(present)}` };
  return end > 1 && Math.abs(present - 1) > 0.1 * end ? [own, one] : [own];
}

/** Both activities of the unstable state of `unit` and the strongest unit, from where it is born. */
function unstablePair(
  { currents, order }: InhibitionDiagram,
  unit: number,
  {
    from,
    end,
    colours,
  }: { readonly from: number; readonly end: number; readonly colours: readonly string[] },
): Curve[] {
  // At w = 1 itself the state is not determined.
  const grid = between(Math.max(from, 1 + 1e-6), end);
  const states = grid.map((w) => activitiesWithin(currents, [order[0], unit], w));
  return [0, 1].map((i) => ({
    name: `units ${order[0]} and ${unit} together, unstable`,
    colour: colours[i],
    dashed: true,
    width: 1.2,
    points: grid.map((w, k) => [w, states[k][i]] as const),
  }));
}
