/** The input as a picture that can be drawn on, by mouse, finger, pen or keyboard. */
import type { Vertex } from '../src/data/pen.ts';
import { invalidate } from './frames.ts';
import { drawStrokes, fitStrokes } from './strokes.ts';
import type { Stroke } from './strokes.ts';
import { PIXELS, SIDE } from './image.ts';
import { createRaster, paintInk } from './tile-painter.ts';

export interface DrawingPad {
  /** Shows an image `[784]`; drawing begins anew. */
  readonly show: (ink: Uint8Array) => void;
  /** Empties it. */
  readonly clear: () => void;
  readonly invalidate: () => void;
}

/** Milliseconds after the last stroke at which the drawing is centred: another stroke may come before. */
const PATIENCE = 900;

const ARROWS: ReadonlyMap<string, Vertex> = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
]);

const within = (value: number): number => Math.min(SIDE - 1, Math.max(0, value));

/** Prepares the pad. @param onDraw told of every change by hand */
export function createDrawingPad(
  canvas: HTMLCanvasElement,
  cursor: HTMLElement,
  onDraw: (ink: Uint8Array) => void,
): DrawingPad {
  const raster = createRaster(canvas, SIDE, SIDE);
  let ink = new Uint8Array(PIXELS);
  let strokes: Stroke[] = [];
  let timer = 0;
  let pen: Vertex[] | null = null;
  let place: Vertex = { x: (SIDE - 1) / 2, y: (SIDE - 1) / 2 };
  const paint = (): void => paintInk(raster, ink);
  const set = (next: Uint8Array): void => {
    ink = Uint8Array.from(next);
    invalidate(paint);
  };

  const change = (): void => {
    set(drawStrokes(strokes));
    onDraw(ink);
  };
  const settle = (): void => {
    if (pen !== null || strokes.length === 0) return;
    strokes = fitStrokes(strokes);
    change();
  };
  const begin = (point: Vertex): void => {
    clearTimeout(timer);
    pen = [point];
    strokes.push(pen);
    change();
  };
  const move = (point: Vertex): void => {
    if (pen === null) return;
    pen.push(point);
    change();
  };
  const end = (): void => {
    if (pen === null) return;
    pen = null;
    clearTimeout(timer);
    timer = window.setTimeout(settle, PATIENCE);
  };
  const clear = (): void => {
    clearTimeout(timer);
    strokes = [];
    pen = null;
    change();
  };

  const pointOf = ({ clientX, clientY }: PointerEvent): Vertex => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((clientX - box.left) / box.width) * SIDE - 0.5,
      y: ((clientY - box.top) / box.height) * SIDE - 0.5,
    };
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    begin(pointOf(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (pen === null) return;
    for (const step of event.getCoalescedEvents()) pen.push(pointOf(step));
    move(pointOf(event));
  });
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);

  const showCursor = (): void => {
    cursor.style.left = `${(100 * (place.x + 0.5)) / SIDE}%`;
    cursor.style.top = `${(100 * (place.y + 0.5)) / SIDE}%`;
    cursor.classList.toggle('down', pen !== null);
  };
  canvas.addEventListener('keydown', (event) => {
    const step = ARROWS.get(event.key);
    if (step !== undefined) {
      place = { x: within(place.x + step.x), y: within(place.y + step.y) };
      move(place);
    } else if (event.key === ' ') {
      if (pen === null) begin(place);
      else end();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      clear();
    } else {
      return;
    }
    event.preventDefault();
    showCursor();
  });
  canvas.addEventListener('blur', end);
  showCursor();

  return {
    show: (next) => {
      clearTimeout(timer);
      strokes = [];
      pen = null;
      set(next);
    },
    clear,
    invalidate: () => invalidate(paint),
  };
}
