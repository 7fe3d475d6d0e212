/** The units that are moved during one presentation, each with its line; lines are made once and used again. */
import type { SparseVector } from '../kernels/sparse.ts';
import { createCoupledUnit } from './coupled-unit.ts';
import type { CoupledUnit } from './coupled-unit.ts';

/** Reads the weights of a unit, however they are stored. */
export interface WeightReader {
  /** Copies W_μ at the non-zero inputs of `vector` into `w`. */
  readonly gather: (mu: number, vector: SparseVector, w: Float64Array) => void;
}

/** Units by their places 0 … `count` − 1. */
export interface Participants {
  count: number;
  /** `[≥ count]` which unit of the layer has the place. */
  readonly ids: Int32Array;
  /** `[≥ count]` */
  readonly lines: readonly CoupledUnit[];
  /** Forgets all; the next `admit` reads from here. */
  readonly begin: (weights: WeightReader, vector: SparseVector) => void;
  /** The place of unit μ, which is given one at the first call. */
  readonly admit: (mu: number) => number;
}

/** Room for all units of a layer. */
export function createParticipants(units: number, p: number, radius: number): Participants {
  const lines: CoupledUnit[] = [];
  const placeOf = new Int32Array(units).fill(-1);
  let weights: WeightReader = { gather: () => undefined };
  let vector: SparseVector = { length: 0, index: new Int32Array(0), value: new Float64Array(0) };
  const participants: Participants = {
    count: 0,
    ids: new Int32Array(units),
    lines,
    begin: (reader, example) => {
      for (let place = 0; place < participants.count; place++) placeOf[participants.ids[place]] = -1;
      participants.count = 0;
      weights = reader;
      vector = example;
    },
    admit: (mu) => {
      if (placeOf[mu] >= 0) return placeOf[mu];
      const place = participants.count++;
      placeOf[mu] = place;
      participants.ids[place] = mu;
      if (place === lines.length) lines.push(createCoupledUnit(p, radius));
      const line = lines[place];
      if (line.w.length < vector.length) line.w = new Float64Array(vector.index.length);
      weights.gather(mu, vector, line.w);
      line.start(vector);
      return place;
    },
  };
  return participants;
}
