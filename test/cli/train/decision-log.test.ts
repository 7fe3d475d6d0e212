import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appendDecisions, cutDecisions, epochAgreement } from '../../../src/cli/train/decision-log.ts';
import type { EpochDecisions } from '../../../src/experiments/decisions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

function decisions(epoch: number, winners: number[]): EpochDecisions {
  return { epoch, winners, hebbian: winners.map((unit) => [unit]), antiHebbian: winners.map(() => []) };
}

function write(name: string, epochs: readonly number[], winner: number): string {
  const file = folder.at(name);
  for (const epoch of epochs) appendDecisions(file, decisions(epoch, [winner, epoch]));
  return file;
}

const epochsOf = (file: string): number[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as EpochDecisions).epoch);

describe('the log of decisions', () => {
  it('is cut back to the epoch of the checkpoint', () => {
    const file = write('beyond', [1, 2, 3, 4], 0);
    cutDecisions(file, 2);
    expect(epochsOf(file)).toEqual([1, 2]);
    cutDecisions(file, 0);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('loses a line that was torn as the process died', () => {
    const file = write('torn', [1, 2, 3], 0);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, -5));
    cutDecisions(file, 3);
    expect(epochsOf(file)).toEqual([1, 2]);
    cutDecisions(folder.at('none'), 3);
  });

  it('refuses a damaged line, and names it', async () => {
    const whole = write('whole', [1, 2, 3], 7);
    const file = write('damaged', [1, 2, 3], 7);
    const [first, , third] = readFileSync(file, 'utf8').split('\n');
    for (const second of [
      '{"epoch":2',
      '{"epoch":2,"winners":[7,"x"],"hebbian":[],"antiHebbian":[]}',
      '[]',
    ]) {
      writeFileSync(file, `${first}\n${second}\n${third}\n`);
      expect(() => cutDecisions(file, 3)).toThrow(/damaged: line 2 is damaged \(.*start the run anew/);
      await expect(epochAgreement(whole, file)).rejects.toThrow(/damaged: line 2 is damaged/);
    }
  });

  it('compares the epochs that both files have, whatever is missing in one', async () => {
    const first = write('first', [1, 2, 4, 5], 7);
    const second = write('second', [2, 3, 4, 6], 8);
    // One of two examples has the same winner.
    const half = { winnerAgreement: 0.5, hebbianJaccard: 0.5, antiHebbianJaccard: 1 };
    expect(await epochAgreement(first, second)).toEqual([
      { epoch: 2, ...half },
      { epoch: 4, ...half },
    ]);
    expect(await epochAgreement(second, first)).toHaveLength(2);
    expect(await epochAgreement(first, folder.at('none'))).toEqual([]);
  });
});
