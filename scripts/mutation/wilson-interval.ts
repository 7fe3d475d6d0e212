/** Two-sided 95% quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * 95% interval of a share of which `hits` of `trials` were seen: Wilson, J. Am. Stat. Assoc. 22 (1927) 209. Unlike that from
 * the standard error, it is no single point where all or none were hits.
 */
export function wilsonInterval(hits: number, trials: number): readonly [number, number] {
  const share = hits / trials;
  const square = (Z * Z) / trials;
  const centre = share + square / 2;
  const width = Z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return [(centre - width) / (1 + square), (centre + width) / (1 + square)];
}
