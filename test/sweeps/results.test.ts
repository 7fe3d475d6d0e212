import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { NO_COLUMNS, widen } from '../../src/engines/store/columns.ts';
import { axisColumn, measureColumn } from '../../src/sweeps/column-names.ts';
import { columnNamed, resultColumns } from '../../src/sweeps/results-columns.ts';
import { sortRows } from '../../src/sweeps/results-order.ts';
import { resultsParquet } from '../../src/sweeps/results-parquet.ts';
import { resultsCsv, resultsJson } from '../../src/sweeps/results-text.ts';
import { compileWhere } from '../../src/sweeps/where.ts';
import { sampleRow } from './support/sample-rows.ts';

const rows = [
  sampleRow({ inhibition: 0.5, hidden: 10 }, { 'activity.deadUnits': 4, hidden: 10, note: 'a,"b"' }),
  sampleRow(
    { inhibition: 1.5, hidden: 10 },
    { 'activity.deadUnits': 0.1, hidden: 10, note: '' },
    { seed: 2 },
  ),
  sampleRow(
    { inhibition: 1.5, hidden: 20 },
    {},
    { status: 'timed-out', reason: 'took more than 5 s\nand was stopped' },
  ),
];
const columns = resultColumns(rows, { axes: ['inhibition', 'hidden'] });

describe('columns of results', () => {
  test('are the name, the seed, the axes, the measures, the status and its reason', () => {
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['name', 'text'],
      ['seed', 'number'],
      ['inhibition', 'number'],
      ['hidden', 'number'],
      ['activity.deadUnits', 'number'],
      ['result.hidden', 'number'],
      ['note', 'text'],
      ['status', 'text'],
      ['reason', 'text'],
    ]);
  });

  test('are named as in the files that keep them', () => {
    const taken = sampleRow({ command: 'x', p: 2 }, { command_line: 1, p: 2, q: 3, 'a.b': 4 });
    const stored = widen(NO_COLUMNS, [taken]);
    const names = resultColumns([taken]).map(({ name }) => name);
    for (const axis of stored.axes.keys()) expect(names).toContain(axisColumn(axis));
    for (const measure of stored.measures.keys())
      expect(names).toContain(measureColumn(measure, stored.axes));
  });

  test('hold seconds only where they are asked for', () => {
    const last = resultColumns(rows, { timings: true }).at(-1);
    expect(last?.name).toBe('seconds');
    expect(last?.of(rows[0])).toBe(0.25);
    expect(resultColumns(rows.map((row) => ({ ...row, seconds: 9 }))).map(({ of }) => of(rows[0]))).toEqual(
      resultColumns(rows).map(({ of }) => of(rows[0])),
    );
  });

  test('are of text where numbers and texts meet, and join lists', () => {
    const mixed = [sampleRow({ p: 2, rates: [0.1, 0.2] }, {}), sampleRow({ p: 'max', rates: [1] }, {})];
    const [p, rates] = resultColumns(mixed, { axes: ['p', 'rates'] }).slice(2);
    expect([p.kind, rates.kind, rates.of(mixed[0])]).toEqual(['text', 'text', '0.1,0.2']);
  });

  test('are found by their last words where only one ends so', () => {
    expect(columnNamed(columns, 'deadUnits', '--sort').name).toBe('activity.deadUnits');
    expect(columnNamed(columns, 'hidden', '--sort').name).toBe('hidden');
    expect(() => columnNamed(columns, 'deadUnit', '--sort')).toThrow(
      '--sort: must name a column of the results (got deadUnit); did you mean deadUnits?',
    );
    const deep = resultColumns([sampleRow({}, { 'exact.error.test': 1, 'ranking.error.test': 2 })]);
    const one = resultColumns([sampleRow({}, { 'a.error.exact': 1, 'a.error.ranking': 2, 'b.exact': 3 })]);
    expect(columnNamed(one, 'error.exact', '--sort').name).toBe('a.error.exact');
    expect(() => columnNamed(deep, 'error.test', '--sort')).toThrow('which may be exact.error.test');
    const twice = resultColumns([sampleRow({}, { 'a.x': 1, 'b.x': 2 })]);
    expect(() => columnNamed(twice, 'x', '--sort')).toThrow(
      '--sort: must name one column (got x, which may be a.x, b.x); write it out',
    );
  });
});

describe('conditions on results', () => {
  const chosen = (text: string): number[] =>
    rows.flatMap((row, i) => (compileWhere(text, columns, '--where')(row) ? [i] : []));

  test.each([
    ['inhibition > 0.9 and deadUnits < 10', [1]],
    ['activity.deadUnits >= 0.1', [0, 1]],
    ['activity.deadUnits + 1.5 > 5', [0]],
    ['result.hidden == hidden', [0, 1]],
    ['timed_out', [2]],
    ['not done', [2]],
    ['max(inhibition, 1) == 1', [0]],
    ['inhibition > 1e0', [1, 2]],
    ['deadUnits < 1 or not (deadUnits < 1)', [0, 1]],
  ])('of %s take the rows %j', (text, expected) => {
    expect(chosen(text)).toEqual(expected);
  });

  test.each([
    [
      'inhibitoin > 1',
      '--where: must name a column of the results (got inhibitoin); did you mean inhibition?',
    ],
    ['note > 1', '--where: must use columns of numbers (got note = "a,\\"b\\""); leave note out of it'],
    ['inhibition >', "--where: 'inhibition >' does not parse"],
    ['note == "a"', '--where: must compare numbers (got note == "a"); leave texts out'],
    ['import(1) > 0', "uses the call 'import(1)'"],
    ['inhibition.constructor(1)', 'is allowed'],
    ['hidden.constructor', 'must name a column of the results (got hidden.constructor)'],
  ])('refuse %s', (text, message) => {
    expect(() => chosen(text)).toThrow(message);
  });
});

describe('the order of rows', () => {
  test('is that of numbers, with rows without one last in both directions', () => {
    const [dead] = columns.filter(({ name }) => name === 'activity.deadUnits');
    expect(sortRows(rows, [dead]).map((row) => dead.of(row))).toEqual([0.1, 4, null]);
    expect(sortRows(rows, [dead], { descending: true }).map((row) => dead.of(row))).toEqual([4, 0.1, null]);
  });

  test('does not depend on the order in which rows came', () => {
    const some = fc.record({ x: fc.constantFrom(1, 2, 'a'), seed: fc.nat(50) });
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: ({ seed }) => seed }), fc.nat(), (points, shift) => {
        const made = points.map(({ x, seed }) => sampleRow({ x }, {}, { seed }));
        const turned = made.map((_, i) => made[(i + shift) % made.length]);
        const by = resultColumns(made).filter(({ name }) => name === 'x');
        expect(sortRows(turned, by)).toEqual(sortRows(made, by));
      }),
      { seed: 1 },
    );
  });
});

describe('results as files', () => {
  test('quote in CSV what needs it, and tell no value from an empty text', () => {
    const shown = columns.filter(({ name }) => ['inhibition', 'note', 'reason'].includes(name));
    expect(resultsCsv(rows, shown)).toBe(
      'inhibition,note,reason\n0.5,"a,""b""",\n1.5,"",\n1.5,,"took more than 5 s\nand was stopped"\n',
    );
  });

  test('come back from Parquet with their types and nulls', async () => {
    const bytes = resultsParquet(rows, columns);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toEqual(resultsJson(rows, columns));
  });

  test('come back from Parquet when there are none', async () => {
    const bytes = resultsParquet([], resultColumns([]));
    expect(await parquetReadObjects({ file: bytes.buffer as ArrayBuffer })).toEqual([]);
  });
});
