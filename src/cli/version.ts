/** The versions that `--version` prints. */
import { readFileSync } from 'node:fs';

/** Version of this package, from its package.json. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

/** `competing-units 0.1.0 (Node v24.1.0)` */
export function versionLine(): string {
  return `competing-units ${packageVersion()} (Node ${process.version})`;
}
