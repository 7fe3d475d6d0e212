/**
 * Three ways to move one unit of a layer through one presentation of eq. 2: exactly (`reduced`), by integrating all N
 * weights (`integrate`), or by one Euler step (`euler`, the "learning rate" of appendix B).
 */
import { createIntegrator } from '../ode/integrator.ts';
import type { Method } from '../ode/types.ts';
import { absolutePower } from '../kernels/power.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { currentOf, gatherWeights, readUnit, scatterWeights, writeUnit } from './unit-weights.ts';
import { createPlasticityField } from './plasticity-field.ts';
import { createReducedFlow } from './reduced-flow.ts';

/** How eq. 2 is solved over a presentation. */
export type FlowKind = 'reduced' | 'integrate' | 'euler';

/** Tolerances of `integrate`. */
export interface FlowOptions {
  readonly kind: FlowKind;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
}

/**
 * Moves unit `mu` of the layer by the learning clock s = g T/τ_L under the input `vector`.
 * @returns false when the unit diverged: then its weights are as they were
 */
export type UnitFlow = (mu: number, vector: SparseVector, clock: number) => boolean;

/** The flow of `layer` by the given way. */
export function createUnitFlow(layer: HiddenLayer, options: FlowOptions): UnitFlow {
  switch (options.kind) {
    case 'reduced':
      return reducedUnitFlow(layer);
    case 'integrate':
      return integratedUnitFlow(layer, options);
    case 'euler':
      return eulerUnitFlow(layer);
  }
}

function reducedUnitFlow(layer: HiddenLayer): UnitFlow {
  const flow = createReducedFlow(layer.p, layer.radius);
  const w = layer.scratch;
  return (mu, vector, clock) => {
    gatherWeights(layer, mu, vector, w);
    return (
      flow.present(w, vector.value, vector.length, clock) &&
      scatterWeights(layer, mu, { vector, w, amplitude: flow.amplitude })
    );
  };
}

function eulerUnitFlow(layer: HiddenLayer): UnitFlow {
  const w = layer.scratch;
  const radiusPower = absolutePower(layer.p)(layer.radius);
  return (mu, vector, clock) => {
    const amplitude = 1 - clock * currentOf(layer, mu, vector);
    gatherWeights(layer, mu, vector, w);
    for (let j = 0; j < vector.length; j++) w[j] = amplitude * w[j] + clock * radiusPower * vector.value[j];
    return scatterWeights(layer, mu, { vector, w, amplitude });
  };
}

/** All N weights are integrated in the learning clock, dW/ds = R^p v − ⟨W,v⟩ W. */
function integratedUnitFlow(layer: HiddenLayer, { method, rtol, atol }: FlowOptions): UnitFlow {
  const w = new Float64Array(layer.inputs);
  const plasticity = createPlasticityField(layer.p, layer.radius);
  const integrator = createIntegrator(plasticity.rightHandSide, layer.inputs, { method, rtol, atol });
  return (mu, vector, clock) => {
    readUnit(layer, mu, w);
    plasticity.present(vector);
    return integrator.advance(w, 0, clock) === 'Success' && writeUnit(layer, mu, w);
  };
}
