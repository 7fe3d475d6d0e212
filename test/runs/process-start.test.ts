import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { lockRun } from '../../src/runs/lock.ts';
import { isRunning, processStart } from '../../src/runs/process-start.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const hasProc = existsSync('/proc/self/stat');

// Other systems do not say when a process started: there, a number alone is believed.
describe.skipIf(!hasProc)('the start of a process (in /proc)', () => {
  it('is always the same of one process, another of another, and none of none', async () => {
    const own = processStart(process.pid);
    expect(own).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(processStart(process.pid)).toBe(own);
    // A name with brackets and spaces, as a program may give itself.
    const script = "process.title = 'a) (b 1 2 3'; console.log(1); setInterval(() => undefined, 1000)";
    const child = spawn(process.execPath, ['-e', script]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const { pid = 0 } = child;
    const other = processStart(pid);
    expect(other).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(other).not.toBe(own);
    expect(isRunning(pid, other)).toBe(true);
    expect(isRunning(pid, own)).toBe(false);
    expect(isRunning(pid, null)).toBe(true);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(processStart(pid)).toBeNull();
    expect(isRunning(pid, null)).toBe(false);
  });

  it('lets a lock be taken over from a process whose number is another one’s now', () => {
    const folder = path.dirname(write('run/config.json', {}));
    const { ppid: pid } = process;
    const holder = { pid, host: hostname(), started: processStart(pid) };
    writeFileSync(path.join(folder, 'lock'), JSON.stringify(holder));
    expect(() => lockRun(folder)).toThrow(/is in use by process/);
    writeFileSync(path.join(folder, 'lock'), JSON.stringify({ ...holder, started: 'another boot 7' }));
    const release = lockRun(folder);
    release();
    expect(existsSync(at('run', 'lock'))).toBe(false);
  });
});

describe('a lock', () => {
  it('is not released by one who no longer holds it', () => {
    const folder = path.dirname(write('lost/config.json', {}));
    const release = lockRun(folder);
    writeFileSync(path.join(folder, 'lock'), 'taken over by another');
    release();
    expect(existsSync(at('lost', 'lock'))).toBe(true);
  });

  it('that this process could not remove when it released it is no obstacle', () => {
    const folder = path.dirname(write('kept/config.json', {}));
    const release = lockRun(folder);
    const content = readFileSync(at('kept', 'lock'));
    expect(() => lockRun(folder)).toThrow(/is in use by process/);
    release();
    // As on a disk that was read-only at that moment.
    writeFileSync(at('kept', 'lock'), content);
    lockRun(folder)();
    expect(existsSync(at('kept', 'lock'))).toBe(false);
  });

  it('removes the drafts that a killed process left, and nothing else', () => {
    write('left/checkpoint/00000001.checkpoint', 'whole');
    const drafts = ['left/weights.npy.77.tmp', 'left/checkpoint/00000002.checkpoint.77.tmp'];
    for (const draft of drafts) write(draft, 'half');
    write('left/notes.tmp', 'mine');
    lockRun(at('left'))();
    expect(drafts.map((draft) => existsSync(at(draft)))).toEqual([false, false]);
    expect(existsSync(at('left/notes.tmp'))).toBe(true);
    expect(existsSync(at('left/checkpoint/00000001.checkpoint'))).toBe(true);
  });
});
