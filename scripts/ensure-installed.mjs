// Installs the packages of package-lock.json when they are not there yet, or are those of another lock file.
// Runs before what a README or a CI types first, in whatever Node the shell has, so it uses no package, and prints nothing on
// stdout. Not before `npm run cli`: another process would make every command start later.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.competing-units-lock');
const lock = readFileSync(path.join(root, 'package-lock.json'));
const wanted = createHash('sha256').update(lock).digest('hex');
const complete = path.join(modules, '.package-lock.json'); // npm writes this one last

if (!existsSync(complete) || (existsSync(stamp) && readFileSync(stamp, 'utf8') !== wanted)) {
  process.stderr.write('installing the packages of package-lock.json (once) ...\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`npm ci failed${error ? `: ${error.message}` : ''}; see the lines above.\n`);
    process.exit(1);
  }
}
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) writeFileSync(stamp, wanted);
