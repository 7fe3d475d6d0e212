/** The steady state of eq. 4 from h(0) = 0 in exact arithmetic: every float64 is a fraction. */

/** numerator / denominator, the denominator > 0. */
interface Fraction {
  readonly up: bigint;
  readonly down: bigint;
}

/** The fraction that a finite number is. */
function fraction(x: number): Fraction {
  let scaled = x;
  let exponent = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent++;
  }
  return { up: BigInt(scaled), down: 1n << BigInt(exponent) };
}

const ONE = fraction(1);
const plus = (a: Fraction, b: Fraction): Fraction => ({
  up: a.up * b.down + b.up * a.down,
  down: a.down * b.down,
});
const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { up: -b.up, down: b.down });
const times = (a: Fraction, b: Fraction): Fraction => ({ up: a.up * b.up, down: a.down * b.down });
const over = (a: Fraction, b: Fraction): Fraction =>
  b.up > 0n ? { up: a.up * b.down, down: a.down * b.up } : { up: -a.up * b.down, down: -a.down * b.up };
const isAbove = (a: Fraction, b: Fraction): boolean => a.up * b.down > b.up * a.down;

/** The nearest number, to a few units of rounding. */
function numberOf({ up, down }: Fraction): number {
  if (up === 0n) return 0;
  const size = up < 0n ? -up : up;
  const excess = size.toString(2).length - down.toString(2).length;
  // 64 digits of the quotient.
  const shift = 64 - excess;
  const quotient = shift >= 0 ? (size << BigInt(shift)) / down : size / (down << BigInt(-shift));
  const value = Number(quotient) * 2 ** -Math.trunc(shift / 2) * 2 ** -(shift - Math.trunc(shift / 2));
  return up < 0n ? -value : value;
}

/**
 * `[K]` h: from equal activities the leading units by current stay active. With c_n the sum of the first n currents, unit
 * n is one of them while I_n (1 + w(n − 2)) > w c_(n−1); equal currents share one fate. Then S = c_n / (1 + w(n − 1)), and
 * h = (I − wS)/(1 − w) for active units, or S/n where all are equal, I − wS for the others.
 */
export function exactSteadyState(currents: ArrayLike<number>, inhibition: number): number[] {
  const given = Array.from(currents, fraction);
  const w = fraction(inhibition);
  const order = given
    .map((_, mu) => mu)
    .sort((a, b) => (isAbove(given[a], given[b]) ? -1 : isAbove(given[b], given[a]) ? 1 : 0));
  const zero = fraction(0);
  const hasAbove = (mu: number, level: Fraction): boolean => isAbove(given[mu], level);
  let sum = zero;
  let count = 0;
  const largest = given[order[0]];
  for (const mu of order) {
    if (!hasAbove(mu, zero)) break;
    const isTied = !isAbove(largest, given[mu]);
    const factor = plus(ONE, times(w, fraction(count - 1)));
    if (count > 0 && !isTied && !isAbove(times(given[mu], factor), times(w, sum))) break;
    // At w ≥ 1 only those that are equal to the largest stay.
    if (inhibition >= 1 && !isTied) break;
    sum = plus(sum, given[mu]);
    count++;
  }
  if (count === 0) return given.map(numberOf);
  const total = over(sum, plus(ONE, times(w, fraction(count - 1))));
  const shared = times(w, total);
  const areEqual = !isAbove(largest, given[order[count - 1]]);
  const active = new Set(order.slice(0, count));
  return given.map((current, mu) => {
    if (!active.has(mu)) return numberOf(minus(current, shared));
    if (areEqual) return numberOf(over(total, fraction(count)));
    return numberOf(over(minus(current, shared), minus(ONE, w)));
  });
}
