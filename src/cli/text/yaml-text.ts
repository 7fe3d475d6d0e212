/**
 * YAML of config files. Stops at the first fault, and is stricter than the format: one document, keys that are words and
 * stand once, no tags that are unknown.
 *
 * Why not `parse` of yaml: it goes on after faults and compares every key with every other, which takes minutes on a
 * damaged file, and it prints warnings on its own.
 */
import { Composer, CST, isCollection, isMap, isPair, isScalar, Lexer, Parser } from 'yaml';
import type { Document } from 'yaml';

/** A text that is not such YAML. `offset` is where. */
class YamlTextError extends Error {
  readonly offset: number;
  constructor(what: string, offset: number) {
    super(what);
    this.offset = offset;
  }
}

/** Repetitions by aliases that may be resolved: more are an attack on the memory. */
const MOST_ALIASES = 100;

/** Flow brackets, and indicators on one line: the parser takes the square of their depth, so it is bounded before. */
function checkDepth(text: string, deepest: number): void {
  let [flow, block, offset] = [0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-seq-start' || type === 'flow-map-start') flow++;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') flow--;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') block++;
    else if (type === 'newline') block = 0;
    if (flow > deepest || block > deepest) throw new YamlTextError('must not be nested deeper', offset);
    // Marks that the lexer puts in are no part of the text.
    if (type !== 'doc-mode' && type !== 'flow-error-end' && type !== 'scalar') offset += token.length;
  }
}

function compose(text: string): Document | undefined {
  const composer = new Composer({
    prettyErrors: false,
    // Checked below, in linear time.
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'error',
  });
  let found: Document | undefined;
  const keep = (document: Document): void => {
    if (found !== undefined) throw new YamlTextError('must be one document', document.range?.[0] ?? 0);
    const fault = [...document.errors, ...document.warnings].at(0);
    if (fault !== undefined) throw new YamlTextError(fault.message, fault.pos[0]);
    found = document;
  };
  for (const token of new Parser().parse(text)) {
    if (token.type === 'error') throw new YamlTextError(token.message, token.offset);
    for (const document of composer.next(token)) keep(document);
  }
  for (const document of composer.end()) keep(document);
  return found;
}

function checkKeys(node: unknown, deepest: number): void {
  if (!isCollection(node)) return;
  if (deepest === 0) throw new YamlTextError('must not be nested deeper', node.range?.[0] ?? 0);
  const names = new Set<unknown>();
  for (const item of node.items) {
    if (!isPair(item)) {
      checkKeys(item, deepest - 1);
      continue;
    }
    const { key, value } = item;
    const name = isScalar(key) ? key.value : key;
    const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
    if (isMap(node) && names.has(name)) throw new YamlTextError('Map keys must be unique', at);
    names.add(name);
    checkKeys(value, deepest - 1);
  }
}

/**
 * Parses a YAML text.
 * @param deepest levels of lists and maps that are allowed
 * @throws YamlTextError
 */
export function parseYamlText(text: string, deepest: number): unknown {
  try {
    checkDepth(text, deepest);
    const document = compose(text);
    checkKeys(document?.contents, deepest);
    return document?.toJS({ maxAliasCount: MOST_ALIASES }) ?? null;
  } catch (error) {
    if (error instanceof YamlTextError) throw error;
    // The parser's own recursion, and aliases that grow without bound or lead nowhere.
    const reason = error instanceof Error ? error.message : String(error);
    throw new YamlTextError(error instanceof RangeError ? 'must not be nested deeper' : reason, 0);
  }
}
