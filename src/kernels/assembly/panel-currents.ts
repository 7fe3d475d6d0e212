/**
 * Currents of a block of sparse examples, I_bμ = gain_μ Σ_j value_j F(W_μ,index_j), from F(W) in panels
 * `[panel][input][64 bytes of units]`.
 *
 * The sums of a panel stay in registers, and its 64 bytes per input are one cache line. One chain of additions per
 * unit, in the order of the example's inputs, products rounded before they are added: every other way to compute a
 * current in this package keeps to this order, so that they all return the same bits.
 *
 * Measured with one input a turn (see `pair`) at K = 2000, N = 784, 19% non-zero, one thread, for 60,000 examples (the loops of `currents.ts`: 17 s and
 * more): f32 1.3–1.4 s in blocks of 32 to 128, 1.8 s in blocks of 8, 2.3 s one at a time; f64 2.6–2.9 s, 4 s, 10 s.
 * Denormal numbers among F(W), f32: 0.1% of them make it 1.2 times slower, 1% 2.2 times (5 times on some processors).
 * Rejected: indices stored as byte offsets (2% faster), panels of 128 bytes (same speed, more padding).
 */
import { panelWidth, shift, splat, splatNext, word, wordAfter } from './memory';

/**
 * Examples from which it pays to read a panel once in order, before the inputs of the first ones pick lines from it:
 * 1.2 times faster in f64, 1.1 in f32, and up to twice while other programs use the cache.
 */
const EXAMPLES_TO_STREAM: usize = 8;

/** Stores gain · sum for the units of one register, in float64. */
export function storeCurrents<T>(out: usize, gain: usize, sum: v128): void {
  if (sizeof<T>() == 4) {
    const upper = v128.shuffle<i64>(sum, sum, 1, 0);
    v128.store(out, f64x2.mul(f64x2.promote_low_f32x4(sum), v128.load(gain)));
    v128.store(out, f64x2.mul(f64x2.promote_low_f32x4(upper), v128.load(gain, 16)), 16);
  } else {
    v128.store(out, f64x2.mul(sum, v128.load(gain)));
  }
}

/**
 * Reads `bytes` in order, which the processor fetches ahead, unlike the scattered lines of a sparse example.
 * What was read is stored at `out`, where it is overwritten later, so that the compiler keeps the loads.
 */
export function stream(out: usize, from: usize, bytes: usize): void {
  let a = i64x2.splat(0);
  let b = a;
  const end = from + bytes;
  for (; from + 128 <= end; from += 128) {
    a = v128.or(a, v128.load(from));
    b = v128.or(b, v128.load(from, 64));
  }
  v128.store(out, v128.or(a, b));
}

/**
 * Two panels at once: eight chains of additions hide each other's latency, which four do not. Two inputs a turn: one a
 * turn takes 1.15 times as long, four 1.07 times.
 * @param out of the first example and unit, float64
 * @param stride bytes from one example's currents to the next one's
 */
