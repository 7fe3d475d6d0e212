/** The tarball in an empty folder: how many packages come along, and how large they are. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claim, output, say } from './run-program.ts';

const MOST_PACKAGES = 130;
const MOST_MEGABYTES = 70;

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** Installs and measures. */
export function checkInstallation(place: string, tarball: string): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{ "private": true, "type": "module" }\n');
  output('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball], { cwd: place });
  const packages =
    output('npm', ['ls', '--all', '--parseable'], { cwd: place }).trim().split('\n').length - 1;
  const megabytes = bytesOf(path.join(place, 'node_modules')) / 1e6;
  say(`installed: ${packages} packages, ${megabytes.toFixed(1)} MB`);
  claim(packages <= MOST_PACKAGES, `more than ${MOST_PACKAGES} packages`);
  claim(megabytes <= MOST_MEGABYTES, `more than ${MOST_MEGABYTES} MB`);
}
