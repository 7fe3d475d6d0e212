/** The engine on a real Slurm: slurmctld and slurmd of this machine, as .ci/run starts them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { WorkerState } from '../../../src/engines/engine.ts';
import type { SlurmOptions } from '../../../src/engines/slurm/arrays.ts';
import { createSlurmEngine } from '../../../src/engines/slurm/slurm-engine.ts';
import type { Job, Outcome } from '../../../src/sweeps/job.ts';
import { call } from '../../cli/support/call.ts';
import { temporaryFolder } from '../../cli/support/temporary-folder.ts';
import { slurmReason, withoutSlurm } from '../../support/servers.ts';

const { at, write } = temporaryFolder();
const program = [process.execPath, fileURLToPath(new URL('./task.ts', import.meta.url))];
const PATIENCE = 300_000;

const plain: SlurmOptions = {
  partition: undefined,
  time: undefined,
  cpusPerTask: undefined,
  sbatchArgs: [],
  pointsPerTask: 1,
  limit: undefined,
  detach: false,
};

function job(name: string, options: Job['options'] = {}): Job {
  return { name, command: 'test', options: { x: name.length, ...options }, measure: [] };
}

interface Run {
  readonly outcomes: readonly Outcome[];
  readonly shown: readonly WorkerState[];
  readonly notes: readonly string[];
}

/** Runs jobs; the signal is aborted after `stopAfter` outcomes. */
async function run(
  sweep: string,
  jobs: Iterable<Job>,
  options: Partial<SlurmOptions>,
  stopAfter = Infinity,
): Promise<Run> {
  mkdirSync(sweep, { recursive: true });
  const outcomes: Outcome[] = [];
  const shown: WorkerState[] = [];
  const notes: string[] = [];
  const stop = new AbortController();
  const engine = createSlurmEngine({
    sweep,
    program,
    options: { ...plain, ...options },
    limits: { seconds: undefined, megabytes: undefined },
    note: (line) => void notes.push(line),
  });
  await engine.run(jobs, {
    settle: (outcome) => {
      outcomes.push(outcome);
      if (outcomes.length >= stopAfter) stop.abort();
    },
    show: (state) => void shown.push(state),
    signal: stop.signal,
  });
  return { outcomes, shown, notes };
}

function starts(sweep: string): string[] {
  return readFileSync(path.join(sweep, 'starts.txt'), 'utf8').trim().split('\n').sort();
}

function names(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ name }) => name).sort();
}

function inQueue(): string {
  return execFileSync('squeue', ['--noheader', '--format=%j'], { encoding: 'utf8' });
}

