/** What the colours of weights mean. */
import { formatSignificant } from '../src/report/numbers.ts';
import { byId, setText } from './dom.ts';
import { createRaster } from './tile-painter.ts';
import { theme } from './theme.ts';

export interface ColourBar {
  /** @param scale |W| of the end colours */
  readonly show: (scale: number) => void;
  readonly invalidate: () => void;
}

/** Paints it. */
export function createColourBar(): ColourBar {
  const raster = createRaster(byId('colour-bar', HTMLCanvasElement), theme().weights.length, 1);
  const [low, high] = [byId('scale-low', HTMLElement), byId('scale-high', HTMLElement)];
  const paint = (): void => {
    raster.words.set(theme().weights);
    raster.put();
  };
  paint();
  return {
    show: (scale) => {
      setText(low, `≤ −${formatSignificant(scale)}`);
      setText(high, `≥ ${formatSignificant(scale)}`);
    },
    invalidate: paint,
  };
}
