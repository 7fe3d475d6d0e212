/** Disks that are full or become read-only under a run: one line that says so, and the last good checkpoint stays. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { readLatestCheckpoint } from '../../src/runs/checkpoint.ts';
import { call } from './support/call.ts';
import type { Outcome } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at } = temporaryFolder();
const disk = at('disk');

function mount(...words: readonly string[]): boolean {
  return spawnSync('mount', words).status === 0;
}

/** A file system of 2 MB. */
function mountDisk(): boolean {
  mkdirSync(disk, { recursive: true });
  return process.platform === 'linux' && mount('-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk);
}

const fail = (line: string): never => {
  throw new Error(line);
};

const canMount = mountDisk();

// 60 units of 64 inputs: a checkpoint of 17 kB.
const words = [
  'train',
  '--data',
  'bars',
  '--limit',
  '2000',
  '--hidden',
  '60',
  '--epochs',
  '5',
  '--threads',
  '1',
];

function fill(): void {
  const filler = path.join(disk, 'filler');
  for (let size = 2 ** 20; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full to within so many bytes.
    }
  }
}

/** Runs, and does something to the disk once there is a checkpoint within an epoch. */
async function disturbed(out: string, disturb: () => void): Promise<Outcome> {
  let isDisturbed = false;
  const interruption = interruptionWhen(() => {
    if (!isDisturbed && existsSync(path.join(out, 'checkpoint', '00000003.checkpoint'))) {
      isDisturbed = true;
      disturb();
    }
    return false;
  });
  const outcome = await call([...words, '--checkpoint-seconds', '1e-9', '--out', out], { interruption });
  expect(isDisturbed).toBe(true);
  return outcome;
}

const weightsOf = (run: string): Buffer => readFileSync(path.join(run, 'weights.npy'));
const draftsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));

// Mounting needs root and Linux; permission bits and quotas do not stop root, and others may not set them up.
describe.skipIf(!canMount)('a disk (mounted by root on Linux)', () => {
  const whole = at('whole');
  const wanted = async (): Promise<Buffer> => {
    if (!existsSync(whole)) expect((await call([...words, '--out', whole])).status).toBe(0);
    return weightsOf(whole);
  };
  afterAll(() => {
    spawnSync('umount', [disk]);
  });

  it('that is full ends a run in one line; it goes on from its last checkpoint once there is space', async () => {
    const out = path.join(disk, 'full');
    const { status, stdout, stderr } = await disturbed(out, fill);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^\/.*\/disk\/full\/(checkpoint\/\d{8}\.checkpoint|metrics\.jsonl): no space left on the disk; free some, then try again \(a run goes on with --resume, a sweep with its command\)\n$/,
    );
    expect(draftsIn(out)).toEqual([]);
    expect(readLatestCheckpoint(path.join(out, 'checkpoint'), fail)).not.toBeNull();
    const still = await call(['train', '--resume', out]);
    expect(still).toMatchObject({ status: 2, stdout: '' });
    expect(still.stderr).toMatch(/: no space left on the disk; .*\n$/);
    rmSync(path.join(disk, 'filler'));
    expect(await call(['train', '--resume', out])).toMatchObject({ status: 0, stderr: '' });
    expect(weightsOf(out)).toEqual(await wanted());
    rmSync(out, { recursive: true });
  });

  it('that becomes read-only ends a run in one line; it goes on once it can be written', async () => {
    const out = path.join(disk, 'read-only');
    const { status, stdout, stderr } = await disturbed(out, () => {
      expect(mount('-o', 'remount,ro', disk)).toBe(true);
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^\/.*\/disk\/read-only\/.*: the file system is read-only; make it writable or give another path\n$/,
    );
    const still = await call(['train', '--resume', out]);
    expect(still).toMatchObject({ status: 2, stdout: '' });
    expect(still.stderr).toMatch(/: the file system is read-only; .*\n$/);
    const other = await call([...words, '--out', path.join(disk, 'new')]);
    expect(other.stderr).toMatch(
      /^--out .*: cannot be made \(EROFS: .*\); name a folder that can be written\n$/,
    );
    expect(mount('-o', 'remount,rw', disk)).toBe(true);
    expect(await call(['train', '--resume', out])).toMatchObject({ status: 0, stderr: '' });
    expect(weightsOf(out)).toEqual(await wanted());
    expect(draftsIn(out)).toEqual([]);
  });
});
