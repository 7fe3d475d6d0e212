/** The engine on PGlite, in this process: needs no server, so it always runs. */
import { mkdirSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Engine, WorkerState } from '../../../src/engines/engine.ts';
import { createPostgresEngine } from '../../../src/engines/postgres/postgres-engine.ts';
import { openQueue, queueAddress, serverAddress } from '../../../src/engines/postgres/queue-connection.ts';
import type { Job, Outcome } from '../../../src/sweeps/job.ts';
import { call } from '../../cli/support/call.ts';
import { temporaryFolder } from '../../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();
/** The first start of PGlite makes a database, in WebAssembly. */
const PATIENCE = 240_000;
const NONE = { seconds: undefined, megabytes: undefined };

/** Counts how often each point begins. */
function countingEngine(starts: Map<string, number>): Engine {
  return {
    run: async (jobs, { settle, show, signal }) => {
      for (const { name, options } of jobs) {
        if (signal.aborted) return;
        show({ worker: '1', job: name });
        starts.set(name, (starts.get(name) ?? 0) + 1);
        await setTimeout(1);
        settle({ name, status: 'done', reason: null, measures: { x: options['x'] as number }, seconds: 0 });
      }
      show({ worker: '1', job: null });
    },
  };
}

function* jobs(count: number, drawn: { count: number }): Generator<Job> {
  for (let i = 0; i < count; i++) {
    drawn.count++;
    yield { name: `point-${i}`, command: 'test', options: { x: i }, measure: [] };
  }
}

describe('The engine postgres on PGlite', { timeout: PATIENCE }, () => {
  it('settles each point once, drawing points as it needs them, also when it is stopped and goes on', async () => {
    const sweep = at('embedded');
    mkdirSync(sweep);
    const starts = new Map<string, number>();
    const rows = new Map<string, Outcome>();
    const settled: string[] = [];
    const shown: WorkerState[] = [];
    const drawn = { count: 0 };
    const runOn = async (given: Iterable<Job>, stopAfter: number): Promise<void> => {
      const stop = new AbortController();
      const engine = createPostgresEngine({
        sweep,
        address: queueAddress(undefined, at('embedded', 'pglite')),
        limits: NONE,
        concurrency: 2,
        createEngine: () => countingEngine(starts),
        note: () => undefined,
      });
      await engine.run(given, {
        settle: (outcome) => {
          rows.set(outcome.name, outcome);
          settled.push(outcome.name);
          if (rows.size >= stopAfter) stop.abort();
        },
        show: (state) => void shown.push(state),
        signal: stop.signal,
      });
    };
    await runOn(jobs(700, drawn), 100);
    expect(rows.size).toBeLessThan(700);
    // A window of points in the queue, not all of them.
    expect(drawn.count).toBeLessThan(700);
    // As the sweep does it: without the points that it has.
    const had = new Set(rows.keys());
    await runOn(
      [...jobs(700, { count: 0 })].filter(({ name }) => !had.has(name)),
      Infinity,
    );
    expect(rows.size).toBe(700);
    expect(settled).toHaveLength(700);
    for (const [name, { measures }] of rows) expect(name).toBe(`point-${String(measures['x'])}`);
    // What ended before the stop and was not collected then is collected now; only what was cut off begins again.
    expect([...starts.values()].filter((count) => count > 1).length).toBeLessThanOrEqual(2);
    expect(shown.some(({ worker, job }) => worker === 'local:1' && job !== null)).toBe(true);
  });

  it('gives the command line the same rows as the local engine', async () => {
    const currents = write('currents.json', [1, 0.9, 0.5, 0.2]);
    const file = write('small.json', {
      command: 'relax',
      options: { currents },
      axes: { inhibition: [0.9, 1.1, 1.3] },
    });
    const rows: unknown[] = [];
    for (const engine of ['local', 'postgres']) {
      const out = at(`small-${engine}`);
      const ran = await call(['sweep', file, '--out', out, '--json', '--engine', engine]);
      expect(ran).toMatchObject({ status: 0 });
      const shown = await call(['sweep', 'results', out, '--format', 'json']);
      rows.push(withoutSeconds(JSON.parse(shown.stdout)));
    }
    expect(rows[1]).toEqual(rows[0]);
    expect(JSON.stringify(rows[0])).toContain('done');
    expect(readdirSync(at('small-postgres'))).toContain('pglite');
  });
});

/** Times differ between runs. */
function withoutSeconds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'seconds' ? undefined : part)));
}

describe('The address of a queue', () => {
  it('is a server, a folder of PGlite, or that of the sweep', () => {
    expect(queueAddress('postgresql://me@host/db', '/sweep')).toEqual({
      kind: 'server',
      url: 'postgresql://me@host/db',
    });
    expect(queueAddress(undefined, '/sweep')).toEqual({ kind: 'pglite', folder: '/sweep' });
    expect(queueAddress('pglite:/elsewhere', '/sweep')).toEqual({ kind: 'pglite', folder: '/elsewhere' });
    expect(() => queueAddress('pglite:', '/sweep')).toThrow(/must name a folder/);
  });

  it('is refused without being repeated, and so is a server that does not answer', async () => {
    const refused = (): unknown => serverAddress('mysql://me:pa55word@host/db');
    expect(refused).toThrow(/^--connect: must be postgres:\/\/USER@HOST\/DATABASE/);
    expect(refused).not.toThrow(/pa55word/);
    for (const url of [
      'postgres://me:pa55%20word@127.0.0.1:1/db',
      'postgres:///db?host=/nonexistent&user=me&password=pa55%20word',
    ]) {
      const error: unknown = await openQueue({ kind: 'server', url }, () => undefined).catch(
        (reason: unknown) => reason,
      );
      expect(String(error)).toMatch(/^ArgumentError: --connect: the queue must be open to this process/);
      expect(String(error)).not.toMatch(/pa55/);
    }
    const called = await call(['worker', '--connect', 'http://me:pa55word@host']);
    expect(called).toMatchObject({ status: 2 });
    expect(called.stderr).not.toContain('pa55word');
  });
});

describe('The command worker', () => {
  it('asks for a queue or a batch, and not for both', async () => {
    expect((await call(['worker'])).stderr).toBe(
      '--connect: must be given, or --batch (got neither); see worker --help\n',
    );
    expect((await call(['worker', '--connect', 'postgres://a/b', '--batch', 'x'])).stderr).toContain(
      '(got both)',
    );
    const missing = await call(['worker', '--batch', at('none.jobs.json')]);
    expect(missing).toMatchObject({ status: 2 });
    expect(missing.stderr).toMatch(/^--batch: must be a file that --engine slurm wrote/);
  });
});
