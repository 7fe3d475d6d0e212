/**
 * What the WebAssembly binaries export. Every kernel is written once for a float type T and exported for both; its
 * parameters are described where it is called from, in `src/kernels/simd-kernels.ts`. Pointers are byte offsets into the
 * imported memory, numbers of units, inputs and examples are counts.
 */
export { panelCurrentsF32, panelCurrentsF64 } from './panel-currents';
export { densePanelCurrentsF32, densePanelCurrentsF64 } from './dense-currents';
export { rowCurrentsF32, rowCurrentsF64 } from './row-currents';
export { refreshPanelsF32, refreshPanelsF64 } from './refresh-panels';
export { powersF32, powersF64 } from './power';
export { scatterPowerF32, scatterPowerF64 } from './scatter-power';
export { accumulateSparse, applyStepF32, applyStepF64, changeF32, changeF64 } from './batch-update';
export { largest } from './largest';
export { atLeast, maximum } from './scan';
export { adamStep, readoutGradient, readoutScores } from './readout';
export { layerActivities, layerLearn, layerSlopes } from './dense-layer';
