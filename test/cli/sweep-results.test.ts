import { existsSync, readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOutcomeStore } from '../../src/engines/store/outcome-store.ts';
import { commands } from '../../src/cli/commands.ts';
import { toldRows } from '../../src/cli/commands/sweep-tell.ts';
import { countPoints, locateSweep } from '../../src/cli/sweep/locate.ts';
import { withResults } from '../../src/cli/sweep/results-store.ts';
import { writeSweepReport } from '../../src/cli/sweep/report.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const file = write(
  's.yaml',
  'command: train\naxes:\n  inhibition: [0.5, 1, 1.5]\n  hidden: [10, 20]\nmeasure: [activity.deadUnits, error, hidden]\n',
);
const folder = at('results');

/** Keeps outcomes of all points but the last; `seconds` differ between sweeps. */
async function fill(place: string, seconds: number): Promise<void> {
  const located = await locateSweep(file, commands, place);
  const points = [...located.points()].slice(0, -1);
  const lines = points.map(({ name, axes }, i) =>
    JSON.stringify(
      i === 1
        ? { name, status: 'diverged', reason: 'unit 3, "far"', measures: {}, seconds }
        : {
            name,
            measures: {
              'activity.deadUnits': i,
              error: Number(axes.inhibition) / 10,
              hidden: Number(axes.hidden),
            },
            seconds,
          },
    ),
  );
  const rows = toldRows(located, lines);
  await withResults(located, (store) => {
    for (const row of rows) store.add(row);
    return Promise.resolve();
  });
}

