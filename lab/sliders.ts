/** The sliders, and the choice of who decides. */
import { formatSignificant } from '../src/report/numbers.ts';
import { byId, create, setText } from './dom.ts';
import { DEFAULT_SETTINGS, SLIDERS } from './settings.ts';
import type { Settings, Slider } from './settings.ts';

function createRow(slider: Slider, onInput: (value: number) => void): HTMLElement {
  const { name, symbol, subscript, about, min, max, step } = slider;
  const id = `set-${name}`;
  const input = create('input');
  Object.assign(input, { type: 'range', id, min, max, step, value: DEFAULT_SETTINGS[name] });
  const output = create('output', { text: formatSignificant(DEFAULT_SETTINGS[name]) });
  output.htmlFor.add(id);
  const label = create('label', {
    children: [
      create('var', {
        text: symbol,
        children: [...(subscript === '' ? [] : [create('sub', { text: subscript })])],
      }),
      create('span', { text: about }),
    ],
  });
  label.htmlFor = id;
  input.addEventListener('input', () => {
    setText(output, formatSignificant(input.valueAsNumber));
    onInput(input.valueAsNumber);
  });
  return create('div', { className: 'slider', children: [label, output, input] });
}

/** Builds them. @param onChange told of the new settings */
export function createSliders(onChange: (settings: Settings) => void): void {
  let settings = DEFAULT_SETTINGS;
  const change = (part: Partial<Settings>): void => {
    settings = { ...settings, ...part };
    onChange(settings);
  };
  byId('sliders', HTMLDivElement).append(
    ...SLIDERS.map((slider) => createRow(slider, (value) => change({ [slider.name]: value }))),
  );
  for (const algorithm of ['exact', 'ranking'] as const) {
    const radio = byId(`by-${algorithm}`, HTMLInputElement);
    radio.checked = algorithm === settings.algorithm;
    radio.addEventListener('change', () => change({ algorithm }));
  }
}
