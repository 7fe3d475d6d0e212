/**
 * Many inputs for one reader. A mutant that is refused in a new way, or accepted, joins the corpus: with it later mutants
 * come further into the reader, as AFL's do by coverage.
 */
import type { RandomStream } from '../../src/kernels/random.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { judge } from './judge.ts';
import { mutant } from './mutate.ts';
import type { PythonOracle } from './python-oracle.ts';
import type { Reader } from './reader.ts';

/** An input that breaks a promise. */
export interface Violation {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** What became of the inputs. */
export interface Tally {
  readonly reader: string;
  inputs: number;
  accepted: number;
  refused: number;
  /** Accepted ones that Python read, and read the same. */
  confirmed: number;
  /** Accepted ones that Python refuses. */
  unconfirmed: number;
  /** Different refusals, numbers and quotations aside. */
  ways: number;
  readonly violations: Violation[];
}

/** How to run a campaign. */
export interface CampaignOptions {
  readonly inputs: number;
  readonly seed: number;
  /** null: no Python. */
  readonly python: PythonOracle | null;
  /** Told of each input before it is read. */
  readonly onInput?: (bytes: Uint8Array, done: number) => void;
  /** Told of inputs that are accepted here and refused by Python. */
  readonly onUnconfirmed?: (bytes: Uint8Array) => void;
}

/** A corpus of more files than this only dilutes. */
const LARGEST_CORPUS = 600;
/** Violations of one kind that are kept. */
const KEPT = 20;
/** Requests to Python under way. */
const AHEAD = 200;

/** Texts that differ only in numbers and quotations are one. */
function way(message: string): string {
  const plain = message.replace(/"[^"]*"|'[^']*'|\[[^\]]*\]|\(got .*$/g, '');
  return plain.replace(/-?\d[\d.e+]*/g, '0').slice(0, 100);
}

function nextInput(random: RandomStream, reader: Reader, corpus: readonly Uint8Array[]): Uint8Array {
  const { wrap, contents, repair, tokens, kind } = reader;
  if (wrap !== undefined && contents !== undefined && random.uniform() < 0.3) {
    const packed = wrap(mutant(random, { corpus: contents, tokens, kind }));
    return random.uniform() < 0.5 ? packed : mutant(random, { corpus: [packed], tokens, kind });
  }
  // The originals are the nearest to what is accepted.
  const made = mutant(random, { corpus: random.uniform() < 0.5 ? reader.corpus : corpus, tokens, kind });
  return repair !== undefined && random.uniform() < 0.6 ? repair(made) : made;
}

/**
 * Runs `inputs` mutants through a reader.
 * @returns the tally, once Python has answered all
 */
export async function campaign(reader: Reader, options: CampaignOptions): Promise<Tally> {
  const { inputs, seed, python, onInput, onUnconfirmed } = options;
  const random = randomStream(seed, `fuzz/${reader.name}`);
  const corpus = [...reader.corpus];
  const ways = new Set<string>();
  const tally: Tally = {
    ...{ reader: reader.name, inputs: 0, accepted: 0, refused: 0, confirmed: 0, unconfirmed: 0, ways: 0 },
    violations: [],
  };
  const blame = (what: string, bytes: Uint8Array): void => {
    const same = tally.violations.filter((known) => way(known.what) === way(what));
    if (same.length < KEPT) tally.violations.push({ what, bytes });
  };
  let answers: Promise<void>[] = [];
  const compare = async (bytes: Uint8Array, reading: unknown): Promise<void> => {
    if (reader.python === undefined || python === null) return;
    const answer = await python.ask(reader.python.format, bytes);
    if (answer === null) {
      tally.unconfirmed++;
      onUnconfirmed?.(bytes);
    } else if (reader.python.same(reading, answer)) tally.confirmed++;
    else blame('a wrong reading: not what Python reads', bytes);
  };
  while (tally.inputs < inputs) {
    const bytes =
      tally.inputs < reader.corpus.length ? reader.corpus[tally.inputs] : nextInput(random, reader, corpus);
    onInput?.(bytes, tally.inputs);
    const verdict = await judge(reader, bytes);
    tally.inputs++;
    if (verdict.kind === 'violation') blame(verdict.what, bytes);
    else tally[verdict.kind]++;
    if (verdict.kind !== 'accepted' && tally.inputs <= reader.corpus.length) {
      blame(`a valid file is not read: ${JSON.stringify(verdict)}`, bytes);
    }
    if (verdict.kind === 'accepted') answers.push(compare(bytes, verdict.reading));
    const seen = verdict.kind === 'refused' ? way(verdict.message) : verdict.kind;
    const isNew = !ways.has(seen) || (verdict.kind === 'accepted' && random.uniform() < 0.02);
    ways.add(seen);
    if (isNew && verdict.kind !== 'violation') {
      if (corpus.length < LARGEST_CORPUS) corpus.push(bytes);
      else corpus[reader.corpus.length + random.integer(LARGEST_CORPUS - reader.corpus.length)] = bytes;
    }
    if (answers.length >= AHEAD) {
      await Promise.all(answers);
      answers = [];
    }
  }
  await Promise.all(answers);
  tally.ways = ways.size;
  return tally;
}
