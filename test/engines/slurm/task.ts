/** A task of tests: points that end well, crash, hang or fill the memory, as their option `act` says. Argument: the batch. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { runBatch } from '../../../src/engines/slurm/run-batch.ts';

const file = process.argv[2];

await runBatch(file, {
  adapt: (job) => job,
  signal: new AbortController().signal,
  createEngine: ({ sweep }) => ({
    run: async (jobs, { settle, show }) => {
      for (const { name, options } of jobs) {
        // One line per start: a point that was submitted twice has two.
        appendFileSync(path.join(sweep, 'starts.txt'), `${name}\n`);
        show({ worker: '1', job: name });
        if (options['act'] === 'crash') process.kill(process.pid, 'SIGKILL');
        if (options['act'] === 'hang') await setTimeout(3_600_000);
        if (options['act'] === 'fill') {
          const filled: Buffer[] = [];
          for (;;) {
            filled.push(Buffer.alloc(2 ** 26, filled.length));
            await setTimeout(50);
          }
        }
        await setTimeout(Number(options['ms'] ?? 0));
        settle({ name, status: 'done', reason: null, measures: { x: options['x'] as number }, seconds: 0 });
      }
      show({ worker: '1', job: null });
    },
  }),
});
