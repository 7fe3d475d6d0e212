/**
 * Points as jobs of a queue, and their outcomes as rows of a table.
 *
 * Delivery is at least once: a job is taken by one worker at a time, which must say every few seconds that it lives; when it
 * does not, the job goes to another, up to `ATTEMPTS` times. Outcomes are idempotent: they are keyed by sweep and point, and
 * the first one stays. Everything that must keep its bytes (options, measures) is stored as the text of its JSON, for jsonb
 * sorts keys.
 */
import { randomUUID } from 'node:crypto';
import { ArgumentError } from '../../errors.ts';
import { parseShaped } from '../../runs/json-file.ts';
import { record } from '../../runs/json-shape.ts';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { JobLimits } from '../engine.ts';
import { jobKey } from '../job-key.ts';
import { jobShape, limitsShape, outcomeShape } from '../job-shape.ts';
import { SCHEMA } from './queue-connection.ts';
import type { QueueConnection } from './queue-connection.ts';

const POINTS = 'points';
/** Jobs that killed every worker which took them. */
const LOST = 'lost-points';

/** A job is given to so many workers before it is said to kill them. */
const ATTEMPTS = 3;

/** A worker that is silent for so long is dead; pg-boss takes no less than 10 s. */
const HEARTBEAT_SECONDS = 10;

/** pg-boss's longest time for one job. */
const LONGEST_SECONDS = 24 * 3600;

/** What a job carries. */
interface Payload {
  readonly sweep: string;
  readonly key: string;
  /** JSON of the job and its bounds. */
  readonly point: string;
}

/** A job that a worker has taken. */
export interface Delivery {
  readonly id: string;
  readonly retryCount: number;
  readonly sweep: string;
  readonly key: string;
  readonly job: Job;
  readonly limits: JobLimits;
}

/** A worker, what it does, and for which sweep. */
interface WorkerRow {
  readonly worker: string;
  readonly sweep: string | null;
  readonly job: string | null;
}

/** The queue as engine and workers use it. */
export interface PointQueue {
  /** Makes tables and queues where they are missing. */
  readonly prepare: () => Promise<void>;
  /**
   * Puts jobs into the queue, but for those that wait or run already, and those whose outcome waits to be collected.
   * Outcomes that were collected before are dropped: whoever asks again wants them anew.
   */
  readonly enqueue: (sweep: string, jobs: readonly Job[], limits: JobLimits) => Promise<void>;
  /** Takes the oldest jobs, at most `most`. */
  readonly take: (most: number) => Promise<readonly Delivery[]>;
  /** Says that the worker of these jobs lives. @returns those that are no longer its own: cancelled, or given to another */
  readonly beat: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>;
  /** Tells what workers do now. */
  readonly announce: (rows: readonly WorkerRow[]) => Promise<void>;
  /** Keeps the outcome of a job unless there is one, then takes the job out of the queue. */
  readonly finish: (delivery: Delivery, outcome: Outcome) => Promise<void>;
  /** Turns jobs that killed their workers into outcomes. */
  readonly buryLost: () => Promise<void>;
  /** Outcomes that are there, by key. */
  readonly arrived: (sweep: string, keys: readonly string[]) => Promise<ReadonlyMap<string, Outcome>>;
  /** Says that outcomes are safe elsewhere. */
  readonly collected: (sweep: string, keys: readonly string[]) => Promise<void>;
  /** Workers that lived a short time ago and run a point of the sweep. */
  readonly workers: (sweep: string) => Promise<readonly WorkerRow[]>;
  /** Takes all jobs out of the queue, whoever has them. */
  readonly empty: () => Promise<void>;
  /** Takes jobs of a sweep out of the queue; workers stop the ones that run at their next beat. */
  readonly cancel: (sweep: string) => Promise<void>;
  /** Removes every trace of a sweep that is complete. */
  readonly forget: (sweep: string) => Promise<void>;
}

/** One statement, because two processes may do this at the same time; the number is of our own choice. */
const TABLES = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(7160842);
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.sweep_outcome (
    sweep text NOT NULL, key text NOT NULL, outcome text NOT NULL,
    is_collected boolean NOT NULL DEFAULT false, PRIMARY KEY (sweep, key));
  CREATE TABLE IF NOT EXISTS ${SCHEMA}.sweep_worker (
    worker text PRIMARY KEY, sweep text, job text, seen timestamptz NOT NULL);
