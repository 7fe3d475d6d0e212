// What CI checks, in the order of what fails fastest: format, types, lint, import direction, dead code, tests.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const steps = [
  ['format', 'prettier --check --log-level warn .'],
  ['types', 'tsc'],
  ['import direction', 'depcruise --config .dependency-cruiser.mjs --output-type err src'],
  ['dead code', 'knip'],
  ['lint', 'eslint --max-warnings 0 .'],
  ['tests', 'vitest run'],
];

for (const [name, command] of steps) {
  process.stdout.write(`\n== ${name}: ${command}\n`);
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`${name} failed (${command})\n`);
    process.exit(status ?? 1);
  }
}
