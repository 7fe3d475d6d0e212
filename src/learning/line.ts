/**
 * The p-norm along the line W₀ + ρv on which eq. 2 moves a unit:
 * M(ρ) = Σ|W₀ + ρv|^p and C(ρ) = Σ sgn(W₀+ρv)|W₀+ρv|^(p−1) v, so M′ = pC.
 *
 * Only the non-zero inputs of v enter M(ρ) − M(0) and C. For even p, M(ρ) − M(0) is a polynomial whose coefficients
 * are p moments of (W₀, v): it needs one pass over the inputs, and no difference of large numbers is formed.
 */
import { absolutePower, signedPower } from '../kernels/power.ts';

/** M and C along one line; `start` sets the line. */
export interface PowerLine {
  /**
   * @param w `[≥ length]` weights at the non-zero inputs of the example
   * @param v `[≥ length]` the inputs there
   */
  readonly start: (w: Float64Array, v: Float64Array, length: number) => void;
  /** M(ρ) − M(0). */
  readonly increase: (rho: number) => number;
  /** C(ρ) = M′(ρ)/p. */
  readonly slope: (rho: number) => number;
  /**
   * The |ρ| in the direction ±1 at which a weight changes its sign, ascending: there a derivative of M jumps, which
   * no quadrature must straddle. Empty for even p, where M is a polynomial.
   */
  readonly kinks: (direction: number) => Float64Array;
}

/** Largest even p that is expanded in moments; above it binomials lose more digits than they save time. */
const LARGEST_EXPANDED_P = 8;

const NO_KINKS = new Float64Array(0);

/**
 * A line whose M and C are evaluated for the given p.
 * @param p Lebesgue norm, ≥ 1
 * @param radiusPower R^p, the scale that M(ρ) − M(0) is compared with
 */
export function createPowerLine(p: number, radiusPower: number): PowerLine {
  return p % 2 === 0 && p <= LARGEST_EXPANDED_P ? createExpandedLine(p) : createSummedLine(p, radiusPower);
}

function createExpandedLine(p: number): PowerLine {
  // coefficient[j] = binomial(p, j) Σ w^(p−j) v^j, j = 1 … p: M(ρ) − M(0) = Σ coefficient[j] ρ^j.
  const coefficient = new Float64Array(p + 1);
  const binomial = new Float64Array(p + 1);
  binomial[0] = 1;
  for (let j = 1; j <= p; j++) binomial[j] = (binomial[j - 1] * (p - j + 1)) / j;

  const startFourth = (w: Float64Array, v: Float64Array, length: number): void => {
    let m1 = 0;
    let m2 = 0;
    let m3 = 0;
    let m4 = 0;
    for (let i = 0; i < length; i++) {
      const x = w[i];
      const y = v[i];
      const xy = x * y;
      const yy = y * y;
      m1 += x * x * xy;
      m2 += xy * xy;
      m3 += xy * yy;
      m4 += yy * yy;
    }
    coefficient[1] = 4 * m1;
    coefficient[2] = 6 * m2;
    coefficient[3] = 4 * m3;
    coefficient[4] = m4;
  };
  const powers = new Float64Array(p + 1); // w^0 … w^p of one input
  const startAny = (w: Float64Array, v: Float64Array, length: number): void => {
    coefficient.fill(0);
    powers[0] = 1;
    for (let i = 0; i < length; i++) {
      for (let k = 1; k <= p; k++) powers[k] = powers[k - 1] * w[i];
      let inputPower = 1;
      for (let j = 1; j <= p; j++) {
        inputPower *= v[i];
        coefficient[j] += powers[p - j] * inputPower;
      }
    }
    for (let j = 1; j <= p; j++) coefficient[j] *= binomial[j];
  };
  return {
    start: p === 4 ? startFourth : startAny,
    increase: (rho) => {
      let sum = coefficient[p];
      for (let j = p - 1; j >= 1; j--) sum = sum * rho + coefficient[j];
      return sum * rho;
    },
    slope: (rho) => {
      let sum = p * coefficient[p];
      for (let j = p - 1; j >= 1; j--) sum = sum * rho + j * coefficient[j];
      return sum / p;
    },
    kinks: () => NO_KINKS,
  };
}

/** Σ|w|^p over the non-zero inputs, in units of R^p, above which differences of powers are formed without cancellation. */
const CANCELLING = 1e3;

function createSummedLine(p: number, radiusPower: number): PowerLine {
  const power = absolutePower(p);
  const signed = signedPower(p);
  let w: Float64Array = new Float64Array(0);
  let v: Float64Array = new Float64Array(0);
  let length = 0;
  let careful = false;
  /** |w + x|^p − |w|^p = |w|^p ((1 + x/w)^p − 1), for a small x/w without forming the difference. */
  const difference = (weight: number, x: number): number => {
    const ratio = x / weight;
    return Math.abs(ratio) < 0.5
      ? power(weight) * Math.expm1(p * Math.log1p(ratio))
      : power(weight + x) - power(weight);
  };
  return {
    start: (weights, inputs, count) => {
      w = weights;
      v = inputs;
      length = count;
      let norm = 0;
      for (let i = 0; i < length; i++) norm += power(w[i]);
      careful = norm > CANCELLING * radiusPower;
    },
    increase: (rho) => {
      let sum = 0;
      if (careful) for (let i = 0; i < length; i++) sum += difference(w[i], rho * v[i]);
      else for (let i = 0; i < length; i++) sum += power(w[i] + rho * v[i]) - power(w[i]);
      return sum;
    },
    slope: (rho) => {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += signed(w[i] + rho * v[i]) * v[i];
      return sum;
    },
    kinks: (direction) => {
      const found: number[] = [];
      for (let i = 0; i < length; i++) {
        const at = -w[i] / (direction * v[i]);
        if (at > 0 && Number.isFinite(at)) found.push(at);
      }
      return Float64Array.from(found).sort();
    },
  };
}
