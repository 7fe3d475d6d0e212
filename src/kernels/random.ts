/**
 * Random streams named by what they are for, so that a draw added in one place changes nothing elsewhere.
 *
 * Generator: xoroshiro128+ of pure-rand (Blackman & Vigna 2018). Its first draws are poor for small seeds, so its
 * 128 bits of state come from a hash of seed and name: FNV-1a over the bytes, each word finished with the mixer of
 * MurmurHash3 (Appleby 2011).
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A source of random numbers. Every method advances it. */
export interface RandomStream {
  /** Uniform on [0, 1), multiples of 2⁻⁵³. */
  uniform: () => number;
  /** Standard normal variate. */
  normal: () => number;
  /** Uniform integer in [0, bound). */
  integer: (bound: number) => number;
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hashWords(text: string): number[] {
  const words: number[] = [];
  for (let salt = 0; salt < 4; salt++) {
    let h = mix(0x811c9dc5 + salt);
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    words.push(mix(h));
  }
  // The all-zero state is the one that xoroshiro cannot leave.
  words[0] |= 1;
  return words;
}

/**
 * The stream of `seed` for the purpose `name`. Same seed and name, same numbers.
 * @param seed any integer
 * @param name purpose, e.g. `'init'` or `'order/3'`
 */
export function randomStream(seed: number, name: string): RandomStream {
  const generator = xoroshiro128plusFromState(hashWords(`${seed}/${name}`));
  let spare: number | undefined;
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    // Marsaglia's polar method (1964): two variates per accepted pair.
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const x = 2 * uniform() - 1;
        const y = 2 * uniform() - 1;
        const s = x * x + y * y;
        if (s > 0 && s < 1) {
          const factor = Math.sqrt((-2 * Math.log(s)) / s);
          spare = y * factor;
          return x * factor;
        }
      }
    },
    integer: (bound) => uniformInt(generator, 0, bound - 1),
  };
}

/** A random permutation of 0 … length − 1 (Fisher–Yates). */
export function permutation(length: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    const moved = order[i];
    order[i] = order[j];
    order[j] = moved;
  }
  return order;
}
