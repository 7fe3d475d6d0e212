/** Results as SVG files: cost against size or error, on logarithmic axes. */
import { logScale } from '../../src/report/axis-scale.ts';
import { across, axes, chart, chartHeight, chartWidth, upward } from '../../src/report/chart-frame.ts';
import type { LegendEntry, Panel } from '../../src/report/chart-frame.ts';
import { markup } from '../../src/report/markup.ts';
import type { DynamicsRow, EpochRow, GrowthSeries, Results } from './results.ts';
import { formatTime } from './tables.ts';

interface Curve {
  readonly name: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Colours that are apart for every kind of colour vision (Okabe & Ito 2008). */
const COLOURS: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
];

/** A drawing that stands alone as a file. */
function standalone(svg: string): string {
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * chartWidth}" height="${2 * chartHeight}" font-family="system-ui, sans-serif"`;
  return `${svg.replace('<svg', opening).replace('font-size="11.5">', 'font-size="9"><rect width="100%" height="100%" fill="white"/>')}\n`;
}

function logPlot(curves: readonly Curve[], { xLabel, yLabel }: { xLabel: string; yLabel: string }): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = logScale(points.map((point) => point.x));
  const y = logScale(points.flatMap(({ low, high }) => [low, high]));
  const panel: Panel = { left: 36, right: 250, top: 30, bottom: chartHeight - 38 };
  const legend: LegendEntry[] = curves.map(({ name }, i) => ({ name, colour: COLOURS[i % COLOURS.length] }));
  const drawn = curves.map((curve, i) => {
    const { colour } = legend[i];
    const placed = curve.points.map((point) => ({
      ...point,
      at: [across(panel, x, point.x), upward(panel, y, point.y)] as const,
    }));
    const path = placed.map(({ at }) => at.join(',')).join(' ');
    const height = 40 + 15 * i;
    return markup`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.6"/>${placed.map(
      ({ at: [left, top], low, high, y: value }) =>
        markup`<line x1="${left}" x2="${left}" y1="${upward(panel, y, low)}" y2="${upward(panel, y, high)}" stroke="${colour}"/><circle cx="${left}" cy="${top}" r="2.6" fill="${colour}"><title>${curve.name}: ${formatTime(value)}</title></circle>`,
    )}<circle cx="262" cy="${height - 3}" r="3" fill="${colour}"/><text x="270" y="${height}">${curve.name}</text>`;
  });
  return standalone(chart(yLabel, [], markup`${axes(panel, x, { y, xLabel })}${drawn}`).text);
}

/** Error against time of eq. 4 at t = 20 τ, over the tolerances. */
function workPrecision(rows: readonly DynamicsRow[], inhibition: number): string | null {
  const ladder = rows.filter(
    (row) => row.until === 'end' && row.rtol !== null && row.inhibition === inhibition,
  );
  const units = Math.max(...ladder.map((row) => row.units).filter((k) => k === 2000));
  const methods = [...new Set(ladder.map(({ method }) => method))];
  const curves = methods.map((name) => ({
    name,
    points: ladder.flatMap(({ method, units: k, seconds, error }) =>
      method !== name || k !== units || seconds === null || error === null || error === 0
        ? []
        : [{ x: error, y: seconds.median, low: seconds.min, high: seconds.max }],
    ),
  }));
  const measured = curves.filter(({ points }) => points.length > 0);
  if (measured.length === 0) return null;
  const yLabel = `seconds to t = 20 τ, K = ${units}, w_inh = ${inhibition}`;
  return logPlot(measured, { xLabel: 'relative error at the end', yLabel });
}

function growthPlot(series: readonly GrowthSeries[]): string {
  const curves = series
    .filter(({ quantity }) => quantity !== 'threads')
    .map(({ quantity, points, exponent }) => {
      const first = points[0];
      return {
        name: `${quantity}: ${exponent.toFixed(2)}`,
        points: points.map(({ size, seconds }) => ({
          x: size / first.size,
          y: seconds.median / first.seconds.median,
          low: seconds.min / first.seconds.median,
          high: seconds.max / first.seconds.median,
        })),
      };
    });
  return logPlot(curves, {
    xLabel: 'size, relative to the smallest',
    yLabel: 'cost, relative to that at the smallest size, with exponents',
  });
}

/** One bar per way, on a logarithmic axis, with its range. */
function epochPlot(rows: readonly EpochRow[], units: number): string | null {
  const measured = rows.flatMap((row) =>
    row.units === units && row.seconds !== null ? [{ ...row, seconds: row.seconds }] : [],
  );
  if (measured.length === 0) return null;
  const x = logScale(measured.flatMap(({ seconds }) => [seconds.min, seconds.max]));
  const panel: Panel = { left: 178, right: chartWidth - 12, top: 26, bottom: chartHeight - 38 };
  const none = { at: () => NaN, ticks: [], domain: [0, 1] as const, logarithmic: false };
  const pitch = (panel.bottom - panel.top) / measured.length;
  const bars = measured.map(({ id, threads, seconds, timedExamples, epochExamples }, i) => {
    const top = Math.round(100 * (panel.top + i * pitch)) / 100;
    const middle = top + pitch / 2;
    const end = across(panel, x, seconds.median);
    const colour = id.startsWith('exact') ? COLOURS[0] : id === 'ranking' ? COLOURS[2] : COLOURS[1];
    const scaled = timedExamples === epochExamples ? '' : ' *';
    return markup`<rect x="${panel.left}" y="${top + 2}" width="${Math.max(0, end - panel.left)}" height="${pitch - 4}" fill="${colour}"><title>${formatTime(seconds.median)}</title></rect><line x1="${across(panel, x, seconds.min)}" x2="${across(panel, x, seconds.max)}" y1="${middle}" y2="${middle}" stroke="black"/><text x="${panel.left - 4}" y="${middle + 3}" text-anchor="end">${id}, ${threads} thr.${scaled}</text>`;
  });
  const yLabel = `seconds per epoch, K = ${units} (* a sample, scaled)`;
  return standalone(chart(yLabel, [], markup`${axes(panel, x, { y: none, xLabel: 'seconds' })}${bars}`).text);
}

/** All drawings of a run, by file name. */
export function plots({ dynamics, epoch, growth }: Results): Map<string, string> {
  const files = new Map<string, string>();
  const add = (name: string, svg: string | null): void => {
    if (svg !== null) files.set(name, svg);
  };
  for (const inhibition of new Set((dynamics ?? []).map((row) => row.inhibition))) {
    add(`eq4-w${inhibition}.svg`, workPrecision(dynamics ?? [], inhibition));
  }
  for (const units of new Set((epoch ?? []).map((row) => row.units))) {
    add(`epoch-K${units}.svg`, epochPlot(epoch ?? [], units));
  }
  if (growth !== null) add('growth.svg', growthPlot(growth));
  return files;
}
