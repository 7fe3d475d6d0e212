/**
 * `node scripts/chaos/main.ts [--kills 20] [--seed 1] [--workers 2]`: kills sweeps at random moments, of many short points and
 * of a few that make run folders, and says what was lost, repeated or different in the end. Status 1 where anything was.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { killSweep } from './kill-sweep.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
  },
});
const [kills, seed, workers] = [values.kills, values.seed, values.workers].map(Number);
const place = mkdtempSync(path.join(tmpdir(), 'competing-units-chaos-'));
const currents = path.join(place, 'currents.json');
writeFileSync(currents, JSON.stringify(Array.from({ length: 60 }, (_, i) => Math.sin(i + 1))));
const sweeps = {
  'many short points': {
    command: 'relax',
    options: { currents },
    axes: { inhibition: { linspace: [0.1, 0.95, 60] }, tau: { linspace: [0.5, 2, 100] } },
    measure: ['results.0.energy', 'results.0.stats.evaluations', 'results.0.active.length'],
  },
  'run folders': {
    command: 'train',
    options: { data: 'digits', limit: 1000, hidden: 30 },
    axes: { inhibition: [0.7, 1.2], threshold: [0.02, 0.1], epochs: [4, 6, 8] },
    repeats: 6,
  },
};
try {
  for (const [name, sweep] of Object.entries(sweeps)) {
    const own = path.join(place, sweep.command);
    const file = path.join(place, `${sweep.command}.json`);
    writeFileSync(file, JSON.stringify(sweep));
    const report = await killSweep({ file, place: own, workers, kills, seed });
    const { rows, ...rest } = report;
    process.stdout.write(`${name}: ${JSON.stringify(rest)}, rows after each kill: ${rows.join(' ')}\n`);
    if (report.lost + report.repeated > 0 || !report.isEqual) process.exitCode = 1;
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
