/** What is said of units that diverged. */
import type { Algorithm } from '../../experiments/types.ts';
import type { Divergence } from '../../learning/learner.ts';

/** One line about at least one. */
export function divergenceLine(algorithm: Algorithm, divergences: readonly Divergence[]): string {
  const [{ unit, example, presentation }] = divergences;
  const mend = algorithm === 'exact' ? 'lower --presentation or --delta' : 'lower --rate or --delta';
  const where = `unit ${unit} at example ${example} (presentation ${presentation})`;
  return divergences.length === 1
    ? `${algorithm}: ${where} diverged; ${mend}`
    : `${algorithm}: ${divergences.length} units diverged and took no further part, the first was ${where}; ${mend}`;
}
