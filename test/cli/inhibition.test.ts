import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { InhibitionState } from '../../src/dynamics/inhibition-states.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const currents = write('I.json', [0.5, 2, -1]);

interface Document {
  readonly breakpoints: readonly object[];
  readonly winners: readonly object[];
  readonly states: readonly InhibitionState[];
}

async function document(words: readonly string[]): Promise<Document> {
  const { status, stdout, stderr } = await call(['inhibition', '--currents', currents, '--json', ...words]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Document;
}

describe('inhibition', () => {
  test('prints breakpoints, winners and states as JSON', async () => {
    const found = await document(['--inhibition', '0,0.5,5', '--samples', '10']);
    expect(Object.keys(found)).toEqual(['currents', 'breakpoints', 'intervals', 'winners', 'states']);
    expect(found.breakpoints).toEqual([
      { unit: 1, rank: 1, inhibition: 1 },
      { unit: 0, rank: 2, inhibition: 0.25 },
    ]);
    expect(found.states.map(({ active }) => active)).toEqual([2, 1, 1]);
    // w S_n = 0.5 · 2 for the others.
    expect(found.states[1].activity).toEqual([-0.5, 2, -2]);
    expect(found.states[2]).toMatchObject({ winners: [1, 0], unstable: { bySize: [0, 0, 1], total: 1 } });
    expect(Object.keys(found.states[0]).sort()).toEqual([
      ...['active', 'activity', 'basins', 'energy', 'inhibition', 'rates', 'stability', 'units', 'unstable'],
      'winners',
    ]);
  });

  test('takes a range that hits round numbers exactly', async () => {
    const { states } = await document(['--from', '0', '--to', '1.2', '--points', '13', '--samples', '0']);
    expect(states.map(({ inhibition }) => inhibition)).toEqual(
      Array.from({ length: 13 }, (_, i) => Number((i / 10).toFixed(1))),
    );
  });

  test('prints tables for people, and writes diagrams and a page that load nothing', async () => {
    const out = at('diagram');
    const { status, stdout } = await call(['inhibition', '--currents', currents, '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/active below w .* can win above w/);
    expect(stdout).toMatch(/0\.25/);
    for (const name of ['inhibition.svg', 'basins.svg']) {
      expect(readFileSync(`${out}/${name}`, 'utf8')).toMatch(
        /^<\?xml[^>]*>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/,
      );
    }
    const html = readFileSync(`${out}/report.html`, 'utf8');
    expect(html).toContain('Steady states against inhibition');
    expect(html.replaceAll(/<\/?span>/g, '')).toContain(`competing-units inhibition --currents ${currents} `);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script[^>]/);
  });

  test.each([
    ['values and a range', ['--inhibition', '1', '--to', '3'], /^--inhibition: must be given without --to; /],
    ['an empty range', ['--from', '2', '--to', '2'], /^--to: must be > 2, the value of --from \(got 2\)$/],
    [
      'a negative inhibition',
      ['--inhibition', '-1'],
      /^--inhibition: must be numbers >= 0 in ascending order/,
    ],
    [
      'several rows of currents',
      ['--currents', write('two.json', [[1], [2]])],
      /^--currents .*two\.json \[2, 1\]: must be \[K\]/,
    ],
  ])('refuses %s with status 2 and one line', async (_what, words, line) => {
    const out = at('refused');
    const given = words.includes('--currents') ? words : ['--currents', currents, ...words];
    const { status, stdout, stderr } = await call(['inhibition', '--out', out, ...given]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(line);
    expect(existsSync(out)).toBe(false);
  });
});
