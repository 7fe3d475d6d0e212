// Imports run one way: kernels ← ode ← dynamics ← learning ← experiments ← report ← cli;
// `errors` lies below all; `data` may use kernels and errors; `runs` and `sweeps` sit beside `data`, `engines` on these three;
// `library`, the public API with src/index.ts, lies on experiments beside report and cli.
const order = ['kernels', 'ode', 'dynamics', 'learning', 'experiments', 'report', 'cli'];
const upward = order.slice(0, -1).map((layer, i) => ({
  name: `${layer}-imports-only-below`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${order.slice(i + 1).join('|')})/` },
}));

export default {
  forbidden: [
    ...upward,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'errors-is-below-all',
      severity: 'error',
      from: { path: '^src/errors\\.ts$' },
      to: { path: '^src/' },
    },
    {
      name: 'data-and-runs-stay-beside',
      severity: 'error',
      from: { path: '^src/(data|runs)/' },
      to: { path: '^src/(?!(data|runs|kernels)/|errors\\.ts$)' },
    },
    {
      name: 'data-does-not-know-runs',
      severity: 'error',
      from: { path: '^src/data/' },
      to: { path: '^src/runs/' },
    },
    {
      name: 'sweeps-stay-beside-runs',
      severity: 'error',
      from: { path: '^src/sweeps/' },
      to: { path: '^src/(?!(sweeps|kernels)/|errors\\.ts$)' },
    },
    {
      name: 'sweeps-are-pure',
      comment: 'a file of a sweep is read by the command; points are named by a hash',
      severity: 'error',
      from: { path: '^src/sweeps/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'core-does-not-know-sweeps',
      severity: 'error',
      from: {
        path: '^src/((data|runs|workers|kernels|ode|dynamics|learning|experiments|library|report)/|index\\.ts$)',
      },
      to: { path: '^src/sweeps/' },
    },
    {
      name: 'engines-lie-on-sweeps-and-runs',
      severity: 'error',
      from: { path: '^src/engines/' },
      to: { path: '^src/(?!(engines|sweeps|runs|data|kernels)/|errors\\.ts$)' },
    },
    {
      name: 'engines-are-for-the-command-line',
      severity: 'error',
      from: { path: '^src/(?!(engines|cli)/)' },
      to: { path: '^src/engines/' },
    },
    {
      name: 'library-is-imported-by-programs-only',
      severity: 'error',
      from: { path: '^src/(?!library/|index\\.ts$)' },
      to: { path: '^src/(library/|index\\.ts$)' },
    },
    {
      name: 'library-lies-on-the-core',
      severity: 'error',
      from: { path: '^src/(library/|index\\.ts$)' },
      to: { path: '^src/(data|runs|workers|report|cli)/' },
    },
    {
      name: 'core-does-not-know-files',
      severity: 'error',
      from: { path: '^src/(kernels|ode|dynamics|learning|experiments)/' },
      to: { path: '^src/(data|runs|workers)/' },
    },
    {
      name: 'workers-share-the-work-of-learning',
      severity: 'error',
      from: { path: '^src/workers/' },
      to: { path: '^src/(?!(workers|learning|dynamics|ode|kernels)/|errors\\.ts$)' },
    },
    {
      name: 'core-runs-in-a-browser',
      comment: 'the numerical core and the public API touch no file, clock or process',
      severity: 'error',
      from: { path: '^src/((errors|index)\\.ts$|(kernels|ode|dynamics|learning|experiments|library)/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'lab-runs-in-a-browser',
      comment: 'the page draws what the core computes; of the data it takes the generators',
      severity: 'error',
      from: { path: '^lab/', pathNot: '\\.mjs$' },
      to: { path: '^src/(cli|runs|workers|engines|sweeps|library)/|^src/index\\.ts$' },
    },
    {
      name: 'lab-touches-no-file',
      severity: 'error',
      from: { path: '^lab/', pathNot: '\\.mjs$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-does-not-import-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|lab)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript, resolved by its own compiler.
    exclude: { path: '^src/kernels/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
