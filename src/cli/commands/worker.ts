/** `worker`: runs points of sweeps that other machines began. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { JobLimits } from '../../engines/engine.ts';
import { createPointQueue } from '../../engines/postgres/point-queue.ts';
import { openQueue, serverAddress } from '../../engines/postgres/queue-connection.ts';
import { runQueueWorker } from '../../engines/postgres/queue-worker.ts';
import { runBatch } from '../../engines/slurm/run-batch.ts';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import type { Job } from '../../sweeps/job.ts';
import type { Command, Execute, ExitStatus, Terminal } from '../command.ts';
import type { WorkerOptions } from '../options/worker.ts';
import { oneAtATime } from '../sweep/one-at-a-time.ts';

/** Gives a point the cores that Slurm gave the task, where its command can use them and the sweep says nothing else. */
function withThreads(job: Job, commands: readonly Command[]): Job {
  const cores = Number(process.env['SLURM_CPUS_PER_TASK']);
  const command = commands.find(({ name }) => name === job.command);
  const isFree = Object.hasOwn(command?.options ?? {}, 'threads') && !Object.hasOwn(job.options, 'threads');
  return isFree && cores >= 1 ? { ...job, options: { ...job.options, threads: cores } } : job;
}

/** A never-aborted signal: a worker that is asked to end finishes what it took. */
const NEVER = new AbortController().signal;

async function serveQueue(
  url: string,
  { concurrency, pointSeconds, pointMemory, out }: WorkerOptions,
  { note, signal }: Terminal,
): Promise<void> {
  const limits: JobLimits = { seconds: pointSeconds, megabytes: pointMemory };
  const connection = await openQueue(serverAddress(url), note);
  const scratch = out === undefined ? mkdtempSync(path.join(tmpdir(), 'competing-units-')) : null;
  const folder = scratch ?? path.resolve(out ?? '');
  try {
    mkdirSync(folder, { recursive: true });
    const queue = createPointQueue(connection);
    await queue.prepare();
    let points = 0;
    const finishing = (): void => note('finishing what runs; Ctrl-C again leaves it to other workers');
    signal.addEventListener('abort', finishing, { once: true });
    note(`waiting for points; ${concurrency} at a time, Ctrl-C ends`);
    await runQueueWorker({
      queue,
      concurrency,
      name: `${hostname()}:${process.pid}`,
      createEngine: (bounds) => oneAtATime(folder, bounds),
      limits,
      show: () => undefined,
      clean: ({ name }) => {
        points++;
        if (scratch !== null)
          rmSync(path.join(folder, SWEEP_FILES.points, name), { recursive: true, force: true });
      },
      drain: signal,
      stop: NEVER,
    });
    note(`${points} ${points === 1 ? 'point' : 'points'} run`);
  } finally {
    if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
    await connection.close();
  }
}

/** `worker` for points of some of `commands`. */
export function workerCommand(commands: readonly Command[]): Execute<WorkerOptions> {
  return async (options, terminal): Promise<ExitStatus> => {
    const { connect, batch } = options;
    if ((connect === undefined) === (batch === undefined)) {
      throw new ArgumentError(
        `--connect: must be given, or --batch (got ${connect === undefined ? 'neither' : 'both'}); see worker --help`,
      );
    }
    if (connect !== undefined) await serveQueue(connect, options, terminal);
    if (batch !== undefined) {
      await runBatch(path.resolve(batch), {
        createEngine: ({ sweep, limits }) => oneAtATime(sweep, limits),
        adapt: (job) => withThreads(job, commands),
        signal: terminal.signal,
      });
    }
    return 0;
  };
}
