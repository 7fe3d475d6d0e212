/**
 * The package as it is published: every file of `src` as one file of `dist`, because files find one another by their place
 * (workers, the start of the command line) and commands are to load nothing but their own code.
 */
import { execFileSync } from 'node:child_process';
import { defineConfig } from 'tsdown';
import type { UserConfig } from 'tsdown';

/** The commit that is built, marked where files differ from it; `source` where there is no git. */
function commit(): string {
  try {
    const words = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'source';
  }
}

const shared: UserConfig = {
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // The page of `npm run lab:build` is kept.
  clean: ['dist/*', '!dist/lab.html'],
  deps: { neverBundle: true },
  report: false,
  failOnWarn: true,
};

const code: UserConfig = {
  ...shared,
  root: 'src',
  entry: ['src/index.ts', 'src/cli/start.mjs', 'src/cli/sweep/worker.ts', 'src/workers/panel-worker.ts'],
  unbundle: true,
  dts: false,
  copy: { from: 'src/kernels/mathjs-parser.licences.txt', to: 'dist/kernels' },
  define: { COMPETING_UNITS_BUILD: JSON.stringify(commit()) },
};

const types: UserConfig = {
  ...shared,
  entry: ['src/index.ts'],
  dts: { emitDtsOnly: true },
};

const configs: UserConfig[] = defineConfig([code, types]);
export default configs;