async function results(...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await call(['sweep', 'results', folder, ...words]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

beforeAll(async () => {
  await fill(folder, 1.5);
});

describe('sweep results', () => {
  test('gives CSV in the order of the axes', async () => {
    const lines = (
      await results('--format', 'csv', '--columns', 'inhibition,hidden,deadUnits,result.hidden,status,reason')
    )
      .trimEnd()
      .split('\n');
    expect(lines).toEqual([
      'inhibition,hidden,activity.deadUnits,result.hidden,status,reason',
      '0.5,10,0,10,done,',
      '0.5,20,,,diverged,"unit 3, ""far"""',
      '1,10,2,10,done,',
      '1,20,3,20,done,',
      '1.5,10,4,10,done,',
    ]);
  });

  test('is the same for two runs of a sweep, but with --timings', async () => {
    const again = at('again');
    await fill(again, 2.5);
    const of = async (place: string, ...words: string[]): Promise<string> =>
      (await call(['sweep', 'results', place, '--format', 'csv', ...words])).stdout;
    expect(await of(again)).toBe(await of(folder));
    expect((await of(again, '--timings')).replaceAll('2.5\n', '1.5\n')).toBe(await of(folder, '--timings'));
    expect((await of(again, '--timings')).split('\n')[1]).toMatch(/,2\.5$/);
  });

  test('takes rows by a condition and orders them by a column', async () => {
    const rows = JSON.parse(
      await results(
        '--where',
        'inhibition > 0.9 and deadUnits < 4',
        '--sort',
        'deadUnits',
        '--descending',
        '--json',
      ),
    ) as Record<string, unknown>[];
    expect(rows.map((row) => row['activity.deadUnits'])).toEqual([3, 2]);
    const failed = JSON.parse(await results('--where', 'not done', '--format', 'json')) as object[];
    expect(failed).toHaveLength(1);
  });

  test('shows a table to read', async () => {
    const shown = await results('--where', 'done');
    expect(shown).toContain('4 of 5 points');
    expect(shown.split('\n')[1]).toMatch(/name .* seed .* inhibition .* hidden .* status .* reason/);
  });

  test('writes one Parquet file that holds what JSON does', async () => {
    const out = at('merged.parquet');
    expect(await results('--format', 'parquet', '--out', out)).toBe(`${out}\n`);
    const bytes = readFileSync(out);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    expect(await parquetReadObjects({ file: buffer })).toEqual(JSON.parse(await results('--json')));
  });

  test('writes text to a file, too', async () => {
    const out = at('table.csv');
    await results('--format', 'csv', '--out', out);
    expect(readFileSync(out, 'utf8')).toBe(await results('--format', 'csv'));
  });

  test.each([
    [['--format', 'parquet'], '--out: must be given with --format parquet'],
    [
      ['--where', 'inhibtion > 1'],
      '--where: must name a column of the results (got inhibtion); did you mean inhibition?',
    ],
    [['--columns', 'nothing'], '--columns: must name a column of the results (got nothing)'],
    [['--sort', 'errors'], '--sort: must name a column of the results (got errors); did you mean error?'],
  ])('refuses %j in one line', async (words, message) => {
    const { status, stdout, stderr } = await call(['sweep', 'results', folder, ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('refuses a sweep without results, and a folder without a sweep', async () => {
    const none = await call(['sweep', 'results', file]);
    expect(none.stderr).toMatch(/: must have results \(got none in .*\); run competing-units sweep first/);
    const other = await call(['sweep', 'results', at()]);
    expect(other.stderr).toMatch(/: must be the folder of a sweep \(no sweep\.json\)/);
  });
});

describe('sweep report', () => {
  test('writes the page into the folder of the sweep', async () => {
    const { status, stdout, stderr } = await call(['sweep', 'report', folder, '--minimize', 'error']);
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: `${folder}/report.html\n` });
    const page = readFileSync(at('results/report.html'), 'utf8');
    expect(page).toContain('Best settings (smallest first)');
    expect(page).toContain('1 still to run');
    expect(page).toContain('unit 3, &quot;far&quot;');
  });

  test('shows the measures that are asked for, in their order', async () => {
    const out = at('own.html');
    await call(['sweep', 'report', folder, '--measure', 'hidden,error', '--out', out]);
    const labels = [...readFileSync(out, 'utf8').matchAll(/<label class="measure"[^>]*>([^<]*)</g)];
    expect(labels.map(([, name]) => name)).toEqual(['hidden', 'error', 'share not done']);
  });

  test('says of a measure that was asked about when it is the same in every point', async () => {
    const out = at('constant.html');
    const words = ['--where', 'hidden == 10', '--minimize', 'hidden', '--out', out];
    await call(['sweep', 'report', folder, ...words]);
    expect(readFileSync(out, 'utf8')).toContain('The same in every point: hidden = 10.');
  });

  test('shows the points that are asked for', async () => {
    const out = at('part.html');
    await call(['sweep', 'report', folder, '--where', 'hidden == 20', '--out', out]);
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('<span>2 points</span>');
    expect(page).not.toContain('still to run');
  });

  test('writes every figure as SVG', async () => {
    const out = at('figures');
    const { stdout } = await call(['sweep', 'report', folder, '--format', 'svg', '--out', out]);
    const files = stdout.trimEnd().split('\n');
    expect(files).toContain(`${out}/error-map-1.svg`);
    expect(files).toContain(`${out}/parallel-coordinates.svg`);
    for (const one of files) expect(readFileSync(one, 'utf8')).toMatch(/^<\?xml /);
  });

  test.each([
    [['--measure', 'eror'], '--measure: must name a column of the results (got eror); did you mean error?'],
    [
      ['--minimize', 'error', '--maximize', 'error'],
      '--maximize: must not name what --minimize names (got error)',
    ],
  ])('refuses %j', async (words, message) => {
    const { status, stderr } = await call(['sweep', 'report', folder, ...words]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('is written at the end of a sweep, if a point has ended', async () => {
    const empty = at('empty');
    const located = await locateSweep(file, commands, empty);
    expect(await writeSweepReport(located, 6)).toBeNull();
    expect(existsSync(at('empty/report.html'))).toBe(false);
    await (await openOutcomeStore(empty)).close();
    await fill(empty, 1);
    expect(await writeSweepReport(located, 6)).toBe(at('empty/report.html'));
    expect(existsSync(at('empty/report.html'))).toBe(true);
  });
});

describe('sweep files of the examples', () => {
  test.each([
    ['exact-or-shortcut', 72],
    ['optimizer', 16],
  ])('%s has %i points', async (name, count) => {
    expect(countPoints(await locateSweep(`examples/sweeps/${name}.yaml`, commands))).toBe(count);
  });
});
