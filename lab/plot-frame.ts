/** Axes of a plot on a canvas, from the scales that reports use. */
import type { AxisScale } from '../src/report/axis-scale.ts';
import type { Sheet } from './surface.ts';
import { theme } from './theme.ts';

/** A plot's rectangle and scales. */
export interface PlotFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/** The symbol of an axis, and what stands below its last letter. */
interface AxisLabel {
  readonly symbol: string;
  readonly subscript?: string;
}

export const PLOT_FONT = '11.5px "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
const SUBSCRIPT_FONT = '10px Georgia, "Times New Roman", "Liberation Serif", serif';
export const SYMBOL_FONT = 'italic 13px Georgia, "Times New Roman", "Liberation Serif", serif';

/** Pixels from the left for a value. */
export function across({ left, right, x }: PlotFrame, value: number): number {
  return left + x.at(value) * (right - left);
}

/** Pixels from the top for a value. */
export function upward({ top, bottom, y }: PlotFrame, value: number): number {
  return bottom - y.at(value) * (bottom - top);
}

/** The frame that leaves room for labels. */
export function plotFrame({ width, height }: Sheet, x: AxisScale, y: AxisScale): PlotFrame {
  return { left: 44, right: width - 10, top: 24, bottom: height - 38, x, y };
}

/** Grid lines, ticks, and what the axes show. */
export function drawAxes(
  { context }: Sheet,
  frame: PlotFrame,
  labels: { readonly x: AxisLabel; readonly y: AxisLabel },
): void {
  const { colours } = theme();
  const { left, right, top, bottom, x, y } = frame;
  context.font = PLOT_FONT;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { value, text } of y.ticks) {
    const at = Math.round(upward(frame, value)) + 0.5;
    context.strokeStyle = value === 0 ? colours.soft : colours.hair;
    context.beginPath();
    context.moveTo(left, at);
    context.lineTo(right, at);
    context.stroke();
    context.fillStyle = colours.soft;
    context.fillText(text, left - 7, at);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { value, text } of x.ticks) {
    const at = Math.round(across(frame, value)) + 0.5;
    context.strokeStyle = colours.hair;
    context.beginPath();
    context.moveTo(at, bottom);
    context.lineTo(at, bottom + 4);
    context.stroke();
    context.fillStyle = colours.soft;
    context.fillText(text, at, bottom + 7);
  }
  context.font = SYMBOL_FONT;
  context.fillStyle = colours.ink;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(labels.y.symbol, left - 38, top - 12);
  context.textAlign = 'right';
  const { symbol, subscript = '' } = labels.x;
  context.font = SUBSCRIPT_FONT;
  context.fillText(subscript, right, bottom + 34);
  const room = context.measureText(subscript).width;
  context.font = SYMBOL_FONT;
  context.fillText(symbol, right - room, bottom + 31);
}
