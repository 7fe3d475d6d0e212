/** Copies of an example's non-zero inputs into a block: 0.07 µs for 150 of them, plain JavaScript on arrays of one kind 0.09 µs. */
import { shift } from './memory';

/** Indices as they are, values rounded to T. */
function packExample<T>(toIndex: usize, toValue: usize, index: usize, value: usize, length: usize): void {
  memory.copy(toIndex, index, length << 2);
  if (sizeof<T>() == 8) {
    memory.copy(toValue, value, length << 3);
    return;
  }
  for (const end = toValue + (length << shift<T>()); toValue < end; toValue += 4) {
    store<f32>(toValue, load<f64>(value) as f32);
    value += 8;
  }
}

export function packExampleF32(
  toIndex: usize,
  toValue: usize,
  index: usize,
  value: usize,
  length: usize,
): void {
  packExample<f32>(toIndex, toValue, index, value, length);
}

export function packExampleF64(
  toIndex: usize,
  toValue: usize,
  index: usize,
  value: usize,
  length: usize,
): void {
  packExample<f64>(toIndex, toValue, index, value, length);
}
