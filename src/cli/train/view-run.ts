/** What a report shows of single examples: which are chosen, and what the exact run makes of them. */
import type { Dataset } from '../../data/dataset.ts';
import { viewLayer } from '../../experiments/layer-view.ts';
import type { ReportedExamples } from '../../report/types.ts';
import type { FinishedRun } from './run-one.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';

/** Examples shown at most. */
const SHOWN = 10;
/** Examples that active units are counted over, at most, and products of weights and inputs that this may take. */
const COUNTED = 2000;
const WORK = 4e9;

/** The first example of each class, or the first examples. */
function chooseExamples({ examples, labels }: Dataset): number[] {
  const first = new Map<number, number>();
  labels?.forEach((label, example) => {
    if (!first.has(label)) first.set(label, example);
  });
  if (first.size > 1) {
    const byClass = [...first].sort(([a], [b]) => a - b);
    return byClass.slice(0, SHOWN).map(([, example]) => example);
  }
  return Array.from({ length: Math.min(examples, SHOWN) }, (_, example) => example);
}

/** The view of the exact run; null where there is none, and of BCM, which has no eq. 3 and whose g is that of its θ. */
export function viewRun(
  runs: readonly FinishedRun[],
  config: TrainConfig,
  { train, source, units }: Pick<TrainSetup, 'train' | 'source' | 'units'>,
): ReportedExamples | null {
  const run = runs.find(({ algorithm }) => algorithm === 'exact');
  if (run === undefined || config.rule === 'bcm') return null;
  const { inhibition, threshold, activation } = config;
  const { diverged } = run.summary;
  const learning = { ...config, algorithm: run.algorithm };
  const counted = Math.min(COUNTED, Math.ceil(WORK / (units * source.inputs)));
  const view = viewLayer(
    { ...config, weights: run.weights, units, diverged, source, learning },
    { examples: chooseExamples(train), counted },
  );
  return { ...view, inhibition, threshold: activation === 'step' ? threshold : null };
}
