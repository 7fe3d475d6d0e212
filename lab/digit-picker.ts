/** Ten digits of the data set to choose from, one of each class; the next ten on demand. */
import { generateDigits } from '../src/data/digits.ts';
import { byId, create, setText } from './dom.ts';
import { PIXELS, SIDE } from './image.ts';
import { createRaster, paintInk } from './tile-painter.ts';

/** A digit of the data set. */
export interface PickedDigit {
  /** Its number in the data set. */
  readonly example: number;
  readonly label: number;
  /** `[784]` 0 … 255. */
  readonly ink: Uint8Array;
}

export interface DigitPicker {
  /** Takes the mark off: something else is shown. */
  readonly leave: () => void;
  readonly pick: (label: number) => void;
  readonly invalidate: () => void;
}

/** Digits to choose from, the first of the data set. */
const STOCK = 400;
const CLASSES = 10;

/** The first digits by class. */
function stockByClass(): PickedDigit[][] {
  const { values, labels } = generateDigits({ train: STOCK, test: 1 }).train;
  const byClass = Array.from({ length: CLASSES }, (): PickedDigit[] => []);
  labels?.forEach((label, example) => {
    const ink = Uint8Array.from(values.subarray(example * PIXELS, (example + 1) * PIXELS));
    byClass[label].push({ example, label, ink });
  });
  return byClass;
}

/** Prepares the choice. */
export function createDigitPicker(onPick: (digit: PickedDigit) => void): DigitPicker {
  const stock = stockByClass();
  const box = byId('digits', HTMLDivElement);
  let round = 0;
  let marked: number | null = null;
  const shown = (label: number): PickedDigit => stock[label][round % stock[label].length];
  const buttons = stock.map((_, label) => {
    const canvas = create('canvas', { className: 'tile' });
    const button = create('button', { className: 'digit', children: [canvas] });
    button.type = 'button';
    button.addEventListener('click', () => pick(label));
    return { button, raster: createRaster(canvas, SIDE, SIDE) };
  });
  box.append(...buttons.map(({ button }) => button));

  const mark = (label: number | null): void => {
    marked = label;
    buttons.forEach(({ button }, i) => button.setAttribute('aria-pressed', String(i === label)));
  };
  const paint = (): void => {
    buttons.forEach(({ button, raster }, label) => {
      const digit = shown(label);
      paintInk(raster, digit.ink);
      button.setAttribute('aria-label', `digit ${label}, example ${digit.example}`);
    });
  };
  const pick = (label: number): void => {
    mark(label);
    const digit = shown(label);
    setText(byId('input-name', HTMLElement), `example ${digit.example} of the generated digits`);
    onPick(digit);
  };
  byId('others', HTMLButtonElement).addEventListener('click', () => {
    round++;
    paint();
    if (marked !== null) pick(marked);
  });
  paint();
  mark(null);
  return { leave: () => mark(null), pick, invalidate: paint };
}
