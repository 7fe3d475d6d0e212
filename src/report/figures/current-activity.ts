/** Steady activity of every unit against its current, for one example: what the competition makes of its input. */
import type { ExampleView } from '../../experiments/layer-view.ts';
import { linearScale } from '../axis-scale.ts';
import type { AxisScale } from '../axis-scale.ts';
import { across, upward } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { formatCount, formatSignificant } from '../numbers.ts';
import { roleOf, roles } from './roles.ts';
import type { Role } from './roles.ts';

/** Currents are shown down to minus this share of the largest: units that never learned lie far below. */
const negativeShare = 0.5;

/** The figure. @param options.threshold h*, drawn where there is one */
export function currentActivityFigure(
  view: ExampleView,
  { id, threshold, inhibition }: { id: string; threshold: number | null; inhibition: number },
): Figure {
  const { currents, course } = view;
  const { steady } = course;
  const role = roleOf(view);
  const largest = currents.reduce((most, current) => Math.max(most, current), 0);
  const least = -negativeShare * largest;
  const shown = Array.from(currents.keys()).filter((unit) => currents[unit] >= least || largest === 0);
  const x = spread(shown.map((unit) => currents[unit]));
  const y = spread([0, ...(threshold === null ? [] : [threshold]), ...shown.map((unit) => steady[unit])]);
  const hidden = currents.length - shown.length;
  const total = steady.reduce((sum, h) => sum + Math.max(h, 0), 0);
  const pull = inhibition * total;
  const isInside = x.at(pull) > 0 && x.at(pull) < 1;
  const byRole = roles.map((one) => ({
    ...one,
    units: shown.filter((unit) => role(unit).name === one.name),
  }));
  const drawn = byRole.filter(({ units }) => units.length > 0);
  return {
    id,
    title: 'Currents and activities',
    drawing: curveChart({
      width: 372,
      height: 250,
      xLabel: 'current I',
      yLabel: 'activity h',
      x,
      y,
      legend: drawn
        .filter(({ name }) => name !== 'inactive')
        .map(({ name, colour }) => ({ name, colour }))
        .reverse(),
      panels: [{ title: null, curves: [] }],
      verticals: isInside ? [{ value: pull, name: 'w S' }] : [],
      horizontals: [
        { value: 0, name: '' },
        ...(threshold === null ? [] : [{ value: threshold, name: 'h*' }]),
      ],
      background: (panel) =>
        drawn.map((one) =>
          dots(
            one,
            one.units.map((unit) => [across(panel, x, currents[unit]), upward(panel, y, steady[unit])]),
          ),
        ),
    }),
    caption: `A dot per unit at the steady state. Inhibition takes w S = ${formatSignificant(pull)} from every current, S being the sum of the activities${threshold === null ? '.' : '; only above h* is a unit Hebbian.'}${hidden > 0 ? ` ${formatCount(hidden)} units with still lower currents are left out.` : ''}`,
  };
}

/** Points as one path of round dots: a layer has thousands. */
function dots(
  { name, colour, units }: Role & { readonly units: readonly number[] },
  places: readonly (readonly [x: number, y: number])[],
): Markup {
  const path = places.map(([left, top]) => `M${left} ${top}h0`).join('');
  const size = name === 'inactive' ? 3.5 : 7;
  return markup`<path class="dots" data-units="${units.join(' ')}" d="${path}" fill="none" stroke="${colour}" stroke-width="${size}" stroke-linecap="round"><title>${name}</title></path>`;
}

/** A linear axis that holds all `values`, with a little room. */
function spread(values: readonly number[]): AxisScale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const pad = 0.05 * (high - low) || 1;
  return linearScale(low - pad, high + pad, { ticks: 5 });
}
