/**
 * DEFLATE decompression, RFC 1951 (Deutsch 1996), into an output whose length is bounded before it is allocated.
 *
 * Why not `node:zlib`: it does not say at which byte a stream is broken, and it cannot stop after a header to learn
 * how long the rest may be. The price, measured on the images of MNIST (47 MB): 0.3 s instead of 0.1 s.
 */

/** A stream that does not decode. `at` is the offset in the source where that was noticed. */
export class InflateError extends Error {
  readonly at: number;
  readonly tooLong: boolean;
  constructor(what: string, at: number, tooLong = false) {
    super(what);
    this.at = at;
    this.tooLong = tooLong;
  }
}

/** How far to go. */
export interface InflateOptions {
  /** Most bytes that may come out. */
  readonly limit: number;
  /** At the limit: `'fail'` if there is more, or `'stop'` and return what came out so far. */
  readonly atLimit?: 'fail' | 'stop';
}

/** What came out, and the offset in the source after the last byte of the stream. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/**
 * Decoding tables of a prefix code. `entries` is indexed by the next `bits` bits, entry = symbol · 16 + length; 0 = no such
 * word, or a longer one. Those are found by length: `counts` words of each, `symbols` in the order of the words.
 */
interface CodeTable {
  readonly bits: number;
  readonly entries: Uint16Array;
  readonly longest: number;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/**
 * Words up to this length are looked up at once. A table of all 15 bits would cost 65 536 entries for a block that may be
 * 25 bytes long: minutes for a file made to that end.
 */
const LOOKED_UP = 10;

// RFC 1951, 3.2.5: bases and extra bits of length codes 257 … 285 and distance codes 0 … 29.
const LENGTH_BASE = Uint16Array.of(
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115],
  ...[131, 163, 195, 227, 258],
);
const LENGTH_EXTRA = Uint8Array.from({ length: 29 }, (_, i) =>
  i < 8 || i === 28 ? 0 : Math.floor(i / 4) - 1,
);
const DISTANCE_EXTRA = Uint8Array.from({ length: 30 }, (_, i) => (i < 4 ? 0 : Math.floor(i / 2) - 1));
const DISTANCE_BASE = Uint16Array.from({ length: 30 }, (_, i) =>
  i < 4 ? i + 1 : 1 + ((2 + (i % 2)) << (Math.floor(i / 2) - 1)),
);
// 3.2.7: the order in which the lengths of the code-length code are stored.
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const NONE = new Uint16Array(0);
const IMPOSSIBLE: CodeTable = { bits: 0, entries: NONE, longest: 0, counts: NONE, symbols: NONE };

/** The canonical code of 3.2.2 from its lengths; `IMPOSSIBLE` when they are over-subscribed or incomplete. */
function codeTable(lengths: Uint8Array, mayBeIncomplete: boolean): CodeTable {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  let longest = 15;
  while (longest > 1 && counts[longest] === 0) longest--;
  const next = new Uint32Array(16);
  let code = 0;
  for (let length = 1; length <= longest; length++) {
    code = (code + counts[length - 1]) << 1;
    next[length] = code;
    if (code + counts[length] > 1 << length) return IMPOSSIBLE;
  }
  // A code with at most one word may leave the other word out (3.2.7, last paragraph).
  const complete = next[longest] + counts[longest] === 1 << longest;
  if (!complete && !(mayBeIncomplete && longest === 1)) return IMPOSSIBLE;
  const bits = Math.min(longest, LOOKED_UP);
  const entries = new Uint16Array(1 << bits);
  const symbols = new Uint16Array(lengths.length);
  const places = new Uint16Array(16);
  for (let length = 1; length < 15; length++) places[length + 1] = places[length] + counts[length];
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    symbols[places[length]++] = symbol;
    if (length > bits) return;
    let word = next[length]++;
    let reversed = 0;
    for (let i = 0; i < length; i++, word >>= 1) reversed = (reversed << 1) | (word & 1);
    for (let i = reversed; i < entries.length; i += 1 << length) entries[i] = (symbol << 4) | length;
  });
  return { bits, entries, longest, counts, symbols };
}

// 3.2.6. Literals 286, 287 and distances 30, 31 belong to the fixed codes but never occur.
const FIXED_LITERALS = codeTable(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
  false,
);
const FIXED_DISTANCES = codeTable(new Uint8Array(32).fill(5), false);

/**
 * Decodes one raw DEFLATE stream that begins at `source[start]`.
 * @param source compressed bytes
 * @param start offset of the first byte of the stream
 * @param options bound on the output
 * @returns a fresh array (a view of at most twice its length) and the end of the stream
 * @throws InflateError where the stream is truncated, corrupt, or longer than the limit
 * @remarks O(source + output); allocates at most max(4 KiB, 2 × output) at a time, never more than the limit.
 */
