/** Comparison bit for bit, but that all NaN are one. */

/** Where two arrays first differ as by `Object.is`, with both values; undefined where they do not. */
export function firstDifference(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
): { at: number; got: number | undefined; wanted: number | undefined } | undefined {
  const length = Math.max(got.length, wanted.length);
  for (let at = 0; at < length; at++) {
    if (!Object.is(got[at], wanted[at])) return { at, got: got[at], wanted: wanted[at] };
  }
  return undefined;
}
