/** JSON as other programs read it: full precision, typed arrays as lists, and null for what is not finite. */

/** One document, ended by a newline. `JSON.stringify` itself writes the shortest digits that read back exactly. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, listTypedArrays)}\n`;
}

function listTypedArrays(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}
