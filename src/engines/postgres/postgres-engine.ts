/** The engine `postgres`: puts points into a queue a few hundred at a time, and collects what workers make of them. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { record, text } from '../../runs/json-shape.ts';
import { lockRun } from '../../runs/lock.ts';
import type { Job } from '../../sweeps/job.ts';
import type { Engine, JobLimits, Watcher } from '../engine.ts';
import { jobKey } from '../job-key.ts';
import { patiently } from './patience.ts';
import { createPointQueue } from './point-queue.ts';
import type { PointQueue } from './point-queue.ts';
import { openQueue } from './queue-connection.ts';
import type { QueueAddress } from './queue-connection.ts';
import { runQueueWorker } from './queue-worker.ts';

/** What the engine is made of. */
export interface PostgresSettings {
  /** Folder of the sweep; absolute. */
  readonly sweep: string;
  readonly address: QueueAddress;
  readonly limits: JobLimits;
  /** Points that run at once in this process's own worker, which PGlite needs: nobody else can reach it. */
  readonly concurrency: number;
  /** An engine that runs one job at a time on this machine. */
  readonly createEngine: (limits: JobLimits) => Engine;
  readonly note: (line: string) => void;
}

/** Points in the queue at once, at most. */
const WINDOW = 500;
/** Between two looks for outcomes, in ms: soon after some came, later when none do. */
const LOOK_FIRST = 20;
const LOOK_LATER = 1000;
/** Between two looks at the workers, in ms. */
const WORKERS_EVERY = 2000;
/** How long workers may take to stop cancelled jobs: a few of their beats. */
const CANCEL_PATIENCE = 15_000;

const nameShape = record<{ readonly sweep: string }>({ sweep: text() });

