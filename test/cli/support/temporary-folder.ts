/** A folder that is gone when the test file ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export interface TemporaryFolder {
  readonly at: (...names: readonly string[]) => string;
  /** Writes a file, an object as JSON, and returns its path. */
  readonly write: (name: string, content: string | Uint8Array | object) => string;
}

/** Makes a folder under the system's one for temporary files. */
export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  return {
    at,
    write: (name, content) => {
      const file = at(name);
      mkdirSync(path.dirname(file), { recursive: true });
      const plain = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(file, plain ? content : JSON.stringify(content));
      return file;
    },
  };
}
