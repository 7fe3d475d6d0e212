/**
 * Downloads of files whose length and SHA-256 are known: resumed where they stopped (HTTP ranges, RFC 9110 section 14),
 * moved to their place only when they are whole and right.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { DataFormatError } from '../errors.ts';
import type { Download } from './published.ts';

/** How far a download is. */
export interface Progress {
  readonly file: string;
  /** Bytes so far, those of an earlier attempt included. */
  readonly received: number;
  readonly total: number;
}

/** How to download. Defaults in parentheses. */
export interface DownloadOptions {
  /** As the global `fetch`, which is the default. */
  readonly fetch?: typeof fetch;
  /** Called after every chunk. */
  readonly onProgress?: (progress: Progress) => void;
  /** Give up when nothing arrives for so long (30). */
  readonly stallSeconds?: number;
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** SHA-256 of a file as hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** What went wrong, without a stack; `fetch` hides the network's reason in `cause`. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** Appends what is missing of `part` from one address. */
async function resume(
  file: Download,
  part: string,
  request: { readonly url: string; readonly options: DownloadOptions },
): Promise<void> {
  const { url, options } = request;
  const { fetch: get = fetch, onProgress, stallSeconds = 30 } = options;
  let received = await sizeOf(part);
  if (received >= file.bytes) return;

  const abort = new AbortController();
  const giveUp = (): void => abort.abort(new Error(`nothing arrived for ${stallSeconds} s`));
  let timer = setTimeout(giveUp, 1000 * stallSeconds);
  try {
    // Packed files must arrive as they are.
    const headers = new Headers({ 'Accept-Encoding': 'identity' });
    if (received > 0) headers.set('Range', `bytes=${received}-`);
    const response = await get(url, { headers, signal: abort.signal });
    const range = response.headers.get('Content-Range') ?? '';
    const continues = response.status === 206 && range.startsWith(`bytes ${received}-`);
    if (!(response.status === 200 || continues) || response.body === null) {
      await response.body?.cancel();
      throw new Error(`HTTP status ${response.status}`);
    }
    if (!continues) received = 0;
    const output = await open(part, continues ? 'a' : 'w');
    try {
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, 1000 * stallSeconds);
        received += chunk.length;
        await output.appendFile(chunk);
        if (received > file.bytes) break; // the caller sees the length
        onProgress?.({ file: file.name, received, total: file.bytes });
      }
      await output.sync();
    } finally {
      await output.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Downloads a file from the first of its addresses that gives it. What arrived stays in `PATH.part` when none does, and
 * the next call goes on from there.
 * @param file name, length and checksum
 * @param path where it is to be
 * @param urls addresses of the same file
 * @param options see `DownloadOptions`
 * @throws DataFormatError if no address gives it: what each said, and what to download by hand to where
 */
export async function download(
  file: Download,
  path: string,
  urls: readonly string[],
  options: DownloadOptions = {},
): Promise<void> {
  const part = `${path}.part`;
  const faults: string[] = [];
  for (const url of urls) {
    try {
      await resume(file, part, { url, options });
      const size = await sizeOf(part);
      if (size < file.bytes) throw new Error(`stopped after ${size} of ${file.bytes} bytes`);
      const sum = size === file.bytes ? await sha256(part) : `that of ${size} bytes or more`;
      if (sum === file.sha256) {
        await rename(part, path);
        return;
      }
      // Nothing in it can be trusted: the next address starts from nothing.
      await rm(part);
      throw new Error(`SHA-256 must be ${file.sha256} (got ${sum})`);
    } catch (error) {
      faults.push(`${new URL(url).host}: ${reason(error)}`);
    }
  }
  throw new DataFormatError(
    `${path}: cannot be downloaded (${faults.join('; ')}); run the command again to go on, or download ` +
      `${urls.join(' or ')} by hand and save it as ${path}`,
  );
}