describe.skipIf(withoutSlurm)(`The engine slurm${slurmReason}`, { timeout: PATIENCE }, () => {
  it('settles every point once: those that end well, those of tasks that die, and those that had not begun', async () => {
    const sweep = at('mixed');
    const good = Array.from({ length: 19 }, (_, i) => job(`good-${i}`));
    const jobs = [
      job('crash', { act: 'crash' }),
      job('after-crash'),
      job('hang', { act: 'hang' }),
      job('after-hang'),
      job('fill', { act: 'fill' }),
      ...good,
    ];
    // 24 points in 12 tasks: more than the 9 that one array may have.
    const { outcomes, shown, notes } = await run(sweep, jobs, { pointsPerTask: 2, time: '1' });
    expect(names(outcomes)).toEqual(names(jobs as unknown as Outcome[]));
    const ends = new Map(outcomes.map(({ name, status, reason }) => [name, `${status}: ${reason}`]));
    expect(ends.get('crash')).toBe('crashed: Slurm: FAILED');
    expect(ends.get('hang')).toBe('timed-out: Slurm: TIMEOUT');
    expect(ends.get('fill')).toMatch(/^out-of-memory: Slurm: /);
    for (const { name, status, measures } of outcomes) {
      if (['crash', 'hang', 'fill'].includes(name)) continue;
      expect([name, status, measures]).toEqual([name, 'done', { x: name.length }]);
    }
    expect(starts(sweep)).toEqual(names(jobs as unknown as Outcome[]));
    expect(shown.some(({ job: shownJob }) => shownJob === 'hang')).toBe(true);
    expect(notes.join()).toContain(path.join(sweep, 'slurm', 'logs'));
    // Nothing is left but outputs of tasks that died.
    expect(readdirSync(path.join(sweep, 'slurm'))).toEqual(['logs']);
  });

  it('ends all points of a task that cannot even begin, with the reason', async () => {
    const sweep = at('no-program');
    mkdirSync(sweep, { recursive: true });
    const outcomes: Outcome[] = [];
    const engine = createSlurmEngine({
      sweep,
      program: ['/nonexistent/node'],
      options: { ...plain, pointsPerTask: 2 },
      limits: { seconds: undefined, megabytes: undefined },
      note: () => undefined,
    });
    const watcher = {
      settle: (outcome: Outcome) => void outcomes.push(outcome),
      show: () => undefined,
      signal: new AbortController().signal,
    };
    await engine.run([job('a'), job('b')], watcher);
    expect(outcomes.map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['a', 'crashed', 'Slurm: FAILED before the task began'],
      ['b', 'crashed', 'Slurm: FAILED before the task began'],
    ]);
  });

  it('leaves tasks in the queue with detach, and collects them later without submitting any twice', async () => {
    const sweep = at('detached');
    const jobs = Array.from({ length: 6 }, (_, i) => job(`point-${i}`, { ms: 3000 }));
    const first = await run(sweep, jobs, { detach: true, limit: 1 }, 1);
    expect(first.notes.join()).toContain('stay in the queue');
    expect(inQueue()).toContain('competing-units-');
    const settled = names(first.outcomes);
    // A point more, as if the sweep file had got one, and one less, as if it had lost one.
    const left = [...jobs.filter(({ name }) => !settled.includes(name)), job('new')];
    const gone = left[0].name;
    const second = await run(sweep, left.slice(1), {});
    expect(names(second.outcomes)).toEqual(
      left
        .slice(1)
        .map(({ name }) => name)
        .sort(),
    );
    expect(starts(sweep)).toEqual([...settled, gone, ...names(second.outcomes)].sort());
    expect(readdirSync(path.join(sweep, 'slurm'))).toEqual([]);
  });

  it('cancels what it submitted when the signal is aborted, and runs it when it is asked again', async () => {
    const sweep = at('cancelled');
    const jobs = Array.from({ length: 5 }, (_, i) => job(`point-${i}`, { ms: i === 0 ? 0 : 4000 }));
    const first = await run(sweep, jobs, { limit: 1 }, 1);
    expect(first.outcomes.length).toBeGreaterThanOrEqual(1);
    expect(inQueue()).not.toContain('competing-units-');
    const left = jobs.filter(({ name }) => !names(first.outcomes).includes(name));
    const second = await run(sweep, left, {});
    expect(names(second.outcomes)).toEqual(left.map(({ name }) => name).sort());
    expect(second.outcomes.every(({ status }) => status === 'done')).toBe(true);
  });

  it('finds an array again that was submitted by a process which was killed before it could note it', async () => {
    const sweep = at('unnoted');
    const jobs = [job('a', { ms: 4000 }), job('b', { ms: 4000 })];
    const first = await run(sweep, [job('quick'), ...jobs], { detach: true, limit: 1 }, 1);
    expect(names(first.outcomes)).toEqual(['quick']);
    const [array] = readdirSync(path.join(sweep, 'slurm'));
    const manifest = path.join(sweep, 'slurm', array, 'array.json');
    const { id: _, ...noted } = JSON.parse(readFileSync(manifest, 'utf8')) as { id: string };
    write(path.relative(at(), manifest), { ...noted, id: null });
    const second = await run(sweep, jobs, {});
    expect(names(second.outcomes)).toEqual(['a', 'b']);
    expect(starts(sweep)).toEqual(['a', 'b', 'quick']);
  });

  it('says what sbatch says when it refuses, and leaves nothing behind', async () => {
    const sweep = at('refused');
    await expect(run(sweep, [job('a')], { partition: 'nowhere' })).rejects.toThrow(
      /^--engine slurm: sbatch must take the array job \(got: .*partition.*\); change --partition/,
    );
    expect(readdirSync(path.join(sweep, 'slurm'))).toEqual([]);
  });

  it('gives the command line the same rows as the local engine', async () => {
    const currents = write('currents.json', [1, 0.9, 0.5, 0.2]);
    const file = write('small.json', {
      command: 'relax',
      options: { currents },
      axes: { inhibition: [0.9, 1.1, 1.3] },
    });
    const rows: unknown[] = [];
    for (const words of [['local'], ['slurm', '--points-per-task', '2']]) {
      const out = at(`small-${words[0]}`);
      const ran = await call(['sweep', file, '--out', out, '--json', '--engine', ...words]);
      expect(ran).toMatchObject({ status: 0 });
      const shown = await call(['sweep', 'results', out, '--format', 'json']);
      rows.push(withoutSeconds(JSON.parse(shown.stdout)));
    }
    expect(rows[1]).toEqual(rows[0]);
    expect(JSON.stringify(rows[0])).toContain('done');
  });
});

/** Times differ between runs. */
function withoutSeconds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'seconds' ? undefined : part)));
}

describe('The engine slurm without Slurm', () => {
  it('says in one line which program is missing', async () => {
    const sweep = at('no-slurm');
    const before = process.env['PATH'];
    process.env['PATH'] = at('empty');
    try {
      await expect(run(sweep, [job('a')], {})).rejects.toThrow(
        /^--engine slurm: needs Slurm's program \w+ \(not found\); run it on a login node of a cluster, or use --engine local$/,
      );
    } finally {
      process.env['PATH'] = before;
    }
    expect(existsSync(path.join(sweep, 'slurm', 'logs'))).toBe(false);
  });
});
