import { expect, it } from 'vitest';
import { readTar } from '../../src/data/tar.ts';
import { concat, messageOf, utf8 } from './support/files.ts';
import { tarEntry, TAR_END } from './support/tar.ts';

it('lists regular files in order, of any length, and leaves out all others', () => {
  const long = new Uint8Array(1000).fill(7);
  const archive = concat(
    tarEntry('dir/', '', '5'),
    tarEntry('dir/a', 'hello'),
    tarEntry('link', '', '2'),
    tarEntry('dir/b', long),
    tarEntry('c', '', '0', 'a/prefix'),
    TAR_END,
  );
  expect(readTar(archive, 'x.tar')).toEqual([
    { name: 'dir/a', content: utf8('hello') },
    { name: 'dir/b', content: long },
    { name: 'a/prefix/c', content: new Uint8Array(0) },
  ]);
});

it('names the byte of a damaged header, and of a file that is cut', () => {
  const archive = concat(tarEntry('a', 'hello'), tarEntry('b', 'world'), TAR_END);
  const flipped = Uint8Array.from(archive);
  flipped[1024 + 3] ^= 1;
  const mend = 'the file is damaged: copy or download it again';
  expect(messageOf(() => readTar(flipped, 'x.tar'))).toBe(
    `DataFormatError: x.tar: no TAR header at byte 1024 of the archive; ${mend}`,
  );
  expect(messageOf(() => readTar(archive.subarray(0, 1024 + 514), 'x.tar'))).toBe(
    `DataFormatError: x.tar: the archive ends at byte 1538, inside the file that begins at byte 1536; ${mend}`,
  );
  expect(messageOf(() => readTar(archive.subarray(0, 1024 + 100), 'x.tar'))).toBe(
    `DataFormatError: x.tar: no TAR header at byte 1024 of the archive; ${mend}`,
  );
});
