/** The orders that the papers claim for their pairs. */
import type { Pair } from '../../src/ode/methods.ts';

/** Of the solution that is carried on, of the one that its error is estimated by, and of the dense output. */
export interface PairOrders {
  readonly order: number;
  readonly embedded: number;
  readonly dense: number;
}

export const PAIR_ORDERS: Readonly<Record<Pair, PairOrders>> = {
  dopri5: { order: 5, embedded: 4, dense: 4 },
  tsit5: { order: 5, embedded: 4, dense: 4 },
  bs5: { order: 5, embedded: 4, dense: 4 },
  bs3: { order: 3, embedded: 2, dense: 3 },
};
