/** What a report of a sweep adds to the look of reports. */
export const sweepStyle: string = `
.heat, .parallel { width: 100%; font-variant-numeric: tabular-nums; }
.examples > label.measure { padding: 6px 12px; font-size: 13.5px; }
.measure-view { display: none; grid-template-columns: minmax(0, 1fr); }
.measure-view h3 { margin: 36px 0 16px; font-size: 16px; }
.measure-view h3:first-child { margin-top: 8px; }
.measure-view h3:has(+ .note) { margin-bottom: 4px; }
.note, .omitted { margin: 0 0 20px; max-width: 96ch; color: #454a54; font-size: 13.5px; }
.omitted { margin: 4px 0 0; }
#endings + h3 { margin-top: 32px; }
.parallel { user-select: none; }
.parallel .line:hover { stroke-width: 3; stroke-opacity: 1; }
.parallel .out { stroke: #d9dce1; stroke-opacity: 0.35; }
.parallel .tick { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
.parallel .brush { cursor: ns-resize; touch-action: none; }
.parallel .range { fill: #2a5d9c; fill-opacity: 0.22; stroke: #2a5d9c; pointer-events: none; }
.parallel .name[role] { cursor: pointer; }
.parallel .name.chosen { font-weight: 700; }
.parallel .count { font-weight: 600; }
.settings td, .settings th { border-bottom: 0; padding-bottom: 0; }
.settings .again td { padding: 2px 0 9px; border-bottom: 1px solid #e3e5ea; text-align: left; white-space: normal; }
.again code { display: block; color: #454a54; font: 12.5px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; user-select: all; }
.again p { margin: 2px 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
@media (max-width: 640px) {
  .drawing:has(.parallel) { overflow-x: auto; }
  .parallel { width: 900px; max-width: none; }
}
@media print { .parallel .brush { display: none; } .settings tr { break-inside: avoid; } }
`;
