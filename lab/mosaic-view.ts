/** The weights of all units as one picture; units that are pulled, pushed or active are outlined. */
import { weightScale } from '../src/report/weight-scale.ts';
import type { LensView } from './lens.ts';
import { roleColour, roleOf } from './roles.ts';
import { createSurface } from './surface.ts';
import { theme } from './theme.ts';
import { PIXELS } from './image.ts';
import { createMosaicRaster } from './tile-painter.ts';

export interface MosaicView {
  /** @param weights `[K × N]`; @returns |W| of the end colours */
  readonly showWeights: (weights: Float64Array) => number;
  readonly showRoles: (view: LensView) => void;
  readonly highlight: (unit: number | null) => void;
  readonly invalidate: () => void;
}

/** What the person does with it. */
export interface MosaicEvents {
  /** The pointer is over a unit, or no more. */
  readonly hover: (unit: number | null) => void;
  /** A unit is chosen, by the pointer or by arrow keys. */
  readonly choose: (unit: number) => void;
}

const ARROWS: ReadonlyMap<string, { readonly right: number; readonly down: number }> = new Map([
  ['ArrowLeft', { right: -1, down: 0 }],
  ['ArrowRight', { right: 1, down: 0 }],
  ['ArrowUp', { right: 0, down: -1 }],
  ['ArrowDown', { right: 0, down: 1 }],
]);

/** Prepares the picture. */
export function createMosaicView(canvas: HTMLCanvasElement, events: MosaicEvents): MosaicView {
  let units = 0;
  let raster = createMosaicRaster(1);
  let weights: Float64Array = new Float64Array(0);
  let scale = 1;
  let view: LensView | null = null;
  let highlighted: number | null = null;
  let chosen = 0;

  const surface = createSurface(canvas, ({ context, width, height }) => {
    if (units === 0) return;
    raster.paint(weights, scale);
    context.imageSmoothingEnabled = !Number.isInteger((width * devicePixelRatio) / raster.canvas.width);
    context.drawImage(raster.canvas, 0, 0, width, height);
    const [tileWidth, tileHeight] = [width / raster.columns, height / raster.rows];
    const outline = (unit: number, colour: string, thickness: number): void => {
      const left = (unit % raster.columns) * tileWidth;
      const top = Math.floor(unit / raster.columns) * tileHeight;
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      const inset = thickness / 2;
      context.strokeRect(left + inset, top + inset, tileWidth - thickness, tileHeight - thickness);
    };
    const scheme = theme();
    if (view !== null && view.currents.length === units) {
      for (let mu = 0; mu < units; mu++) {
        const role = roleOf(view, mu);
        if (role === 'inactive') continue;
        const colour = roleColour(role, scheme);
        outline(mu, colour, 3);
        if (role === 'active') continue;
        const size = Math.min(15, tileWidth / 2.4);
        const left = (mu % raster.columns) * tileWidth;
        const top = Math.floor(mu / raster.columns) * tileHeight;
        context.fillStyle = colour;
        context.fillRect(left, top, size, size);
        context.fillStyle = scheme.colours.surface;
        const bar = size / 6;
        context.fillRect(left + size * 0.22, top + (size - bar) / 2, size * 0.56, bar);
        if (role === 'pulled') context.fillRect(left + (size - bar) / 2, top + size * 0.22, bar, size * 0.56);
      }
    }
    if (highlighted !== null && highlighted < units) {
      outline(highlighted, scheme.colours.surface, 5);
      outline(highlighted, scheme.colours.accent, 3);
    }
  });

  const unitAt = ({ offsetX, offsetY }: PointerEvent): number | null => {
    const column = Math.floor((offsetX / canvas.clientWidth) * raster.columns);
    const row = Math.floor((offsetY / canvas.clientHeight) * raster.rows);
    const unit = row * raster.columns + column;
    return column >= 0 && column < raster.columns && unit >= 0 && unit < units ? unit : null;
  };
  canvas.addEventListener('pointermove', (event) => events.hover(unitAt(event)));
  canvas.addEventListener('pointerleave', () => events.hover(null));
  canvas.addEventListener('pointerdown', (event) => {
    const unit = unitAt(event);
    if (unit === null) return;
    chosen = unit;
    events.choose(unit);
  });
  canvas.addEventListener('keydown', (event) => {
    const step = ARROWS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const next = chosen + step.right + step.down * raster.columns;
    if (next >= 0 && next < units) chosen = next;
    events.choose(chosen);
  });

  return {
    showWeights: (next) => {
      weights = next;
      if (weights.length !== units * PIXELS) {
        units = weights.length / PIXELS;
        raster = createMosaicRaster(units);
        chosen = 0;
      }
      ({ scale } = weightScale([{ weights, hidden: units, inputs: PIXELS }]));
      surface.invalidate();
      return scale;
    },
    showRoles: (next) => {
      view = next;
      surface.invalidate();
    },
    highlight: (unit) => {
      if (unit === highlighted) return;
      highlighted = unit;
      surface.invalidate();
    },
    invalidate: surface.invalidate,
  };
}
