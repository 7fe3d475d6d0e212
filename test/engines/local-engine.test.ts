import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { createLocalEngine } from '../../src/engines/local/local-engine.ts';
import type { LocalOptions } from '../../src/engines/local/local-engine.ts';
import type { WorkerState } from '../../src/engines/engine.ts';
import type { Job, Outcome } from '../../src/sweeps/job.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at } = temporaryFolder();
let files = 0;

interface Run {
  readonly outcomes: readonly Outcome[];
  /** Names of jobs in the order in which they began. */
  readonly begun: readonly string[];
  readonly shown: readonly WorkerState[];
}

interface RunOptions extends Partial<LocalOptions> {
  readonly signal?: AbortSignal;
  readonly onShow?: (state: WorkerState) => void;
  readonly onSettle?: (outcome: Outcome) => void;
}

function jobs(deeds: readonly string[]): Job[] {
  return deeds.map((deed, i) => ({ name: `job ${i}`, command: 'obey', options: { deed }, measure: [] }));
}

async function run(
  deeds: Iterable<Job>,
  { signal, onShow, onSettle, ...options }: RunOptions = {},
): Promise<Run> {
  const file = at(`begun-${files++}`);
  const outcomes: Outcome[] = [];
  const shown: WorkerState[] = [];
  const engine = createLocalEngine({
    workers: 1,
    entry: new URL('./support/obedient-worker.ts', import.meta.url),
    args: [file],
    limits: { seconds: undefined, megabytes: undefined },
    ...options,
  });
  await engine.run(deeds, {
    settle: (outcome) => {
      outcomes.push(outcome);
      onSettle?.(outcome);
    },
    show: (state) => {
      shown.push(state);
      onShow?.(state);
    },
    signal: signal ?? new AbortController().signal,
  });
  const begun = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return { outcomes, begun, shown };
}

const statuses = ({ outcomes }: Run): string[] => outcomes.map(({ name, status }) => `${name} ${status}`);

describe('the local engine', () => {
  test('runs every job once, in as few processes as it has workers', async () => {
    const all = jobs(Array.from({ length: 50 }, () => 'nothing'));
    const result = await run(all, { workers: 2 });
    const { outcomes, begun, shown } = result;
    expect(statuses(result).toSorted()).toEqual(all.map(({ name }) => `${name} done`).toSorted());
    expect(begun.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
    const processes = new Set(outcomes.map(({ measures }) => measures.pid));
    expect(processes.size).toBeLessThanOrEqual(2);
    expect(processes.has(process.pid)).toBe(false);
    expect(new Set(shown.map(({ worker }) => worker))).toEqual(new Set(['1', '2']));
  });

  test('draws jobs as it needs them', async () => {
    let drawn = 0;
    let ended = 0;
    let most = 0;
    function* lazily(): Generator<Job> {
      for (const job of jobs(Array.from({ length: 40 }, () => 'nothing'))) {
        drawn++;
        most = Math.max(most, drawn - ended);
        yield job;
      }
    }
    await run(lazily(), { onSettle: () => ended++ });
    expect(drawn).toBe(40);
    // One that runs, one that waits in the worker.
    expect(most).toBeLessThanOrEqual(2);
  });

  test('does nothing without jobs', async () => {
    expect(await run([])).toEqual({ outcomes: [], begun: [], shown: [] });
  });

  test('contains a crash: the job is told, the one that waited behind it is run, and a new process goes on', async () => {
    const deeds = ['nothing', 'nothing', 'die', 'nothing', 'throw', 'nothing'];
    const result = await run(jobs(deeds));
    expect(statuses(result)).toEqual([
      ...['job 0 done', 'job 1 done', 'job 2 crashed', 'job 3 done', 'job 4 crashed', 'job 5 done'],
    ]);
    const [killed, thrown] = result.outcomes.filter(({ status }) => status === 'crashed');
    expect(killed.reason).toBe('its process ended by SIGKILL');
    expect(thrown.reason).toBe('its process ended with status 1: RangeError: nobody catches this');
    expect(result.begun).toEqual(deeds.map((_, i) => `job ${i}`));
    expect(new Set(result.outcomes.map(({ measures }) => measures.pid)).size).toBe(4);
  });

  test('bounds the time of a job, also of one that never waits', async () => {
    // Far longer than nothing takes on a busy machine.
    const limits = { seconds: 3, megabytes: undefined };
    const result = await run(jobs(['nothing', 'loop', 'nothing', 'wait']), { limits });
    expect(statuses(result)).toEqual(['job 0 done', 'job 1 timed-out', 'job 2 done', 'job 3 timed-out']);
    expect(result.outcomes[1].reason).toBe('took more than 3 s; raise --point-seconds');
    expect(result.outcomes[1].seconds).toBeGreaterThan(3);
  });

  test.skipIf(process.platform === 'win32')('bounds memory, on the heap and beside it', async () => {
    const limits = { seconds: undefined, megabytes: 200 };
    const result = await run(jobs(['nothing', 'fill the heap', 'fill memory', 'nothing']), { limits });
    expect(statuses(result)).toEqual([
      ...['job 0 done', 'job 1 out-of-memory', 'job 2 out-of-memory', 'job 3 done'],
    ]);
    for (const { reason } of result.outcomes.slice(1, 3)) {
      expect(reason).toBe('needed more than 200 MB; raise --point-memory');
    }
  });

  test('stops on a signal, and tells nothing of what it stopped', async () => {
    const stop = new AbortController();
    const result = await run(jobs(['nothing', 'wait', 'nothing']), {
      signal: stop.signal,
      onShow: ({ job }) => job === 'job 1' && stop.abort(),
    });
    expect(statuses(result)).toEqual(['job 0 done']);
    expect(result.begun.slice(0, 2)).toEqual(['job 0', 'job 1'].slice(0, result.begun.length));
    expect(result.shown.at(-1)).toEqual({ worker: '1', job: null });
  });

  test('says when no worker can be started', async () => {
    const entry = new URL('./support/false-worker.ts', import.meta.url);
    await expect(run(jobs(['nothing']), { entry })).rejects.toThrow(
      '--engine local: must be able to start worker processes (got Error: no worker today); raise --point-memory if it is given',
    );
  });

  test('stops its workers, and fails, when an outcome cannot be kept', async () => {
    const all = jobs(Array.from({ length: 1000 }, () => 'nothing'));
    let settled = 0;
    const onSettle = (): void => {
      if (++settled === 3) throw new Error('the disk is full');
    };
    await expect(run(all, { workers: 2, onSettle })).rejects.toThrow('the disk is full');
    expect(settled).toBeLessThan(100);
  });
});
