import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EpochDecisions } from '../../src/experiments/decisions.ts';
import type { Comparison, TrainSummary } from '../../src/experiments/types.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();

interface Compared {
  readonly exact: TrainSummary;
  readonly ranking: TrainSummary;
  readonly comparison: Comparison;
}

function readCompared(run: string): Compared {
  return JSON.parse(readFileSync(path.join(run, 'summary.json'), 'utf8')) as Compared;
}

function decisionFile(run: string, algorithm: string): string {
  return readFileSync(path.join(run, algorithm, 'decisions.jsonl'), 'utf8');
}

/** Without the sentence, which tells times. */
function measured({ comparison }: Compared): Omit<Comparison, 'summary'> {
  const { summary, ...numbers } = comparison;
  expect(summary).not.toBe('');
  return numbers;
}

describe('train --compare', () => {
  const words = ['train', '--data', 'bars', '--limit', '700', '--hidden', '30', '--epochs', '12'];

  it('changes no byte of the weights of either run, for any number of threads', async () => {
    const both = folder.at('both');
    const { status, stdout } = await call([...words, '--compare', '--threads', '2', '--out', both]);
    expect(status).toBe(0);
    const compared = readCompared(both);
    expect(stdout).toContain(compared.comparison.summary);
    for (const algorithm of ['exact', 'ranking'] as const) {
      const alone = folder.at(`alone-${algorithm}`);
      const own = ['--algorithm', algorithm, '--threads', '1', '--out', alone, '--json'];
      const summary = JSON.parse((await call([...words, ...own])).stdout) as TrainSummary;
      expect(compared[algorithm].weights.sha256).toBe(summary.weights.sha256);
      expect(existsSync(path.join(alone, 'decisions.jsonl'))).toBe(false);
    }
  });

  it('measures each epoch by what both runs decided at its end', () => {
    const both = folder.at('both');
    const lines = (algorithm: string): EpochDecisions[] =>
      decisionFile(both, algorithm)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as EpochDecisions);
    const [exact, ranking] = [lines('exact'), lines('ranking')];
    const { epochs, examples, ...last } = measured(readCompared(both));
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    for (const [i, { epoch, winnerAgreement }] of epochs.entries()) {
      const { winners } = exact[i];
      expect([exact[i].epoch, ranking[i].epoch]).toEqual([epoch, epoch]);
      const same = winners.filter((unit, e) => unit >= 0 && unit === ranking[i].winners[e]).length;
      expect(winnerAgreement).toBe(same / winners.length);
    }
    // Fewer examples than the sample takes: the last epoch is the end of training.
    expect(examples).toEqual({ perEpoch: 700, atEnd: 700 });
    expect(epochs[11]).toMatchObject({
      winnerAgreement: last.winnerAgreement,
      hebbianJaccard: last.hebbianJaccard,
      antiHebbianJaccard: last.antiHebbianJaccard,
    });
  });

  for (const algorithm of ['exact', 'ranking']) {
    it(`gives the same comparison after an interruption of the ${algorithm} run`, async () => {
      const whole = folder.at('both');
      const cut = folder.at(`cut-${algorithm}`);
      const interruption = interruptionWhen(() => existsSync(path.join(cut, algorithm, 'metrics.jsonl')));
      const all = [...words, '--compare', '--threads', '1', '--out', cut];
      expect((await call(all, { interruption })).status).toBe(130);
      expect(existsSync(path.join(cut, 'summary.json'))).toBe(false);
      expect((await call(['train', '--resume', cut])).status).toBe(0);
      expect(measured(readCompared(cut))).toEqual(measured(readCompared(whole)));
      for (const own of ['exact', 'ranking']) {
        expect(decisionFile(cut, own)).toBe(decisionFile(whole, own));
      }
    });
  }
});
