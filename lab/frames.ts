/** Drawing once per frame, however often something changes. */

/** Asks for `draw` to be called before the next frame is shown. */
export type Invalidate = (draw: () => void) => void;

const waiting = new Set<() => void>();

function drawAll(): void {
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
}

export const invalidate: Invalidate = (draw) => {
  if (waiting.size === 0) requestAnimationFrame(drawAll);
  waiting.add(draw);
};
