/** Mutants of the numerical core; `npm run mutation` (scripts/mutation.mjs) takes one file after the other. */
export default {
  mutate: ['src/{ode,dynamics,learning}/**/*.ts', '!**/*.d.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.mjs', related: true },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A mutant may loop for ever; a test of the core takes a second or two, on a busy machine some more.
  timeoutMS: 5_000,
  timeoutFactor: 2,
  ignorePatterns: ['/runs', '/data', '/docs', '/dist', '/lab', '/examples', '/.ci'],
  // Texts of messages are checked by the tests of the command line; a mutant of one proves nothing about numbers.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  thresholds: { high: 90, low: 85, break: null },
};
