/** The tarball: what is in it, and what publint and are-the-types-wrong say. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { claim, output, say } from './run-program.ts';

/** Files and folders of the package. */
const CONTENT: readonly string[] = [
  'CHANGELOG.md',
  'CITATION.cff',
  'LICENSE',
  'README.md',
  'dist',
  'docs',
  'package.json',
];

/**
 * Checks it.
 * @param folder holds the tarball
 * @returns its path
 */
export function checkContent({
  checkout,
  folder,
}: {
  readonly checkout: string;
  readonly folder: string;
}): string {
  const tarball = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  output('tar', ['-xzf', tarball], { cwd: folder });
  const place = path.join(folder, 'package');
  const found = readdirSync(place).sort().join(', ');
  claim(found === CONTENT.join(', '), `the package holds ${found} and not ${CONTENT.join(', ')}`);
  const docs = readdirSync(path.join(place, 'docs')).join(', ');
  claim(docs === 'sweep.schema.json', `docs of the package holds ${docs}`);
  const paths = output('sh', ['-c', 'grep -rlF -- "$0" . || true', checkout.replace(/\/$/, '')], {
    cwd: place,
  });
  claim(paths === '', `files of the package name ${checkout}: ${paths}`);

  say(output('npx', ['publint', 'run', tarball, '--strict'], { cwd: checkout }).trim());
  // The package is ESM: that require() from CommonJS needs Node 22 or later, which it asks for, is no fault.
  const profile = ['--profile', 'esm-only', '--no-emoji', '--format', 'ascii'];
  say(output('npx', ['attw', tarball, ...profile], { cwd: checkout }).trim());
  return tarball;
}
