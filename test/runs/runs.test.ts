import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAtomicFile, writeFileAtomic } from '../../src/runs/atomic-file.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../../src/runs/checkpoint.ts';
import { isLockHeld, lockRun, untilUnlocked } from '../../src/runs/lock.ts';
import { createRunFolder, existingRunFolder } from '../../src/runs/run-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'competing-units-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('an atomic file', () => {
  it('replaces the old content and leaves no draft', () => {
    const file = path.join(folder, 'deep', 'a.txt');
    writeFileAtomic(file, 'old');
    writeFileAtomic(file, Uint8Array.of(110, 101, 119));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(path.dirname(file))).toEqual(['a.txt']);
  });

  it('leaves what was there when it cannot be written', () => {
    mkdirSync(path.join(folder, 'taken', 'inner'), { recursive: true });
    expect(() => writeFileAtomic(path.join(folder, 'taken'), 'x')).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('an atomic file written in pieces', () => {
  it('is there when it is committed, whole', () => {
    const file = path.join(folder, 'a.bin');
    const draft = createAtomicFile(file);
    draft.write(Uint8Array.of(1, 2));
    draft.write(Uint8Array.of(3));
    expect(existsSync(file)).toBe(false);
    draft.commit();
    draft.close();
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });

  it('leaves the old one when it is closed before', () => {
    const file = path.join(folder, 'a.bin');
    writeFileSync(file, 'old');
    const draft = createAtomicFile(file);
    draft.write(Uint8Array.of(1));
    draft.close();
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.bin']);
  });
});

describe('a checkpoint', () => {
  const arrays = {
    base: Float32Array.of(0.1, -2, 3e-20),
    scale: Float64Array.of(Math.PI, -Infinity),
    counts: Uint32Array.of(2 ** 32 - 1, 0),
    retired: Uint8Array.of(0, 1, 0),
  };
  const never = (line: string): void => {
    throw new Error(line);
  };

  it('comes back bit for bit, the newest one first, and only two are kept', () => {
    for (let number = 1; number <= 12; number++) writeCheckpoint(folder, { state: { number }, arrays });
    expect(readdirSync(folder).sort()).toEqual(['00000011.checkpoint', '00000012.checkpoint']);
    expect(readLatestCheckpoint(folder, never)).toEqual({ state: { number: 12 }, arrays });
  });

  it('is nothing where there is none', () => {
    expect(readLatestCheckpoint(path.join(folder, 'none'), never)).toBeNull();
  });

  it('that is damaged anywhere is found out, and the one before is used', () => {
    for (const number of [1, 2]) writeCheckpoint(folder, { state: { number }, arrays });
    const file = path.join(folder, '00000002.checkpoint');
    const whole = readFileSync(file);
    const damaged = [whole.subarray(0, 20), whole.subarray(0, -1), Buffer.alloc(0)];
    for (let at = 0; at < whole.length; at += 7) {
      const copy = Buffer.from(whole);
      copy[at] ^= 0x10;
      damaged.push(copy);
    }
    for (const bytes of damaged) {
      writeFileSync(file, bytes);
      const told: string[] = [];
      expect(readLatestCheckpoint(folder, (line) => told.push(line))?.state).toEqual({ number: 1 });
      expect(told).toEqual([`${file}: is damaged (checksum), the one before it is used`]);
    }
  });

  it('is refused when none is whole', () => {
    writeFileSync(path.join(folder, '00000001.checkpoint'), 'nonsense');
    expect(() => readLatestCheckpoint(folder, () => undefined)).toThrow(/every checkpoint is damaged/);
  });
});

describe('the lock of a run', () => {
  it('is refused while a live process holds it, and free after release', () => {
    const release = lockRun(folder);
    expect(() => lockRun(folder)).toThrow(/is in use by process \d+/);
    release();
    lockRun(folder)();
  });

  it('is taken over from a dead process and from a torn file, not from another machine', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const lock = path.join(folder, 'lock');
    writeFileSync(lock, JSON.stringify({ pid, host: hostname() }));
    lockRun(folder)();
    writeFileSync(lock, '{"pi');
    lockRun(folder)();
    writeFileSync(lock, JSON.stringify({ pid, host: `not-${hostname()}` }));
    expect(() => lockRun(folder)).toThrow(/on not-/);
  });

  it('is known to be lost when its folder was deleted, or another process has it', () => {
    const release = lockRun(folder);
    expect(isLockHeld(folder)).toBe(true);
    const lock = path.join(folder, 'lock');
    const own = readFileSync(lock, 'utf8');
    writeFileSync(lock, JSON.stringify({ pid: 1, host: hostname() }));
    expect(isLockHeld(folder)).toBe(false);
    rmSync(lock);
    expect(isLockHeld(folder)).toBe(false);
    writeFileSync(lock, own);
    release();
    expect(isLockHeld(folder)).toBe(false);
  });

  it('is not waited for where it is free, of a dead process, or of another machine', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const { signal } = new AbortController();
    await untilUnlocked(folder, signal);
    for (const holder of [
      { pid, host: hostname() },
      { pid: process.pid, host: `not-${hostname()}` },
    ]) {
      writeFileSync(path.join(folder, 'lock'), JSON.stringify(holder));
      await untilUnlocked(folder, signal);
    }
  });

  it('is waited for until the signal is aborted', async () => {
    writeFileSync(path.join(folder, 'lock'), JSON.stringify({ pid: process.ppid, host: hostname() }));
    const stop = new AbortController();
    const waiting = untilUnlocked(folder, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('a run folder', () => {
  it('is made where it is asked for, also deep', () => {
    const out = path.join(folder, 'a', 'b');
    expect(createRunFolder(out, 'train', new Date())).toBe(out);
    expect(existsSync(out)).toBe(true);
  });

  it('is taken where a process was killed before it began its run', () => {
    const out = path.join(folder, 'begun');
    mkdirSync(out);
    for (const name of ['lock', 'config.json.77.tmp']) writeFileSync(path.join(out, name), 'half');
    expect(createRunFolder(out, 'train', new Date())).toBe(out);
  });

  it('is refused where a run, other files or a file are', () => {
    const out = path.join(folder, 'run');
    mkdirSync(out);
    writeFileSync(path.join(out, 'notes.txt'), '');
    expect(() => createRunFolder(out, 'train', new Date())).toThrow(/must be a new or empty folder/);
    expect(() => existingRunFolder(out)).toThrow(/holds no run/);
    writeFileSync(path.join(out, 'config.json'), '{}');
    expect(() => createRunFolder(out, 'train', new Date())).toThrow(/holds a run already.*--resume/);
    expect(() => createRunFolder(out, 'relax', new Date())).toThrow(
      /holds a run already; name another folder$/,
    );
    expect(existingRunFolder(out)).toBe(out);
    expect(() => createRunFolder(path.join(out, 'notes.txt'), 'train', new Date())).toThrow(/got a file/);
  });
});
