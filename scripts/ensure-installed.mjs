// Installs the packages of package-lock.json when they are not there yet, or are those of another lock file.
// Runs before what a README or a CI types first, in whatever Node the shell has, so it uses no package, and prints nothing on
// stdout. Not before `npm run cli`: another process would make every command start later.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.competing-units-lock');
const lock = readFileSync(path.join(root, 'package-lock.json'));
const wanted = createHash('sha256').update(lock).digest('hex');
const complete = path.join(modules, '.package-lock.json'); // npm writes this one last
const built = path.join(root, 'src/kernels/mathjs-parser.mjs'); // of a script that npm ci runs
const busy = path.join(root, '.installing');

const isInstalled = () =>
  existsSync(complete) && existsSync(built) && (!existsSync(stamp) || readFileSync(stamp, 'utf8') === wanted);

function npm(...words) {
  const { status, error } = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(
    `npm ${words[0]} failed${error ? `: ${error.message}` : ''}; see the lines above, or run it by hand\n`,
  );
  rmSync(busy, { force: true });
  process.exit(1);
}

/** Whether another process is installing; one that was killed left its number behind. */
function isBusy() {
  try {
    writeFileSync(busy, String(process.pid), { flag: 'wx' });
    return false;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(busy, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(busy, { force: true });
    return true;
  }
}

if (!isInstalled()) {
  // Two commands that are typed at once in a new clone: the second waits for the first.
  const moment = new Int32Array(new SharedArrayBuffer(4));
  while (isBusy()) Atomics.wait(moment, 0, 0, 300);
  if (!isInstalled()) {
    const isOther = !existsSync(complete) || (existsSync(stamp) && readFileSync(stamp, 'utf8') !== wanted);
    process.stderr.write('installing the packages of package-lock.json (once) ...\n');
    if (isOther) npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
    else npm('run', '-s', 'build:parser');
  }
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) writeFileSync(stamp, wanted);
  rmSync(busy, { force: true });
} else if (!existsSync(stamp)) writeFileSync(stamp, wanted);
