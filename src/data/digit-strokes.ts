/**
 * How the ten digits are written: for each class several ways of drawing it, as strokes of a pen. Drawn by eye for this
 * project.
 */

/** One way of writing a digit. */
export interface DigitVariant {
  /** How often it is taken, relative to the others of the class. */
  readonly weight: number;
  /** Width of the digit's box over its height. */
  readonly aspect: number;
  /**
   * Movements of the pen. Each is a smooth curve through points x,y in hundredths of the box, x to the right, y down;
   * after a slash it goes on with a corner.
   */
  readonly strokes: readonly string[];
}

/** Variants of the digits 0 … 9. */
export const DIGIT_VARIANTS: readonly (readonly DigitVariant[])[] = [
  [
    // 0: closed above; open above; written with a small loop at the end
    { weight: 5, aspect: 0.78, strokes: ['55,1 24,10 4,46 17,87 48,100 80,87 97,48 82,12 50,1'] },
    { weight: 3, aspect: 0.7, strokes: ['66,4 30,8 3,45 10,85 42,100 78,86 97,46 88,12 60,0'] },
    { weight: 2, aspect: 0.82, strokes: ['42,12 12,30 6,66 32,97 72,94 97,60 88,20 55,2 38,14 56,24'] },
  ],
  [
    // 1: a line; with an upstroke; with upstroke and base
    { weight: 7, aspect: 0.3, strokes: ['50,0 51,33 49,66 50,100'] },
    { weight: 2.2, aspect: 0.42, strokes: ['12,24 34,14 56,0 / 55,50 56,100'] },
    { weight: 0.8, aspect: 0.55, strokes: ['16,22 36,13 52,0 / 52,50 52,100', '10,100 50,99 94,98'] },
  ],
  [
    // 2: with a corner below; with a loop below; with a wave below
    { weight: 4, aspect: 0.8, strokes: ['8,24 28,4 62,2 82,20 72,46 40,76 6,99 / 50,96 96,95'] },
    {
      weight: 4,
      aspect: 0.86,
      strokes: ['10,22 34,2 68,6 76,30 56,62 28,90 8,97 4,84 22,76 46,90 70,99 98,88'],
    },
    { weight: 2, aspect: 0.9, strokes: ['2,12 30,1 62,10 66,38 42,72 10,96 36,88 66,95 98,98'] },
  ],
  [
    // 3: two bows with a corner; flat above; with a small loop between the bows
    { weight: 6, aspect: 0.72, strokes: ['8,13 36,1 74,8 76,30 36,47 / 78,54 95,76 62,99 4,92'] },
    { weight: 1.5, aspect: 0.74, strokes: ['8,4 46,3 86,2 / 60,22 40,41 / 80,50 92,76 58,99 4,93'] },
    {
      weight: 2.5,
      aspect: 0.7,
      strokes: ['10,10 42,0 78,12 70,36 42,48 34,42 50,44 84,60 86,86 50,100 6,88'],
    },
  ],
  [
    // 4: open with a corner; closed; open and round
    { weight: 4, aspect: 0.78, strokes: ['16,2 10,30 6,56 / 45,55 94,50', '80,4 76,50 72,100'] },
    { weight: 2, aspect: 0.8, strokes: ['66,1 36,32 4,64 / 50,65 98,63', '68,0 68,50 67,100'] },
    { weight: 4, aspect: 0.72, strokes: ['12,3 5,32 18,52 54,50 84,32 92,2 / 84,50 78,100'] },
  ],
  [
    // 5: with the bar as a second stroke; in one stroke; round like an S
    {
      weight: 4,
      aspect: 0.76,
      strokes: ['28,5 22,24 16,46 / 50,36 86,52 84,82 48,100 4,92', '27,5 60,4 96,0'],
    },
    { weight: 3, aspect: 0.8, strokes: ['94,2 60,4 30,4 / 22,24 20,43 / 52,38 80,56 74,86 42,100 4,90'] },
    { weight: 3, aspect: 0.84, strokes: ['96,3 60,4 36,14 30,38 58,52 74,74 50,98 16,98 2,84'] },
  ],
  [
    // 6: bent stem; straight stem; slim with a small bow
    { weight: 4, aspect: 0.68, strokes: ['76,2 36,20 10,58 16,90 50,100 86,84 86,60 52,52 16,72'] },
    { weight: 3, aspect: 0.66, strokes: ['50,0 24,34 6,70 20,96 60,98 90,78 76,58 40,62 12,80'] },
    { weight: 3, aspect: 0.6, strokes: ['90,0 50,22 16,56 8,86 34,100 66,90 74,70 46,66 16,86'] },
  ],
  [
    // 7: plain; with a bar; with a hook at the left; round above
    { weight: 5, aspect: 0.74, strokes: ['4,10 46,5 90,4 / 66,40 50,70 40,100'] },
    { weight: 1.5, aspect: 0.78, strokes: ['6,8 48,5 90,3 / 64,40 46,70 34,100', '26,53 56,49 86,47'] },
    { weight: 1.5, aspect: 0.74, strokes: ['4,26 8,6 / 50,5 94,3 / 74,42 62,100'] },
    { weight: 2, aspect: 0.76, strokes: ['2,16 26,3 60,10 88,6 82,28 60,64 46,100'] },
  ],
  [
    // 8: one stroke from the upper right; one stroke from the middle; two rings
    {
      weight: 5,
      aspect: 0.64,
      strokes: ['84,14 54,0 20,10 22,32 54,50 80,70 70,94 36,100 10,82 28,60 58,44 86,22 78,8'],
    },
    {
      weight: 3,
      aspect: 0.62,
      strokes: ['50,48 16,30 26,6 60,0 86,18 70,38 36,54 10,78 34,100 72,94 80,70 48,46'],
    },
    {
      weight: 2,
      aspect: 0.62,
      strokes: ['52,46 20,36 22,10 54,0 82,12 80,36 48,46', '50,46 16,58 10,86 46,100 84,88 84,58 50,46'],
    },
  ],
  [
    // 9: straight tail; tail bent to the left; one stroke without a corner
    { weight: 4, aspect: 0.62, strokes: ['86,14 50,2 14,20 16,44 50,46 82,26 88,10 / 82,50 74,100'] },
    {
      weight: 3,
      aspect: 0.66,
      strokes: ['86,20 56,1 18,12 16,40 50,48 84,32 88,16 / 90,50 72,90 40,100 14,92'],
    },
    { weight: 3, aspect: 0.58, strokes: ['76,36 40,46 10,32 24,6 62,0 88,16 82,46 60,76 44,100'] },
  ],
];
