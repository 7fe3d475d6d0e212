/** The units that learn: their weights before and after the presentation, the change, and the norm. */
import { formatSignificant } from '../src/report/numbers.ts';
import { create, setText } from './dom.ts';
import type { PulledUnit } from './lens.ts';
import { PIXELS, SIDE } from './image.ts';
import { createRaster, paintTile } from './tile-painter.ts';
import type { Raster } from './tile-painter.ts';

export interface PulledCards {
  /** @param scale |W| of the end colours of the mosaic */
  readonly show: (
    pulled: readonly PulledUnit[],
    before: (unit: number) => Float64Array,
    scale: number,
  ) => void;
  readonly invalidate: () => void;
}

/** Units shown at most; the others are counted. */
const MOST = 6;
const TILES = ['before', 'after', 'change'] as const;

interface Card {
  readonly root: HTMLElement;
  readonly name: HTMLElement;
  readonly g: HTMLElement;
  readonly facts: HTMLElement;
  readonly tiles: readonly Raster[];
}

function createCard(hover: (unit: number | null) => void): Card {
  const name = create('span', { className: 'unit-name' });
  const g = create('span', { className: 'badge' });
  const rasters = TILES.map((label) => {
    const canvas = create('canvas', { className: 'tile' });
    canvas.setAttribute('aria-hidden', 'true');
    return { raster: createRaster(canvas, SIDE, SIDE), label };
  });
  const tiles = rasters.map(({ raster, label }) =>
    create('div', { className: 'tile-box', children: [raster.canvas, create('small', { text: label })] }),
  );
  const facts = create('p', { className: 'facts' });
  const root = create('li', {
    className: 'card',
    children: [
      create('div', { className: 'card-head', children: [name, g] }),
      create('div', { className: 'tiles', children: tiles }),
      facts,
    ],
  });
  root.hidden = true;
  root.addEventListener('pointerenter', () => hover(Number(root.dataset.unit)));
  root.addEventListener('pointerleave', () => hover(null));
  return { root, name, g, facts, tiles: rasters.map(({ raster }) => raster) };
}

/** `+1`, `−0.2`. */
function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${formatSignificant(value)}`;
}

function factsOf({ result, normBefore }: PulledUnit): string {
  if (result.blowUpAt !== null) return `diverges at g t/τ_L = ${formatSignificant(result.blowUpAt)}: keeps W`;
  if (!result.success) return 'leaves the range of numbers: keeps W';
  const norm = `Σ|W|ᵖ ${normBefore.toPrecision(5)} → ${result.norm.toPrecision(5)}`;
  return result.rho === null ? norm : `${norm}\nρ = ${formatSignificant(result.rho, 4)}`;
}

/** Prepares the list. @param hover told of the unit whose card is under the pointer */
export function createPulledCards(
  list: HTMLUListElement,
  rest: HTMLElement,
  hover: (unit: number | null) => void,
): PulledCards {
  const cards = Array.from({ length: MOST }, () => createCard(hover));
  list.append(...cards.map(({ root }) => root));
  const change = new Float64Array(PIXELS);
  let repaint = (): void => undefined;

  const fill = (card: Card, one: PulledUnit, w: Float64Array, scale: number): void => {
    const { unit, g, result } = one;
    card.root.dataset.unit = String(unit);
    card.root.classList.toggle('pushed', g < 0);
    setText(card.name, `unit ${unit}`);
    setText(card.g, `g = ${signed(g)}`);
    setText(card.facts, factsOf(one));
    let largest = 0;
    for (let i = 0; i < PIXELS; i++) {
      change[i] = result.weights[i] - w[i];
      largest = Math.max(largest, Math.abs(change[i]));
    }
    paintTile(card.tiles[0], w, scale);
    paintTile(card.tiles[1], result.weights, scale);
    paintTile(card.tiles[2], change, largest || 1);
  };

  return {
    show: (pulled, before, scale) => {
      repaint = () => {
        cards.forEach((card, i) => {
          card.root.hidden = i >= pulled.length;
          if (i < pulled.length) fill(card, pulled[i], before(pulled[i].unit), scale);
        });
        const more = pulled.length - MOST;
        setText(
          rest,
          pulled.length === 0 ? 'No unit learns from this input.' : more > 0 ? `and ${more} more` : '',
        );
      };
      repaint();
    },
    invalidate: () => repaint(),
  };
}
