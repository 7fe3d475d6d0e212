/**
 * Mutants of the numerical core (Stryker; texts of messages left alone), each against the tests of its folder:
 *
 *     npm run mutation -- src/ode/root.ts …           all mutants of these files
 *     npm run mutation -- --sample 500 --seed 1       500 mutants, drawn from all of the three folders
 *
 * Without anything, all mutants there are: that takes a day. One line per file (or per folder of a sample) on
 * stdout, and every mutant that no test kills.
 */
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawMutants, keyOf, listMutants, runMutants } from './mutation/mutants.mjs';
import { wilsonInterval } from './mutation/wilson-interval.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Of the sample, the mutants of this folder: for several processes. */
    folder: { type: 'string' },
  },
});
const files =
  positionals.length > 0
    ? positionals
    : globSync('src/{ode,dynamics,learning}/*.ts').filter((file) => !file.endsWith('.d.ts'));

const folderOf = (file) => file.split('/')[1];
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/** One row of the table: how many mutants there were, and what became of them. */
function row(name, results) {
  const count = (...states) => results.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout', 'RuntimeError');
  const total = results.length;
  const [low, high] = wilsonInterval(killed, total).map(percent);
  const rest = `${count('Timeout')}, ${count('Survived')}, ${count('NoCoverage')}`;
  return `${name}, ${total}, ${killed}, ${rest}, ${percent(killed / total)} (${low} to ${high})`;
}

/** Every mutant that no test kills, with the line that it is in. */
function printSurvivors(results) {
  for (const { status, fileName, location, mutatorName, replacement } of results) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const { line, column } = location.start;
    const original = readFileSync(fileName, 'utf8').split('\n')[line - 1].trim().slice(0, 100);
    const code = replacement.replace(/\s+/g, ' ').slice(0, 80);
    console.log(`  ${fileName}:${line}:${column} ${status} ${mutatorName} -> ${code} in: ${original}`);
  }
}

console.log('mutants, killed, of these by time limit, survived, in no test, score (95% interval)');
const all = await listMutants(files);
const sampled = values.sample === undefined ? all : drawMutants(all, Number(values.sample), values.seed);
const drawn = sampled.filter(
  ({ fileName }) => values.folder === undefined || values.folder === folderOf(fileName),
);
const groups = Map.groupBy(drawn, ({ fileName }) =>
  values.sample === undefined ? fileName : folderOf(fileName),
);
const everything = [];
for (const [name, mutants] of groups) {
  const folder = folderOf(mutants[0].fileName);
  const results = await runMutants(mutants, { folder, drawn: new Set(mutants.map(keyOf)) });
  if (results.length !== mutants.length) {
    throw new Error(`${name}: ${mutants.length} mutants were to be run, and ${results.length} were`);
  }
  console.log(row(name, results));
  printSurvivors(results);
  everything.push(...results);
}
if (groups.size > 1) console.log(row(`together, of ${all.length}`, everything));
