/** Section 4, the part that the epochs do not give: peak memory of the whole command `train`. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CommandMemory } from './results.ts';
import { spreadOf } from './statistics.ts';

const run = promisify(execFile);

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** Peak memory of `train` with default threads over one epoch of `data`. */
export async function measureTrainCommand(
  data: string,
  units: number,
  note: (text: string) => void,
): Promise<CommandMemory> {
  const name = `train --hidden ${units} --epochs 1`;
  note(`peak memory: ${name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-bench-'));
  const memoryFile = path.join(folder, 'peak');
  const options = ['--data', data, '--hidden', String(units), '--epochs', '1', '--json'];
  const out = ['--out', path.join(folder, 'run')];
  try {
    await run(
      process.execPath,
      ['--import', pathOf('report-memory.ts'), pathOf('../../src/cli/main.ts'), 'train', ...options, ...out],
      { env: { ...process.env, BENCH_MEMORY_FILE: memoryFile }, maxBuffer: 1 << 26 },
    );
    return { name, peakBytes: spreadOf([Number(readFileSync(memoryFile, 'utf8'))]), reason: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, peakBytes: null, reason: `failed: ${reason}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
