/** Files as their formats specify them, made independently of the readers under test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'competing-units-data-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A new folder, removed after all tests of the file. */
export function temporaryFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

/** Writes a file into a temporary folder and returns its path. */
export function temporaryFile(name: string, content: Uint8Array | string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** The text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Parts one after the other. */
export function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Big-endian 32-bit integers. */
export function bigEndian32(...numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => {
    view.setUint32(4 * i, number);
  });
  return bytes;
}

/** An IDX file of bytes. */
export function idxOfBytes(shape: readonly number[], elements: Uint8Array | readonly number[]): Uint8Array {
  return concat([0, 0, 8, shape.length], bigEndian32(...shape), elements);
}

/** An NPY file with any header text and any elements, version 1 unless told. */
export function npyWithHeader(
  header: string,
  elements: Uint8Array | readonly number[] = [],
  version: 1 | 2 | 3 = 1,
): Uint8Array {
  const text = utf8(`${header}\n`);
  const length = [text.length & 255, text.length >> 8, ...(version === 1 ? [] : [0, 0])];
  return concat([0x93, ...utf8('NUMPY'), version, 0], length, text, elements);
}

/** The message with which `act` fails; an error if it does not. */
export function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** `messageOf` for promises. */
export async function messageOfPromise(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return messageOf(() => {
    if (outcome !== undefined) throw outcome as Error;
  });
}
