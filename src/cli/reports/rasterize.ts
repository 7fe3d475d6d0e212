/** SVG to PNG by resvg, with a font that is handed to it: without one it leaves out all text and does not say so. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ArgumentError } from '../../errors.ts';

/** Makes a PNG of an SVG document. */
export type Rasterizer = (svg: string) => Uint8Array;

/** Pixels per unit of a drawing: sharp in print at a column's width. */
const ZOOM = 2;
/** The font is wider than those that the drawings are laid out for. */
const FONT_SCALE = 0.9;
const FAMILY = 'DejaVu Sans';

let loading: Promise<Rasterizer> | null = null;

/**
 * Loads the two packages, once.
 * @throws ArgumentError when they are not installed
 */
export function loadRasterizer(): Promise<Rasterizer> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Rasterizer> {
  const require = createRequire(import.meta.url);
  let fonts: Uint8Array[];
  let resvg: typeof import('@resvg/resvg-wasm');
  try {
    resvg = await import('@resvg/resvg-wasm');
    await resvg.initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    fonts = [
      require.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2'),
      require.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff2'),
    ].map((file) => readFileSync(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new ArgumentError(
      `--format png: needs two optional packages (${reason}); npm install @resvg/resvg-wasm @fontsource/dejavu-sans, or give --format svg`,
    );
  }
  const font = { fontBuffers: fonts, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY };
  return (svg) => {
    const fitted = svg.replace(
      /font-size="([\d.]+)"/g,
      (_, size) => `font-size="${FONT_SCALE * Number(size)}"`,
    );
    const drawing = new resvg.Resvg(fitted, { font, fitTo: { mode: 'zoom', value: ZOOM } });
    const image = drawing.render();
    const png = image.asPng();
    image.free();
    drawing.free();
    return png;
  };
}
