/** L over the presentations of one input to one network, and along the next one. */
import { formatSignificant } from '../src/report/numbers.ts';
import { byId, setText } from './dom.ts';
import { createGrowthPlot } from './growth-plot.ts';
import type { GrowthSegment } from './growth-plot.ts';
import type { LensView } from './lens.ts';
import type { Settings } from './settings.ts';

export interface GrowthHistory {
  /** What the next presentation would do. */
  readonly next: (view: LensView, algorithm: Settings['algorithm']) => void;
  /** Share of it that is over. */
  readonly progress: (share: number) => void;
  /** It was carried out. */
  readonly settle: () => void;
  /** Another input or another network: another L. */
  readonly clear: () => void;
  readonly invalidate: () => void;
}

/** Presentations that are remembered. */
const MOST = 30;

/** Prepares the plot and what is said below it. */
export function createGrowthHistory(): GrowthHistory {
  const plot = createGrowthPlot(byId('growth', HTMLCanvasElement));
  const summary = byId('growth-summary', HTMLElement);
  let past: GrowthSegment[] = [];
  let next: GrowthSegment | null = null;
  const show = (progress: number): void => plot.show({ past, next, progress });

  return {
    next: ({ growth, lyapunov, learners }, algorithm) => {
      const by = algorithm === 'exact' ? 'eq. 4 gives it' : 'the ranks give it';
      next =
        growth === null ? null : { times: growth.times, values: growth.total.map((gain) => lyapunov + gain) };
      const gain = growth?.total.at(-1) ?? 0;
      setText(
        summary,
        next === null
          ? learners.units.length === 0
            ? 'Nothing learns, so nothing moves.'
            : 'A unit diverges within the presentation.'
          : `One presentation takes L from ${formatSignificant(lyapunov, 5)} to ${formatSignificant(lyapunov + gain, 5)}. ${past.length === 0 ? `g is held as ${by} at the start.` : 'L jumps where g changes between presentations.'}`,
      );
      show(0);
    },
    progress: show,
    settle: () => {
      if (next !== null) past = [...past, next].slice(-MOST);
      next = null;
      show(0);
    },
    clear: () => {
      past = [];
    },
    invalidate: plot.invalidate,
  };
}
