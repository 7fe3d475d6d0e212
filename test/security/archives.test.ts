/** Names inside of archives are names of arrays and files, never paths that are written. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { readTar } from '../../src/data/tar.ts';
import { call } from '../cli/support/call.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { concat } from '../data/support/files.ts';
import { TAR_END, tarEntry } from '../data/support/tar.ts';

const { at, write } = temporaryFolder();
const array = encodeNpy(Float64Array.of(1, 2, 3), [3]);

it.each([
  '../outside',
  '/outside',
  '..\\outside',
  'a/../../outside',
  'C:\\outside',
  '../../../../etc/passwd',
])('an array named %s is read and written nowhere', async (name) => {
  mkdirSync(at('inner/data'), { recursive: true });
  const file = write('inner/data/x.npz', zipSync({ [`${name}.npy`]: array, 'plain.npy': array }));
  const before = readdirSync(at(), { recursive: true });
  const { status, stdout } = await call(['data', 'inspect', `${file}:${name}`, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ parts: [{ shape: [3], max: 3 }] });
  expect(readdirSync(at(), { recursive: true })).toEqual(before);
});

it('a link in a TAR archive is no file, whatever it points to', () => {
  const link = tarEntry('data_batch_1.bin', '', '2');
  const hard = tarEntry('data_batch_2.bin', '', '1');
  const device = tarEntry('data_batch_3.bin', '', '3');
  const archive = concat(link, hard, device, tarEntry('plain', 'x'), TAR_END);
  expect(readTar(archive, 'x.tar').map(({ name }) => name)).toEqual(['plain']);
});

it('a member of an archive is never a path of this machine', async () => {
  const file = write('y.npz', zipSync({ 'a.npy': array }));
  const secret = write('secret.npy', array);
  const { status, stderr } = await call(['data', 'inspect', `${file}:${secret}`]);
  expect(status).toBe(2);
  expect(stderr).toContain('no array');
  expect(readFileSync(secret).length).toBe(array.length);
});
