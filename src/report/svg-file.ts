/** A drawing as a file of its own. */
import type { Figure } from './figure.ts';
import { markup } from './markup.ts';

/** The SVG document of a figure drawn by `curveChart`, on white, as papers are. */
export function svgFile({ drawing }: Figure): string {
  const { text } = markup`${drawing}`;
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}${text.replace(/^<svg [^>]*>/, (tag) => `${tag}<rect width="100%" height="100%" fill="#ffffff"/>`)}\n`;
}
