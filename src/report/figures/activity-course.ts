/** h(t) of the units with the largest currents for one example, with the times at which units switch off. */
import type { ExampleView } from '../../experiments/layer-view.ts';
import { linearScale, logRange } from '../axis-scale.ts';
import { across, softInk } from '../chart-frame.ts';
import type { Panel } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { formatCount, formatSignificant } from '../numbers.ts';
import { inactiveColour, roleOf } from './roles.ts';

/** Ends of curves that are named at most. */
const mostNamed = 8;

/** The figure. @param options.threshold h*, drawn where there is one */
export function activityCourseFigure(
  view: ExampleView,
  { id, threshold, inhibition }: { id: string; threshold: number | null; inhibition: number },
): Figure {
  const { times, followed, switches, steady } = view.course;
  const visible = switches.filter(({ time }) => time >= times[0]);
  const role = roleOf(view);
  const x = logRange([times[0], times[times.length - 1]]);
  const all = followed.flatMap(({ activity }) => activity);
  const low = Math.min(0, ...all);
  const high = Math.max(threshold ?? 0, 0, ...all);
  const pad = 0.06 * (high - low || 1);
  const y = linearScale(low - pad, high + pad, { ticks: 6 });
  const isFollowed = new Set(followed.map(({ unit }) => unit));
  // The strongest unit is drawn last, on top.
  const curves = followed.toReversed().map(({ unit, activity }) => {
    const { name, colour } = role(unit);
    return {
      name: `unit ${unit}, ${name}`,
      colour,
      width: name === 'inactive' ? 1.2 : 2.2,
      points: times.map((t, k) => [t, activity[k]] as const),
    };
  });
  const marks = visible
    .filter(({ unit }) => isFollowed.has(unit))
    .map(({ time, unit, direction }) => ({
      x: time,
      y: 0,
      colour: softInk,
      filled: false,
      text: `unit ${unit} ${direction < 0 ? 'drops out' : 'becomes active'} at t = ${formatSignificant(time, 4)} τ`,
    }));
  const named = followed.filter(({ unit }) => role(unit).name !== 'inactive').slice(0, mostNamed);
  const active = steady.reduce((count, h) => count + (h > 0 ? 1 : 0), 0);
  return {
    id,
    title: 'The way to the steady state',
    drawing: curveChart({
      width: 784,
      height: 500,
      xLabel: 'time t / τ',
      yLabel: 'activity h',
      x,
      y,
      legend: [],
      panels: [{ title: null, curves, marks }],
      horizontals: [
        { value: 0, name: '' },
        ...(threshold === null ? [] : [{ value: threshold, name: `h* = ${formatSignificant(threshold)}` }]),
      ],
      endLabels: named.map(({ unit, activity }) => ({
        value: activity[activity.length - 1],
        name: `unit ${unit}`,
        colour: role(unit).colour,
      })),
      background: (panel) => switchTicks(panel, (time) => across(panel, x, time), visible),
    }),
    caption: `Eq. 4 with w = ${formatSignificant(inhibition)} from h(0) = 0, exact between switches; time is logarithmic. The ${formatCount(followed.length)} units with the largest currents are drawn. Rings: a drawn unit crosses h = 0; ticks at the bottom: any unit does, ${formatCount(switches.length)} times in all. ${formatCount(active)} of ${formatCount(steady.length)} units ${active === 1 ? 'stays' : 'stay'} active.`,
  };
}

function switchTicks(
  panel: Panel,
  place: (time: number) => number,
  switches: ExampleView['course']['switches'],
): Markup {
  const places = [...new Set(switches.map(({ time }) => place(time)))];
  const path = places.map((at) => `M${at} ${panel.bottom}v-9`).join('');
  return markup`<path class="ticks" d="${path}" fill="none" stroke="${inactiveColour}"/>`;
}
