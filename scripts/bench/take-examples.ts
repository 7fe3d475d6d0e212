/** Training by number of examples instead of epochs. */
import type { Training } from '../../src/experiments/training.ts';

/** Takes so many examples, across the ends of epochs. */
export function takeExamples(training: Training, count: number, perEpoch: number): void {
  for (let left = count; left > 0;) {
    const here = Math.min(left, perEpoch - training.examplesDone());
    training.advance(here);
    left -= here;
  }
}
