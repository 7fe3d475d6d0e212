/** A worker of the queue: takes points, runs them in processes of their own, tells how they ended, and says that it lives. */
import { setTimeout } from 'node:timers/promises';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { Engine, JobLimits, WorkerState } from '../engine.ts';
import { patiently } from './patience.ts';
import type { Delivery, PointQueue } from './point-queue.ts';

/** What a worker is. */
export interface QueueWorkerOptions {
  readonly queue: PointQueue;
  /** Points that run at the same time. */
  readonly concurrency: number;
  /** Unique among all workers of the queue. */
  readonly name: string;
  /** An engine that runs one job at a time on this machine. */
  readonly createEngine: (limits: JobLimits) => Engine;
  /** Bounds that hold whatever the sweep says. */
  readonly limits: JobLimits;
  readonly show: (state: WorkerState) => void;
  /** Called after the outcome of a point is in the database. */
  readonly clean: (job: Job) => void;
  /** Aborted: take no more, finish what was taken, return. */
  readonly drain: AbortSignal;
  /** Aborted: stop what runs, return; the points stay in the queue. */
  readonly stop: AbortSignal;
}

/** Between two signs of life, and between two looks into an empty queue, in ms. */
const BEAT_EVERY = 3000;
const LOOK_EVERY = 500;
/** Jobs that took less than this many seconds are taken several at a time. */
const SHORT = 0.25;
const TAKEN_TOGETHER = 16;

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

function narrow(a: JobLimits, b: JobLimits): JobLimits {
  return { seconds: least(a.seconds, b.seconds), megabytes: least(a.megabytes, b.megabytes) };
}

/** Points that can share a process. */
function isAlike(a: Delivery, b: Delivery): boolean {
  const [one, other] = [a.limits, b.limits];
  return a.sweep === b.sweep && one.seconds === other.seconds && one.megabytes === other.megabytes;
}

/** One of the places of a worker: what it holds, in the order in which it came. */
interface Place {
  readonly name: string;
  held: Delivery[];
  running: Delivery | null;
  lastSeconds: number;
  /** Ends the processes of this place alone. */
  halt: AbortController;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/** Runs until `drain` or `stop`. @throws what the database says when it is away for too long */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<void> {
  const { queue, concurrency, name, createEngine, limits, show, clean, drain, stop } = options;
  const places = Array.from({ length: concurrency }, (_, i): Place => ({
    name: concurrency === 1 ? name : `${name}:${i + 1}`,
    held: [],
    running: null,
    lastSeconds: Infinity,
    halt: new AbortController(),
  }));
  /** A failure of one place ends the others. */
  const failed = new AbortController();
  const ended = AbortSignal.any([stop, failed.signal]);
  const resting = AbortSignal.any([drain, ended]);

  const refill = async (place: Place): Promise<void> => {
    const most = place.lastSeconds < SHORT ? TAKEN_TOGETHER : 1;
    const taken = await patiently(() => queue.take(most), ended);
    // Only now: `held` is another array after each job that was finished meanwhile.
    place.held.push(...taken);
  };
  const finish = async (place: Place, delivery: Delivery, outcome: Outcome): Promise<void> => {
    await patiently(() => queue.finish(delivery, outcome), ended);
    place.held = place.held.filter((other) => other !== delivery);
    clean(delivery.job);
  };
  /** Runs the first job that is held, and those after it that are like it. */
  const runHeld = async (place: Place): Promise<void> => {
    const [first] = place.held;
    const byName = new Map<string, Delivery>();
    const finishing: Promise<void>[] = [];
    const refilling = { now: Promise.resolve(), isOn: false };
    const jobs = function* (): Generator<Job> {
      for (;;) {
        const delivery = place.held.find(({ job }) => !byName.has(job.name));
        if (delivery === undefined || !isAlike(delivery, first)) return;
        byName.set(delivery.job.name, delivery);
        yield delivery.job;
      }
    };
    place.halt = new AbortController();
    const signal = AbortSignal.any([ended, place.halt.signal]);
    await createEngine(narrow(limits, first.limits)).run(jobs(), {
      signal,
      show: ({ job }) => {
        place.running = job === null ? null : (byName.get(job) ?? null);
        show({ worker: place.name, job });
      },
      settle: (outcome) => {
        const delivery = byName.get(outcome.name);
        if (delivery === undefined || !place.held.includes(delivery)) return;
        place.lastSeconds = outcome.seconds;
        finishing.push(finish(place, delivery, outcome));
        // Of short jobs, the next ones are fetched while these run.
        const left = place.held.filter(({ job }) => !byName.has(job.name)).length;
        if (outcome.seconds < SHORT && !resting.aborted && left < TAKEN_TOGETHER / 2 && !refilling.isOn) {
          refilling.isOn = true;
          refilling.now = refill(place).finally(() => (refilling.isOn = false));
          refilling.now.catch(() => undefined);
        }
      },
    });
    await Promise.all([...finishing, refilling.now]);
  };
  const fill = async (place: Place): Promise<void> => {
    while (!ended.aborted) {
      if (place.held.length === 0 && drain.aborted) return;
      if (place.held.length === 0) await refill(place);
      if (place.held.length === 0) await sleep(LOOK_EVERY, resting);
      else await runHeld(place);
    }
  };
  const beat = async (): Promise<void> => {
    const lost = await queue.beat(places.flatMap(({ held }) => held));
    for (const place of places) {
      const isLost = (delivery: Delivery): boolean => lost.includes(delivery);
      // Finished while the database was asked: it is no longer held.
      const isHalted = place.running !== null && place.held.includes(place.running) && isLost(place.running);
      place.held = place.held.filter((delivery) => !isLost(delivery));
      if (isHalted) place.halt.abort();
    }
    await queue.announce(
      places.map(({ name: worker, running }) => ({
        worker,
        sweep: running?.sweep ?? null,
        job: running?.job.name ?? null,
      })),
    );
    await queue.buryLost();
  };
  const live = async (idle: AbortSignal): Promise<void> => {
    while (!idle.aborted) {
      await beat().catch(() => undefined);
      await sleep(BEAT_EVERY, idle);
    }
  };

  const over = new AbortController();
  const living = live(over.signal);
  const results = await Promise.allSettled(
    places.map(async (place) => {
      try {
        await fill(place);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
  over.abort();
  await living;
  const idle = places.map(({ name: worker }) => ({ worker, sweep: null, job: null }));
  await queue.announce(idle).catch(() => undefined);
  if (stop.aborted) return;
  for (const result of results) if (result.status === 'rejected') throw result.reason as Error;
}
