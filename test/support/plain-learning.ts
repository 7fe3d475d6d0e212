/**
 * Plain twins of the learners: sections 2.2 and 3 of the paper as they stand there, with dense weights in float64, one
 * loop per sum.
 */
import type { DenseLayer } from './dense-layer.ts';
import { denseCurrents } from './dense-layer.ts';
import { integratePlasticity } from './integrated-plasticity.ts';
import { plainSteadyState } from './plain-steady-state.ts';
import type { Geometry } from './present.ts';
import { currentOf } from './random-unit.ts';

/** The order in which examples come. */
export interface Course {
  /** `[count][N]`. */
  readonly examples: readonly Float64Array[];
  /** Indices of examples. */
  readonly order: readonly number[];
  /** `[order.length]` the share of the run that is left at each. */
  readonly remaining: readonly number[];
}

/** Section 2.2: eq. 4 to its steady state, then eq. 2 for the presentation time with g(h) frozen. */
export interface PlainOnline extends Geometry {
  /** 0 ≤ w < 1. */
  readonly inhibition: number;
  readonly activation: (h: number) => number;
  /** ε at the start. */
  readonly presentation: number;
  /** One Euler step, or all weights integrated at this tolerance. */
  readonly flow: 'euler' | { readonly tolerance: number };
}

/** Changes the layer by the exact algorithm. */
export function learnOnline(
  layer: DenseLayer,
  { examples, order, remaining }: Course,
  options: PlainOnline,
): void {
  const { p, radius, inhibition, activation, presentation, flow } = options;
  order.forEach((example, time) => {
    const input = examples[example];
    for (const { unit, h } of plainSteadyState(denseCurrents(layer, input, p), inhibition)) {
      const clock = activation(h) * presentation * remaining[time];
      if (clock === 0) continue;
      const weights = layer[unit];
      if (flow === 'euler') {
        const current = currentOf(weights, input, p);
        layer[unit] = weights.map((w, i) => w + clock * (radius ** p * input[i] - current * w));
      } else {
        const { tolerance } = flow;
        layer[unit] = Float64Array.from(
          integratePlasticity({ weights, input }, clock, { p, radius, tolerance }),
        );
      }
    }
  });
}

/** Section 3: g = 1 for the largest current and −Δ for the k-th, and one step of eq. 2 per minibatch. */
export interface PlainMinibatch extends Geometry {
  readonly rank: number;
  readonly delta: number;
  readonly batch: number;
  /** η at the start. */
  readonly rate: number;
  /** `mean`: η times the mean over the minibatch; `largest`: η is the largest change of a weight. */
  readonly scale: 'mean' | 'largest';
}

/** Changes the layer by the shortcut; the last minibatch may be smaller. */
export function learnByRanks(
  layer: DenseLayer,
  { examples, order, remaining }: Course,
  options: PlainMinibatch,
): void {
  const { p, radius, rank, delta, batch, rate, scale } = options;
  for (let start = 0; start < order.length; start += batch) {
    const members = order.slice(start, start + batch);
    const change = layer.map((unit) => new Float64Array(unit.length));
    for (const example of members) {
      const input = examples[example];
      const currents = denseCurrents(layer, input, p);
      const ranked = Array.from(currents, (_, mu) => mu).sort((a, b) => currents[b] - currents[a] || a - b);
      for (const [unit, g] of [
        [ranked[0], 1],
        [ranked[rank - 1], -delta],
      ]) {
        for (let i = 0; i < input.length; i++) {
          change[unit][i] += g * (radius ** p * input[i] - currents[unit] * layer[unit][i]);
        }
      }
    }
    const largest = Math.max(...change.map((row) => Math.max(...row.map(Math.abs))));
    const step = (rate * remaining[start]) / (scale === 'mean' ? members.length : largest);
    layer.forEach((unit, mu) => unit.forEach((w, i) => (unit[i] = w + step * change[mu][i])));
  }
}
