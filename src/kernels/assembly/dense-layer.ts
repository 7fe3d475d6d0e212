/**
 * A layer of rectified linear units that learns in minibatches, in float32: activities, slopes carried back from the
 * outputs, and the gradient with its step of Adam.
 *
 * Weights, and what Adam keeps of them, lie in panels `[panel][input][32]`: 128 bytes of units per input. The activities
 * of a sparse example are a combination of rows of W; the gradient of an input is a combination of rows of slopes, over
 * the examples where it is not 0. Both are one kernel, whose 32 sums stay in registers.
 *
 * A panel of W, both moments and slopes is some 300 kB at N = 784: it is fetched once per minibatch, learns, and gives the
 * activities of the next minibatch, while it lies in the second-level cache. The gradient exists for a few inputs at a
 * time only.
 *
 * Measured for 60,000 examples with 114 non-zero inputs of 784, 2,016 units, in minibatches of 100, one thread: activities 0.9 s,
 * slopes 0.1 s, gradient 0.9 s, Adam 1.4 s (it waits for square roots and divisions, not for memory).
 */
import { splat, splatNext, word, wordAfter } from './memory';
import { stream } from './panel-currents';
import { adamStep } from './readout';

/** log2 of the bytes of one row of a panel: 32 units. */
const ROW: usize = 7;

/** Inputs whose gradient is computed before Adam takes them: 4 kB of it. */
const INPUTS_AT_ONCE: usize = 32;

/** 0 where x is below `floor`; NaN stays. */
function cut(x: v128, floor: v128): v128 {
  return v128.andnot(x, f32x4.lt(x, floor));
}

/**
 * out_rμ = Σ_j value_j row_index_j,μ for `rows` sparse rows and the 32 units of a panel, 0 where it is below `floor`.
 * One chain of additions per unit, in the order of j, from 0.
 */
function combine(
  out: usize,
  outBytes: usize,
  panel: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  rows: usize,
  floor: f32,
): void {
  const least = f32x4.splat(floor);
  let from = word(rowStart);
  for (const last = rowStart + (rows << 2); rowStart < last; out += outBytes) {
    rowStart += 4;
    const to = word(rowStart);
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let at = index + (from << 2);
    let valueAt = value + (from << 2);
    const end = index + (to << 2);
    // Two a turn, as in `panel-currents.ts`.
    for (; at + 8 <= end; at += 8) {
      let row = panel + (word(at) << ROW);
      let x = splat<f32>(valueAt);
      a = f32x4.add(a, f32x4.mul(x, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(x, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(x, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(x, v128.load(row, 48)));
      e = f32x4.add(e, f32x4.mul(x, v128.load(row, 64)));
      f = f32x4.add(f, f32x4.mul(x, v128.load(row, 80)));
      g = f32x4.add(g, f32x4.mul(x, v128.load(row, 96)));
      h = f32x4.add(h, f32x4.mul(x, v128.load(row, 112)));
      row = panel + (wordAfter(at) << ROW);
      x = splatNext<f32>(valueAt);
      a = f32x4.add(a, f32x4.mul(x, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(x, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(x, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(x, v128.load(row, 48)));
      e = f32x4.add(e, f32x4.mul(x, v128.load(row, 64)));
      f = f32x4.add(f, f32x4.mul(x, v128.load(row, 80)));
      g = f32x4.add(g, f32x4.mul(x, v128.load(row, 96)));
      h = f32x4.add(h, f32x4.mul(x, v128.load(row, 112)));
      valueAt += 8;
    }
    if (at < end) {
      const row = panel + (word(at) << ROW);
      const x = splat<f32>(valueAt);
      a = f32x4.add(a, f32x4.mul(x, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(x, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(x, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(x, v128.load(row, 48)));
      e = f32x4.add(e, f32x4.mul(x, v128.load(row, 64)));
      f = f32x4.add(f, f32x4.mul(x, v128.load(row, 80)));
      g = f32x4.add(g, f32x4.mul(x, v128.load(row, 96)));
      h = f32x4.add(h, f32x4.mul(x, v128.load(row, 112)));
    }
    v128.store(out, cut(a, least));
    v128.store(out, cut(b, least), 16);
    v128.store(out, cut(c, least), 32);
    v128.store(out, cut(d, least), 48);
    v128.store(out, cut(e, least), 64);
    v128.store(out, cut(f, least), 80);
    v128.store(out, cut(g, least), 96);
    v128.store(out, cut(h, least), 112);
    from = to;
  }
}

/** Activities of one panel; see `LayerKernels.layerActivities`. */
export function layerActivities(
  out: usize,
  outBytes: usize,
  panel: usize,
  inputs: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  // A panel that did not just learn is some way off: 1.8 times faster, where it did 1.05 times slower.
  stream(out, panel, inputs << ROW);
  combine(out, outBytes, panel, rowStart, index, value, examples, f32(8.673617379884035e-19)); // 2⁻⁶⁰
}

/** 0 where the unit is silent or the slope is below 2⁻⁶⁰ in size. */
function carried(slope: v128, activity: v128): v128 {
  const least = f32x4.splat(f32(8.673617379884035e-19));
  const silent = f32x4.le(activity, f32x4.splat(0));
  return v128.andnot(slope, v128.or(silent, f32x4.lt(f32x4.abs(slope), least)));
}

/** Slopes of the units of one panel; see `LayerKernels.layerSlopes`. */
export function layerSlopes(
  out: usize,
  activities: usize,
  activityBytes: usize,
  weights: usize,
  weightBytes: usize,
  slopes: usize,
  outputs: usize,
  examples: usize,
): void {
  for (const last = out + (examples << ROW); out < last; out += 128) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let row = weights;
    for (const stop = slopes + (outputs << 2); slopes < stop; slopes += 4) {
      const x = splat<f32>(slopes);
      a = f32x4.add(a, f32x4.mul(x, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(x, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(x, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(x, v128.load(row, 48)));
      e = f32x4.add(e, f32x4.mul(x, v128.load(row, 64)));
      f = f32x4.add(f, f32x4.mul(x, v128.load(row, 80)));
      g = f32x4.add(g, f32x4.mul(x, v128.load(row, 96)));
      h = f32x4.add(h, f32x4.mul(x, v128.load(row, 112)));
      row += weightBytes;
    }
    v128.store(out, carried(a, v128.load(activities)));
    v128.store(out, carried(b, v128.load(activities, 16)), 16);
    v128.store(out, carried(c, v128.load(activities, 32)), 32);
    v128.store(out, carried(d, v128.load(activities, 48)), 48);
    v128.store(out, carried(e, v128.load(activities, 64)), 64);
    v128.store(out, carried(f, v128.load(activities, 80)), 80);
    v128.store(out, carried(g, v128.load(activities, 96)), 96);
    v128.store(out, carried(h, v128.load(activities, 112)), 112);
    activities += activityBytes;
  }
}

/** The gradient of one panel and a step of Adam along it; see `LayerKernels.layerLearn`. */
export function layerLearn(
  panel: usize,
  mean: usize,
  square: usize,
  inputs: usize,
  slopes: usize,
  columnStart: usize,
  example: usize,
  value: usize,
  scratch: usize,
  rate: f32,
  correction: f32,
): void {
  for (let i: usize = 0; i < inputs; i += INPUTS_AT_ONCE) {
    const some = min(INPUTS_AT_ONCE, inputs - i);
    const at = i << ROW;
    combine(scratch, 128, slopes, columnStart + (i << 2), example, value, some, -Infinity as f32);
    adamStep(panel + at, mean + at, square + at, scratch, some << 5, rate, correction);
  }
}
