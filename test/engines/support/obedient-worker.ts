/** Entry of a worker whose jobs do what their options say. Argument: a file that the name of each job is added to as it begins. */
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { serveJobs } from '../../../src/engines/local/serve.ts';
import type { Job, Outcome } from '../../../src/sweeps/job.ts';

const deeds: Readonly<Record<string, (signal: AbortSignal) => void | Promise<void>>> = {
  nothing: () => undefined,
  wait: (signal) => setTimeout(60_000, undefined, { signal }),
  loop: () => {
    for (;;);
  },
  die: () => void process.kill(process.pid, 'SIGKILL'),
  throw: () => {
    setImmediate(() => {
      throw new RangeError('nobody catches this');
    });
    return setTimeout(60_000);
  },
  'fill the heap': () => {
    const kept: unknown[] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
  },
  'fill memory': async () => {
    const kept: Uint8Array[] = [];
    for (;;) {
      kept.push(new Uint8Array(2 ** 24).fill(1));
      await setTimeout(5);
    }
  },
};

serveJobs(async ({ name, options }: Job, signal): Promise<Outcome> => {
  appendFileSync(process.argv[2], `${name}\n`);
  await deeds[String(options.deed)](signal);
  return { name, status: 'done', reason: null, measures: { pid: process.pid }, seconds: 0.001 };
});
