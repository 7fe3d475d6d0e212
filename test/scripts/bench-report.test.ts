/** What the benchmark says of its results: targets, absent peers, the generated part of its documentation. */
import { describe, expect, test } from 'vitest';
import { parseBenchOptions } from '../../scripts/bench/options.ts';
import { findPeer } from '../../scripts/bench/peers.ts';
import { plots } from '../../scripts/bench/plots.ts';
import { replaceGenerated } from '../../scripts/bench/publish.ts';
import type { EpochRow, Results } from '../../scripts/bench/results.ts';
import { spreadOf } from '../../scripts/bench/statistics.ts';
import { markdownText, terminalText } from '../../scripts/bench/tables.ts';
import { judgeTargets } from '../../scripts/bench/targets.ts';

function epochRow(id: string, threads: number, seconds: readonly number[] | string): EpochRow {
  const isMeasured = typeof seconds !== 'string';
  return {
    id,
    name: id,
    units: 2000,
    threads,
    timedExamples: 60_000,
    epochExamples: 60_000,
    seconds: isMeasured ? spreadOf(seconds) : null,
    peakBytes: isMeasured ? spreadOf([2e8]) : null,
    reason: isMeasured ? null : seconds,
  };
}

const ABSENT = 'not measured: no torch (Debian: python3-torch)';

function sampleResults(): Results {
  const measured = {
    dynamics: null,
    epoch: [
      epochRow('exact', 1, [2, 4]),
      epochRow('exact', 2, [1, 2]),
      epochRow('ranking', 1, [1, 2]),
      epochRow('torch', 1, ABSENT),
    ],
    growth: null,
    memory: null,
    sweeps: null,
  };
  return {
    machine: {
      cpu: 'a | processor',
      cores: 2,
      threads: 2,
      memoryBytes: 2 ** 34,
      system: 'a system',
      node: 'v24.0.0',
      packages: { odex: '2.0.4' },
      peers: { torch: ABSENT },
      commit: '0123456789ab',
      date: '2026-01-01T00:00:00.000Z',
      loadAtStart: 0.5,
    },
    quick: false,
    data: 'generated digits',
    ...measured,
    targets: judgeTargets(measured),
  };
}

describe('targets', () => {
  const { targets } = sampleResults();
  const find = (name: string): (typeof targets)[number] | undefined =>
    targets.find((target) => target.name.startsWith(name));

  test('are judged by the median of the ratios of each round', () => {
    expect(find('exact online ÷ own ranking')).toMatchObject({ reached: false, measured: { median: 2 } });
    expect(find('exact online, 1 thread ÷ 2 threads')).toMatchObject({
      reached: true,
      measured: { median: 2 },
    });
  });

  test('a hundred epochs are given in minutes', () => {
    expect(find('100 epochs')?.measured?.median).toBeCloseTo(2.5, 12);
  });

  test('that need a program that is missing are neither reached nor missed, and say which', () => {
    expect(find('PyTorch float32 ÷ exact online, K = 2000, 1 thread')).toMatchObject({
      measured: null,
      reached: null,
      reason: ABSENT,
    });
  });

  test('of sections that were not chosen are named as such', () => {
    expect(find('growth')).toMatchObject({
      reached: null,
      reason: 'not measured: its section was not chosen',
    });
  });
});

describe('tables and drawings', () => {
  test('say by how much a target is missed, and name what is missing, on the terminal and in Markdown', () => {
    for (const text of [terminalText(sampleResults()), markdownText(sampleResults())]) {
      expect(text).toMatch(/missed(\*\*)? by a factor of 1\.33/);
      expect(text).toContain(ABSENT);
    }
  });

  test('a bar in a text does not break a Markdown table', () => {
    expect(markdownText(sampleResults())).toContain('a \\| processor');
  });

  test('are drawn without the rows that were not measured', () => {
    const svg = plots(sampleResults()).get('epoch-K2000.svg');
    expect(svg?.match(/<rect x=/g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|undefined|torch/);
  });
});

describe('the generated part of the documentation', () => {
  const begin = '<!-- begin: written by npm run bench -->';
  const end = '<!-- end: written by npm run bench -->';

  test('is replaced, and the rest kept', () => {
    const text = replaceGenerated(`before\n${begin}\nold\n${end}\nafter\n`, 'new');
    expect(text).toBe(`before\n${begin}\n\nnew\n${end}\nafter\n`);
  });

  test('cannot be replaced without its markers', () => {
    expect(() => replaceGenerated('text', 'new')).toThrow(/must hold the lines/);
  });
});

describe('a peer', () => {
  test('that no Python has is named with the Debian package that brings it', () => {
    expect(findPeer('scipy', ['no-such-python'])).toEqual({
      package: 'scipy',
      reason: 'not measured: no scipy (Debian: python3-scipy)',
    });
  });
});

describe('the command line of the benchmark', () => {
  test('writes into the documentation only after a whole run', () => {
    expect(parseBenchOptions([], 'docs').out).toBe('docs');
    expect(parseBenchOptions(['--quick'], 'docs').out).toBeNull();
    expect(parseBenchOptions(['--sections', 'growth,memory'], 'docs').out).toBeNull();
    expect(parseBenchOptions(['--quick', '--out', 'there'], 'docs').out).toBe('there');
  });

  test('refuses sections, rounds and options that it does not know', () => {
    expect(() => parseBenchOptions(['--sections', 'speed'], '')).toThrow(
      '--sections: must be some of dynamics,epoch,growth,memory,sweeps (got speed)',
    );
    expect(() => parseBenchOptions(['--rounds', '0'], '')).toThrow(
      '--rounds: must be an integer >= 1 (got 0)',
    );
    expect(() => parseBenchOptions(['--fast'], '')).toThrow(/options: --sections, --quick/);
  });
});
