import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { fetchDataset, fetchPublished } from '../../src/data/fetch-dataset.ts';
import { PUBLISHED } from '../../src/data/published.ts';
import type { Download, Published } from '../../src/data/published.ts';
import { concat, messageOfPromise, temporaryFolder, utf8 } from './support/files.ts';
import { serve } from './support/file-server.ts';
import { TAR_END, tarEntry } from './support/tar.ts';

const digest = (kind: 'md5' | 'sha256', bytes: Uint8Array): string =>
  createHash(kind).update(bytes).digest('hex');

function downloadOf(name: string, bytes: Uint8Array): Download {
  return { name, bytes: bytes.length, sha256: digest('sha256', bytes) };
}

const contents = [utf8('first'), utf8('second')];
const packed = contents.map((bytes) => gzipSync(bytes));

function packedSource(mirror: string): Published {
  return {
    title: 'Test',
    folder: 'test',
    packing: 'gz',
    files: contents.map((bytes, i) => ({ name: `file-${i}`, md5: digest('md5', bytes) })),
    downloads: packed.map((bytes, i) => downloadOf(`file-${i}.gz`, bytes)),
    mirrors: ['http://127.0.0.1:9', mirror], // nobody listens at the first
  };
}

function archiveSource(mirror: string, archive: Uint8Array): Published {
  return {
    title: 'Test',
    folder: 'batches',
    packing: 'tar.gz',
    files: contents.map((bytes, i) => ({ name: `file-${i}`, md5: digest('md5', bytes) })),
    downloads: [downloadOf('batches.tar.gz', archive)],
    mirrors: [mirror],
  };
}

it('downloads packed files into the folder of the data set, from the second mirror if the first is away', async () => {
  const { address } = await serve({
    '/file-0.gz': { content: packed[0] },
    '/file-1.gz': { content: packed[1] },
  });
  const dir = temporaryFolder();
  const paths = await fetchPublished(packedSource(address), dir);
  expect(paths).toEqual([join(dir, 'test', 'file-0.gz'), join(dir, 'test', 'file-1.gz')]);
  paths.forEach((path, i) => {
    expect(Buffer.compare(readFileSync(path), packed[i])).toBe(0);
  });
});

it('downloads only what is missing, and knows a file that was packed again', async () => {
  const { address, requests } = await serve({ '/file-1.gz': { content: packed[1] } });
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'test'));
  writeFileSync(join(dir, 'test', 'file-0.gz'), gzipSync(contents[0], { level: 0 }));
  await fetchPublished(packedSource(address), dir);
  expect(requests.map(({ path }) => path)).toEqual(['/file-1.gz']);
  await fetchPublished(packedSource(address), dir);
  expect(requests).toHaveLength(1);
});

it('does not touch another file in the place of a published one', async () => {
  const dir = temporaryFolder();
  const path = join(dir, 'test', 'file-0.gz');
  mkdirSync(join(dir, 'test'));
  writeFileSync(path, gzipSync('mine'));
  expect(await messageOfPromise(fetchPublished(packedSource('http://127.0.0.1:9'), dir))).toBe(
    `DataFormatError: ${path}: is there, but is not the published file; move it away to download that`,
  );
});

it('unpacks an archive, writes only the wanted files, and nothing outside its folder', async () => {
  const archive = gzipSync(
    concat(
      tarEntry('../outside', 'evil'),
      tarEntry('/outside-of-the-folder', 'evil'),
      tarEntry('batches/../../file-0', 'evil'),
      tarEntry('batches/', '', '5'),
      tarEntry('batches/file-1', '', '2'),
      tarEntry('./batches/file-0', contents[0]),
      tarEntry('batches/file-1', contents[1]),
      tarEntry('batches/readme.html', 'unasked'),
      TAR_END,
    ),
  );
  const { address } = await serve({ '/batches.tar.gz': { content: archive } });
  const dir = join(temporaryFolder(), 'data');
  const paths = await fetchPublished(archiveSource(address, archive), dir);
  expect(paths).toEqual([join(dir, 'batches', 'file-0'), join(dir, 'batches', 'file-1')]);
  expect(readdirSync(dir)).toEqual(['batches']);
  expect(readdirSync(join(dir, 'batches'))).toEqual(['file-0', 'file-1']);
  expect(readdirSync(join(dir, '..'))).toEqual(['data']);
  expect(readFileSync(paths[0], 'utf8')).toBe('first');
  expect(existsSync('/outside-of-the-folder')).toBe(false);
});

