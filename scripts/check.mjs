// What CI checks, in the order of what fails fastest. Each is an npm script of its own.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const steps = [
  'check:format',
  'check:types',
  'check:imports',
  'check:unused',
  'check:lint',
  'check:docs',
  'check:tests',
];

for (const step of steps) {
  process.stdout.write(`\n== ${step}\n`);
  const { status } = spawnSync(`npm run -s ${step}`, { shell: true, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`${step} failed: npm run ${step}\n`);
    process.exit(status ?? 1);
  }
}
