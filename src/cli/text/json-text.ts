/**
 * JSON (RFC 8259) of config files: as `JSON.parse`, but every refusal has a place, a key may stand only once in an object,
 * and depth is bounded.
 */

/** A text that is not JSON. `offset` is that of the first character that does not belong there. */
class JsonTextError extends Error {
  readonly offset: number;
  constructor(what: string, offset: number) {
    super(what);
    this.offset = offset;
  }
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u{7f}-\u{9f}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses a JSON text.
 * @param deepest levels of lists and objects that are allowed
 * @throws JsonTextError
 * @remarks O(text)
 */
export function parseJsonText(text: string, deepest: number): unknown {
  let at = 0;
  const fail = (what: string): JsonTextError => {
    const found = at < text.length ? JSON.stringify(text.slice(at, at + 1)) : 'the end';
    return new JsonTextError(`${what} (got ${found})`, at);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const skip = (mark: string): boolean => {
    match(SPACE);
    if (text[at] !== mark) return false;
    at++;
    match(SPACE);
    return true;
  };
  /** Items up to the closing mark, after the opening one. */
  const items = (close: string, readItem: () => void): void => {
    if (skip(close)) return;
    do readItem();
    while (skip(','));
    if (!skip(close)) throw fail(`must be , or ${close}`);
  };
  const readObject = (depth: number): object => {
    const entries = new Map<string, unknown>();
    items('}', () => {
      const start = at;
      const key = match(STRING);
      if (key === undefined) throw fail('must be a key in double quotes');
      const name = JSON.parse(key) as string;
      if (entries.has(name)) throw new JsonTextError('a key must stand only once', start);
      if (!skip(':')) throw fail('must be : after a key');
      entries.set(name, readValue(depth));
    });
    // Not by assignment: that of __proto__ would change the object's nature.
    return Object.fromEntries(entries);
  };
  const readList = (depth: number): unknown[] => {
    const list: unknown[] = [];
    items(']', () => void list.push(readValue(depth)));
    return list;
  };
  const readValue = (depth: number): unknown => {
    if (depth > deepest) throw new JsonTextError(`must be nested at most ${deepest} deep`, at);
    if (skip('{')) return readObject(depth + 1);
    if (skip('[')) return readList(depth + 1);
    const string = match(STRING);
    if (string !== undefined) return JSON.parse(string);
    const number = match(NUMBER);
    if (number !== undefined) return Number(number);
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    throw fail('must be a value');
  };
  match(SPACE);
  const value = readValue(0);
  match(SPACE);
  if (at < text.length) throw fail('must end here');
  return value;
}
