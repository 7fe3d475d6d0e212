/** A figure of the report: a drawing, its title and a caption that says what to look for. */
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

export interface Figure {
  /** Unique on the page, a valid HTML id. */
  readonly id: string;
  readonly title: string;
  readonly drawing: Content;
  /** A sentence or a few. */
  readonly caption: Content;
  /** The figure as one SVG element, where `drawing` is not one. */
  readonly svg?: () => Markup;
  /** Takes two columns where there are several. */
  readonly isWide?: boolean;
}

/** As HTML. */
export function renderFigure({ id, title, drawing, caption, isWide = false }: Figure): Markup {
  return markup`<figure id="${id}"${isWide ? markup` class="wide"` : null}>
<div class="drawing">${drawing}</div>
<figcaption><strong>${title}.</strong> ${caption}</figcaption>
</figure>
`;
}
