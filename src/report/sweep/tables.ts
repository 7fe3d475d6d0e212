/** Tables of a report of a sweep: best settings with their commands, how points ended, and why some did not end well. */
import { markup } from '../markup.ts';
import type { Content, Markup } from '../markup.ts';
import { formatCount, formatSeconds } from '../numbers.ts';
import type { SweepAxis } from './axis.ts';
import { settingsByMean } from './best.ts';
import type { Setting } from './best.ts';
import { failureGroups } from './failures.ts';
import { meanText } from './measure.ts';
import type { SweepMeasure } from './measure.ts';
import { ascending, quantile } from './statistics.ts';
import type { AxisValue, ReportedPoint } from './types.ts';
import { formatSignificant } from '../numbers.ts';

/** Settings in a table, or at each end of the order. */
const SHOWN = 8;
const AT_EACH_END = 4;
/** Groups of reasons; the others are counted together. */
const MOST_REASONS = 20;

function shown(value: AxisValue | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return formatSignificant(value, 6);
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function settingsTable(
  title: string,
  settings: readonly Setting[],
  { axes, measure }: { readonly axes: readonly SweepAxis[]; readonly measure: SweepMeasure },
): Markup {
  const rows = settings.map(({ seeds, typical, ...average }) => {
    const cells = axes.map(({ key }) => markup`<td>${shown(typical.axes[key])}</td>`);
    return markup`<tr><th scope="row">${meanText(measure, average)}</th>${cells}<td>${formatCount(seeds)}</td></tr>
<tr class="again"><td colspan="${axes.length + 2}"><code>${typical.commandLine}</code></td></tr>
`;
  });
  return markup`<h3>${title}</h3>
<div class="scroll"><table class="settings">
<thead><tr><th scope="col">${measure.path}</th>${axes.map(({ label }) => markup`<th scope="col">${label}</th>`)}<th scope="col">seeds</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** The best settings by means over their seeds, or both ends of the order; each with the command of its middle seed. */
export function bestSettings(
  points: readonly ReportedPoint[],
  axes: readonly SweepAxis[],
  measure: SweepMeasure,
): Content {
  const settings = settingsByMean(points, measure);
  if (settings.length === 0) return null;
  const table = (title: string, some: readonly Setting[]): Markup =>
    settingsTable(title, some, { axes, measure });
  const downwards = [...settings].reverse();
  if (measure.goal === 'minimize') return table('Best settings (smallest first)', settings.slice(0, SHOWN));
  if (measure.goal === 'maximize') return table('Best settings (largest first)', downwards.slice(0, SHOWN));
  if (settings.length <= SHOWN) return table('Settings (smallest first)', settings);
  return [
    table('Smallest', settings.slice(0, AT_EACH_END)),
    table('Largest', downwards.slice(0, AT_EACH_END)),
  ];
}

/** How many points ended how, and how long they took. */
export function endingsTable(points: readonly ReportedPoint[]): Markup {
  const statuses = [...new Set(points.map(({ status }) => status))].sort(
    (a, b) => Number(b === 'done') - Number(a === 'done') || (a < b ? -1 : 1),
  );
  const rows = statuses.map((status) => {
    const times = ascending(points.flatMap((point) => (point.status === status ? [point.seconds] : [])));
    const total = times.reduce((sum, time) => sum + time, 0);
    const cells = [total, quantile(times, 0.5), times[times.length - 1]].map(formatSeconds);
    return markup`<tr><th scope="row">${status}</th><td>${formatCount(times.length)}</td>${cells.map((text) => markup`<td>${text}</td>`)}</tr>
`;
  });
  return markup`<table id="endings">
<thead><tr><th scope="col">Status</th><th scope="col">points</th><th scope="col">time</th><th scope="col">median</th><th scope="col">longest</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}

/** Reasons of the points that did not end well, each with one of its points; null where all did. */
export function failuresTable(points: readonly ReportedPoint[]): Markup | null {
  const groups = failureGroups(points);
  if (groups.length === 0) return null;
  const rows = groups.slice(0, MOST_REASONS).map(
    ({ status, reason, count, example }) =>
      markup`<tr><th scope="row">${status}</th><td>${formatCount(count)}</td></tr>
<tr class="again"><td colspan="2"><p>${reason}</p><code>${example.commandLine}</code></td></tr>
`,
  );
  const rest = groups.slice(MOST_REASONS).reduce((sum, { count }) => sum + count, 0);
  return markup`<h3>Reasons, each with one of its points</h3>
<table id="failures" class="settings">
<thead><tr><th scope="col">Status</th><th scope="col">points</th></tr></thead>
<tbody>
${rows}${rest === 0 ? null : markup`<tr><th scope="row">other reasons</th><td>${formatCount(rest)}</td></tr>`}</tbody>
</table>
`;
}
