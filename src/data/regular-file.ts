/**
 * The bytes of a regular file. Pipes, devices and sockets are refused before anything is read: they have no end, or none
 * that comes by itself.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { DataFormatError } from '../errors.ts';

function kindOf(stats: ReturnType<typeof fstatSync>): string | null {
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'a device';
  return stats.isSocket() ? 'a socket' : null;
}

/**
 * All bytes of a file.
 * @param path of the file
 * @param limit most bytes that it may have (any number that fits into memory)
 * @throws DataFormatError for a pipe, a device or a socket, and beyond the limit; else the error of the file system,
 * with the path
 */
export function readRegularFile(path: string, limit: number = Infinity): Buffer {
  // A pipe without a writer would hold up a plain open for ever.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    const kind = kindOf(stats);
    if (kind !== null) {
      throw new DataFormatError(`${path}: must be a file (got ${kind}); save its content to a file first`);
    }
    if (stats.size > limit) {
      throw new DataFormatError(`${path}: must be at most ${limit} bytes (got ${stats.size}); shorten it`);
    }
    return readFileSync(descriptor);
  } catch (error) {
    // Node does not say which file could not be read.
    if (error instanceof Error && 'syscall' in error) Object.assign(error, { path });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
