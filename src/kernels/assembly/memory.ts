/** Loads and stores that mean the same for 4-byte and 8-byte floats: T is f32 or f64, and 64 bytes are one panel row. */

/** log2 of the size of T. */
export function shift<T>(): usize {
  return sizeof<T>() == 4 ? 2 : 3;
}

/** Units of one panel: 16 of f32, 8 of f64. */
export function panelWidth<T>(): usize {
  return 64 / sizeof<T>();
}

/** The int32 at `pointer`, which is a position or a number of units or inputs, so never negative. */
export function word(pointer: usize): usize {
  return load<u32>(pointer) as usize;
}

/** The int32 after the one at `pointer`; the offset is part of the instruction. */
export function wordAfter(pointer: usize): usize {
  return load<u32>(pointer, 4) as usize;
}

/** The value at `pointer` in all lanes. */
export function splat<T>(pointer: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(pointer) : v128.load64_splat(pointer);
}

/** The value after the one at `pointer` in all lanes; the offset is part of the instruction. */
export function splatNext<T>(pointer: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(pointer, 4) : v128.load64_splat(pointer, 8);
}

/** Two neighbours as float64. */
export function loadPair<T>(pointer: usize): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v128.load64_zero(pointer)) : v128.load(pointer);
}

/** Rounds two float64 to T and stores them as neighbours. */
export function storePair<T>(pointer: usize, pair: v128): void {
  if (sizeof<T>() == 4) v128.store64_lane(pointer, f32x4.demote_f64x2_zero(pair), 0);
  else v128.store(pointer, pair);
}

/** Two float64 rounded to T, as float64. */
export function rounded<T>(pair: v128): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(pair)) : pair;
}
