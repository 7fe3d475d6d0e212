/**
 * What parallel coordinates do in a browser: ranges dragged along the axes leave the other lines pale, and the name of an
 * axis gives the lines its colour. The text of this function goes into the page, so it refers to nothing outside itself.
 */

/** Runs in the page, once. */
export function brushLines(): void {
  interface Line {
    readonly path: SVGPathElement;
    readonly heights: readonly number[];
  }
  /** A line without a value ends further below the axis than this. */
  const margin = 15;
  const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? '';
  const equip = (svg: SVGSVGElement): void => {
    const [top, bottom] = attribute(svg, 'data-span').split(' ').map(Number);
    const places = attribute(svg, 'data-places').split(' ').map(Number);
    const palette = attribute(svg, 'data-palette').split(' ');
    const count = svg.querySelector('.count');
    const lines: Line[] = [...svg.querySelectorAll<SVGPathElement>('path.line')].map((path) => ({
      path,
      heights: [...attribute(path, 'd').matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1])),
    }));
    const ranges = new Map<number, { readonly low: number; readonly high: number; readonly mark: Element }>();

    const update = (): void => {
      let kept = 0;
      for (const { path, heights } of lines) {
        const isOut = [...ranges].some(
          ([axis, { low, high }]) => heights[axis] < low || heights[axis] > high,
        );
        path.classList.toggle('out', isOut);
        if (!isOut) kept++;
      }
      if (count !== null) count.textContent = ranges.size === 0 ? '' : `${kept} of ${lines.length} points`;
    };

    const release = (axis: number): void => {
      ranges.get(axis)?.mark.remove();
      ranges.delete(axis);
    };

    const keep = (axis: number, low: number, high: number): void => {
      const mark = ranges.get(axis)?.mark ?? document.createElementNS(svg.namespaceURI, 'rect');
      mark.setAttribute('class', 'range');
      mark.setAttribute('x', String(places[axis] - 7));
      mark.setAttribute('width', '14');
      mark.setAttribute('y', String(low));
      mark.setAttribute('height', String(high - low));
      svg.append(mark);
      ranges.set(axis, { low, high, mark });
    };

    const heightAt = (event: PointerEvent): number => {
      const matrix = svg.getScreenCTM();
      if (matrix === null) return top;
      const { y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      return y;
    };

    for (const rail of svg.querySelectorAll<SVGRectElement>('rect.brush')) {
      const axis = Number(attribute(rail, 'data-axis'));
      let start: number | null = null;
      rail.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        rail.setPointerCapture(event.pointerId);
        start = heightAt(event);
        release(axis);
        update();
      });
      rail.addEventListener('pointermove', (event) => {
        if (start === null) return;
        const now = heightAt(event);
        if (Math.abs(now - start) < 3) release(axis);
        else keep(axis, Math.min(start, now), Math.max(start, now));
        update();
      });
      const end = (): void => {
        start = null;
      };
      rail.addEventListener('pointerup', end);
      rail.addEventListener('pointercancel', end);
    }

    const names = [...svg.querySelectorAll<SVGTextElement>('text.name')];
    for (const name of names) {
      const axis = Number(attribute(name, 'data-axis'));
      const colour = (): void => {
        for (const other of names) other.classList.toggle('chosen', other === name);
        for (const { path, heights } of lines) {
          const share = Math.min(1, Math.max(0, (bottom - heights[axis]) / (bottom - top)));
          const hasValue = heights[axis] < bottom + margin;
          const shade = palette[Math.round(share * (palette.length - 1))];
          path.setAttribute('stroke', hasValue ? shade : attribute(svg, 'data-none'));
        }
      };
      name.setAttribute('role', 'button');
      name.setAttribute('tabindex', '0');
      name.addEventListener('click', colour);
      name.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          colour();
        }
      });
    }
  };
  for (const svg of document.querySelectorAll<SVGSVGElement>('svg.parallel')) equip(svg);
}
