/** Results as one Parquet file, for DuckDB, pandas and polars. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ResultColumn } from './results-columns.ts';
import type { SweepRow } from './row.ts';

const TYPES = { number: 'DOUBLE', flag: 'BOOLEAN', text: 'STRING' } as const;

/** The bytes: a row for each row, numbers as DOUBLE (seeds have 48 bits), flags as BOOLEAN, all else as STRING. */
export function resultsParquet(rows: readonly SweepRow[], columns: readonly ResultColumn[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, kind, of }) => ({
        name,
        type: TYPES[kind],
        data: rows.map((row) => {
          const value = of(row);
          return kind === 'text' && value !== null ? String(value) : value;
        }),
      })),
    }),
  );
}
