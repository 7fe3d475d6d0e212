/** L along presentations: those that were carried out, one after the other, and the next one. */
import { linearScale } from '../src/report/axis-scale.ts';
import { across, drawAxes, plotFrame, upward } from './plot-frame.ts';
import { createSurface } from './surface.ts';
import { theme } from './theme.ts';

/** L(t) in one presentation, with g held as it is at its start. */
export interface GrowthSegment {
  /** From 0 to ε. */
  readonly times: readonly number[];
  /** L at these times. */
  readonly values: readonly number[];
}

/** What is shown. */
interface ShownGrowth {
  readonly past: readonly GrowthSegment[];
  readonly next: GrowthSegment | null;
  /** Share of the next presentation that is over, while it is carried out. */
  readonly progress: number;
}

export interface GrowthPlot {
  readonly show: (shown: ShownGrowth) => void;
  readonly invalidate: () => void;
}

/** L at a share of the way. */
function valueAt({ values }: GrowthSegment, share: number): number {
  const place = share * (values.length - 1);
  const before = Math.min(values.length - 2, Math.floor(place));
  return values[before] + (place - before) * (values[before + 1] - values[before]);
}

/** Prepares the plot. */
export function createGrowthPlot(canvas: HTMLCanvasElement): GrowthPlot {
  let shown: ShownGrowth = { past: [], next: null, progress: 0 };
  const surface = createSurface(canvas, (sheet) => {
    const { past, next, progress } = shown;
    const segments = next === null ? past : [...past, next];
    if (segments.length === 0) return;
    const { context } = sheet;
    const { colours } = theme();
    const values = segments.flatMap((segment) => segment.values);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const pad = 0.12 * (high - low) || 0.01;
    const length = segments.reduce((sum, { times }) => sum + times[times.length - 1], 0);
    const frame = plotFrame(
      sheet,
      linearScale(0, length, { ticks: 4 }),
      linearScale(low - pad, high + pad, { ticks: 4 }),
    );
    drawAxes(sheet, frame, { x: { symbol: 't / τ', subscript: 'L' }, y: { symbol: 'L' } });
    context.lineJoin = 'round';
    let start = 0;
    segments.forEach((segment, i) => {
      const isNext = next !== null && i === segments.length - 1;
      const end = start + segment.times[segment.times.length - 1];
      context.strokeStyle = colours.accent;
      context.lineWidth = isNext ? 2 : 2.5;
      context.globalAlpha = isNext ? 0.55 : 1;
      context.setLineDash(isNext ? [3, 4] : []);
      context.beginPath();
      segment.times.forEach((time, k) =>
        context.lineTo(across(frame, start + time), upward(frame, segment.values[k])),
      );
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      const share = isNext ? progress : 1;
      context.fillStyle = colours.accent;
      context.beginPath();
      const place = across(frame, start + share * (end - start));
      context.arc(place, upward(frame, valueAt(segment, share)), isNext ? 4 : 2.5, 0, 2 * Math.PI);
      context.fill();
      start = end;
    });
  });
  return {
    show: (next) => {
      shown = next;
      surface.invalidate();
    },
    invalidate: surface.invalidate,
  };
}
