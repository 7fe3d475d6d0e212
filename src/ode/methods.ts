/** The integration methods by name: the one list that options, refusals, benchmarks and tests take them from. */

/** Own embedded Runge–Kutta pairs; `tableaus.ts` has their coefficients. */
export const PAIRS = ['dopri5', 'tsit5', 'bs5', 'bs3'] as const;

/** Name of an own pair. */
export type Pair = (typeof PAIRS)[number];

/** Own embedded Runge–Kutta pairs, and the extrapolation code ODEX behind an adapter. */
export type Method = Pair | 'odex';

/** All of them, in the order in which they are listed to users. */
export const METHODS: readonly Method[] = [...PAIRS, 'odex'];
