/** A learning activation g(h) that a user typed, e.g. `h > 0.2 ? 1 : -0.3` or `tanh(5 h) - 0.1`. */
import { compileArithmetic } from '../kernels/arithmetic-text.ts';
import type { Language } from '../kernels/arithmetic-text.ts';
import type { LearningActivation } from './activation.ts';

const ACTIVATION: Language<number> = {
  name: 'activation',
  variables: new Map([['h', (h) => h]]),
  mend: "give 'step' or an arithmetic expression in h",
};

/**
 * Compiles an arithmetic expression in h.
 * @param text numbers, `h`, `pi`, `e` and what else `compileArithmetic` allows
 * @throws ArgumentError when it does not parse, or uses anything else
 */
export function compileActivation(text: string): LearningActivation {
  return compileArithmetic(text, ACTIVATION);
}