END $$`;

/** Another version of this program may have written what does not fit. */
function refusal(what: string): (fault: string) => ArgumentError {
  return (fault) =>
    new ArgumentError(
      `--connect: ${what} must be as this version of competing-units writes it (${fault}); use one version on all machines`,
    );
}

const pointShape = record<{ readonly job: Job; readonly limits: JobLimits }>({
  job: jobShape,
  limits: limitsShape,
});

function readPayload(id: string, retryCount: number, { sweep, key, point }: Payload): Delivery {
  const { job, limits } = parseShaped(point, pointShape, refusal(`point ${key}`));
  return { id, retryCount, sweep, key, job, limits };
}

/** The ids in an answer of pg-boss, whose type does not name them. */
function touchedIds(response: object): ReadonlySet<string> {
  return new Set('settled' in response ? (response.settled as string[]) : []);
}

/** The queue on an open connection. */
export function createPointQueue({ boss, sql }: Pick<QueueConnection, 'boss' | 'sql'>): PointQueue {
  const keep = (sweep: string, key: string, outcome: Outcome): Promise<unknown> =>
    sql(
      `INSERT INTO ${SCHEMA}.sweep_outcome (sweep, key, outcome) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [sweep, key, JSON.stringify(outcome)],
    );
  return {
    prepare: async () => {
      await sql(TABLES);
      const times = {
        retryLimit: ATTEMPTS - 1,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: LONGEST_SECONDS,
        deleteAfterSeconds: 3600,
        retentionSeconds: 365 * 24 * 3600,
      };
      await boss.createQueue(LOST, times);
      // Exclusive: of jobs with one key, at most one waits or runs.
      await boss.createQueue(POINTS, { ...times, policy: 'exclusive', deadLetter: LOST });
    },
    enqueue: async (sweep, jobs, limits) => {
      const keyed = new Map(jobs.map((job) => [jobKey(job), job]));
      const keys = [...keyed.keys()];
      await sql(
        `DELETE FROM ${SCHEMA}.sweep_outcome WHERE sweep = $1 AND key = ANY($2::text[]) AND is_collected`,
        [sweep, keys],
      );
      const rows = await sql(
        `SELECT key FROM ${SCHEMA}.sweep_outcome WHERE sweep = $1 AND key = ANY($2::text[])`,
        [sweep, keys],
      );
      for (const { key } of rows) keyed.delete(String(key));
      const inserts = [...keyed].map(([key, job]) => ({
        id: randomUUID(),
        singletonKey: `${sweep}/${key}`,
        data: { sweep, key, point: JSON.stringify({ job, limits }) } satisfies Payload,
      }));
      if (inserts.length > 0) await boss.insert(POINTS, inserts);
    },
    take: async (most) => {
      const jobs = await boss.fetch<Payload>(POINTS, { batchSize: most });
      return jobs.map(({ id, retryCount, data }) => readPayload(id, retryCount, data));
    },
    beat: async (deliveries) => {
      if (deliveries.length === 0) return [];
      const attempts = deliveries.map(({ id, retryCount }) => ({ id, retryCount }));
      const kept = touchedIds(await boss.touch(POINTS, attempts));
      return deliveries.filter(({ id }) => !kept.has(id));
    },
    announce: async (rows) => {
      for (const { worker, sweep, job } of rows) {
        await sql(
          `INSERT INTO ${SCHEMA}.sweep_worker (worker, sweep, job, seen) VALUES ($1, $2, $3, now())
           ON CONFLICT (worker) DO UPDATE SET sweep = $2, job = $3, seen = now()`,
          [worker, sweep, job],
        );
      }
    },
    finish: async ({ id, retryCount, sweep, key }, outcome) => {
      await keep(sweep, key, outcome);
      await boss.complete(POINTS, { id, retryCount });
    },
    buryLost: async () => {
      for (const { id, data } of await boss.fetch<Payload>(LOST, { batchSize: 100 })) {
        const { sweep, key, job } = readPayload(id, 0, data);
        const reason = `its worker died ${ATTEMPTS} times`;
        await keep(sweep, key, { name: job.name, status: 'crashed', reason, measures: {}, seconds: 0 });
        await boss.complete(LOST, id);
      }
    },
    arrived: async (sweep, keys) => {
      const rows = await sql(
        `SELECT key, outcome FROM ${SCHEMA}.sweep_outcome WHERE sweep = $1 AND key = ANY($2::text[])`,
        [sweep, keys],
      );
      return new Map(
        rows.map(({ key, outcome }) => [
          String(key),
          parseShaped(String(outcome), outcomeShape, refusal(`the outcome of point ${String(key)}`)),
        ]),
      );
    },
    collected: async (sweep, keys) => {
      await sql(
        `UPDATE ${SCHEMA}.sweep_outcome SET is_collected = true WHERE sweep = $1 AND key = ANY($2::text[])`,
        [sweep, keys],
      );
    },
    workers: async (sweep) => {
      const rows = await sql(
        `SELECT worker, job FROM ${SCHEMA}.sweep_worker
         WHERE sweep = $1 AND job IS NOT NULL AND seen > now() - interval '${2 * HEARTBEAT_SECONDS} seconds'`,
        [sweep],
      );
      return rows.map(({ worker, job }) => ({ worker: String(worker), sweep, job: String(job) }));
    },
    empty: () => boss.deleteAllJobs(POINTS),
    cancel: async (sweep) => {
      const rows = await sql(
        `SELECT id FROM ${SCHEMA}.job
         WHERE name = '${POINTS}' AND state <= 'active' AND data->>'sweep' = $1`,
        [sweep],
      );
      const ids = rows.map(({ id }) => String(id));
      if (ids.length > 0) await boss.cancel(POINTS, ids);
    },
    forget: async (sweep) => {
      await sql(`DELETE FROM ${SCHEMA}.sweep_outcome WHERE sweep = $1`, [sweep]);
      await sql(`DELETE FROM ${SCHEMA}.sweep_worker WHERE seen < now() - interval '1 day'`);
    },
  };
}
