/** The versions that `--version` prints. */
import { readFileSync } from 'node:fs';

/** Put in by the build of the package: the commit. */
declare const COMPETING_UNITS_BUILD: string | undefined;

/** Version of this package, from its package.json. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

/** `competing-units 0.1.0 (build 1a2b3c4d5e6f, Node v24.1.0)`; from a checkout, and where the commit is not known, `build source`. */
export function versionLine(): string {
  const build = typeof COMPETING_UNITS_BUILD === 'string' ? COMPETING_UNITS_BUILD : 'source';
  return `competing-units ${packageVersion()} (build ${build}, Node ${process.version})`;
}
