/** A sweep that is killed with all its processes. `node scripts/chaos/main.ts` does it more often, and with run folders. */
import process from 'node:process';
import { expect, test } from 'vitest';
import { killSweep } from '../../scripts/chaos/kill-sweep.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();

// Windows has no process groups.
test.skipIf(process.platform === 'win32')(
  'a sweep that is killed again and again loses nothing, repeats nothing, and ends with the same rows',
  { timeout: 240_000 },
  async () => {
    const currents = write('I.json', [1, 0.8, 0.6, 0.2]);
    const file = write('sweep.json', {
      command: 'relax',
      options: { currents },
      axes: { inhibition: { linspace: [0.1, 0.95, 20] }, tau: { linspace: [0.5, 2, 20] } },
      measure: ['results.0.energy', 'results.0.stats.evaluations'],
    });
    const report = await killSweep({ file, place: at('chaos'), workers: 2, kills: 3, seed: 1 });
    expect(report).toMatchObject({ lost: 0, repeated: 0, isEqual: true, points: 400 });
    expect(report.kills).toBeGreaterThan(0);
  },
);
