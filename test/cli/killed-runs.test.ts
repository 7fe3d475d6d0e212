/** Runs that are killed (SIGKILL) and gone on with; `npm run chaos` does the same at length. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestsOf, killRun, runWhole } from '../../scripts/chaos/kill-run.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at } = temporaryFolder();
const KILLS = 2;
/** Some seconds where nothing else runs; eight processes are started. */
const PATIENCE = 300_000;

// Windows knows no signals; a process that is ended there is ended in another way.
describe.skipIf(process.platform === 'win32')('a run that is killed and gone on with', () => {
  it.each([
    {
      words: ['train', '--compare', '--epochs', '2', '--threads', '2'],
      parts: ['exact', 'ranking'],
      files: ['exact', 'ranking'].flatMap((run) => [`${run}/weights.npy`, `${run}/decisions.jsonl`]),
    },
    { words: ['train-sgd', '--epochs', '8'], parts: [''], files: ['weights.npy', 'readout.npy'] },
  ])(
    'ends with the same bytes: $words',
    async ({ words, parts, files }) => {
      const all = [
        ...words,
        '--data',
        'digits',
        '--limit',
        '600',
        '--hidden',
        '20',
        '--checkpoint-seconds',
        '0.01',
      ];
      const whole = at(words[0], 'whole');
      await runWhole(all, whole);
      const folder = path.join(at(words[0]), 'killed');
      const stream = randomStream(7, `killed/${words[0]}`);
      const report = await killRun({ words: all, folder, parts, kills: KILLS, stream });
      expect(report).toMatchObject({ kills: KILLS, damaged: 0, leftOver: [] });
      expect(digestsOf(folder, files)).toEqual(digestsOf(whole, files));
    },
    PATIENCE,
  );
});
