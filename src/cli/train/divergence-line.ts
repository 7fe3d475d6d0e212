/** What is said of units that diverged. */
import { growthOptions } from '../../experiments/training-warnings.ts';
import type { WarningContext } from '../../experiments/training-warnings.ts';
import type { Divergence } from '../../learning/learner.ts';

/** One line about at least one. */
export function divergenceLine(
  config: Pick<WarningContext, 'algorithm' | 'rule'>,
  divergences: readonly Divergence[],
): string {
  const [{ unit, example, presentation }] = divergences;
  const options = growthOptions(config).map((name) => `--${name}`);
  const mend = `lower ${options.join(' or ')}`;
  const where = `unit ${unit} at example ${example} (presentation ${presentation})`;
  return divergences.length === 1
    ? `${where} diverged; ${mend}`
    : `${divergences.length} units diverged and took no further part, the first was ${where}; ${mend}`;
}