export function inflate(source: Uint8Array, start: number, options: InflateOptions): Inflated {
  const { limit, atLimit = 'fail' } = options;
  let out = new Uint8Array(Math.min(limit, 4096));
  let produced = 0;
  let position = start; // of the next byte to load into `hold`
  let hold = 0; // bits not yet used, lowest first
  let held = 0;

  // Past the end zeros are loaded; `truncated` tells whether any of them was used.
  const need = (count: number): void => {
    while (held < count) {
      if (position < source.length) hold |= source[position] << held;
      position++;
      held += 8;
    }
  };
  const offset = (): number => position - (held >> 3);
  const check = (): void => {
    if (offset() > source.length) throw new InflateError('ends inside the compressed stream', source.length);
  };
  const corrupt = (what: string): InflateError => {
    check();
    return new InflateError(what, Math.max(start, offset() - 1));
  };
  const take = (count: number): number => {
    need(count);
    const value = hold & ((1 << count) - 1);
    hold >>>= count;
    held -= count;
    return value;
  };
  /** Of a word that is longer than what is looked up: the words of each length are consecutive numbers (3.2.2). */
  const longSymbol = ({ bits, longest, counts, symbols }: CodeTable): number => {
    if (longest > bits) need(longest);
    let [word, first, index] = [0, 0, 0];
    for (let length = 1; length <= longest; length++) {
      word |= (hold >> (length - 1)) & 1;
      const count = counts[length];
      if (word - first < count) {
        take(length);
        return symbols[index + word - first];
      }
      index += count;
      first = (first + count) << 1;
      word <<= 1;
    }
    throw corrupt('holds a code word that is not in its table');
  };
  const symbol = (table: CodeTable): number => {
    const { bits, entries } = table;
    need(bits);
    const entry = entries[hold & ((1 << bits) - 1)];
    if (entry === 0) return longSymbol(table);
    hold >>>= entry & 15;
    held -= entry & 15;
    return entry >> 4;
  };
  /** Makes room for `count` more bytes; returns how many of them fit. */
  const room = (count: number): number => {
    if (produced + count <= out.length) return count;
    if (out.length < limit) {
      const larger = new Uint8Array(Math.min(limit, 2 * out.length));
      larger.set(out);
      out = larger;
      return room(count);
    }
    if (atLimit === 'stop') return out.length - produced;
    throw new InflateError(`unpacks to more than ${limit} bytes`, offset(), true);
  };

  const readStored = (): boolean => {
    // Drop the rest of the byte, and give whole bytes back.
    position -= (held - (held & 7)) >> 3;
    hold = 0;
    held = 0;
    if (position + 4 > source.length) {
      throw new InflateError('ends inside the compressed stream', source.length);
    }
    const length = source[position] | (source[position + 1] << 8);
    const complement = source[position + 2] | (source[position + 3] << 8);
    if ((length ^ complement) !== 0xffff)
      throw new InflateError('holds a block with a wrong length', position);
    position += 4;
    if (position + length > source.length) {
      throw new InflateError('ends inside the compressed stream', source.length);
    }
    const fits = room(length);
    out.set(source.subarray(position, position + fits), produced);
    produced += fits;
    position += length;
    return fits === length;
  };

  const readTables = (): [CodeTable, CodeTable] => {
    const literalCount = take(5) + 257;
    const distanceCount = take(5) + 1;
    const lengthCount = take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) throw corrupt('holds a block with too many symbols');
    const codeLengths = new Uint8Array(19);
    for (let i = 0; i < lengthCount; i++) codeLengths[LENGTH_ORDER[i]] = take(3);
    const lengthTable = codeTable(codeLengths, false);
    if (lengthTable === IMPOSSIBLE) throw corrupt('holds an impossible prefix code');
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let i = 0; i < lengths.length;) {
      const code = symbol(lengthTable);
      if (code < 16) {
        lengths[i++] = code;
        continue;
      }
      const repeat = code === 16 ? 3 + take(2) : code === 17 ? 3 + take(3) : 11 + take(7);
      if ((code === 16 && i === 0) || i + repeat > lengths.length) {
        throw corrupt('holds a run of code lengths that does not fit');
      }
      lengths.fill(code === 16 ? lengths[i - 1] : 0, i, i + repeat);
      i += repeat;
    }
    const literals = codeTable(lengths.subarray(0, literalCount), true);
    const distances = codeTable(lengths.subarray(literalCount), true);
    if (literals === IMPOSSIBLE || distances === IMPOSSIBLE || lengths[256] === 0) {
      throw corrupt('holds an impossible prefix code');
    }
    check();
    return [literals, distances];
  };

  const readCompressed = (literals: CodeTable, distances: CodeTable): boolean => {
    for (;;) {
      const code = symbol(literals);
      if (code < 256) {
        if (produced === out.length && room(1) === 0) return false;
        out[produced++] = code;
        // Zeros past the end could decode to literals for ever.
        if (position > source.length) check();
        continue;
      }
      if (code === 256) return true;
      if (code > 285) throw corrupt('holds a length that does not exist');
      const length = LENGTH_BASE[code - 257] + take(LENGTH_EXTRA[code - 257]);
      const distanceCode = symbol(distances);
      if (distanceCode > 29) throw corrupt('holds a distance that does not exist');
      const distance = DISTANCE_BASE[distanceCode] + take(DISTANCE_EXTRA[distanceCode]);
      if (distance > produced) throw corrupt('refers to bytes before its beginning');
      check();
      const fits = room(length);
      for (const end = produced + fits; produced < end; produced++) out[produced] = out[produced - distance];
      if (fits < length) return false;
    }
  };

  for (let last = 0, going = true; going && last === 0;) {
    last = take(1);
    const type = take(2);
    check();
    if (type === 3) throw corrupt('holds a block of unknown type');
    if (type === 0) going = readStored();
    else if (type === 1) going = readCompressed(FIXED_LITERALS, FIXED_DISTANCES);
    else going = readCompressed(...readTables());
    check();
  }
  // A copy where the view would keep more than twice its length alive.
  const bytes = 2 * produced < out.length ? out.slice(0, produced) : out.subarray(0, produced);
  return { bytes, end: offset() };
}
