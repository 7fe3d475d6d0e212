/** A thread that runs one campaign, so that an input that never ends, or takes all memory, ends only the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { allReaders } from './all-readers.ts';
import { countAllocations } from './allocations.ts';
import { campaign } from './campaign.ts';
import type { Tally } from './campaign.ts';
import { hasPython, startPython } from './python-oracle.ts';

/** What a thread is asked for. `current` holds the length of the input that is being read, its number, and its bytes. */
export interface Task {
  readonly reader: string;
  readonly inputs: number;
  readonly seed: number;
  readonly current: SharedArrayBuffer;
}

/** Bytes before those of the input in `Task.current`. */
export const HEAD_BYTES = 8;

/** What a thread answers with. */
export type Answer = Tally & { readonly seconds: number; readonly hasPython: boolean };

async function work({ reader: name, inputs, seed, current }: Task): Promise<void> {
  countAllocations();
  const reader = allReaders().find((candidate) => candidate.name === name);
  if (reader === undefined) throw new Error(`no reader ${name}`);
  const python = reader.python !== undefined && hasPython() ? startPython() : null;
  const head = new Int32Array(current, 0, 2);
  const content = new Uint8Array(current, HEAD_BYTES);
  const start = performance.now();
  const tally = await campaign(reader, {
    inputs,
    seed,
    python,
    onInput: (bytes, done) => {
      content.set(bytes);
      Atomics.store(head, 0, bytes.length);
      Atomics.store(head, 1, done + 1);
    },
  });
  python?.close();
  const answer: Answer = {
    ...tally,
    seconds: (performance.now() - start) / 1000,
    hasPython: python !== null,
  };
  parentPort?.postMessage(answer);
}

if (parentPort !== null) await work(workerData as Task);
