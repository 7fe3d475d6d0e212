/** The coefficients of every own pair. */
import { bs3 } from './bs3.ts';
import { bs5 } from './bs5.ts';
import { dopri5 } from './dopri5.ts';
import type { Pair } from './methods.ts';
import type { Tableau } from './tableau.ts';
import { tsit5 } from './tsit5.ts';

export const TABLEAUS: Readonly<Record<Pair, Tableau>> = { dopri5, tsit5, bs5, bs3 };