function pair<T>(
  out: usize,
  stride: usize,
  panel: usize,
  panelBytes: usize,
  gain: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  // Bytes of float64 currents for one register of units.
  const step: usize = panelWidth<T>() * 2;
  if (examples >= EXAMPLES_TO_STREAM) stream(out, panel, 2 * panelBytes);
  let from = word(rowStart);
  const last = rowStart + (examples << 2);
  while (rowStart < last) {
    rowStart += 4;
    const to = word(rowStart);
    let a = i64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let valueAt = value + (from << shift<T>());
    let at = index + (from << 2);
    const end = index + (to << 2);
    for (; at + 4 < end; at += 8) {
      const x = splat<T>(valueAt);
      const first = panel + (word(at) << 6);
      a = v128.add<T>(a, v128.mul<T>(x, v128.load(first)));
      b = v128.add<T>(b, v128.mul<T>(x, v128.load(first, 16)));
      c = v128.add<T>(c, v128.mul<T>(x, v128.load(first, 32)));
      d = v128.add<T>(d, v128.mul<T>(x, v128.load(first, 48)));
      const second = first + panelBytes;
      e = v128.add<T>(e, v128.mul<T>(x, v128.load(second)));
      f = v128.add<T>(f, v128.mul<T>(x, v128.load(second, 16)));
      g = v128.add<T>(g, v128.mul<T>(x, v128.load(second, 32)));
      h = v128.add<T>(h, v128.mul<T>(x, v128.load(second, 48)));
      const y = splatNext<T>(valueAt);
      const third = panel + (wordAfter(at) << 6);
      a = v128.add<T>(a, v128.mul<T>(y, v128.load(third)));
      b = v128.add<T>(b, v128.mul<T>(y, v128.load(third, 16)));
      c = v128.add<T>(c, v128.mul<T>(y, v128.load(third, 32)));
      d = v128.add<T>(d, v128.mul<T>(y, v128.load(third, 48)));
      const fourth = third + panelBytes;
      e = v128.add<T>(e, v128.mul<T>(y, v128.load(fourth)));
      f = v128.add<T>(f, v128.mul<T>(y, v128.load(fourth, 16)));
      g = v128.add<T>(g, v128.mul<T>(y, v128.load(fourth, 32)));
      h = v128.add<T>(h, v128.mul<T>(y, v128.load(fourth, 48)));
      valueAt += 2 * sizeof<T>();
    }
    if (at < end) {
      const x = splat<T>(valueAt);
      const first = panel + (word(at) << 6);
      a = v128.add<T>(a, v128.mul<T>(x, v128.load(first)));
      b = v128.add<T>(b, v128.mul<T>(x, v128.load(first, 16)));
      c = v128.add<T>(c, v128.mul<T>(x, v128.load(first, 32)));
      d = v128.add<T>(d, v128.mul<T>(x, v128.load(first, 48)));
      const second = first + panelBytes;
      e = v128.add<T>(e, v128.mul<T>(x, v128.load(second)));
      f = v128.add<T>(f, v128.mul<T>(x, v128.load(second, 16)));
      g = v128.add<T>(g, v128.mul<T>(x, v128.load(second, 32)));
      h = v128.add<T>(h, v128.mul<T>(x, v128.load(second, 48)));
    }
    storeCurrents<T>(out, gain, a);
    storeCurrents<T>(out + step, gain + step, b);
    storeCurrents<T>(out + 2 * step, gain + 2 * step, c);
    storeCurrents<T>(out + 3 * step, gain + 3 * step, d);
    storeCurrents<T>(out + 4 * step, gain + 4 * step, e);
    storeCurrents<T>(out + 5 * step, gain + 5 * step, f);
    storeCurrents<T>(out + 6 * step, gain + 6 * step, g);
    storeCurrents<T>(out + 7 * step, gain + 7 * step, h);
    from = to;
    out += stride;
  }
}

/** The panel that an odd number of them leaves over. */
function single<T>(
  out: usize,
  stride: usize,
  panel: usize,
  panelBytes: usize,
  gain: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  const step: usize = panelWidth<T>() * 2;
  if (examples >= EXAMPLES_TO_STREAM) stream(out, panel, panelBytes);
  let from = word(rowStart);
  const last = rowStart + (examples << 2);
  while (rowStart < last) {
    rowStart += 4;
    const to = word(rowStart);
    let a = i64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let valueAt = value + (from << shift<T>());
    const end = index + (to << 2);
    for (let at = index + (from << 2); at < end; at += 4) {
      const x = splat<T>(valueAt);
      valueAt += sizeof<T>();
      const first = panel + (word(at) << 6);
      a = v128.add<T>(a, v128.mul<T>(x, v128.load(first)));
      b = v128.add<T>(b, v128.mul<T>(x, v128.load(first, 16)));
      c = v128.add<T>(c, v128.mul<T>(x, v128.load(first, 32)));
      d = v128.add<T>(d, v128.mul<T>(x, v128.load(first, 48)));
    }
    storeCurrents<T>(out, gain, a);
    storeCurrents<T>(out + step, gain + step, b);
    storeCurrents<T>(out + 2 * step, gain + 2 * step, c);
    storeCurrents<T>(out + 3 * step, gain + 3 * step, d);
    from = to;
    out += stride;
  }
}

/** Currents of `examples` examples in `panelCount` panels. */
function panelCurrents<T>(
  out: usize,
  outStride: usize,
  panels: usize,
  panelCount: usize,
  inputs: usize,
  gain: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  const stride = outStride << 3;
  const panelBytes = inputs << 6;
  const width = panelWidth<T>() << 3;
  for (; panelCount >= 2; panelCount -= 2) {
    pair<T>(out, stride, panels, panelBytes, gain, rowStart, index, value, examples);
    out += 2 * width;
    gain += 2 * width;
    panels += 2 * panelBytes;
  }
  if (panelCount) single<T>(out, stride, panels, panelBytes, gain, rowStart, index, value, examples);
}

export function panelCurrentsF32(
  out: usize,
  outStride: usize,
  panels: usize,
  panelCount: usize,
  inputs: usize,
  gain: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  panelCurrents<f32>(out, outStride, panels, panelCount, inputs, gain, rowStart, index, value, examples);
}

export function panelCurrentsF64(
  out: usize,
  outStride: usize,
  panels: usize,
  panelCount: usize,
  inputs: usize,
  gain: usize,
  rowStart: usize,
  index: usize,
  value: usize,
  examples: usize,
): void {
  panelCurrents<f64>(out, outStride, panels, panelCount, inputs, gain, rowStart, index, value, examples);
}
