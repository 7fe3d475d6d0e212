/** The tests that mutants of a folder of the core are run against: those of the same folder (`scripts/mutation`). */
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

const folder = process.env.MUTATION_FOLDER ?? '{ode,dynamics,learning}';

/** Shortest first, since the first test that fails ends a run. */
class ShortestFirst extends BaseSequencer {
  async sort(files) {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  test: {
    include: [`test/${folder}/**/*.test.ts`],
    testTimeout: 60_000,
    maxWorkers: 1,
    // No module of the core keeps anything between two tests, and a worker per file costs more than most tests.
    isolate: false,
    sequence: { sequencer: ShortestFirst },
  },
});
