import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // For what hangs: beside ten other programs, a test takes ten times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two workers: what the smallest supported machine has.
    maxWorkers: 2,
  },
});
