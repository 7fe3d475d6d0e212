/** The tests that mutants of a folder of the core are run against: those of the same folder (`scripts/mutation.mjs`). */
import process from 'node:process';
import { defineConfig } from 'vitest/config';

const folder = process.env.MUTATION_FOLDER ?? '{ode,dynamics,learning}';

export default defineConfig({
  test: {
    include: [`test/${folder}/**/*.test.ts`],
    testTimeout: 60_000,
    maxWorkers: 1,
  },
});
