/** Copies of F(W) from rows into the columns of panels, for the units that a block has changed: 0.8 ns a value. */
import { panelWidth, shift, word } from './memory';

/** The address of a unit's value at input 0 in its panel. */
function column<T>(panels: usize, unit: usize, inputs: usize): usize {
  const width = panelWidth<T>();
  return panels + (unit / width) * (inputs << 6) + ((unit % width) << shift<T>());
}

/** All inputs of the listed units. */
function refreshPanels<T>(panels: usize, rows: usize, inputs: usize, units: usize, count: usize): void {
  const stride = inputs << shift<T>();
  for (const stop = units + (count << 2); units < stop; units += 4) {
    const unit = word(units);
    let to = column<T>(panels, unit, inputs);
    const end = rows + (unit + 1) * stride;
    for (let from = end - stride; from < end; from += sizeof<T>()) {
      store<T>(to, load<T>(from));
      to += 64;
    }
  }
}

export function refreshPanelsF32(
  panels: usize,
  rows: usize,
  inputs: usize,
  units: usize,
  count: usize,
): void {
  refreshPanels<f32>(panels, rows, inputs, units, count);
}

export function refreshPanelsF64(
  panels: usize,
  rows: usize,
  inputs: usize,
  units: usize,
  count: usize,
): void {
  refreshPanels<f64>(panels, rows, inputs, units, count);
}
