/** The report of a sweep: what its axes do to its measures, its best points, and what did not end well. */
import { brushLines } from './behaviour/brush-lines.ts';
import { renderFigure } from './figure.ts';
import type { Figure } from './figure.ts';
import { heatMapFigure, heatMapNote } from './figures/heat-map.ts';
import { marginalFigure, marginalNote } from './figures/marginal-curves.ts';
import { parallelCoordinatesFigure } from './figures/parallel-coordinates.ts';
import { howMade } from './how-made.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { formatCount, formatPercent, formatSeconds, formatSignificant } from './numbers.ts';
import { htmlPage, pageFooter } from './page.ts';
import { sweepAxis } from './sweep/axis.ts';
import type { SweepAxis } from './sweep/axis.ts';
import { marginals, settingOf } from './sweep/marginals.ts';
import { NOT_DONE, notDoneMeasure, sweepMeasure } from './sweep/measure.ts';
import type { SweepMeasure } from './sweep/measure.ts';
import { bestSettings, endingsTable, failuresTable } from './sweep/tables.ts';
import { sweepStyle } from './sweep/style.ts';
import type { ReportedPoint, SweepReport } from './sweep/types.ts';

/** More maps than this of one measure are not drawn. */
const MOST_PAIRS = 15;

/** The figures of one measure. */
interface MeasureFigures {
  readonly measure: SweepMeasure;
  readonly maps: readonly Figure[];
  /** Pairs of axes that are not drawn. */
  readonly undrawn: number;
  readonly curves: readonly Figure[];
}

/** All figures of a sweep. */
export interface SweepFigures {
  /** Those with at least two values. */
  readonly axes: readonly SweepAxis[];
  readonly measures: readonly MeasureFigures[];
  readonly parallel: Figure | null;
}

function pairs<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((first, i) => items.slice(i + 1).map((second) => [first, second] as const));
}

/** How far the mean moves along an axis, as a share of the whole range: maps of what matters come first. */
function effect(points: readonly ReportedPoint[], axis: SweepAxis, measure: SweepMeasure): number {
  const means = marginals(points, axis, measure).map(({ mean }) => (measure.isLog ? Math.log(mean) : mean));
  return means.length < 2 ? 0 : Math.max(...means) - Math.min(...means);
}

function measureFigures(
  points: readonly ReportedPoint[],
  axes: readonly SweepAxis[],
  { measure, index }: { readonly measure: SweepMeasure; readonly index: number },
): MeasureFigures {
  const id = (name: string, i: number): string => `${name}-${index + 1}-${i + 1}`;
  const all = pairs(axes);
  const effects = new Map(axes.map((axis) => [axis, effect(points, axis, measure)]));
  const weight = ([x, y]: readonly [SweepAxis, SweepAxis]): number =>
    (effects.get(x) ?? 0) + (effects.get(y) ?? 0);
  const chosen =
    all.length <= MOST_PAIRS ? all : [...all].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_PAIRS);
  return {
    measure,
    maps: chosen.flatMap(([x, y], i) => heatMapFigure(points, { x, y, measure }, id('map', i)) ?? []),
    undrawn: all.length - chosen.length,
    curves: axes.flatMap((axis, i) => marginalFigure(points, { axis, measure }, id('curve', i)) ?? []),
  };
}

/** Draws them. */
export function sweepFigures({ axes: keys, measures: asked, points }: SweepReport): SweepFigures {
  const axes = keys.flatMap((key) => sweepAxis(key, points) ?? []);
  const own = asked.map((measure) => sweepMeasure(measure, points));
  const endings = new Set(points.map(({ status }) => status === 'done'));
  const measures = [...own, ...(endings.size > 1 || own.length === 0 ? [notDoneMeasure()] : [])];
  return {
    axes,
    measures: measures.map((measure, index) => measureFigures(points, axes, { measure, index })),
    parallel: parallelCoordinatesFigure(points, axes, own.length === 0 ? measures : own),
  };
}

/**
 * One self-contained HTML document: opens offline, makes no request, is complete without its script, prints.
 * @param report its points in an order that does not favour any, such as that of their names
 * @remarks O(points · (axes² + measures)); lines of at most 1,500 points
 */
