/** A Python process that says what it reads in a file; requests are sent ahead and answered in order. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PythonAnswer, PythonFormat } from './reader.ts';

const SERVER = fileURLToPath(new URL('oracle.py', import.meta.url));

/** Python's opinion; null where it refuses the file, or has none. */
export interface PythonOracle {
  readonly ask: (format: PythonFormat, bytes: Uint8Array) => Promise<PythonAnswer | null>;
  readonly close: () => void;
}

/** Whether `python3` with NumPy is here. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import numpy, tomllib'], { stdio: 'ignore' }).status === 0;
}

interface Head {
  readonly refused?: string;
  readonly shape: number[];
  readonly length: number;
  readonly json: unknown;
}

interface Waiting {
  readonly resolve: (answer: PythonAnswer | null) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the process. */
export function startPython(): PythonOracle {
  const child = spawn('python3', [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: Waiting[] = [];
  child.on('exit', () => {
    for (const { reject } of waiting) reject(new Error('python3 ended'));
  });
  let received = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf(10);
      if (end < 0) return;
      const head = JSON.parse(received.toString('utf8', 0, end)) as Head;
      const length = head.refused === undefined ? head.length : 0;
      if (received.length < end + 1 + length) return;
      const data = new Float64Array(length / 8);
      Buffer.from(data.buffer).set(received.subarray(end + 1, end + 1 + length));
      received = received.subarray(end + 1 + length);
      waiting
        .shift()
        ?.resolve(head.refused === undefined ? { shape: head.shape, data, json: head.json } : null);
    }
  });
  return {
    ask: (format, bytes) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ format, length: bytes.length })}\n`);
        child.stdin.write(bytes);
      }),
    close: () => void child.stdin.end(),
  };
}
