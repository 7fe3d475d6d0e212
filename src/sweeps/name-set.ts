/** Names of points as a set of 16 bytes or so each: a million of them need 32 MB at most, as texts some 100 MB. */
import { ArgumentError } from '../errors.ts';

/** A set that only grows. */
export interface NameSet {
  readonly size: () => number;
  readonly has: (name: string) => boolean;
  /** True where it was not there yet. */
  readonly add: (name: string) => boolean;
}

const SMALLEST = 1024;

/** The two halves of a name. The all-zero name, one of 2⁶⁴, stands for an empty place and is kept apart. */
function halves(name: string): readonly [number, number] {
  if (!/^[\da-f]{16}$/.test(name)) {
    throw new ArgumentError(`name: must be the 16 hexadecimal digits of a point (got ${name})`);
  }
  return [Number.parseInt(name.slice(0, 8), 16), Number.parseInt(name.slice(8), 16)];
}

/** An empty set. Names are hashes already: their digits say where they lie (open addressing, linear probing). */
export function createNameSet(): NameSet {
  let table = new Uint32Array(2 * SMALLEST);
  let count = 0;
  let hasZero = false;

  const placeOf = (places: Uint32Array, high: number, low: number): number => {
    const mask = places.length / 2 - 1;
    let place = (high ^ low) & mask;
    for (;;) {
      const [a, b] = [places[2 * place], places[2 * place + 1]];
      if ((a === 0 && b === 0) || (a === high && b === low)) return place;
      place = (place + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(2 * table.length);
    for (let i = 0; i < table.length; i += 2) {
      if (table[i] === 0 && table[i + 1] === 0) continue;
      const place = placeOf(larger, table[i], table[i + 1]);
      larger.set([table[i], table[i + 1]], 2 * place);
    }
    table = larger;
  };
  const isThere = (place: number): boolean => table[2 * place] !== 0 || table[2 * place + 1] !== 0;

  return {
    size: () => count,
    has: (name) => {
      const [high, low] = halves(name);
      return high === 0 && low === 0 ? hasZero : isThere(placeOf(table, high, low));
    },
    add: (name) => {
      const [high, low] = halves(name);
      if (high === 0 && low === 0) {
        if (hasZero) return false;
        hasZero = true;
        count++;
        return true;
      }
      const place = placeOf(table, high, low);
      if (isThere(place)) return false;
      table.set([high, low], 2 * place);
      count++;
      // At most half full.
      if (4 * count > table.length) grow();
      return true;
    },
  };
}
