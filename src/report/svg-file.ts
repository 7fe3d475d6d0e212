/** A drawing as a file of its own. */
import type { Figure } from './figure.ts';
import { markup } from './markup.ts';

const fontFamily = 'Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif';

/** The SVG document of a figure, on white, as papers are. */
export function svgFile({ drawing, svg }: Figure): string {
  const { text } = svg?.() ?? markup`${drawing}`;
  const [, width, height] = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(text) ?? [];
  const attributes = `xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${fontFamily}"`;
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}${text.replace(/^<svg ([^>]*)>/, `<svg ${attributes} $1><rect width="100%" height="100%" fill="#ffffff"/>`)}\n`;
}
