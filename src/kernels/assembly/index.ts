/**
 * What the WebAssembly binaries export. Every kernel is written once for a float type T and exported for both; its
 * parameters are described where it is called from, in `src/kernels/simd.ts`. Pointers are byte offsets into the
 * imported memory, numbers of units, inputs and examples are counts.
 */
export { panelCurrentsF32, panelCurrentsF64 } from './panel-currents';
export { rowCurrentsF32, rowCurrentsF64 } from './row-currents';
export { refreshPanelsF32, refreshPanelsF64 } from './refresh-panels';
