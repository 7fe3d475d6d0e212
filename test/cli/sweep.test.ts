import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/engines/store/read-rows.ts';
import type { SweepRow } from '../../src/sweeps/row.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.2]);

interface Summary {
  readonly points: number;
  readonly skipped: number;
  readonly done: number;
  readonly diverged: number;
  readonly failed: number;
  readonly crashed: number;
  readonly timedOut: number;
  readonly left: number;
  readonly budgetSpent: boolean;
  readonly results: string;
}

const relax = {
  command: 'relax',
  options: { currents },
  axes: { inhibition: [0.5, 0.7, 0.9], tau: [1, 2] },
  measure: ['results.0.energy', 'results.0.retcode', 'results.0.active.length'],
};

async function sweep(file: string, ...words: readonly string[]): Promise<Summary> {
  const { status, stdout, stderr } = await call(['sweep', file, '--json', '--workers', '1', ...words]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return JSON.parse(stdout) as Summary;
}

async function rowsOf(folder: string): Promise<SweepRow[]> {
  const rows: SweepRow[] = [];
  for await (const row of readRows(folder)) rows.push(row);
  return rows;
}

const withoutSeconds = (rows: readonly SweepRow[]): string =>
  JSON.stringify(rows.map(({ seconds, ...row }) => row));

describe('sweep', () => {
  test('runs every point, whose command line alone gives the same', async () => {
    const file = write('all.json', relax);
    const out = at('all');
    expect(await sweep(file, '--out', out)).toMatchObject({ points: 6, done: 6, skipped: 0, left: 0 });
    const rows = await rowsOf(out);
    expect(rows.map(({ name }) => name)).toEqual(rows.map(({ name }) => name).toSorted());
    for (const { commandLine, measures, axes } of rows) {
      const { stdout } = await call([...commandLine.split(' ').slice(1), '--json']);
      const { inhibition, results } = JSON.parse(stdout) as {
        inhibition: number;
        results: { energy: number; retcode: string; active: number[] }[];
      };
      expect(inhibition).toBe(axes.inhibition);
      expect(measures).toEqual({
        'results.0.active.length': results[0].active.length,
        'results.0.energy': results[0].energy,
        'results.0.retcode': results[0].retcode,
      });
    }
  });

  test('writes Parquet files with a column for each axis and each measure', async () => {
    const out = at('all');
    const [name] = readdirSync(path.join(out, 'results'));
    const records = await parquetReadObjects({
      file: await asyncBufferFromFile(path.join(out, 'results', name)),
    });
    expect(Object.keys(records[0])).toEqual([
      ...['name', 'command', 'seed', 'inhibition', 'tau'],
      ...['results.0.active.length', 'results.0.energy', 'results.0.retcode'],
      ...['status', 'reason', 'seconds', 'command_line'],
    ]);
    expect(records).toHaveLength(6);
  });

  test('runs no point again, and those that are new in the file', async () => {
    const file = write('more.json', relax);
    const out = at('more');
    await sweep(file, '--out', out);
    const before = await rowsOf(out);
    expect(await sweep(file, '--out', out)).toMatchObject({ points: 6, done: 0, skipped: 6 });
    write('more.json', { ...relax, axes: { inhibition: [0.3, 0.5, 0.7, 0.9], tau: [1, 2] } });
    expect(await sweep(file, '--out', out)).toMatchObject({ points: 8, done: 2, skipped: 6 });
    const after = await rowsOf(out);
    // Their seconds, too: nobody ran them again.
    for (const row of before) expect(after).toContainEqual(row);
    expect(after).toHaveLength(8);
  });

  test('keeps points that diverge or fail as rows, and runs them again only when asked to', async () => {
    const file = write('bad.json', {
      command: 'relax',
      options: { currents: at('later.json'), inhibition: 0.9 },
      axes: { maxSteps: [1, 1000] },
      measure: ['results.0.retcode'],
    });
    const out = at('bad');
    expect(await sweep(file, '--out', out)).toMatchObject({ failed: 2, done: 0 });
    const [{ reason }] = await rowsOf(out);
    expect(reason).toBe(`${at('later.json')}: no such file; check the path`);
    write('later.json', [1, 0.8, 0.2]);
    expect(await sweep(file, '--out', out)).toMatchObject({ failed: 0, done: 0, skipped: 2 });
    expect(await sweep(file, '--out', out, '--retry')).toMatchObject({
      failed: 0,
      done: 1,
      diverged: 1,
      skipped: 0,
    });
    const rows = await rowsOf(out);
    expect(rows.find(({ axes }) => axes.maxSteps === 1)).toMatchObject({
      status: 'diverged',
      reason: expect.stringMatching(/^1 of 1 rows failed, first row 0: MaxIters/) as string,
      measures: { 'results.0.retcode': 'MaxIters' },
    });
    expect(await sweep(file, '--out', out, '--retry')).toMatchObject({ diverged: 1, skipped: 1 });
  });

  test('measures everything but times and places where no measure is given', async () => {
    const file = write('train.json', {
      command: 'train',
      options: { data: 'bars', limit: 200, hidden: 6, epochs: 1, compare: true },
      axes: { inhibition: [0.8] },
    });
    const tables = [];
    for (const out of [at('train-1'), at('train-2')]) {
      expect(await sweep(file, '--out', out)).toMatchObject({ done: 1 });
      tables.push(withoutSeconds(await rowsOf(out)));
    }
    expect(tables[0]).toBe(tables[1]);
    const [{ measures, name }] = await rowsOf(at('train-1'));
    expect(Object.keys(measures)).toContain('exact.activity.deadUnits');
    expect(Object.keys(measures).filter((key) => /seconds|path|run$/.test(key))).toEqual([]);
    expect(existsSync(path.join(at('train-1'), 'points', name, 'report.html'))).toBe(true);
  });

  test('goes on with a run folder that an earlier process left', async () => {
    const file = write('resume.json', {
      command: 'train',
      options: { data: 'bars', limit: 200, hidden: 6 },
      axes: { epochs: [3] },
    });
    await sweep(file, '--out', at('whole'));
    const [{ name, commandLine }] = await rowsOf(at('whole'));
    // Stopped after its first epoch.
    const point = path.join(at('part'), 'points', name);
    const words = [...commandLine.split(' ').slice(1), '--threads', '1', '--out', point];
    const metrics = path.join(point, 'metrics.jsonl');
    const interruption = interruptionWhen(() => existsSync(metrics));
    expect((await call(words, { interruption })).status).toBe(130);
    write('part/sweep.json', {});
    expect(await sweep(file, '--out', at('part'))).toMatchObject({ done: 1 });
    expect(withoutSeconds(await rowsOf(at('part')))).toBe(withoutSeconds(await rowsOf(at('whole'))));
    expect(readFileSync(metrics, 'utf8').trim().split('\n')).toHaveLength(3);
  });

  test('stops when the budget is spent, and goes on when it is raised', async () => {
    // Points that nobody could run to their ends.
    const endless = write('endless.json', {
      command: 'train',
      options: { data: 'bars', limit: 500, hidden: 6 },
      axes: { epochs: [1e8, 2e8, 3e8] },
      budget: { seconds: 0.05 },
    });
    expect(await sweep(endless, '--out', at('endless'))).toMatchObject({
      done: 0,
      left: 3,
      budgetSpent: true,
    });

    const file = write('budget.json', { ...relax, axes: { inhibition: [0.1, 0.9] } });
    const out = at('budget');
    expect(await sweep(file, '--out', out)).toMatchObject({ done: 2, budgetSpent: false });
    const more = { ...relax, axes: { inhibition: [0.1, 0.5, 0.9] } };
    write('budget.json', { ...more, budget: { seconds: 1e-9 } });
    expect(await sweep(file, '--out', out)).toMatchObject({ done: 0, left: 1, budgetSpent: true });
    write('budget.json', { ...more, budget: { seconds: 1000 } });
    expect(await sweep(file, '--out', out)).toMatchObject({ done: 1, left: 0, budgetSpent: false });
  });

  test('refuses a sweep of more points than its budget before it runs any', async () => {
    const file = write('points.json', { ...relax, budget: { points: 5 } });
    const { status, stderr } = await call(['sweep', file, '--out', at('points')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/budget\.points: must be at least the number of points/);
    expect(await rowsOf(at('points'))).toEqual([]);
  });

  test('stops on Ctrl-C with a summary, and goes on', async () => {
    const file = write('interrupted.json', {
      ...relax,
      axes: { inhibition: { linspace: [0.1, 0.9, 3000] } },
    });
    const out = at('interrupted');
    const interruption = new AbortController();
    const running = call(['sweep', file, '--json', '--workers', '1', '--out', out], { interruption });
    const waiting = setInterval(() => {
      if (existsSync(path.join(out, 'journal.jsonl'))) interruption.abort();
    }, 1);
    const { status, stdout, stderr } = await running;
    clearInterval(waiting);
    expect({ status, stderr }).toEqual({ status: 130, stderr: 'interrupted\n' });
    const { done, left } = JSON.parse(stdout) as Summary;
    expect(done + left).toBe(3000);
    expect(left).toBeGreaterThan(0);
    expect(await rowsOf(out)).toHaveLength(done);
    // The journal is empty: all is in Parquet files.
    expect(readdirSync(out).toSorted()).toEqual(['results', 'sweep.json']);
    write('interrupted.json', { ...relax, axes: { inhibition: [0.1, 0.9] } });
    expect((await sweep(file, '--out', out)).left).toBe(0);
  });

  test('estimates the time of what is left, from trial points or from those that are done', async () => {
    const file = write('dry.json', relax);
    const out = at('dry');
    const first = await call(['sweep', file, '--dry-run', '--workers', '2', '--out', out]);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /6 points left: about .* with 2 workers, .* each \(the mean of 2 trial points\)\n$/,
    );
    expect(existsSync(out)).toBe(false);
    await sweep(file, '--out', out);
    write('dry.json', { ...relax, axes: { inhibition: [0.5, 0.6], tau: [1] } });
    const second = await call(['sweep', file, '--dry-run', '--json', '--workers', '2', '--out', out]);
    const { estimate, count } = JSON.parse(second.stdout) as { estimate: object; count: number };
    expect({ count, estimate }).toMatchObject({
      count: 2,
      estimate: { points: 2, left: 1, from: 'points done', measured: 6 },
    });
  });

  test('tells what is wrong in one line, with status 2', async () => {
    const file = write('wrong.json', relax);
    const refusals: [string[], RegExp][] = [
      [['--seed', '1'], /^--seed: must be given in .*wrong\.json, as an option/],
      [
        ['--out', write('no-sweep/file.txt', 'x').replace('/file.txt', '')],
        /must be the folder of a sweep, or empty/,
      ],
      [['--workers', '0'], /^--workers: must be an integer >= 1/],
    ];
    for (const [words, line] of refusals) {
      const { status, stderr } = await call(['sweep', file, ...words]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(line) as string });
      expect(stderr.match(/\n/g)).toHaveLength(1);
    }
  });

  test('does not mix rows of different measures', async () => {
    const file = write('measure.json', relax);
    const out = at('measure');
    await sweep(file, '--out', out);
    writeFileSync(file, JSON.stringify({ ...relax, measure: ['results.0.time'] }));
    const { status, stderr } = await call(['sweep', file, '--out', out]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `${file}: measure: must be ${JSON.stringify(relax.measure)}, as in the results in ${out} (got ["results.0.time"]); change it back, or give another --out\n`,
    );
    // What the folder says of its rows is lost: they are not mixed with others.
    writeFileSync(path.join(out, 'sweep.json'), '{}');
    const lost = await call(['sweep', file, '--out', out]);
    expect(lost).toMatchObject({ status: 2, stdout: '' });
    expect(lost.stderr).toBe(
      `${path.join(out, 'sweep.json')}: sweep: must be an object (got nothing); restore it, or give another --out\n`,
    );
  });
});
