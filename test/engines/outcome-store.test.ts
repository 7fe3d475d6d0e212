import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { asyncBufferFromFile, parquetReadObjects, parquetSchema, parquetMetadataAsync } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { ArgumentError, DataFormatError } from '../../src/errors.ts';
import { openOutcomeStore } from '../../src/engines/store/outcome-store.ts';
import { readRows } from '../../src/engines/store/read-rows.ts';
import type { SweepRow } from '../../src/sweeps/row.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { sampleName, sampleRow } from './support/sample-row.ts';

const { at } = temporaryFolder();

async function rowsOf(folder: string): Promise<SweepRow[]> {
  const rows: SweepRow[] = [];
  for await (const row of readRows(folder)) rows.push(row);
  return rows;
}

function journals(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
}

function parquets(folder: string): string[] {
  return readdirSync(path.join(folder, 'results')).map((name) => path.join(folder, 'results', name));
}

const byName = (a: SweepRow, b: SweepRow): number => (a.name < b.name ? -1 : 1);

/** What a killed process leaves: its store is never closed. The lock is that of this process, which lives. */
async function abandon(folder: string, rows: readonly SweepRow[]): Promise<void> {
  const store = await openOutcomeStore(folder);
  for (const row of rows) store.add(row);
  renameSync(path.join(folder, 'lock'), path.join(folder, 'lock.old'));
}

