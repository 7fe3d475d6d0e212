/**
 * The parser of mathjs and no more of it: importing `mathjs/number` loads 740 files and makes hundreds of functions, which
 * takes longer than many commands do.
 */
import type { MathJsInstance } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';

export const parse: MathJsInstance['parse'] = create(parseDependencies, {}).parse;
