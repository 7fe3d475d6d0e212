/** Preloaded into a command (`node --import`): writes its peak memory to the file that BENCH_MEMORY_FILE names. */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { peakBytes } from './process-memory.ts';

const file = process.env['BENCH_MEMORY_FILE'];
// Processes that the command forks have a channel to it.
if (isMainThread && process.send === undefined && file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(peakBytes()));
  });
}
