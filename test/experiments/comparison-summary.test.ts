import { describe, expect, it } from 'vitest';
import type { SummarizedComparison } from '../../src/experiments/comparison-summary.ts';
import { summarizeComparison } from '../../src/experiments/comparison-summary.ts';

const all = { same: 1, extra: 0, missed: 0 };

const base: SummarizedComparison = {
  winnerAgreement: 0.613,
  hebbianJaccard: 0.527,
  antiHebbianJaccard: 0.219,
  matchedCosine: { median: 0.834, p05: 0.1, p95: 0.9 },
  weightDistance: { matched: 0.5, byIndex: 0.7 },
  readoutError: null,
  testExamples: null,
  perEpoch: null,
  normDeviation: { exact: 0.01, ranking: 0.02 },
  shortcut: {
    winnerAgreement: 1,
    silent: 0,
    hebbian: { same: 0.88, extra: 0.1, missed: 0.1 },
    antiHebbian: { same: 0.152, extra: 0.5, missed: 0.4 },
    opposite: 0.1,
  },
};
const sentence = (changes: Partial<SummarizedComparison> = {}): string =>
  summarizeComparison({ ...base, ...changes });

const AGREEMENT =
  'the trained networks name the same winner on 61.3% of the examples and share 52.7% of the units they strengthen and 21.9% of those they push away, with a median cosine of 0.83 between matched features';
const SHORTCUT =
  'given the exact weights, the shortcut finds every winner, but errs about whom to strengthen on 12.0% and whom to push away on 84.8% of the examples';

describe('the sentence that sums up a comparison', () => {
  it('says how far the networks agree and what the shortcut gets wrong', () => {
    expect(sentence()).toBe(`T${AGREEMENT.slice(1)}; ${SHORTCUT}.`);
  });

  it('begins with the features where there are labels, and ends with the time where a clock ran', () => {
    const changes = {
      readoutError: { exact: 0.02, ranking: 0.05 },
      testExamples: 10_000,
      perEpoch: { exact: 3, ranking: 1.25 },
    };
    expect(sentence(changes)).toBe(
      `The features of the exact run are better (test errors 2.0% exact, 5.0% ranking); ${AGREEMENT}; ${SHORTCUT}; an exact epoch takes 2.4 times as long.`,
    );
  });

  it.each([
    // √((0.2·0.8 + 0.24·0.76) / n) is 0.0585 at n = 100 and 0.0185 at n = 1000.
    [
      100,
      'the features of both are about as good (test errors 20.0% exact, 24.0% ranking: no difference that 100',
    ],
    [1000, 'the features of the exact run are better'],
  ])('calls an error 4 points smaller on %i examples by its significance', (testExamples, text) => {
    const found = sentence({ readoutError: { exact: 0.2, ranking: 0.24 }, testExamples });
    expect(found.toLowerCase()).toContain(text.toLowerCase());
  });

  it('names ranking where its features are better', () => {
    const found = sentence({ readoutError: { exact: 0.3, ranking: 0.1 }, testExamples: 1000 });
    expect(found).toContain(
      'The features of the ranking run are better (test errors 30.0% exact, 10.0% ranking)',
    );
  });

  it.each([
    [1, 1, 'an epoch takes both about as long'],
    [1, 4, 'a ranking epoch takes 4 times as long'],
    [123, 1, 'an exact epoch takes 120 times as long'],
  ])('compares %d s with %d s per epoch', (exact, ranking, text) => {
    expect(sentence({ perEpoch: { exact, ranking } })).toContain(`; ${text}.`);
  });

  it('says nothing of time where the clock did not move', () => {
    expect(sentence({ perEpoch: { exact: 0, ranking: 0 } })).toBe(sentence());
  });

  it('says that two runs are one where they are', () => {
    const found = sentence({
      winnerAgreement: 1,
      weightDistance: { matched: 0, byIndex: 0 },
      shortcut: { winnerAgreement: 1, silent: 0, hebbian: all, antiHebbian: all, opposite: 0 },
    });
    expect(found).toBe(
      'Both runs end with the same weights; given the exact weights, the shortcut finds every winner and decides as eq. 4 does.',
    );
  });

  it('tells of one kind of error alone', () => {
    const { shortcut } = base;
    expect(sentence({ shortcut: { ...shortcut, hebbian: all } })).toContain(
      'finds every winner, but errs about whom to push away on 84.8% of the examples.',
    );
    expect(sentence({ shortcut: { ...shortcut, antiHebbian: all } })).toContain(
      'finds every winner, but errs about whom to strengthen on 12.0% of the examples.',
    );
  });

  it('warns of exact weights under which nothing is active', () => {
    const shortcut = { ...base.shortcut, winnerAgreement: null, silent: 1 };
    expect(sentence({ shortcut })).toContain('under the exact weights eq. 4 leaves no unit active');
  });

  it.each([
    [0.2, 0.01, 'the exact weights are still far from the sphere'],
    [0.01, 30, 'the ranking weights are still far from the sphere'],
    [0.2, 30, 'the weights of both runs are still far from the sphere'],
  ])('ends with a reservation at %d and %d from the sphere', (exact, ranking, text) => {
    const found = sentence({ normDeviation: { exact, ranking } });
    expect(found.endsWith(`; ${text}, so that more epochs may change all this.`)).toBe(true);
  });

  it('rounds nothing to none or all', () => {
    const shortcut = { ...base.shortcut, winnerAgreement: 0.99999, hebbian: { ...all, same: 0.99999 } };
    const found = sentence({ winnerAgreement: 0.00001, shortcut });
    expect(found).toContain('the same winner on under 0.1% of');
    expect(found).toContain(
      'finds over 99.9% of the winners, but errs about whom to strengthen on under 0.1%',
    );
  });
});
