/**
 * `npm run fuzz`: many mutated files for every reader; what breaks a promise is kept as a file.
 *
 *     npm run fuzz -- [--inputs 100000] [--reader NAME]... [--seed 0] [--out DIR]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { allReaders } from './all-readers.ts';
import type { Violation } from './campaign.ts';
import { LARGEST_INPUT } from './mutate.ts';
import type { Answer, Task } from './worker.ts';
import { HEAD_BYTES } from './worker.ts';

/** No input may take a second; a machine that does other things may take longer to say so, in milliseconds. */
const PATIENCE = 30_000;
/** Memory of the thread, in MiB: far more than a file of 64 KiB can justify outside of typed arrays. */
const MEMORY = 512;

interface Result {
  readonly answer: Answer | null;
  readonly violations: readonly Violation[];
}

/** Runs one campaign in a thread that is watched. */
async function watched(reader: string, inputs: number, seed: number): Promise<Result> {
  const current = new SharedArrayBuffer(HEAD_BYTES + LARGEST_INPUT);
  const head = new Int32Array(current, 0, 2);
  const task: Task = { reader, inputs, seed, current };
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  const caught = (what: string): Result => {
    const bytes = Uint8Array.from(new Uint8Array(current, HEAD_BYTES, Atomics.load(head, 0)));
    return { answer: null, violations: [{ what: `input ${Atomics.load(head, 1)}: ${what}`, bytes }] };
  };
  let seen = -1;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Result>((resolve) => {
      timer = setInterval(() => {
        const now = Atomics.load(head, 1);
        // After the last input Python may still be answering.
        if (now === seen && now < inputs) resolve(caught(`no end within ${PATIENCE} ms`));
        seen = now;
      }, PATIENCE);
      // It removes its folders when it ends by itself.
      worker.on('message', (answer: Answer) =>
        worker.on('exit', () => resolve({ answer, violations: answer.violations })),
      );
      worker.on('error', (error) =>
        resolve(caught(error instanceof Error ? (error.stack ?? error.message) : String(error))),
      );
    });
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}

function report(reader: string, { answer, violations }: Result): string {
  if (answer === null) return `${reader}: ended early, ${violations.length} violation`;
  const { inputs, accepted, refused, confirmed, unconfirmed, ways, seconds, hasPython } = answer;
  const python = hasPython ? `, Python reads ${confirmed} the same and refuses ${unconfirmed}` : '';
  return (
    `${reader}: ${inputs} inputs in ${seconds.toFixed(0)} s, ${accepted} accepted${python}, ` +
    `${refused} refused in ${ways} ways, ${violations.length} violations`
  );
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    reader: { type: 'string', multiple: true },
    seed: { type: 'string', default: '0' },
    out: { type: 'string', default: 'fuzz' },
  },
});
const known = allReaders().map(({ name }) => name);
const unknown = values.reader?.find((name) => !known.includes(name));
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
if (unknown !== undefined || !Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed)) {
  const what =
    unknown === undefined ? '--inputs and --seed: must be integers' : `--reader: no reader ${unknown}`;
  process.stderr.write(`${what}; readers are ${known.join(', ')}\n`);
  process.exit(2);
}
let broken = 0;
for (const reader of values.reader ?? known) {
  const result = await watched(reader, inputs, seed);
  process.stdout.write(`${report(reader, result)}\n`);
  broken += result.violations.length;
  result.violations.forEach(({ what, bytes }, i) => {
    mkdirSync(values.out, { recursive: true });
    const file = path.join(values.out, `${reader}-${seed}-${i}`);
    writeFileSync(file, bytes);
    process.stdout.write(`  ${file}: ${what.slice(0, 500)}\n`);
  });
}
process.exit(broken === 0 ? 0 : 1);
