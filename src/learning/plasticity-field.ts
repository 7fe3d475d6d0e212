/** Eq. 2 as a vector field in the learning clock ds = g dt/τ_L: dW/ds = R^p v − ⟨W,v⟩ W, with all N weights as state. */
import { absolutePower, signedPower } from '../kernels/power.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import type { RightHandSide } from '../ode/types.ts';

/** The field for one input at a time. */
export interface PlasticityField {
  readonly rightHandSide: RightHandSide;
  /** Sets the input v; it is read, not copied. */
  readonly present: (vector: SparseVector) => void;
}

/**
 * @param p Lebesgue norm, ≥ 1
 * @param radius R > 0
 * @remarks O(N) per evaluation, without allocation.
 */
export function createPlasticityField(p: number, radius: number): PlasticityField {
  const signed = signedPower(p);
  const radiusPower = absolutePower(p)(radius);
  let input: SparseVector = { length: 0, index: new Int32Array(0), value: new Float64Array(0) };
  return {
    present: (vector) => {
      input = vector;
    },
    rightHandSide: (dydt, y) => {
      const { index, value, length } = input;
      let current = 0;
      for (let j = 0; j < length; j++) current += signed(y[index[j]]) * value[j];
      for (let i = 0; i < y.length; i++) dydt[i] = -current * y[i];
      for (let j = 0; j < length; j++) dydt[index[j]] += radiusPower * value[j];
    },
  };
}
