/**
 * One hidden unit on its line W = α (W₀ + ρv) (see `line.ts`), as a function of ρ: amplitude, current, and how both
 * ρ and the current move with the learning clock ds = g dt/τ_L. Only the non-zero inputs of v are looked at.
 */
import { absolutePower, positiveRoot, signedPower } from '../kernels/power.ts';
import { realPower } from '../kernels/real-power.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import { createPowerLine } from './line.ts';

/** A unit that is moved; the numbers belong to the ρ of the last `moveTo`. */
export interface CoupledUnit {
  /** `[≥ non-zeros]` weights there at ρ = 0: fill them, then `start`. */
  w: Float64Array;
  /** α and ρ of all lines since `start` but the present one: W there was `earlier` (W₀ + `shift` v). */
  earlier: number;
  shift: number;
  rho: number;
  /** α = (1 + (M(ρ) − M(0))/R^p)^(−1/p); NaN beyond a pole. */
  amplitude: number;
  /** I = ⟨W,v⟩ = C(ρ) α^(p−1). */
  current: number;
  /** dρ/ds = R^p/α. */
  speed: number;
  /** Begins a line at the weights in `w`. */
  readonly start: (vector: SparseVector) => void;
  readonly moveTo: (rho: number) => void;
  /**
   * dI/ds = (p − 1) (R^p Σ|W|^(p−2) v² − I²): ≥ 0 on and inside the sphere, of either sign outside. O(non-zeros).
   */
  readonly response: () => number;
  /** Puts the present ρ into `w` and begins a new line there. */
  readonly restart: () => void;
}

/**
 * @param p Lebesgue norm, > 1
 * @param radius R > 0
 */
export function createCoupledUnit(p: number, radius: number): CoupledUnit {
  const radiusPower = absolutePower(p)(radius);
  const line = createPowerLine(p, radiusPower);
  const root = positiveRoot(p);
  const signed = signedPower(p);
  const bend = p < 2 ? (x: number) => realPower(Math.abs(x), p - 2) : absolutePower(p - 2);
  let input: SparseVector = { length: 0, index: new Int32Array(0), value: new Float64Array(0) };
  const unit: CoupledUnit = {
    w: new Float64Array(0),
    earlier: 1,
    shift: 0,
    rho: 0,
    amplitude: 1,
    current: 0,
    speed: radiusPower,
    start: (vector) => {
      input = vector;
      unit.earlier = 1;
      unit.shift = 0;
      line.start(unit.w, input.value, input.length);
      unit.moveTo(0);
    },
    moveTo: (rho) => {
      const inverse = root(1 + line.increase(rho) / radiusPower);
      unit.rho = rho;
      unit.amplitude = 1 / inverse;
      unit.current = line.slope(rho) * signed(unit.amplitude);
      unit.speed = radiusPower * inverse;
    },
    response: () => {
      const { w, rho, amplitude, current } = unit;
      let sum = 0;
      for (let j = 0; j < input.length; j++) {
        sum += bend(amplitude * (w[j] + rho * input.value[j])) * input.value[j] * input.value[j];
      }
      return (p - 1) * (radiusPower * sum - current * current);
    },
    restart: () => {
      const { w, rho, amplitude } = unit;
      for (let j = 0; j < input.length; j++) w[j] = amplitude * (w[j] + rho * input.value[j]);
      unit.shift += rho / unit.earlier;
      unit.earlier *= amplitude;
      line.start(w, input.value, input.length);
      unit.moveTo(0);
    },
  };
  return unit;
}
