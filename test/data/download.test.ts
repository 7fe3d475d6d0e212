import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { download } from '../../src/data/download.ts';
import type { Progress } from '../../src/data/download.ts';
import { messageOfPromise, temporaryFolder } from './support/files.ts';
import { serve } from './support/file-server.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const file = {
  name: 'a.gz',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

function target(): string {
  return join(temporaryFolder(), 'a.gz');
}

it('saves the file, reports progress to its end, and leaves nothing else behind', async () => {
  const { address } = await serve({ '/a.gz': { content } });
  const path = target();
  const progress: Progress[] = [];
  await download(file, path, [`${address}/a.gz`], { onProgress: (p) => progress.push(p) });
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
  expect(existsSync(`${path}.part`)).toBe(false);
  expect(progress.at(-1)).toEqual({ file: 'a.gz', received: 300_000, total: 300_000 });
  expect(progress.every(({ received }, i) => i === 0 || received > progress[i - 1].received)).toBe(true);
});

it('goes on where it was interrupted, at the next address or in the next call', async () => {
  const files: Parameters<typeof serve>[0] = { '/a.gz': { content, stopAfter: 100_000 } };
  const { address, requests } = await serve(files);
  const path = target();
  writeFileSync(`${path}.part`, content.subarray(0, 1000));
  const message = await messageOfPromise(download(file, path, [`${address}/a.gz`, `${address}/a.gz`]));
  expect(message).toMatch(
    /^DataFormatError: .*a\.gz: cannot be downloaded .*; run the command again to go on, or/,
  );
  expect(existsSync(path)).toBe(false);
  const kept = readFileSync(`${path}.part`);
  expect(Buffer.compare(kept, content.subarray(0, kept.length))).toBe(0);
  // How much of what was sent still arrives before the connection is known to be lost is up to the system.
  expect(kept.length).toBeGreaterThanOrEqual(1000);
  expect(kept.length).toBeLessThanOrEqual(201_000);

  files['/a.gz'] = { content };
  await download(file, path, [`${address}/a.gz`]);
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
  expect(requests).toHaveLength(3);
  expect([requests[0].range, requests[2].range]).toEqual(['bytes=1000-', `bytes=${kept.length}-`]);
});

it('starts again when the server sends the whole file instead of the rest', async () => {
  const { address } = await serve({ '/a.gz': { content, ignoreRange: true } });
  const path = target();
  writeFileSync(`${path}.part`, content.subarray(0, 1000));
  await download(file, path, [`${address}/a.gz`]);
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
});

it('asks nothing of the server when only the last step was missing', async () => {
  const { address, requests } = await serve({});
  const path = target();
  writeFileSync(`${path}.part`, content);
  await download(file, path, [`${address}/a.gz`]);
  expect([existsSync(path), requests]).toEqual([true, []]);
});

it('refuses a wrong checksum, drops what arrived, and takes the next address', async () => {
  const wrong = Uint8Array.from(content);
  wrong[5] ^= 1;
  const { address } = await serve({ '/wrong': { content: wrong }, '/right': { content } });
  const path = target();
  const message = await messageOfPromise(download(file, path, [`${address}/wrong`]));
  const sum = createHash('sha256').update(wrong).digest('hex');
  expect(message).toContain(`SHA-256 must be ${file.sha256} (got ${sum})`);
  expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
  await download(file, path, [`${address}/wrong`, `${address}/right`]);
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
});

it('does not take more bytes than the file has, nor keep them', async () => {
  const { address } = await serve({ '/long': { content: new Uint8Array(400_000) } });
  const path = target();
  const message = await messageOfPromise(download(file, path, [`${address}/long`]));
  expect(message).toMatch(/SHA-256 must be [0-9a-f]{64} \(got that of \d+ bytes or more\)/);
  expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
});

it('gives up when nothing arrives any more', async () => {
  const { address } = await serve({ '/a.gz': { content, stallAfter: 1000 } });
  const message = await messageOfPromise(
    download(file, target(), [`${address}/a.gz`], { stallSeconds: 0.05 }),
  );
  expect(message).toContain('nothing arrived for 0.05 s');
});

it('says in one line what each address answered, and what to do without a network', async () => {
  const { address } = await serve({});
  const path = target();
  const fetchOffline = (): Promise<never> =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND example.org') }));
  const missing = `${address}/a.gz`;
  const gone = await messageOfPromise(download(file, path, [missing]));
  expect(gone).toContain(`(${new URL(address).host}: HTTP status 404)`);
  const offline = await messageOfPromise(
    download(file, path, ['https://example.org/a.gz', 'https://example.com/a.gz'], { fetch: fetchOffline }),
  );
  expect(offline).toBe(
    `DataFormatError: ${path}: cannot be downloaded (example.org: getaddrinfo ENOTFOUND example.org; ` +
      'example.com: getaddrinfo ENOTFOUND example.org); run the command again to go on, or download ' +
      `https://example.org/a.gz or https://example.com/a.gz by hand and save it as ${path}`,
  );
});
