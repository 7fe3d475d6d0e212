/** What is fuzzed: a reader of bytes from outside, valid files to begin with, and an independent opinion of the result. */

/** Formats that the Python process knows to read: NumPy's own, and the standard library's TOML and TAR. */
export type PythonFormat = 'npy' | 'npz' | 'csv' | 'toml' | 'tar';

/** One reader. */
export interface Reader {
  readonly name: string;
  /** The path or option that the reader is told; every refusal names it. */
  readonly label: string;
  /** Small valid files, made by code. */
  readonly corpus: readonly Uint8Array[];
  /** Words of the format. */
  readonly tokens: readonly Uint8Array[];
  /** `'text'`: numbers, lines and brackets are mutated as such, too. */
  readonly kind: 'binary' | 'text';
  /** The same bytes with checksums that hold, so that a mutant gets past them. */
  readonly repair?: (bytes: Uint8Array) => Uint8Array;
  /** A file of the format with any content, e.g. bytes packed by another program. */
  readonly wrap?: (content: Uint8Array) => Uint8Array;
  /** Content for `wrap`. */
  readonly contents?: readonly Uint8Array[];
  /** Reads; throws what the project throws. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** What is wrong with an accepted reading, by an independent method; null: nothing. */
  readonly check?: (bytes: Uint8Array, reading: unknown) => string | null;
  /** Python's opinion of an accepted reading: `same` compares it with what Python read. */
  readonly python?: {
    readonly format: PythonFormat;
    readonly same: (reading: unknown, answer: PythonAnswer) => boolean;
  };
  /** Most bytes of typed arrays that reading a file of this length may allocate. */
  readonly allocation: (length: number) => number;
}

/** What Python read: numbers in C order with their shape, or any other content as JSON. */
export interface PythonAnswer {
  readonly shape: readonly number[];
  readonly data: Float64Array;
  readonly json: unknown;
}

/** The UTF-8 bytes of each text. */
export function utf8(...texts: readonly string[]): Uint8Array[] {
  return texts.map((text) => new TextEncoder().encode(text));
}

/** Parts one after the other. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}
