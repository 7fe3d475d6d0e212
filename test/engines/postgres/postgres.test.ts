/** The engine on a real PostgreSQL, with worker processes, as .ci/run starts it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { runJob } from '../../../src/cli/sweep/run-job.ts';
import { commands } from '../../../src/cli/commands.ts';
import { jobKey } from '../../../src/engines/job-key.ts';
import type { Engine, WorkerState } from '../../../src/engines/engine.ts';
import { createPointQueue } from '../../../src/engines/postgres/point-queue.ts';
import { createPostgresEngine } from '../../../src/engines/postgres/postgres-engine.ts';
import { openQueue } from '../../../src/engines/postgres/queue-connection.ts';
import { runQueueWorker } from '../../../src/engines/postgres/queue-worker.ts';
import type { QueueWorkerOptions } from '../../../src/engines/postgres/queue-worker.ts';
import type { Job, Outcome } from '../../../src/sweeps/job.ts';
import { call } from '../../cli/support/call.ts';
import { temporaryFolder } from '../../cli/support/temporary-folder.ts';
import { postgresReason, postgresUrl, withoutPostgres } from '../../support/servers.ts';

const { at, write } = temporaryFolder();
const start = fileURLToPath(new URL('../../../src/cli/start.mjs', import.meta.url));
const PATIENCE = 240_000;
const NONE = { seconds: undefined, megabytes: undefined };
const NEVER = new AbortController().signal;

const processes: ChildProcess[] = [];
afterEach(async () => {
  for (const child of processes.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

/** Starts a worker process, and waits until it waits for points. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [start, 'worker', '--connect', postgresUrl()], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  processes.push(child);
  child.stderr.setEncoding('utf8');
  for await (const text of child.stderr) if (String(text).includes('waiting for points')) break;
  return child;
}

interface Run {
  readonly outcomes: Outcome[];
  readonly finished: Promise<void>;
}

function runOnServer(
  sweep: string,
  jobs: Iterable<Job>,
  {
    show = () => undefined,
    signal = NEVER,
  }: { show?: (state: WorkerState) => void; signal?: AbortSignal } = {},
): Run {
  mkdirSync(sweep, { recursive: true });
  const outcomes: Outcome[] = [];
  const engine = createPostgresEngine({
    sweep,
    address: { kind: 'server', url: postgresUrl() },
    limits: NONE,
    concurrency: 1,
    createEngine: () => {
      throw new Error('a server has workers elsewhere');
    },
    note: () => undefined,
  });
  const settle = (outcome: Outcome): void => void outcomes.push(outcome);
  return { outcomes, finished: engine.run(jobs, { settle, show, signal }) };
}

/** An engine that gives the point's option `x` back after its option `ms`. */
function patientEngine(stopped: string[] = []): Engine {
  return {
    run: async (jobs, { settle, show, signal }) => {
      for (const { name, options } of jobs) {
        show({ worker: '1', job: name });
        await setTimeout(Number(options['ms'] ?? 0), undefined, { signal }).catch(() => stopped.push(name));
        if (signal.aborted) return;
        settle({ name, status: 'done', reason: null, measures: { x: options['x'] as number }, seconds: 0 });
      }
      show({ worker: '1', job: null });
    },
  };
}

/** Runs a worker in this process while `work` goes on. */
async function withWorker(options: Partial<QueueWorkerOptions>, work: () => Promise<void>): Promise<void> {
  const connection = await openQueue({ kind: 'server', url: postgresUrl() }, () => undefined);
  const drain = new AbortController();
  try {
    const queue = createPointQueue(connection);
    await queue.prepare();
    const working = runQueueWorker({
      queue,
      concurrency: 1,
      name: 'in-process',
      createEngine: () => patientEngine(),
      limits: NONE,
      show: () => undefined,
      clean: () => undefined,
      drain: drain.signal,
      stop: NEVER,
      ...options,
    });
    await work();
    drain.abort();
    await working;
  } finally {
    drain.abort();
    await connection.close();
  }
}

function job(name: string, options: Job['options'] = {}): Job {
  return { name, command: 'test', options: { x: name.length, ...options }, measure: [] };
}

