/** The images that the page deals with: grey, as large as those of the data set. */

/** Pixels on a side. */
export const SIDE = 28;
/** Inputs N. */
export const PIXELS: number = SIDE * SIDE;
