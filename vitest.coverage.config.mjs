/** Line coverage of the numerical core by the tests of its own folders: `npm run coverage`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{ode,dynamics,learning}/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['src/{ode,dynamics,learning}/**/*.ts'],
      exclude: ['**/*.d.ts'],
      reporter: ['text-summary', ['text', { skipFull: true, maxCols: 120 }]],
      thresholds: { lines: 95 },
    },
  },
});
