/**
 * What a chart does in a browser: beside the pointer it names the nearest curve or dot and reads its values off the axes.
 * The text of this function goes into the page, so it refers to nothing outside itself.
 */

/** Runs in the page, once. */
export function chartValues(): void {
  interface Spot {
    readonly x: number;
    readonly y: number;
    readonly name: string;
    /** Whether the name says all there is to say. */
    readonly isComplete: boolean;
  }
  const reach = 40;
  const known = new WeakMap<Element, Spot[]>();
  const box = document.createElement('div');
  box.className = 'tip';
  box.hidden = true;
  document.body.append(box);
  const namespace = document.querySelector('svg')?.namespaceURI ?? null;
  const ring = document.createElementNS(namespace, 'circle');
  ring.setAttribute('class', 'spot');
  ring.setAttribute('r', '5');

  // The browser's own tooltips would cover these.
  const names = new Map<Element, string>();
  for (const title of document.querySelectorAll('svg.chart title')) {
    const owner = title.parentElement;
    if (owner === null) continue;
    names.set(owner, title.textContent);
    title.remove();
  }

  const pathSpots = (path: Element): Spot[] => {
    const units = path.getAttribute('data-units')?.split(' ');
    const name = names.get(path) ?? '';
    const spots: Spot[] = [];
    let x = 0;
    let y = 0;
    for (const [, letter, first, second] of (path.getAttribute('d') ?? '').matchAll(
      /([MLHV])(-?[\d.]+)(?:[ ,](-?[\d.]+))?/g,
    )) {
      if (letter === 'V') {
        y = Number(first);
        continue;
      }
      const from = x;
      x = Number(first);
      if (letter === 'H') {
        spots.push({ x: (from + x) / 2, y, name, isComplete: false });
        continue;
      }
      y = Number(second);
      const own = units === undefined ? name : `unit ${units[spots.length]}, ${name}`;
      spots.push({ x, y, name: own, isComplete: false });
    }
    return spots;
  };

  const spotsOf = (svg: Element): Spot[] => {
    const before = known.get(svg);
    if (before !== undefined) return before;
    const spots: Spot[] = [];
    for (const [shape, name] of names) {
      if (shape.closest('svg') !== svg) continue;
      if (shape.tagName === 'path') spots.push(...pathSpots(shape));
      if (shape.tagName !== 'circle') continue;
      const x = Number(shape.getAttribute('cx'));
      const y = Number(shape.getAttribute('cy'));
      spots.push({ x, y, name, isComplete: true });
    }
    known.set(svg, spots);
    return spots;
  };

  const valueAt = (data: string | null, share: number): string => {
    const [low, high, kind] = (data ?? '').split(' ');
    const a = Number(low);
    const b = Number(high);
    const value = kind === 'log' ? a * (b / a) ** share : a + (b - a) * share;
    // Rounding of the drawing is not a value.
    const shown = kind !== 'log' && Math.abs(value) < 2e-4 * (b - a) ? 0 : value;
    return String(Number(shown.toPrecision(3))).replace('-', '−');
  };

  const hide = (): void => {
    box.hidden = true;
    ring.remove();
  };

  const show = (svg: SVGSVGElement, event: PointerEvent): void => {
    const matrix = svg.getScreenCTM();
    if (matrix === null) return;
    const pointer = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const panel = [...svg.querySelectorAll<SVGRectElement>('rect.panel')]
      .map((rect) => ({ rect, frame: rect.getBBox() }))
      .find(({ frame }) => {
        return pointer.x >= frame.x - 8 && pointer.x <= frame.x + frame.width + 8;
      });
    if (panel === undefined) {
      hide();
      return;
    }
    const { rect, frame } = panel;
    let nearest: Spot | null = null;
    let least = reach;
    for (const spot of spotsOf(svg)) {
      if (spot.x < frame.x - 1 || spot.x > frame.x + frame.width + 1) continue;
      // A dot wins over the line that it lies on.
      const distance = Math.hypot(spot.x - pointer.x, spot.y - pointer.y) - (spot.isComplete ? 2 : 0);
      if (distance >= least) continue;
      least = distance;
      nearest = spot;
    }
    if (nearest === null) {
      hide();
      return;
    }
    ring.setAttribute('cx', String(nearest.x));
    ring.setAttribute('cy', String(nearest.y));
    svg.append(ring);
    const lines = [nearest.name];
    if (!nearest.isComplete) {
      const x = valueAt(rect.getAttribute('data-x'), (nearest.x - frame.x) / frame.width);
      const y = valueAt(rect.getAttribute('data-y'), (frame.y + frame.height - nearest.y) / frame.height);
      const xName = rect.getAttribute('data-label') ?? '';
      lines.push(`${xName}: ${x}`, `${svg.getAttribute('aria-label') ?? ''}: ${y}`);
    }
    box.textContent = lines.filter((line) => line !== '').join('\n');
    box.hidden = false;
    const at = new DOMPoint(nearest.x, nearest.y).matrixTransform(matrix);
    const isLeft = at.x + box.offsetWidth + 24 > document.documentElement.clientWidth;
    box.style.left = `${Math.max(4, isLeft ? at.x - box.offsetWidth - 12 : at.x + 12)}px`;
    box.style.top = `${Math.max(4, at.y - box.offsetHeight - 10)}px`;
  };

  for (const svg of document.querySelectorAll<SVGSVGElement>('svg.chart')) {
    svg.addEventListener('pointermove', (event) => show(svg, event));
    svg.addEventListener('pointerdown', (event) => show(svg, event));
    svg.addEventListener('pointerleave', hide);
  }
  document.addEventListener('scroll', hide, { passive: true });
}