it('takes an archive that was put there by hand', async () => {
  const archive = gzipSync(
    concat(tarEntry('batches/file-0', contents[0]), tarEntry('batches/file-1', contents[1]), TAR_END),
  );
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'batches.tar.gz'), archive);
  const [first] = await fetchPublished(archiveSource('http://127.0.0.1:9', archive), dir);
  expect(readFileSync(first, 'utf8')).toBe('first');
  expect(readdirSync(dir)).toEqual(['batches']);
});

it('names a file that an archive lacks', async () => {
  const archive = gzipSync(concat(tarEntry('batches/file-0', contents[0]), TAR_END));
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'batches.tar.gz'), archive);
  expect(await messageOfPromise(fetchPublished(archiveSource('http://127.0.0.1:9', archive), dir))).toBe(
    `DataFormatError: ${join(dir, 'batches.tar.gz')}: holds no file batches/file-1; remove it and fetch it again`,
  );
});

it('names all files to download by hand, and where to put them, when there is no network', async () => {
  const dir = temporaryFolder();
  const offline = (): Promise<never> => Promise.reject(new TypeError('fetch failed'));
  const message = await messageOfPromise(fetchDataset('mnist', dir, { fetch: offline }));
  expect(message).toMatch(/^DataFormatError: [^\n]*$/);
  for (const { name } of PUBLISHED.mnist.downloads) expect(message).toContain(name);
  expect(message).toContain(
    'download https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz or ' +
      'https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz by hand and save it as ' +
      join(dir, 'mnist', 'train-images-idx3-ubyte.gz'),
  );
});

it('says so when the folder cannot be made', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await messageOfPromise(fetchDataset('mnist', file))).toMatch(
    /^DataFormatError: .*mnist: cannot be made \(.*\); choose another --data-dir$/,
  );
});

it('lists every published file with checksums of the right length', () => {
  for (const { files, downloads, mirrors } of Object.values(PUBLISHED)) {
    for (const { md5 } of files) expect(md5).toMatch(/^[0-9a-f]{32}$/);
    for (const { sha256, bytes } of downloads) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(1000);
    }
    for (const mirror of mirrors) expect(mirror).toMatch(/^https?:\/\/.*[^/]$/);
  }
});

it('does not unpack another archive in the place of the published one', async () => {
  const archive = gzipSync(concat(tarEntry('batches/file-0', contents[0]), TAR_END));
  const dir = temporaryFolder();
  const path = join(dir, 'batches.tar.gz');
  writeFileSync(path, gzipSync('mine'));
  expect(await messageOfPromise(fetchPublished(archiveSource('http://127.0.0.1:9', archive), dir))).toBe(
    `DataFormatError: ${path}: is there, but is not the published archive (by SHA-256); move it away to download that`,
  );
  expect(readFileSync(path)).toEqual(gzipSync('mine'));
});

it('does not write a file of an archive that has not the published content', async () => {
  const archive = gzipSync(
    concat(tarEntry('batches/file-0', 'other'), tarEntry('batches/file-1', contents[1]), TAR_END),
  );
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'batches.tar.gz'), archive);
  expect(await messageOfPromise(fetchPublished(archiveSource('http://127.0.0.1:9', archive), dir))).toContain(
    'batches/file-0 is not the published file (by MD5)',
  );
  expect(readdirSync(join(dir, 'batches'))).toEqual([]);
});
