/** A canvas whose pixels are those of the screen, and that is drawn anew when its size changes. */
import { invalidate } from './frames.ts';

/** Where to draw, in CSS pixels. */
export interface Surface {
  readonly canvas: HTMLCanvasElement;
  /** Asks for a drawing before the next frame. */
  readonly invalidate: () => void;
}

/** What a drawing is given. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Screens with more pixels than that per CSS pixel show no more. */
const SHARPEST = 2;

/** The 2D context. @throws Error where there is none */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  return context;
}

/** Prepares a canvas; `draw` finds it cleared. */
export function createSurface(canvas: HTMLCanvasElement, draw: (sheet: Sheet) => void): Surface {
  const context = contextOf(canvas);
  let [width, height] = [0, 0];
  const redraw = (): void => {
    if (width === 0 || height === 0) return;
    const ratio = Math.min(SHARPEST, devicePixelRatio);
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height });
  };
  new ResizeObserver(([{ contentRect }]) => {
    ({ width, height } = contentRect);
    invalidate(redraw);
  }).observe(canvas);
  return { canvas, invalidate: () => invalidate(redraw) };
}
