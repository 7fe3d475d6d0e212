/** Counts the bytes of typed arrays and buffers that code asks for, whether it is given them or not. */

const COUNTED = [
  ...(['Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array'] as const),
  ...(['Float32Array', 'Float64Array', 'ArrayBuffer'] as const),
];

let asked = 0;

/** Bytes per element by what is constructed; 1 for buffers. */
function itemBytes(constructor: object): number {
  return 'BYTES_PER_ELEMENT' in constructor ? Number(constructor.BYTES_PER_ELEMENT) : 1;
}

/** Replaces the global constructors for the rest of the process; arrays made before stay what they are. */
export function countAllocations(): void {
  for (const name of COUNTED) {
    const original = globalThis[name] as unknown as new (...args: unknown[]) => object;
    const counting = new Proxy(original, {
      construct: (target, args: unknown[]) => {
        const [first] = args;
        const length =
          typeof first === 'number'
            ? first
            : Array.isArray(first) || ArrayBuffer.isView(first)
              ? lengthOf(first)
              : 0;
        asked += length * itemBytes(target);
        return new target(...args);
      },
    });
    Object.defineProperty(globalThis, name, { value: counting, configurable: true, writable: true });
  }
}

function lengthOf(list: object): number {
  return 'length' in list ? Number(list.length) : 0;
}

/** Bytes asked for so far. */
export function bytesAsked(): number {
  return asked;
}
