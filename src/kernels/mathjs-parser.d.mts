import type { MathJsInstance } from 'mathjs';

/** `parse` of mathjs. */
export const parse: MathJsInstance['parse'];