export function renderSweepReport(report: SweepReport): string {
  const { title, points, made } = report;
  const figures = sweepFigures(report);
  return htmlPage(
    title,
    markup`<header>
<h1>${title}</h1>
<p class="facts">${factsOf(report, figures).map((fact) => markup`<span>${fact}</span>`)}</p>
</header>
<main>
${
  points.length === 0
    ? markup`<p class="summary">No point has ended yet.</p>`
    : [
        measureSection(figures, report),
        figures.parallel === null
          ? null
          : markup`<section>
<h2>All points</h2>
${renderFigure(figures.parallel)}</section>
`,
        markup`<section>
<h2>How points ended</h2>
${endingsTable(points)}${failuresTable(points)}</section>
`,
      ]
}
${howMade(made.command, made.config)}
</main>
${pageFooter}`,
    { style: sweepStyle, behaviours: [brushLines] },
  );
}

function factsOf({ command, points, planned }: SweepReport, { axes }: SweepFigures): string[] {
  const done = points.reduce((count, { status }) => count + (status === 'done' ? 1 : 0), 0);
  const seconds = points.reduce((sum, point) => sum + point.seconds, 0);
  const waiting = planned === null ? 0 : planned - points.length;
  return [
    command,
    `${formatCount(axes.length)} ${axes.length === 1 ? 'axis' : 'axes'}`,
    `${formatCount(points.length)} points`,
    done === points.length ? 'all done' : `${formatPercent(done / points.length)} done`,
    ...(waiting > 0 ? [`${formatCount(waiting)} still to run`] : []),
    `${formatSeconds(seconds)} of computing`,
  ];
}

/** A choice of measures, and for each what the axes do to it. */
function measureSection(
  { measures, axes }: SweepFigures,
  { points, omitted, constant }: SweepReport,
): Content {
  const choices = measures.map(
    ({ measure }, i) =>
      markup`<input type="radio" name="measure" id="measure-${i}"${i === 0 ? markup` checked` : null}><label class="measure" for="measure-${i}">${measure.path}</label>
`,
  );
  const views = measures.map(
    (one) => markup`<div class="measure-view">
${measureView(one, axes, points)}</div>
`,
  );
  return markup`<section>
<h2>What the axes do</h2>
<div class="examples">
${choices}${constantNote(constant)}${omittedNote(omitted)}<div class="views">
${views}</div>
</div>
</section>
`;
}

function constantNote(constant: SweepReport['constant']): Markup | null {
  if (constant.length === 0) return null;
  const values = constant.map(({ path, value }) => `${path} = ${formatSignificant(value)}`);
  return markup`<p class="omitted">The same in every point: ${values.join(', ')}.</p>
`;
}

function omittedNote(omitted: readonly string[]): Markup | null {
  if (omitted.length === 0) return null;
  const most = 12;
  const names = omitted.slice(0, most).join(', ');
  const more = omitted.length > most ? ` and ${formatCount(omitted.length - most)} more` : '';
  return markup`<p class="omitted">Also measured, shown with --measure: ${names}${more}.</p>
`;
}

function measureView(
  { measure, maps, undrawn, curves }: MeasureFigures,
  axes: readonly SweepAxis[],
  points: readonly ReportedPoint[],
): Content {
  const group = (title: string, figures: readonly Figure[], note: string): Content =>
    figures.length === 0
      ? null
      : markup`<h3>${title}</h3>
<p class="note">${note}</p>
<div class="charts">
${figures.map(renderFigure)}</div>
`;
  return [
    group(
      axes.length === 2 ? 'Both axes' : 'Pairs of axes',
      maps,
      undrawn === 0
        ? heatMapNote(points, measure)
        : `${heatMapNote(points, measure)} The ${MOST_PAIRS} pairs whose axes move the mean most; ${formatCount(undrawn)} are left out.`,
    ),
    group('One axis at a time', curves, marginalNote(hasRepeats(points))),
    measure.path === NOT_DONE ? null : bestSettings(points, axes, measure),
  ];
}

function hasRepeats(points: readonly ReportedPoint[]): boolean {
  return new Set(points.map(settingOf)).size < points.length;
}
