/** Mutants of the numerical core: what `npm run mutation` (scripts/mutation) hands to Stryker. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.mjs', related: true },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A mutant may loop for ever. One that only takes its time on a busy machine must not pass for one that does.
  timeoutMS: 20_000,
  timeoutFactor: 2,
  ignorePatterns: ['/runs', '/data', '/docs', '/dist', '/lab', '/examples', '/.ci'],
  // Texts of messages are checked by the tests of the command line; a mutant of one proves nothing about numbers.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['progress-append-only'],
  logLevel: 'warn',
  // It proposes to leave out what is set once, when a module is read.
  warnings: { slow: false },
  thresholds: { high: 90, low: 85, break: null },
};