/** The sweep's name in the queue: random, and kept in its folder, so that it stays when the folder is moved. */
function sweepId(sweep: string): string {
  const file = path.join(sweep, 'postgres.json');
  if (existsSync(file))
    return readShaped(file, nameShape, 'delete it, and points that wait are queued anew').sweep;
  const id = randomUUID();
  writeFileAtomic(file, `${JSON.stringify({ sweep: id })}\n`);
  return id;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/** Tells of workers on other machines, as far as the database knows. */
function workerView(queue: PointQueue, id: string, watcher: Watcher): { readonly look: () => Promise<void> } {
  let shown = new Map<string, string | null>();
  let last = 0;
  return {
    look: async () => {
      if (Date.now() - last < WORKERS_EVERY) return;
      last = Date.now();
      const now = new Map((await queue.workers(id)).map(({ worker, job }) => [worker, job]));
      for (const worker of shown.keys()) if (!now.has(worker)) watcher.show({ worker, job: null });
      for (const [worker, job] of now) if (shown.get(worker) !== job) watcher.show({ worker, job });
      shown = now;
    },
  };
}

/** Feeds the queue and empties it of outcomes, until all are settled or the signal is aborted. */
async function coordinate(
  queue: PointQueue,
  {
    id,
    jobs,
    watcher,
    limits,
    look,
  }: {
    readonly id: string;
    readonly jobs: Iterable<Job>;
    readonly watcher: Watcher;
    readonly limits: JobLimits;
    readonly look: () => Promise<void>;
  },
): Promise<void> {
  const { signal, settle } = watcher;
  const source = jobs[Symbol.iterator]() as Iterator<Job, unknown>;
  const waiting = new Set<string>();
  const drawn = { isAll: false };
  let interval = LOOK_FIRST;

  const refill = async (): Promise<void> => {
    if (drawn.isAll || waiting.size > WINDOW / 2) return;
    const batch: Job[] = [];
    while (waiting.size + batch.length < WINDOW) {
      const next = source.next();
      if (next.done === true) {
        drawn.isAll = true;
        break;
      }
      batch.push(next.value);
    }
    if (batch.length === 0) return;
    await patiently(() => queue.enqueue(id, batch, limits), signal);
    for (const job of batch) waiting.add(jobKey(job));
  };
  /** @returns whether there were any */
  const collect = async (): Promise<boolean> => {
    const arrived = await patiently(() => queue.arrived(id, [...waiting]), signal);
    for (const outcome of arrived.values()) settle(outcome);
    const keys = [...arrived.keys()];
    if (keys.length > 0) await patiently(() => queue.collected(id, keys), signal);
    for (const key of keys) waiting.delete(key);
    return keys.length > 0;
  };

  while (!signal.aborted) {
    await refill();
    interval = (await collect()) ? LOOK_FIRST : Math.min(2 * interval, LOOK_LATER);
    if (drawn.isAll && waiting.size === 0) {
      await queue.forget(id);
      return;
    }
    await look();
    await sleep(interval, signal);
  }
}

/** After the abort signal: nothing of the sweep stays in the queue, and workers stop what runs. */
async function withdraw(queue: PointQueue, id: string): Promise<void> {
  await queue.cancel(id);
  const end = Date.now() + CANCEL_PATIENCE;
  while (Date.now() < end && (await queue.workers(id)).length > 0) await setTimeout(LOOK_LATER);
}

/** Runs `work`; when the signal is aborted, what it throws then is no error. */
async function unlessAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A PostgreSQL server: workers are elsewhere. */
async function runOnServer(jobs: Iterable<Job>, watcher: Watcher, settings: PostgresSettings): Promise<void> {
  const { address, sweep, limits, note } = settings;
  const id = sweepId(sweep);
  const connection = await openQueue(address, note);
  try {
    const queue = createPointQueue(connection);
    await queue.prepare();
    note('postgres: points wait for workers: competing-units worker --connect URL');
    const { look } = workerView(queue, id, watcher);
    await unlessAborted(watcher.signal, () => coordinate(queue, { id, jobs, watcher, limits, look }));
    if (watcher.signal.aborted) await withdraw(queue, id);
  } finally {
    await connection.close();
  }
}

/** PGlite: a database of this process alone, so its workers are here. */
async function runEmbedded(
  jobs: Iterable<Job>,
  watcher: Watcher,
  { folder, settings }: { folder: string; settings: PostgresSettings },
): Promise<void> {
  const { sweep, limits, concurrency, createEngine, note } = settings;
  const id = sweepId(sweep);
  mkdirSync(folder, { recursive: true });
  const release = lockRun(folder);
  try {
    const connection = await openQueue({ kind: 'pglite', folder: path.join(folder, 'database') }, note);
    try {
      const queue = createPointQueue(connection);
      await queue.prepare();
      // Whoever took these is dead: nobody else can have opened the folder.
      await queue.empty();
      const over = new AbortController();
      const failed = new AbortController();
      const working = runQueueWorker({
        queue,
        concurrency,
        name: 'local',
        createEngine,
        limits: { seconds: undefined, megabytes: undefined },
        show: watcher.show,
        clean: () => undefined,
        drain: over.signal,
        stop: watcher.signal,
      }).catch((error: unknown) => {
        failed.abort();
        throw error;
      });
      const signal = AbortSignal.any([watcher.signal, failed.signal]);
      const look = (): Promise<void> => Promise.resolve();
      try {
        await unlessAborted(signal, () =>
          coordinate(queue, { id, jobs, watcher: { ...watcher, signal }, limits, look }),
        );
      } finally {
        over.abort();
        await working;
      }
    } finally {
      await connection.close();
    }
  } finally {
    release();
  }
}

/** The engine. */
export function createPostgresEngine(settings: PostgresSettings): Engine {
  const { address } = settings;
  return {
    run: (jobs, watcher) =>
      address.kind === 'server'
        ? runOnServer(jobs, watcher, settings)
        : runEmbedded(jobs, watcher, { folder: address.folder, settings }),
  };
}