function named(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ name }) => name).sort();
}

/** What is the same in every run of a point. */
function lasting({ seconds: _, ...outcome }: Outcome): Omit<Outcome, 'seconds'> {
  return outcome;
}

describe.skipIf(withoutPostgres)(
  `The engine postgres on a server${postgresReason}`,
  { timeout: PATIENCE },
  () => {
    it('has every point once when one of two worker processes is killed in the middle of one', async () => {
      const training = { data: 'bars', hidden: 8, epochs: 1, limit: 400 };
      const jobs = Array.from({ length: 8 }, (_, i): Job => ({
        name: `killed-${i}`,
        command: 'train',
        // The first two take seconds on a fast machine, so that whoever has one is seen, and killed while it runs.
        options: { ...training, seed: i, ...(i < 2 && { epochs: 20_000 }) },
        measure: ['activity.deadUnits', 'weights.min', 'weights.sha256'],
      }));
      const workers = await Promise.all([startWorker(), startWorker()]);
      let victim: { readonly pid: string; readonly job: string } | undefined;
      const { outcomes, finished } = runOnServer(at('killed'), jobs, {
        show: ({ worker, job: name }) => {
          if (victim !== undefined || name === null) return;
          const pid = worker.split(':').at(-1) ?? '';
          victim = { pid, job: name };
          workers.find((child) => String(child.pid) === pid)?.kill('SIGKILL');
        },
      });
      await finished;
      expect(workers.filter(({ signalCode }) => signalCode === 'SIGKILL')).toHaveLength(1);
      expect(named(outcomes)).toEqual(named(jobs as unknown as Outcome[]));
      expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual(jobs.map(() => ['done', null]));
      // The point of the killed worker has what an undisturbed run of it has.
      const repeated = jobs.find(({ name }) => name === victim?.job) ?? jobs[0];
      const alone = await runJob(repeated, { commands, folder: at('alone'), signal: NEVER });
      expect(outcomes.filter(({ name }) => name === repeated.name).map(lasting)).toEqual([lasting(alone)]);
    });

    it('says crashed of a point whose workers died three times, and goes on', async () => {
      const sweep = at('deadly');
      const { outcomes, finished } = runOnServer(sweep, [job('deadly')]);
      const connection = await openQueue({ kind: 'server', url: postgresUrl() }, () => undefined);
      const queue = createPointQueue(connection);
      const taken: number[] = [];
      // Three workers that take it and are never heard of again; a fourth that finds nothing but says that it is lost.
      while (outcomes.length === 0) {
        for (const { retryCount } of await queue.take(1)) taken.push(retryCount);
        await queue.buryLost();
        await setTimeout(500);
      }
      await finished;
      await connection.close();
      expect(taken).toEqual([0, 1, 2]);
      expect(outcomes).toEqual([
        { name: 'deadly', status: 'crashed', reason: 'its worker died 3 times', measures: {}, seconds: 0 },
      ]);
    });

    it('takes its points out of the queue when the signal is aborted, stops those that run, and goes on later', async () => {
      const sweep = at('withdrawn');
      const jobs = [job('slow', { ms: 600_000 }), ...Array.from({ length: 5 }, (_, i) => job(`quick-${i}`))];
      const stopped: string[] = [];
      await withWorker({ createEngine: () => patientEngine(stopped) }, async () => {
        const stop = new AbortController();
        const { outcomes, finished } = runOnServer(sweep, jobs, {
          signal: stop.signal,
          show: ({ job: name }) => {
            if (name === 'slow') stop.abort();
          },
        });
        await finished;
        expect(outcomes).toEqual([]);
        while (stopped.length === 0) await setTimeout(100);
        expect(stopped).toEqual(['slow']);
        const again = runOnServer(sweep, jobs.slice(1));
        await again.finished;
        expect(named(again.outcomes)).toEqual(named(jobs.slice(1) as unknown as Outcome[]));
      });
    });

    it('runs no point twice that is put into the queue again while it waits, and keeps the first outcome', async () => {
      const id = randomUUID();
      const jobs = Array.from({ length: 20 }, (_, i) => job(`point-${i}`));
      const connection = await openQueue({ kind: 'server', url: postgresUrl() }, () => undefined);
      const queue = createPointQueue(connection);
      await queue.prepare();
      await queue.enqueue(id, jobs.slice(0, 12), NONE);
      await queue.enqueue(id, jobs, NONE);
      const deliveries = (await queue.take(100)).filter(({ sweep }) => sweep === id);
      expect(deliveries.map(({ job: { name } }) => name).sort()).toEqual(named(jobs as unknown as Outcome[]));
      // While they run, too.
      await queue.enqueue(id, jobs, NONE);
      expect((await queue.take(100)).filter(({ sweep }) => sweep === id)).toEqual([]);
      const outcome = (name: string, x: number): Outcome => ({
        name,
        status: 'done',
        reason: null,
        measures: { x },
        seconds: 0,
      });
      for (const delivery of deliveries) await queue.finish(delivery, outcome(delivery.job.name, 1));
      // A second worker that had been thought dead.
      for (const delivery of deliveries) await queue.finish(delivery, outcome(delivery.job.name, 2));
      // Nor when an outcome waits to be collected.
      await queue.enqueue(id, jobs, NONE);
      expect((await queue.take(100)).filter(({ sweep }) => sweep === id)).toEqual([]);
      const arrived = await queue.arrived(id, jobs.map(jobKey));
      expect([...arrived.values()].map(({ measures }) => measures)).toEqual(jobs.map(() => ({ x: 1 })));
      await queue.forget(id);
      await connection.close();
    });

    it('holds the bounds of worker and sweep, whichever is narrower', async () => {
      const seen: unknown[] = [];
      const createEngine: QueueWorkerOptions['createEngine'] = (limits) => {
        seen.push(limits);
        return patientEngine();
      };
      const limits = { seconds: 5, megabytes: undefined };
      await withWorker({ createEngine, limits }, async () => {
        const engine = createPostgresEngine({
          sweep: at('bounds'),
          address: { kind: 'server', url: postgresUrl() },
          limits: { seconds: 9, megabytes: 700 },
          concurrency: 1,
          createEngine,
          note: () => undefined,
        });
        mkdirSync(at('bounds'));
        await engine.run([job('a')], { settle: () => undefined, show: () => undefined, signal: NEVER });
      });
      expect(seen).toEqual([{ seconds: 5, megabytes: 700 }]);
    });

    it('gives the command line the same rows as the local engine, and no password to any file', async () => {
      const currents = write('currents.json', [1, 0.9, 0.5, 0.2]);
      const file = write('small.json', {
        command: 'relax',
        options: { currents },
        axes: { inhibition: [0.9, 1.1, 1.3] },
      });
      await startWorker();
      const secret = 'pa55word';
      const url = postgresUrl().replace('postgres@', `postgres:${secret}@`);
      const rows: unknown[] = [];
      for (const words of [['local'], ['postgres', '--connect', url]]) {
        const out = at(`small-${words[0]}`);
        const ran = await call(['sweep', file, '--out', out, '--json', '--engine', ...words]);
        expect(ran).toMatchObject({ status: 0 });
        expect(`${ran.stdout}${ran.stderr}`).not.toContain(secret);
        const shown = await call(['sweep', 'results', out, '--format', 'json']);
        rows.push(withoutSeconds(JSON.parse(shown.stdout)));
      }
      expect(rows[1]).toEqual(rows[0]);
      expect(JSON.stringify(rows[0])).toContain('done');
      for (const name of readdirSync(at('small-postgres'), { recursive: true, encoding: 'utf8' })) {
        expect(await contentOf(at('small-postgres', name))).not.toContain(secret);
      }
    });
  },
);

async function contentOf(file: string): Promise<string> {
  const { readFile, stat } = await import('node:fs/promises');
  return (await stat(file)).isFile() ? await readFile(file, 'latin1') : '';
}

/** Times differ between runs. */
function withoutSeconds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'seconds' ? undefined : part)));
}
