/**
 * SIMD kernels in WebAssembly, and the memory they work on. Sources in `assembly/`, compiled by
 * `npm run build:kernels`; what each computes is told in `simd-kernels.ts`.
 *
 * 128-bit SIMD without fused products, so that every engine returns the same bits. WebAssembly cannot flush denormal
 * numbers: keep them out of F(W), see `SMALLEST_POWER`.
 */
import { ArgumentError } from '../errors.ts';
import type { LayerKernels } from './layer-kernels.ts';
import { SHARED_KERNELS, UNSHARED_KERNELS } from './simd-binary.ts';
import type { FloatKernels, Pointer, ReadoutKernels, VectorKernels } from './simd-kernels.ts';
import type { FloatArray, Precision } from './sparse.ts';

export type { FloatKernels, Pointer } from './simd-kernels.ts';

/** Units of one panel, 64 bytes per input. */
export const PANEL_WIDTH: Readonly<Record<Precision, number>> = { f32: 16, f64: 8 };

/** Outputs of a readout are filled up to a multiple of this. */
export const OUTPUT_GROUP = 5;

/** Features of a row of a readout are filled up to a multiple of this: a cache line. */
export const FEATURE_GROUP = 16;

/**
 * |F(U)| below which the kernels are to store 0: their products with inputs down to 2⁻²⁶ are never denormal numbers, which
 * make the currents some times slower and carry nothing beside weights of ordinary size.
 */
export const SMALLEST_POWER: Readonly<Record<Precision, number>> = { f32: 2 ** -100, f64: 2 ** -996 };

/** Kernels over one memory, from any thread that has it. */
export interface SimdKernels extends VectorKernels, ReadoutKernels, LayerKernels {
  readonly memory: WebAssembly.Memory;
  readonly f32: FloatKernels;
  readonly f64: FloatKernels;
  /** A view of `length` float32 numbers at `pointer`. */
  readonly float32: (pointer: Pointer, length: number) => Float32Array;
  /** A view of `length` float64 numbers at `pointer`. */
  readonly float64: (pointer: Pointer, length: number) => Float64Array;
  /** A view of `length` int32 numbers at `pointer`. */
  readonly int32: (pointer: Pointer, length: number) => Int32Array;
  /** A view of `length` numbers of the given precision at `pointer`. */
  readonly floats: (precision: Precision, pointer: Pointer, length: number) => FloatArray;
}

/** Kernels with the memory that was made for them. */
export interface Simd extends SimdKernels {
  /**
   * Takes `bytes` bytes of the memory, zeroed; they are never given back.
   * @returns a multiple of `ALIGNMENT`, not 0
   * @throws ArgumentError when the memory has no room for them
   */
  readonly allocate: (bytes: number) => Pointer;
}

/** Bytes to which allocations are aligned: a cache line, and one input of a panel. */
export const ALIGNMENT = 64;

const PAGE = 65_536;
/** What a 32-bit pointer reaches. */
const MAX_PAGES = 65_536;

/** Bytes that `allocate(bytes)` takes, for adding up what a memory must hold. */
export function allocatedBytes(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/**
 * A memory of `bytes` bytes (beyond the first line, which stays unused so that no pointer is 0) and its kernels.
 *
 * @param options.bytes what all allocations need together, each as `allocatedBytes` says, < 4 GiB
 * @param options.shared whether other threads are to attach to it; a browser must be cross-origin isolated for that
 * @throws ArgumentError when no such memory can be had
 * @remarks Compiles 10 kB of WebAssembly at the first call of a thread. Fresh memory is one zero page until it is
 *   written: touch it before measuring times.
 */
export function createSimd({ bytes, shared }: { bytes: number; shared: boolean }): Simd {
  const pages = Math.ceil((bytes + ALIGNMENT) / PAGE);
  const limit = pages * PAGE;
  if (!(bytes >= 0 && pages <= MAX_PAGES)) {
    throw new ArgumentError(
      `memory of the kernels: must be 0 to ${MAX_PAGES * PAGE - ALIGNMENT} bytes (got ${bytes}); use fewer hidden units or float32`,
    );
  }
  const memory = reserve(pages, shared);
  let used = ALIGNMENT;
  return {
    ...attachSimd(memory),
    allocate: (size) => {
      const pointer = used;
      if (!(size >= 0 && pointer + size <= limit)) {
        throw new ArgumentError(
          `memory of the kernels: must have room for ${size} bytes more (got ${limit - pointer} of ${limit}); create it with more bytes`,
        );
      }
      used += allocatedBytes(size);
      return pointer;
    },
  };
}

function reserve(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (cause) {
    throw new ArgumentError(
      `memory of the kernels: must be what this machine can give (got ${pages * PAGE} bytes, refused); use fewer hidden units or float32`,
      { cause },
    );
  }
}

/**
 * The kernels over a memory that `createSimd` made, in another thread when it is shared.
 * @param memory of `createSimd`, as posted to this thread
 */
export function attachSimd(memory: WebAssembly.Memory): SimdKernels {
  const { buffer } = memory;
  const shared = typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
  const instance = new WebAssembly.Instance(kernelModule(shared), { env: { memory } });
  const exported = instance.exports as unknown as Exports;
  const float32 = (pointer: Pointer, length: number): Float32Array =>
    new Float32Array(buffer, pointer, length);
  const float64 = (pointer: Pointer, length: number): Float64Array =>
    new Float64Array(buffer, pointer, length);
  return {
    memory,
    f32: {
      panelCurrents: exported.panelCurrentsF32,
      densePanelCurrents: exported.densePanelCurrentsF32,
      rowCurrents: exported.rowCurrentsF32,
      refreshPanels: exported.refreshPanelsF32,
      powers: exported.powersF32,
      scatterPower: exported.scatterPowerF32,
      change: exported.changeF32,
      applyStep: exported.applyStepF32,
    },
    f64: {
      panelCurrents: exported.panelCurrentsF64,
      densePanelCurrents: exported.densePanelCurrentsF64,
      rowCurrents: exported.rowCurrentsF64,
      refreshPanels: exported.refreshPanelsF64,
      powers: exported.powersF64,
      scatterPower: exported.scatterPowerF64,
      change: exported.changeF64,
      applyStep: exported.applyStepF64,
    },
    largest: exported.largest,
    maximum: exported.maximum,
    atLeast: exported.atLeast,
    accumulateSparse: exported.accumulateSparse,
    readoutScores: exported.readoutScores,
    readoutGradient: exported.readoutGradient,
    adamStep: exported.adamStep,
    layerActivities: exported.layerActivities,
    layerSlopes: exported.layerSlopes,
    layerLearn: exported.layerLearn,
    float32,
    float64,
    int32: (pointer, length) => new Int32Array(buffer, pointer, length),
    floats: (precision, pointer, length) => (precision === 'f32' ? float32 : float64)(pointer, length),
  };
}

/** The exports of `assembly/index.ts`. */
type Exports = VectorKernels &
  ReadoutKernels &
  LayerKernels & {
    readonly [Name in keyof FloatKernels as `${Name}${Uppercase<Precision>}`]: FloatKernels[Name];
  };

const modules = new Map<boolean, WebAssembly.Module>();

/** The compiled binary for a shared or an unshared memory, built at most once per thread. */
function kernelModule(shared: boolean): WebAssembly.Module {
  let compiled = modules.get(shared);
  if (compiled === undefined) {
    const text = atob(shared ? SHARED_KERNELS : UNSHARED_KERNELS);
    compiled = new WebAssembly.Module(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    modules.set(shared, compiled);
  }
  return compiled;
}
