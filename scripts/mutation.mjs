/**
 * Mutants of files of the numerical core, each against the tests of its folder: `npm run mutation -- src/ode/root.ts …`;
 * without files all of src/ode, src/dynamics and src/learning, which takes hours. One line per file on stdout, and
 * every mutant that no test kills.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import process from 'node:process';

const given = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : globSync('src/{ode,dynamics,learning}/*.ts').filter((file) => !file.endsWith('.d.ts'));

/** Mutants of one file, as Stryker reports them. */
function mutantsOf(file) {
  const folder = file.split('/')[1];
  const words = ['stryker', 'run', '--mutate', file];
  const { status, stdout, stderr } = spawnSync('npx', words, {
    encoding: 'utf8',
    env: { ...process.env, MUTATION_FOLDER: folder },
  });
  if (status !== 0) throw new Error(`${file}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  const report = JSON.parse(readFileSync('.stryker-tmp/mutation.json', 'utf8'));
  const [{ mutants, source }] = Object.values(report.files);
  return { mutants, lines: source.split('\n') };
}

console.log('file, mutants, killed, of these by time limit, survived, in no test, score');
for (const file of files) {
  const { mutants, lines } = mutantsOf(file);
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout', 'RuntimeError');
  const valid = mutants.length - count('CompileError', 'Ignored');
  const score = ((100 * killed) / valid).toFixed(1);
  console.log(
    `${file}, ${valid}, ${killed}, ${count('Timeout')}, ${count('Survived')}, ${count('NoCoverage')}, ${score}%`,
  );
  for (const { status, mutatorName, replacement, location } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const { line, column } = location.start;
    const original = lines[line - 1].trim();
    console.log(
      `  ${line}:${column} ${status} ${mutatorName} -> ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 80)} in: ${original.slice(0, 100)}`,
    );
  }
}
