/** One input, read and judged: accepted, refused as promised, or a violation of what the project promises. */
import process from 'node:process';
import { CompetingUnitsError } from '../../src/errors.ts';
import { bytesAsked } from './allocations.ts';
import type { Reader } from './reader.ts';

/** Longest time of the processor for one input, in milliseconds: what a clock says depends on what else the machine does. */
const LONGEST = 1000;
/** Longest refusal, in characters. A command shortens it to 2000. */
const LONGEST_LINE = 16_000;
/** C0 and C1 controls and the line separators of Unicode: they break a line or command a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What became of an input. `what` of a violation says which promise is broken. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly reading: unknown }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'violation'; readonly what: string };

function violation(what: string): Verdict {
  return { kind: 'violation', what };
}

/** What is wrong with a refusal; null: nothing. */
function faultOfRefusal(error: unknown, label: string): string | null {
  if (!(error instanceof CompetingUnitsError)) {
    const text =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : '';
    return `not an error of the project: ${text || String(error)}`;
  }
  const { message } = error;
  if (UNPRINTABLE.test(message))
    return `the refusal is not one printable line: ${JSON.stringify(message.slice(0, 300))}`;
  if (message.length > LONGEST_LINE)
    return `the refusal has ${message.length} characters: ${message.slice(0, 200)}…`;
  if (!message.includes(label)) return `the refusal does not name ${label}: ${message.slice(0, 200)}`;
  return null;
}

/** The shared prototypes are as they were. */
function prototypeFault(): string | null {
  const changed = [Object.prototype, Array.prototype].some((prototype) => Object.keys(prototype).length > 0);
  return changed ? 'Object.prototype or Array.prototype has new keys' : null;
}

/** That this process has had, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function attempt({ read, label }: Reader, bytes: Uint8Array): Promise<Verdict> {
  try {
    return { kind: 'accepted', reading: await read(bytes) };
  } catch (error) {
    const fault = faultOfRefusal(error, label);
    return fault === null ? { kind: 'refused', message: (error as Error).message } : violation(fault);
  }
}

/** Reads and judges one input. */
export async function judge(reader: Reader, bytes: Uint8Array): Promise<Verdict> {
  const copy = Uint8Array.from(bytes);
  const askedBefore = bytesAsked();
  const from = processorTime();
  const verdict = await attempt(reader, bytes);
  const asked = bytesAsked() - askedBefore;
  if (processorTime() - from > LONGEST && (await fastestOf(reader, bytes)) > LONGEST) {
    return violation(`takes over ${LONGEST} ms`);
  }
  if (asked > reader.allocation(bytes.length)) {
    return violation(`asks for ${asked} bytes of arrays for a file of ${bytes.length}`);
  }
  if (Buffer.compare(copy, bytes) !== 0) return violation('changes the bytes that it reads');
  const polluted = prototypeFault();
  if (polluted !== null) return violation(polluted);
  if (verdict.kind !== 'accepted') return verdict;
  const wrong = reader.check?.(bytes, verdict.reading) ?? null;
  return wrong === null ? verdict : violation(`a wrong reading: ${wrong}`);
}

/** Memory may have been tidied up meanwhile: the least of three counts. */
async function fastestOf(reader: Reader, bytes: Uint8Array): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    const from = processorTime();
    await attempt(reader, bytes);
    least = Math.min(least, processorTime() - from);
  }
  return least;
}
