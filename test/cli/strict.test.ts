/** `train --strict`: what would be a warning at the end of an epoch ends the run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const small = ['train', '--data', 'bars', '--limit', '200', '--epochs', '3', '--threads', '1'];

describe('train --strict', () => {
  it.each([
    ['exact', 'no unit was ever Hebbian', ['--init', 'sphere', '--threshold', '50', '--hidden', '12']],
    ['exact', '\\d+ of 400 units were never Hebbian', ['--hidden', '400', '--inhibition', '5']],
    ['ranking', '\\d+ of 400 units were never Hebbian', ['--hidden', '400']],
  ])(
    '%s: ends at the first epoch in which %s, with status 1 and one line',
    async (algorithm, what, words) => {
      const all = [...small, '--algorithm', algorithm, ...words];
      const patient = await call([...all, '--out', folder.at(`${algorithm}-${what.length}`)]);
      expect(patient.status).toBe(0);
      // One line, however many epochs it concerns.
      expect(patient.stderr).toMatch(
        new RegExp(
          `^warning: ${algorithm}: epochs? 1( to \\d)?: ${what.replace('+', '+( to \\d+)?')}[^\n]*\n$`,
        ),
      );

      const out = folder.at(`strict-${algorithm}-${what.length}`);
      const { status, stdout, stderr } = await call([...all, '--strict', '--out', out]);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^${algorithm}: epoch 1: ${what}[^\n]*\n$`));
      expect(existsSync(path.join(out, 'summary.json'))).toBe(false);

      // The trouble was not stored: gone on with as it is, the run ends in the same way.
      expect(await call(['train', '--resume', out])).toMatchObject({ status: 1, stderr });
    },
  );

  it('lets a run alone that gives no reason for a warning', async () => {
    const words = [...small, '--hidden', '8', '--algorithm', 'ranking', '--rank', '4'];
    const loose = await call([...words, '--out', folder.at('loose')]);
    const strict = await call([...words, '--strict', '--out', folder.at('strict')]);
    expect([loose.stderr, strict.stderr, strict.status]).toEqual(['', '', 0]);
  });
});
