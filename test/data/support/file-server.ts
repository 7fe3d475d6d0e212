/** A web server on this machine that serves given bytes, honours ranges, and can misbehave. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What to serve, and how. */
export interface Served {
  readonly content: Uint8Array;
  /** Close the connection after so many bytes of the body. */
  readonly stopAfter?: number;
  /** Send nothing after so many bytes, and keep the connection. */
  readonly stallAfter?: number;
  /** Answer ranges with the whole file, as servers may. */
  readonly ignoreRange?: boolean;
}

/** Requests that arrived: path and wanted range. */
export interface Request {
  readonly path: string;
  readonly range: string | undefined;
}

/**
 * Starts a server that ends with the test.
 * @param files by path, e.g. `/a.gz`; it may be changed while the server runs
 * @returns its address without a slash at the end, and the list of requests so far
 */
export async function serve(
  files: Record<string, Served>,
): Promise<{ readonly address: string; readonly requests: readonly Request[] }> {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const range = request.headers.range;
    requests.push({ path, range });
    const served = Object.hasOwn(files, path) ? files[path] : undefined;
    if (served === undefined) {
      response.writeHead(404).end('not found');
      return;
    }
    const { content, stopAfter, stallAfter, ignoreRange = false } = served;
    const start = ignoreRange ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const status = range === undefined || ignoreRange ? 200 : 206;
    if (status === 206) {
      response.setHeader('Content-Range', `bytes ${start}-${content.length - 1}/${content.length}`);
    }
    response.writeHead(status, { 'Content-Length': content.length - start });
    const body = content.subarray(start, start + (stopAfter ?? stallAfter ?? content.length));
    response.write(body, () => {
      if (stopAfter !== undefined) response.destroy();
      else if (stallAfter === undefined) response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
