import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';

const start = path.resolve(import.meta.dirname, '../../src/cli/start.mjs');

/** What the start says where Node calls itself `version`. */
function startUnder(version: string): { readonly status: number | null; readonly stderr: string } {
  const versions = `{ ...process.versions, node: ${JSON.stringify(version)} }`;
  const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: ${versions} })`;
  return spawnSync(process.execPath, ['--import', pretend, start, '--version'], { encoding: 'utf8' });
}

test.each(['20.20.2', '22.17.9'])('Node %s is refused in one line that says which is needed', (version) => {
  const { status, stderr } = startUnder(version);
  const mend = 'install a newer one; in a checkout, npm ci brings it along';
  expect(stderr).toBe(`Node: must be >= 22.18 (got ${version}); ${mend}\n`);
  expect(status).toBe(2);
});

test.each(['22.18.0', '24.0.0'])('Node %s is taken', (version) => {
  expect(startUnder(version)).toMatchObject({ status: 0, stderr: '' });
});
