/** The look of a report: one light design for screens of any width and for paper. Nothing is loaded from anywhere. */

/** Examples that can be chosen from. */
const mostChoices = 10;

const pickRules = Array.from(
  { length: mostChoices },
  (_, i) =>
    `.examples > input:nth-of-type(${i + 1}):checked ~ .views > :nth-child(${i + 1}) { display: grid; }`,
).join('\n');

export const reportStyle: string = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 48px 32px 40px; max-width: 1240px; background: #fff; color: #1b1d22;
  font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
}
h1 { margin: 0; font-size: 30px; line-height: 1.2; font-weight: 700; letter-spacing: -0.015em; }
h2 { margin: 52px 0 18px; font-size: 19px; font-weight: 700; letter-spacing: -0.005em; }
h3 { margin: 0 0 8px; font-size: 15px; font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; margin: 8px 0 0; color: #5d636e; }
.facts span { white-space: nowrap; }
.facts span:not(:last-child)::after { content: "·"; margin: 0 8px; color: #a9aeb8; }
.summary { margin: 18px 0 0; max-width: 88ch; font-size: 16.5px; }
.warnings { margin: 24px 0 0; padding: 12px 18px; border-left: 4px solid #d98200; background: #fdf5e6; }
.warnings p { margin: 0; }
.warnings p + p { margin-top: 6px; }
.opening { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 10fr); gap: 48px; margin-top: 36px; align-items: start; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 0 7px 20px; text-align: right; border-bottom: 1px solid #e3e5ea; vertical-align: baseline; }
th:first-child { padding-left: 0; text-align: left; font-weight: 500; }
thead th { border-bottom: 1.5px solid #1b1d22; font-weight: 700; }
th small { display: block; color: #5d636e; font-size: 12.5px; font-weight: 400; line-height: 1.35; }
td { white-space: nowrap; }
figure + table, figure + .rows { margin-top: 32px; }
.rows { overflow-x: auto; }
.key { display: inline-block; width: 10px; height: 10px; margin-right: 7px; border-radius: 50%; }
.key-exact { background: #0b7a75; }
.key-ranking { background: #d98200; }
figure { margin: 0; break-inside: avoid; }
figcaption { margin-top: 10px; max-width: 96ch; color: #454a54; font-size: 13.5px; line-height: 1.45; }
figcaption strong { color: #1b1d22; font-weight: 700; }
img, svg { display: block; max-width: 100%; height: auto; }
.pixels { width: 100%; image-rendering: pixelated; }
.mosaics { display: flex; gap: 36px; }
.mosaic { flex: 1 1 0; min-width: 0; }
.layers-1 { max-width: 760px; }
.colour-bar { width: 520px; margin: 16px auto 0; }
.sheet { display: flex; gap: 10px; }
.sheet img { flex: 1 1 0; min-width: 0; }
.classes { display: grid; grid-auto-rows: 1fr; margin: 0; padding: 0; list-style: none; color: #5d636e; font-size: 13px; text-align: right; font-variant-numeric: tabular-nums; }
.classes li { display: flex; align-items: center; justify-content: flex-end; line-height: 1; }
.charts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 40px 36px; }
.examples > input { position: absolute; opacity: 0; pointer-events: none; }
.examples > label { display: inline-block; margin: 0 10px 10px 0; padding: 6px 6px 3px; border: 1.5px solid #e3e5ea; border-radius: 6px; cursor: pointer; color: #5d636e; font-size: 12.5px; text-align: center; vertical-align: top; }
.examples > label .pixels { width: 56px; margin: 0 auto; }
.examples > label:hover { border-color: #a9aeb8; }
.examples > input:checked + label { border-color: #1b1d22; color: #1b1d22; font-weight: 600; }
.examples > input:focus-visible + label { outline: 2px solid #0b7a75; outline-offset: 2px; }
.views { margin-top: 24px; }
.view { display: none; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 40px 36px; grid-auto-flow: dense; }
${pickRules}
.view .wide { grid-column: span 2; grid-row: span 2; }
.view figure:nth-last-child(2).wide { grid-row: auto; }
#whole-layer { margin-top: 44px; }
#whole-layer .layers-1 { max-width: none; }
.mosaics { position: relative; }
.mosaic { position: relative; }
.mosaics[data-tile] img { cursor: zoom-in; outline: none; }
.mosaics img:focus-visible { outline: 2px solid #0b7a75; outline-offset: 2px; }
.frame { position: absolute; border: 2px solid #1b1d22; pointer-events: none; }
.lens, .tip { position: fixed; z-index: 2; pointer-events: none; background: #fff; border: 1px solid #c9ccd3; border-radius: 6px; box-shadow: 0 4px 18px rgb(27 29 34 / 0.16); font-size: 12.5px; font-variant-numeric: tabular-nums; }
.lens { display: flex; gap: 10px; padding: 10px; }
.lens[hidden], .tip[hidden], .frame[hidden] { display: none; }
.lens canvas { display: block; border: 1px solid #e3e5ea; }
.lens p { margin: 6px 0 0; font-weight: 600; }
.lens small { display: block; color: #5d636e; font-size: 12.5px; line-height: 1.4; }
.lens.kept { pointer-events: auto; }
.tip { padding: 5px 9px; white-space: pre; line-height: 1.4; }
.tip::first-line { font-weight: 600; }
.spot { fill: none; stroke: #1b1d22; stroke-width: 1.5; pointer-events: none; }
.chart { width: 100%; font-variant-numeric: tabular-nums; }
pre { margin: 0; padding: 14px 18px; background: #f5f6f8; border-radius: 6px; font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre span { display: inline-block; max-width: 100%; }
.config { columns: 3; column-gap: 36px; margin: 18px 0 0; font-size: 13px; }
.config div { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; border-bottom: 1px solid #e3e5ea; break-inside: avoid; }
.config dt { color: #5d636e; white-space: nowrap; }
.config dd { margin: 0; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
footer { margin-top: 48px; color: #5d636e; font-size: 12.5px; }
@media (max-width: 1000px) {
  .opening { grid-template-columns: minmax(0, 1fr); gap: 36px; }
  .charts, .view { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .view .wide { grid-row: auto; }
  .config { columns: 2; }
}
@media (max-width: 640px) {
  body { padding: 28px 18px; }
  h1 { font-size: 25px; }
  .mosaics { flex-direction: column; gap: 24px; }
  .charts, .view { grid-template-columns: minmax(0, 1fr); }
  .view .wide { grid-column: auto; }
  .wide .drawing { overflow-x: auto; }
  .wide .chart { width: 620px; max-width: none; }
  .colour-bar text { font-size: 18px; }
  .config { columns: 1; }
  th, td { padding-left: 10px; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h1 { font-size: 19pt; }
  h2 { margin: 18pt 0 8pt; break-after: avoid; }
  .opening { grid-template-columns: minmax(0, 11fr) minmax(0, 10fr); gap: 8mm; margin-top: 14pt; }
  figure + table, figure + .rows { margin-top: 12pt; }
  th, td { padding: 2.5pt 0 2.5pt 8pt; }
  th small, figcaption { font-size: 7.5pt; }
  .mosaics { flex-direction: row; gap: 6mm; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 7mm 8mm; }
  .charts .chart { max-height: 62mm; }
  .view { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 7mm 8mm; }
  .view .wide { grid-row: auto; }
  .views { margin-top: 10pt; }
  .examples > input:not(:checked) + label { display: none; }
  .wide .chart { max-height: 92mm; }
  .lens, .tip, .frame, .spot { display: none; }
  pre, .config { font-size: 8.5pt; }
  .config { columns: 3; column-gap: 8mm; }
  tr { break-inside: avoid; }
  footer { margin-top: 14pt; font-size: 8pt; }
}
`;
