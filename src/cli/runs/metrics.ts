/** `metrics.jsonl`: a line for every epoch that a checkpoint knows. */
import path from 'node:path';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';

/** Writes it into the folder of a run, once there is one. */
export function writeMetrics(folder: string, metrics: readonly object[]): void {
  if (metrics.length === 0) return;
  const lines = metrics.map((line) => `${JSON.stringify(line)}\n`);
  writeFileAtomic(path.join(folder, RUN_FILES.metrics), lines.join(''));
}
