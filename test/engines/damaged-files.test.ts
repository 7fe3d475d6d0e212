import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPointQueue } from '../../src/engines/postgres/point-queue.ts';
import { createPostgresEngine } from '../../src/engines/postgres/postgres-engine.ts';
import type { QueueConnection } from '../../src/engines/postgres/queue-connection.ts';
import { readArrays, writeArray } from '../../src/engines/slurm/arrays.ts';
import { jobsFile, progressFile, readBatch, readProgress } from '../../src/engines/slurm/batch.ts';
import { ArgumentError, DataFormatError } from '../../src/errors.ts';
import type { Job } from '../../src/sweeps/job.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const limits = { seconds: undefined, megabytes: 100 };
const job: Job = {
  name: '0123456789abcdef',
  command: 'relax',
  options: { tau: 2, times: [1, 2] },
  measure: [],
};

/** The one line of the refusal. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DataFormatError)) throw error;
    expect(error.message).not.toContain('\n');
    return error.message;
  }
  throw new Error('nothing was refused');
}

describe('files of engines that someone has damaged or edited', () => {
  test('the name of a sweep in the queue of postgres', async () => {
    const file = write('postgres.json', { sweep: 7 });
    const engine = createPostgresEngine({
      sweep: path.dirname(file),
      address: { kind: 'pglite', folder: at('queue') },
      limits,
      concurrency: 1,
      createEngine: () => ({ run: () => Promise.resolve() }),
      note: () => undefined,
    });
    const watcher = { settle: () => undefined, show: () => undefined, signal: new AbortController().signal };
    await expect(engine.run([job], watcher)).rejects.toThrow(
      new DataFormatError(
        `${file}: sweep: must be a text (got 7); delete it, and points that wait are queued anew`,
      ),
    );
  });

  test('an array job of slurm, its batches, and what they have told', () => {
    const sweep = at('slurm-sweep');
    const plan = { sweep, pointsPerTask: 2, maxTasks: 1, limits };
    const array = writeArray([job].values(), plan);
    const folder = array?.folder ?? '';
    expect(readArrays(sweep)).toEqual([array]);
    const batch = jobsFile(folder, 0);
    expect(readBatch(batch)).toMatchObject({ jobs: [job], sweep });

    const edited = path.relative(at('.'), batch);
    write(edited, readFileSync(batch, 'utf8').replace('"relax"', 'null'));
    expect(refusal(() => readBatch(batch))).toBe(
      `${batch}: jobs[0].command: must be a text (got null); delete ${folder}, and its points are submitted again`,
    );
    const progress = progressFile(batch);
    const outcome = { name: job.name, status: 'well', reason: null, measures: {}, seconds: 1 };
    write(path.relative(at('.'), progress), { outcomes: [outcome], running: null, isComplete: true });
    expect(refusal(() => readProgress(batch))).toBe(
      `${progress}: outcomes[0].status: must be one of done, diverged, failed, crashed, timed-out, out-of-memory (got "well"); delete it, and its points are run again`,
    );
    write(path.relative(at('.'), path.join(folder, 'array.json')), '{"name": ');
    expect(refusal(() => readArrays(sweep))).toMatch(
      /array\.json: is not JSON \(.*\); scancel --name=competing-units-\w+, delete .*, and its points are submitted again$/,
    );
  });

  test('a point that another version put into the queue', async () => {
    const boss = {
      fetch: () =>
        Promise.resolve([{ id: '1', retryCount: 0, data: { sweep: 's', key: 'k', point: '{"job": {}}' } }]),
    };
    const connection = { boss, sql: () => Promise.resolve([]) } as unknown as QueueConnection;
    await expect(createPointQueue(connection).take(1)).rejects.toThrow(
      new ArgumentError(
        '--connect: point k must be as this version of competing-units writes it (job.name: must be a text (got nothing)); use one version on all machines',
      ),
    );
  });

  test('an outcome that another version told', async () => {
    const outcome = { name: job.name, status: 'done', reason: null, measures: { energy: [1] }, seconds: 1 };
    const rows = [{ key: 'k', outcome: JSON.stringify(outcome) }];
    const connection = { boss: {}, sql: () => Promise.resolve(rows) } as unknown as QueueConnection;
    await expect(createPointQueue(connection).arrived('s', ['k'])).rejects.toThrow(
      'measures.energy: must be a number, a text, true, false or null (got [1])',
    );
  });
});
