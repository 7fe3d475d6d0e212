import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { toldRows } from '../../src/cli/commands/sweep-tell.ts';
import { createEvaluator } from '../../src/cli/sweep/evaluate.ts';
import { locateSweep } from '../../src/cli/sweep/locate.ts';
import { withResults } from '../../src/cli/sweep/results-store.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');
const main = path.join(root, 'src/cli/main.ts');
const { at, write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.6, 0.2, -0.3]);
/** Several processes of Node, on a machine that does other things, too. */
const PATIENCE = 180_000;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a process of its own, with lines on its stdin. */
function start(words: readonly string[], input: string): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'sweep', ...words], {
    cwd: at(),
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

/** A document that a command gives. */
async function ask(...words: readonly string[]): Promise<unknown> {
  const { status, stdout, stderr } = await call(['sweep', ...words, '--json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

interface Asked {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly axes: object;
  readonly commandLine: string;
}

function relaxSweep(name: string): string {
  return write(name, {
    command: 'relax',
    options: { currents },
    axes: { inhibition: { linspace: [0.2, 0.8, 3] } },
    measure: ['results.0.activity.0', 'results.0.active.length'],
  });
}

describe('sweep ask and tell', () => {
  test(
    'hand out points until each has an outcome',
    async () => {
      const file = relaxSweep('told.json');
      const out = at('told');
      const next = async (): Promise<Asked[]> =>
        (await ask('ask', file, '--points', '2', '--out', out)) as Asked[];
      const [first, second] = await next();
      expect([first.axes, second.axes]).toEqual([{ inhibition: 0.2 }, { inhibition: 0.5 }]);
      expect(first.commandLine).toMatch(
        /^competing-units relax --currents .*I\.json --inhibition 0\.2 --seed \d+$/,
      );
      const told = [
        { name: first.name, measures: { 'results.0.activity.0': 1 } },
        { options: second.options, measures: {}, status: 'failed', reason: 'broke' },
      ];
      const input = told.map((line) => JSON.stringify(line)).join('\n');
      const words = ['tell', file, '--out', out];
      expect(start(words, input)).toEqual({ status: 0, stdout: '2 outcomes kept\n', stderr: '' });
      expect((await next()).map(({ axes }) => axes)).toEqual([{ inhibition: 0.8 }]);
      expect(start(words, input).stdout).toBe('0 outcomes kept; 2 had one before, which stays\n');
      const rows = (await ask('results', out)) as Record<string, unknown>[];
      expect(rows.map(({ name, status, reason }) => [name, status, reason])).toEqual([
        [first.name, 'done', null],
        [second.name, 'failed', 'broke'],
      ]);
    },
    PATIENCE,
  );

  test.each([
    ['{"name": "0000000000000000", "measures": {}}', 'line 2: name: must be that of a point of the sweep'],
    [
      '{"axes": {"inhibition": 3}, "measures": {}}',
      'line 2: axes.inhibition: must be a number from 0.2 to 0.8 (got 3)',
    ],
    [
      '{"axes": {"inhibition": 0.3}, "measures": {"x": 1}}',
      'line 2: measures.x: must be measured by the sweep',
    ],
    ['{"axes": {"inhibition": 0.3}}', 'line 2: measures: '],
    ['{"measures": {}}', 'line 2: name: must be given, or options'],
    ['nothing', 'line 2: must be one JSON object in a line (got nothing)'],
  ])('refuse the line %s', async (line, message) => {
    const located = await locateSweep(relaxSweep('refused.json'), commands, at('refused'));
    const good = '{"axes": {"inhibition": 0.3}, "measures": {"results.0.activity.0": 1}}';
    expect(toldRows(located, [good, ''])).toHaveLength(1);
    expect(() => toldRows(located, [good, line])).toThrow(`stdin: ${message}`);
  });
});

/** Answers to lines, from a store that is opened for them. */
async function serve(
  file: string,
  { out, requests, seconds }: { out: string; requests: readonly string[]; seconds?: number },
): Promise<Record<string, unknown>[]> {
  const located = await locateSweep(file, commands, out);
  const { signal } = new AbortController();
  return await withResults(located, async (store) => {
    const evaluate = await createEvaluator({ located, store, commands, seconds, signal });
    const answers: Record<string, unknown>[] = [];
    for (const line of requests) answers.push({ ...(await evaluate(line)) });
    return answers;
  });
}

describe('sweep serve', () => {
  test('runs what it is asked for, and answers from its store what it has run', async () => {
    const file = relaxSweep('served.json');
    const out = at('served');
    const requests = [
      '{"axes": {"inhibition": 0.5}, "id": "a"}',
      '{"axes": {"inhibition": 1.5}, "id": 2}',
      'nothing',
      '{"options": {"inhibition": 0.25}}',
    ];
    const [a, outside, unread, b] = await serve(file, { out, requests });
    const expected = { id: 'a', status: 'done', reason: null, known: false, axes: { inhibition: 0.5 } };
    expect(a).toMatchObject(expected);
    // I = 1, 0.8, 0.6: the third is at w S of the first two, so it is not active; S = 1.8 / 1.5, h = (1 − 0.6) / 0.5.
    expect((a.measures as Record<string, number>)['results.0.activity.0']).toBeCloseTo(0.8, 5);
    expect(outside).toEqual({
      id: 2,
      error: 'axes.inhibition: must be a number from 0.2 to 0.8 (got 1.5); give one, or widen the axis',
    });
    expect(unread.error).toMatch(/^must be one JSON object in a line/);
    expect(b.status).toBe('done');
    const again = await serve(file, { out, requests });
    expect(again[0]).toEqual({ ...a, known: true });
    expect(again[3]).toEqual({ ...b, known: true });
    // What was served is of the sweep: 0.5 is one of its points, 0.25 is none.
    const left = (await ask('ask', file, '--points', '9', '--out', out)) as Asked[];
    expect(left.map(({ axes }) => axes)).toEqual([{ inhibition: 0.2 }, { inhibition: 0.8 }]);
  });

  test(
    'stops a point that takes too long, and goes on',
    async () => {
      const file = write('slow.json', {
        command: 'train',
        options: { data: 'digits', hidden: 20, epochs: 1000 },
        axes: { inhibition: [0.5, 1] },
      });
      const requests = ['{"axes": {"inhibition": 0.5}}', '{"axes": {"inhibition": 7}}'];
      const [slow, refused] = await serve(file, { out: at('slow'), requests, seconds: 0.5 });
      expect(slow).toMatchObject({ status: 'timed-out', reason: 'took more than 0.5 s', measures: {} });
      expect(refused.error).toContain('must be one of 0.5, 1 (got 7)');
    },
    PATIENCE,
  );

  const hasPython = spawnSync('python3', ['--version']).status === 0;
  const why = hasPython ? '' : ' (skipped: no python3 found; install it)';

  test.skipIf(!hasPython)(
    `is driven from Python${why}`,
    async () => {
      const words = ['examples/python-optimizer.py', 'examples/sweeps/optimizer.yaml'];
      const command = [process.execPath, main].map((word) => `'${word}'`).join(' ');
      const flags = ['--minimize', 'weights.normDeviation.median', '--trials', '3', '--out', at('python')];
      const search = (): Ended =>
        spawnSync('python3', [...words, ...flags, '--command', command], { cwd: root, encoding: 'utf8' });
      const { status, stdout, stderr } = search();
      expect(status, stderr).toBe(0);
      const values = [...stderr.matchAll(/^\d: .* done ([\d.e+-]+)$/gm)].map(([, value]) => Number(value));
      expect(values).toHaveLength(3);
      const best = JSON.parse(stdout) as { value: number; name: string };
      expect(best.value).toBe(Math.min(...values));
      expect(search().stdout).toBe(stdout);
      const rows = (await ask('results', at('python'))) as Record<string, unknown>[];
      expect(rows).toHaveLength(3);
      expect(rows.find(({ name }) => name === best.name)?.['weights.normDeviation.median']).toBe(best.value);
    },
    2 * PATIENCE,
  );
});
