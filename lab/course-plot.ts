/** h(t) of all units from h(0) = 0, exact from switch to switch, with the switches and the threshold. */
import type { ActivityCourse } from '../src/experiments/activity-course.ts';
import { linearScale, logRange } from '../src/report/axis-scale.ts';
import { formatSignificant } from '../src/report/numbers.ts';
import type { LensView } from './lens.ts';
import { across, drawAxes, PLOT_FONT, plotFrame, SYMBOL_FONT, upward } from './plot-frame.ts';
import type { PlotFrame } from './plot-frame.ts';
import { roleColour, roleOf } from './roles.ts';
import { createSurface } from './surface.ts';
import type { Sheet } from './surface.ts';
import { theme } from './theme.ts';

/** What is shown. */
interface ShownCourse {
  readonly view: LensView;
  readonly threshold: number;
}

export interface CoursePlot {
  readonly show: (shown: ShownCourse) => void;
  /** A unit to stand out, or none. */
  readonly highlight: (unit: number | null) => void;
  readonly invalidate: () => void;
}

/** Activities below minus this share of the largest are cut off. */
const DEPTH = 0.9;
/** Pixels within which a pointer means a curve. */
const REACH = 14;

function frameOf(sheet: Sheet, { times, followed }: ActivityCourse, threshold: number): PlotFrame {
  let [low, high] = [0, threshold];
  for (const { activity } of followed) {
    for (const h of activity) {
      if (h < low) low = h;
      if (h > high) high = h;
    }
  }
  if (high === 0) high = low < 0 ? -low : 1;
  const bottom = Math.max(low, -DEPTH * high);
  const pad = 0.05 * (high - bottom);
  const x = logRange([times[0], times[times.length - 1]]);
  return plotFrame(sheet, x, linearScale(bottom - pad, high + pad, { ticks: 5 }));
}

/** Points of a curve, one a time. */
function trace(context: CanvasRenderingContext2D, places: Float64Array, heights: readonly number[]): void {
  context.beginPath();
  for (let k = 0; k < places.length; k++) context.lineTo(places[k], heights[k]);
  context.stroke();
}

/** Prepares the plot. @param onHover told of the unit whose curve is under the pointer */
export function createCoursePlot(
  canvas: HTMLCanvasElement,
  onHover: (unit: number | null) => void,
): CoursePlot {
  let shown: ShownCourse | null = null;
  let highlighted: number | null = null;
  let frame: PlotFrame | null = null;

  const drawCurves = (
    { context }: Sheet,
    placed: PlotFrame,
    course: ActivityCourse,
    view: LensView,
  ): void => {
    const places = Float64Array.from(course.times, (time) => across(placed, time));
    const scheme = theme();
    // The strongest unit is drawn last, on top; the highlighted one after all.
    const ranks = course.followed.map((_, rank) => rank).reverse();
    const last = course.followed.findIndex(({ unit }) => unit === highlighted);
    if (last >= 0) ranks.push(last);
    context.lineJoin = 'round';
    for (const [i, rank] of ranks.entries()) {
      const { unit, activity } = course.followed[rank];
      const role = roleOf(view, unit);
      const stands = last >= 0 && i === ranks.length - 1;
      context.strokeStyle = stands && role === 'inactive' ? scheme.colours.accent : roleColour(role, scheme);
      context.lineWidth = stands ? 3 : role === 'inactive' ? 1 : 2;
      context.globalAlpha = role === 'inactive' && !stands ? 0.62 : 1;
      trace(
        context,
        places,
        activity.map((h) => upward(placed, h)),
      );
    }
    context.globalAlpha = 1;
  };

  const drawSwitches = (
    { context }: Sheet,
    placed: PlotFrame,
    course: ActivityCourse,
    view: LensView,
  ): void => {
    const scheme = theme();
    const zero = upward(placed, 0);
    for (const { time, unit, direction } of course.switches) {
      const at = across(placed, time);
      if (!(at >= placed.left)) continue;
      const role = roleOf(view, unit);
      const stands = unit === highlighted;
      context.fillStyle = context.strokeStyle =
        role === 'inactive'
          ? stands
            ? scheme.colours.accent
            : scheme.colours.soft
          : roleColour(role, scheme);
      context.lineWidth = stands ? 2 : 1;
      const size = stands ? 9 : 5;
      context.beginPath();
      context.moveTo(at, zero - size);
      context.lineTo(at, zero + size);
      context.stroke();
      // A small arrow: where the unit goes.
      context.beginPath();
      const tip = zero + (direction > 0 ? -1 : 1) * (size + 3);
      context.moveTo(at, tip);
      context.lineTo(at - 2.5, tip + (direction > 0 ? 4 : -4));
      context.lineTo(at + 2.5, tip + (direction > 0 ? 4 : -4));
      context.fill();
    }
  };

  const drawThreshold = ({ context }: Sheet, placed: PlotFrame, threshold: number): void => {
    const { colours } = theme();
    const at = Math.round(upward(placed, threshold)) + 0.5;
    context.strokeStyle = colours.accent;
    context.fillStyle = colours.accent;
    context.lineWidth = 1.5;
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(placed.left, at);
    context.lineTo(placed.right, at);
    context.stroke();
    context.setLineDash([]);
    context.font = SYMBOL_FONT;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillText(`h* = ${formatSignificant(threshold)}`, placed.left + 6, at - 3);
  };

  const surface = createSurface(canvas, (sheet) => {
    if (shown === null) return;
    const { view, threshold } = shown;
    const { context } = sheet;
    const { course } = view;
    if (course === null) {
      context.font = PLOT_FONT;
      context.fillStyle = theme().colours.soft;
      context.textAlign = 'center';
      context.fillText('eq. 4 does not come to rest here', sheet.width / 2, sheet.height / 2);
      return;
    }
    const placed = frameOf(sheet, course, threshold);
    frame = placed;
    drawAxes(sheet, placed, { x: { symbol: 't / τ' }, y: { symbol: 'h(t)' } });
    context.save();
    context.beginPath();
    context.rect(placed.left, placed.top - 4, placed.right - placed.left, placed.bottom - placed.top + 4);
    context.clip();
    drawCurves(sheet, placed, course, view);
    drawSwitches(sheet, placed, course, view);
    context.restore();
    drawThreshold(sheet, placed, threshold);
  });

  /** The unit whose curve is nearest to the pointer, if one is near. */
  const unitAt = ({ offsetX, offsetY }: PointerEvent): number | null => {
    const course = shown?.view.course ?? null;
    if (course === null || frame === null) return null;
    const placed = frame;
    const share = (offsetX - placed.left) / (placed.right - placed.left);
    const k = course.times.findIndex((time) => placed.x.at(time) >= share);
    if (k < 0) return null;
    let nearest: number | null = null;
    let least = REACH;
    for (const { unit, activity } of course.followed) {
      const distance = Math.abs(upward(placed, activity[k]) - offsetY);
      if (distance < least) [nearest, least] = [unit, distance];
    }
    return nearest;
  };
  canvas.addEventListener('pointermove', (event) => onHover(unitAt(event)));
  canvas.addEventListener('pointerleave', () => onHover(null));

  return {
    show: (next) => {
      shown = next;
      surface.invalidate();
    },
    highlight: (unit) => {
      if (unit === highlighted) return;
      highlighted = unit;
      surface.invalidate();
    },
    invalidate: surface.invalidate,
  };
}
