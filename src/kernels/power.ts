/**
 * Powers |x|^p and sgn(x)|x|^(p−1) of the metric of section 2.1, for integer and half-integer p by products and square
 * roots, which cost a tenth to a thirtieth of `Math.pow`. No power is one of `Math.pow`, whose last bit depends on the
 * engine (`real-power.ts`).
 */
import { realPower } from './real-power.ts';

/** x ↦ f(x). */
export type ScalarFunction = (x: number) => number;

/** |x|^q for x ≥ 0 as a product: q = `whole` + ½ `half`. */
function positivePower(whole: number, half: boolean): ScalarFunction {
  switch (whole) {
    case 0:
      return half ? Math.sqrt : () => 1;
    case 1:
      return half ? (x) => x * Math.sqrt(x) : (x) => x;
    case 2:
      return half ? (x) => x * x * Math.sqrt(x) : (x) => x * x;
    case 3:
      return half ? (x) => x * x * x * Math.sqrt(x) : (x) => x * x * x;
    default:
      return (x) => {
        let product = half ? Math.sqrt(x) : 1;
        for (let i = 0; i < whole; i++) product *= x;
        return product;
      };
  }
}

/** Largest exponent that is written as a product. */
const LARGEST_PRODUCT = 16;

/**
 * |x|^q as a function of x.
 * @param q exponent, ≥ 0
 */
export function absolutePower(q: number): ScalarFunction {
  if (Number.isInteger(2 * q) && q <= LARGEST_PRODUCT) {
    const power = positivePower(Math.floor(q), !Number.isInteger(q));
    return (x) => power(Math.abs(x));
  }
  if (q > LARGEST_PRODUCT) return (x) => realPower(Math.abs(x), q);
  // From the next half-integer: a factor |x|^(±¼) at most, in which the rounding of log |x| counts for little.
  const twice = Math.round(2 * q);
  const power = positivePower(twice >> 1, twice % 2 === 1);
  const rest = q - twice / 2;
  return (x) => {
    const size = Math.abs(x);
    // 0 and ∞ times their inverse would be NaN.
    return size > 0 && size < Infinity ? power(size) * Math.exp(rest * Math.log(size)) : size;
  };
}

/**
 * F(x) = sgn(x)|x|^(p−1), so that ⟨W,v⟩ = Σ F(W_i) v_i. F(0) = 0 for every p ≥ 1.
 * @param p Lebesgue norm, ≥ 1
 */
export function signedPower(p: number): ScalarFunction {
  if (p === 1) return (x) => (x > 0 ? 1 : x < 0 ? -1 : 0);
  if (p === 2) return (x) => x;
  if (p === 4) return (x) => x * x * x;
  const power = absolutePower(p - 1);
  return (x) => (x < 0 ? -power(x) : power(x));
}

/**
 * x^(1/p) for x > 0.
 * @param p ≥ 1
 */
export function positiveRoot(p: number): ScalarFunction {
  switch (p) {
    case 1:
      return (x) => x;
    case 2:
      return Math.sqrt;
    case 4:
      return (x) => Math.sqrt(Math.sqrt(x));
    case 8:
      return (x) => Math.sqrt(Math.sqrt(Math.sqrt(x)));
    default:
      return (x) => realPower(x, 1 / p);
  }
}
