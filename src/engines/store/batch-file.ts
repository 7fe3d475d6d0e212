/** One Parquet file of rows, sorted by name: readable as `results/*.parquet` by pandas, DuckDB and polars. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { AsyncBuffer } from 'hyparquet';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { BasicType } from 'hyparquet-writer';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { DataFormatError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import type { JobStatus, Measured } from '../../sweeps/job.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import type { OptionValue } from '../../sweeps/sweep-file.ts';
import { axisColumn, measureColumn } from '../../sweeps/column-names.ts';
import { describeColumns, readColumns } from './columns.ts';
import type { ColumnType, RowColumns } from './columns.ts';

/** Rows that are read at once. */
export const ROW_GROUP = 256;

/** Of the metadata of a file. */
const COLUMNS_KEY = 'competing-units sweep';
/** CRC-32 in eight digits of the whole file, these being zeros: damage may keep a reader busy for ever, or give it other numbers. */
const CHECKSUM_KEY = 'competing-units crc32';
const NO_CHECKSUM = '00000000';

/** Where the digits are: between the key and them, Thrift has the number of their field and how many they are. */
function checksumPlace(bytes: Buffer): number {
  return bytes.lastIndexOf(CHECKSUM_KEY) + CHECKSUM_KEY.length + 2;
}

function checksumOf(bytes: Buffer): string {
  const place = checksumPlace(bytes);
  const before = crc32(NO_CHECKSUM, crc32(bytes.subarray(0, place)));
  return crc32(bytes.subarray(place + NO_CHECKSUM.length), before)
    .toString(16)
    .padStart(NO_CHECKSUM.length, '0');
}

const PARQUET_TYPES: Readonly<Record<ColumnType, BasicType>> = {
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  text: 'STRING',
  json: 'STRING',
};

function encodeCell(type: ColumnType, value: OptionValue | Measured | undefined): unknown {
  if (value === undefined || value === null) return null;
  return type === 'json' ? JSON.stringify(value) : value;
}

function decodeCell(type: ColumnType, value: unknown): unknown {
  return type === 'json' ? JSON.parse(value as string) : value;
}

/** Writes the rows, which are sorted by name, in one step. */
export function writeBatch(file: string, rows: readonly SweepRow[], columns: RowColumns): void {
  const column = (
    name: string,
    type: BasicType,
    of: (row: SweepRow) => unknown,
    nullable = true,
  ): object => ({
    name,
    type,
    nullable,
    data: rows.map(of),
  });
  const columnData = [
    column('name', 'STRING', ({ name }) => name, false),
    column('command', 'STRING', ({ command }) => command, false),
    column('seed', 'INT64', ({ seed }) => BigInt(seed), false),
    ...[...columns.axes].map(([key, type]) =>
      column(axisColumn(key), PARQUET_TYPES[type], ({ axes }) => encodeCell(type, axes[key])),
    ),
    ...[...columns.measures].map(([key, type]) =>
      column(measureColumn(key, columns.axes), PARQUET_TYPES[type], ({ measures }) =>
        encodeCell(type, measures[key]),
      ),
    ),
    column('status', 'STRING', ({ status }) => status, false),
    column('reason', 'STRING', ({ reason }) => reason),
    column('seconds', 'DOUBLE', ({ seconds }) => seconds, false),
    column('command_line', 'STRING', ({ commandLine }) => commandLine, false),
  ] as Parameters<typeof parquetWriteBuffer>[0]['columnData'];
  const kvMetadata = [
    { key: COLUMNS_KEY, value: describeColumns(columns) },
    { key: CHECKSUM_KEY, value: NO_CHECKSUM },
  ];
  const bytes = Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: ROW_GROUP, kvMetadata }));
  bytes.write(checksumOf(bytes), checksumPlace(bytes), 'latin1');
  writeFileAtomic(file, bytes);
}

/** A file that is open, so that replacing it by another does not change what is read. Reading throws as `openBatch`. */
export interface BatchFile {
  readonly rows: number;
  readonly columns: RowColumns;
  readonly read: (from: number, to: number) => Promise<SweepRow[]>;
  /** Name and status only. */
  readonly readNames: () => Promise<
    { readonly name: string; readonly status: JobStatus; readonly seconds: number }[]
  >;
  readonly close: () => void;
}

/**
 * Opens a file that `writeBatch` wrote.
 * @throws DataFormatError when it is something else, or damaged
 */
export async function openBatch(file: string): Promise<BatchFile> {
  const descriptor = openSync(file, 'r');
  const buffer: AsyncBuffer = {
    byteLength: fstatSync(descriptor).size,
    slice: (start, end = buffer.byteLength) => {
      const bytes = new Uint8Array(end - start);
      readSync(descriptor, bytes, 0, bytes.length, start);
      return Promise.resolve(bytes.buffer);
    },
  };
  try {
    const metadata = await reading(file, () => parquetMetadataAsync(buffer));
    const valueOf = (wanted: string): string | undefined =>
      metadata.key_value_metadata?.find(({ key }) => key === wanted)?.value;
    const described = valueOf(COLUMNS_KEY);
    if (described === undefined) {
      throw new DataFormatError(`${file}: is not a file of results of a sweep; remove it from there`);
    }
    if (valueOf(CHECKSUM_KEY) !== checksumOf(Buffer.from(await buffer.slice(0)))) {
      throw new DataFormatError(`${file}: is damaged (checksum); remove it, its points are run again`);
    }
    const columns = await reading(file, () => readColumns(described));
    const rows = Number(metadata.num_rows);
    const base = { file: buffer, metadata, rowFormat: 'object' } as const;
    return {
      rows,
      columns,
      read: (rowStart, rowEnd) =>
        reading(file, async () =>
          (await parquetReadObjects({ ...base, rowStart, rowEnd })).map((record) => toRow(record, columns)),
        ),
      readNames: () =>
        reading(file, async () => {
          const records = await parquetReadObjects({ ...base, columns: ['name', 'status', 'seconds'] });
          return records as { name: string; status: JobStatus; seconds: number }[];
        }),
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** The package that reads Parquet throws whatever comes of bytes that are not what they should be. */
async function reading<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The disk itself.
    if (error instanceof Error && 'syscall' in error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(
      `${file}: is not Parquet or is damaged (${reason}); remove it, its points are run again`,
    );
  }
}

function toRow(record: Readonly<Record<string, unknown>>, columns: RowColumns): SweepRow {
  const values = (types: RowColumns['axes'], nameOf: (key: string) => string): Record<string, unknown> =>
    Object.fromEntries(
      [...types].flatMap(([key, type]) => {
        const value = record[nameOf(key)];
        return value === null || value === undefined ? [] : [[key, decodeCell(type, value)]];
      }),
    );
  return {
    name: record.name as string,
    command: record.command as string,
    seed: Number(record.seed),
    axes: values(columns.axes, axisColumn) as SweepRow['axes'],
    status: record.status as JobStatus,
    reason: (record.reason ?? null) as string | null,
    measures: values(columns.measures, (key) => measureColumn(key, columns.axes)) as SweepRow['measures'],
    seconds: record.seconds as number,
    commandLine: record.command_line as string,
  };
}