describe('the store of outcomes', () => {
  test('gives back every row, in the order of names, from the journal and from Parquet alike', async () => {
    const folder = at('alike');
    const rows = Array.from({ length: 700 }, (_, i) => sampleRow(i));
    const store = await openOutcomeStore(folder);
    for (const row of rows) expect(store.add(row)).toBe(true);
    const early = await rowsOf(folder);
    await store.close();
    expect(journals(folder)).toEqual([]);
    expect(early).toEqual(rows.toSorted(byName));
    expect(JSON.stringify(await rowsOf(folder))).toBe(JSON.stringify(early));
  });

  test('keeps a name once, also after it was opened anew', async () => {
    const folder = at('once');
    const first = await openOutcomeStore(folder);
    expect(first.add(sampleRow(1))).toBe(true);
    expect(first.add(sampleRow(1, { measures: { other: 2 } }))).toBe(false);
    await first.close();
    const second = await openOutcomeStore(folder);
    expect(second.has(sampleName(1))).toBe(true);
    expect(second.has(sampleName(2))).toBe(false);
    expect(second.add(sampleRow(1, { measures: { other: 2 } }))).toBe(false);
    await second.close();
    expect(await rowsOf(folder)).toEqual([sampleRow(1)]);
  });

  test('loses nothing that was added by a process that was killed, and drops a line that was cut', async () => {
    const folder = at('killed');
    const rows = Array.from({ length: 20 }, (_, i) => sampleRow(i));
    await abandon(folder, rows);
    const journal = path.join(folder, 'journal.jsonl');
    const size = readFileSync(journal).length;
    // In the middle of the last row.
    truncateSync(journal, size - 30);
    const store = await openOutcomeStore(folder);
    expect(store.has(sampleName(19))).toBe(false);
    expect(store.totals().counts.done).toBe(19);
    expect(store.add(sampleRow(19))).toBe(true);
    await store.close();
    expect(await rowsOf(folder)).toEqual(rows.toSorted(byName));
  });

  test('drops a line whose checksum does not hold', async () => {
    const folder = at('checksum');
    await abandon(folder, [sampleRow(0), sampleRow(1)]);
    const journal = path.join(folder, 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('"seed":1', '"seed":7'));
    expect(await rowsOf(folder)).toEqual([sampleRow(0)]);
  });

  test('takes rows once that are in the journal and in a Parquet file', async () => {
    const folder = at('both');
    await abandon(folder, [sampleRow(0), sampleRow(1)]);
    const text = readFileSync(path.join(folder, 'journal.jsonl'), 'utf8');
    const store = await openOutcomeStore(folder);
    await store.close();
    // As if the process had been killed between the two steps.
    writeFileSync(path.join(folder, 'journal-00000009.jsonl'), text);
    expect(await rowsOf(folder)).toHaveLength(2);
    const again = await openOutcomeStore(folder);
    expect(again.totals().counts.done).toBe(2);
    await again.close();
    expect(journals(folder)).toEqual([]);
    expect(await rowsOf(folder)).toHaveLength(2);
  });

  test('writes files of bounded size with the same columns, however many rows and columns come', async () => {
    const folder = at('many');
    const rows = Array.from({ length: 9000 }, (_, i) =>
      sampleRow(i, { measures: i < 8500 ? { a: i } : { a: i, later: `text ${i}` } }),
    );
    for (const part of [rows.slice(0, 100), rows.slice(100, 5000), rows.slice(5000)]) {
      const store = await openOutcomeStore(folder);
      for (const row of part) store.add(row);
      await store.close();
    }
    const files = parquets(folder);
    expect(files.map((file) => path.basename(file))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `0000000${number}.parquet`),
    );
    const described = await Promise.all(
      files.map(async (file) => {
        const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
        const columns = parquetSchema(metadata).children.map(({ element }) => [element.name, element.type]);
        return { rows: Number(metadata.num_rows), columns };
      }),
    );
    expect(described.map((file) => file.rows)).toEqual([2048, 2048, 2048, 2048, 808]);
    for (const { columns } of described) expect(columns).toEqual(described[0].columns);
    expect(described[0].columns.map(([name]) => name)).toEqual([
      ...['name', 'command', 'seed', 'inhibition', 'method', 'a', 'later'],
      ...['status', 'reason', 'seconds', 'command_line'],
    ]);
    expect(await rowsOf(folder)).toEqual(rows.toSorted(byName));
  });

  test('stores values of several types under one name, and names that are taken', async () => {
    const folder = at('types');
    const rows = [
      sampleRow(0, { axes: { times: 'auto', seed: 3 }, measures: { times: 1, name: 'a' } }),
      sampleRow(1, { axes: { times: [1, 2], strict: true }, measures: { times: false, name: 'b' } }),
    ];
    const store = await openOutcomeStore(folder);
    for (const row of rows) store.add(row);
    await store.close();
    expect(await rowsOf(folder)).toEqual(rows.toSorted(byName));
    const [file] = parquets(folder);
    const records = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
    expect(records.find(({ name }) => name === sampleName(0))).toMatchObject({
      seed: 0n,
      'option.seed': 3,
      times: '"auto"',
      'result.times': '1',
      'result.name': 'a',
      strict: null,
    });
  });

  test('gives the same for numbers that JSON does not know, whether they came through the journal or not', async () => {
    const row = sampleRow(0, { measures: { zero: -0, none: NaN, null: null, one: 1 } });
    const [straight, killed] = [at('straight'), at('through')];
    const store = await openOutcomeStore(straight);
    store.add(row);
    await store.close();
    await abandon(killed, [row]);
    await (await openOutcomeStore(killed)).close();
    for (const folder of [straight, killed]) {
      const [{ measures }] = await rowsOf(folder);
      expect(measures).toEqual({ one: 1, zero: 0 });
    }
  });

  test('forgets rows that are to be run again', async () => {
    const folder = at('forget');
    const store = await openOutcomeStore(folder);
    for (let i = 0; i < 10; i++)
      store.add(sampleRow(i, i % 5 === 0 ? { status: 'failed', reason: 'x' } : {}));
    expect(await store.forget(({ status }) => status !== 'done')).toBe(2);
    expect([store.has(sampleName(0)), store.has(sampleName(1))]).toEqual([false, true]);
    expect(store.totals().counts).toMatchObject({ done: 8, failed: 0 });
    expect(store.add(sampleRow(0))).toBe(true);
    await store.close();
    expect((await rowsOf(folder)).map(({ status }) => status)).toEqual(
      Array.from({ length: 9 }, () => 'done'),
    );
  });

  test('is for one process', async () => {
    const folder = at('lock');
    const store = await openOutcomeStore(folder);
    await expect(openOutcomeStore(folder)).rejects.toThrow(/lock: is in use by process \d+/);
    await store.close();
    await (await openOutcomeStore(folder)).close();
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  });

  test('writes nothing into a folder that was deleted while it was open', async () => {
    const folder = at('deleted');
    const store = await openOutcomeStore(folder);
    store.add(sampleRow(1));
    rmSync(folder, { recursive: true });
    const refusal = `${folder}: must stay as it is while its sweep runs (its lock is gone); run the sweep again`;
    expect(() => store.add(sampleRow(2))).toThrow(new ArgumentError(refusal));
    await expect(store.close()).rejects.toThrow(new ArgumentError(refusal));
    expect(existsSync(folder)).toBe(false);
  });

  test('names a file that is damaged, wherever in its pages or its metadata', async () => {
    const folder = at('damaged');
    const store = await openOutcomeStore(folder);
    for (let i = 0; i < 40; i++) store.add(sampleRow(i));
    await store.close();
    const [file] = parquets(folder);
    const whole = readFileSync(file);
    for (let place = 0; place < whole.length; place += 23) {
      const copy = Buffer.from(whole);
      copy[place] ^= 0x10;
      writeFileSync(file, copy);
      await expect(rowsOf(folder), `byte ${place}`).rejects.toThrow(DataFormatError);
    }
    const copy = Buffer.from(whole);
    copy[4] ^= 0x10;
    writeFileSync(file, copy);
    await expect(rowsOf(folder)).rejects.toThrow(
      new DataFormatError(`${file}: is damaged (checksum); remove it, its points are run again`),
    );
  });

  test('names a file that is none of its own', async () => {
    const folder = at('foreign');
    mkdirSync(path.join(folder, 'results'), { recursive: true });
    appendFileSync(path.join(folder, 'results', '00000001.parquet'), 'no Parquet at all');
    await expect(openOutcomeStore(folder)).rejects.toThrow(/00000001\.parquet: is not Parquet .*remove it/);
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  });
});
