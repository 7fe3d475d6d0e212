/**
 * `npm run chaos -- [--kills 60] [--seed 1] [--only exact]`: kills runs (SIGKILL) of every command that stores its state at
 * random moments, goes on with them, and compares their files with those of runs that were left alone. Status 1 where a byte
 * differs, a checkpoint is damaged or something is left over.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { randomStream } from '../../src/kernels/random.ts';
import { digestsOf, killRun, runWhole } from './kill-run.ts';
import type { KillReport } from './kill-run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const place = mkdtempSync(path.join(tmpdir(), 'competing-units-chaos-'));
const trained = path.join(place, 'trained');
const often = ['--checkpoint-seconds', '0.02'];
const digits = ['--data', 'digits', '--limit', '3000', '--hidden', '100'];

interface Kind {
  readonly words: readonly string[];
  readonly parts?: readonly string[];
  readonly files: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  exact: { words: ['train', ...digits, '--epochs', '12', '--threads', '2'], files: ['weights.npy'] },
  ranking: {
    words: ['train', '--algorithm', 'ranking', ...digits, '--epochs', '20', '--threads', '1'],
    files: ['weights.npy'],
  },
  compare: {
    words: ['train', '--compare', ...digits, '--epochs', '5', '--threads', '2'],
    parts: ['exact', 'ranking'],
    files: ['exact', 'ranking'].flatMap((run) => [`${run}/weights.npy`, `${run}/decisions.jsonl`]),
  },
  'train-sgd': {
    words: ['train-sgd', ...digits, '--epochs', '40'],
    files: ['weights.npy', 'readout.npy'],
  },
  readout: { words: ['readout', '--weights', trained, '--epochs', '400'], files: ['readout.npy'] },
};

/** Kills until so many have hit: a run may end before all of them did, and another is made then. */
async function treat(name: string, { words, parts = [''], files }: Kind, kills: number): Promise<boolean> {
  const whole = path.join(place, `${name}-whole`);
  await runWhole([...words, ...often], whole);
  const wanted = JSON.stringify(digestsOf(whole, files));
  const stream = randomStream(Number(values.seed), `chaos/${name}`);
  const reports: KillReport[] = [];
  let equal = 0;
  const sum = (of: 'kills' | 'early' | 'whileWriting' | 'damaged'): number =>
    reports.reduce((total, report) => total + report[of], 0);
  while (sum('kills') < kills) {
    const folder = path.join(place, `${name}-${reports.length}`);
    const plan = { words: [...words, ...often], folder, parts, stream };
    reports.push(await killRun({ ...plan, kills: kills - sum('kills') }));
    if (JSON.stringify(digestsOf(folder, files)) === wanted) equal++;
  }
  const leftOver = reports.flatMap((report) => report.leftOver);
  process.stdout.write(
    `${name}: ${sum('kills')} kills (${sum('early')} before the first checkpoint, ${sum('whileWriting')} while a file was written), ` +
      `${sum('damaged')} damaged checkpoints, ${leftOver.length} files left over, ${equal} of ${reports.length} runs with equal bytes\n`,
  );
  return equal === reports.length && sum('damaged') === 0 && leftOver.length === 0;
}

try {
  const chosen = Object.entries(kinds).filter(([name]) => values.only === undefined || name === values.only);
  await runWhole(['train', ...digits, '--epochs', '2'], trained);
  const each = Math.ceil(Number(values.kills) / chosen.length);
  const outcomes: boolean[] = [];
  for (const [name, kind] of chosen) outcomes.push(await treat(name, kind, each));
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
