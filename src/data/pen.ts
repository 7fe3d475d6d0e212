/** A round pen with soft ink on a grey raster: smooth curves through points, drawn by the distance to the pen's path. */

/** A point of the pen's path, in pixels. */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
  /** Radius of the pen there. */
  readonly radius: number;
}

/** A raster of ink, 0 … 255, row-major. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/** A point of a curve. */
export interface Vertex {
  readonly x: number;
  readonly y: number;
}

/**
 * Catmull–Rom spline (Catmull & Rom 1974): the curve through all points whose tangent at each is half the chord of its
 * neighbours.
 * @param points at least one
 * @param pieces straight pieces between two points
 * @returns (points − 1) · pieces + 1 points
 */
export function smoothCurve(points: readonly Vertex[], pieces: number): Vertex[] {
  const curve: Vertex[] = [points[0]];
  for (let i = 0; i + 1 < points.length; i++) {
    const [b, c] = [points[i], points[i + 1]];
    // Beyond an end the chord goes on as it was.
    const a = i > 0 ? points[i - 1] : { x: 2 * b.x - c.x, y: 2 * b.y - c.y };
    const d = i + 2 < points.length ? points[i + 2] : { x: 2 * c.x - b.x, y: 2 * c.y - b.y };
    for (let k = 1; k <= pieces; k++) {
      const t = k / pieces;
      const wa = ((2 - t) * t - 1) * t;
      const wb = (3 * t - 5) * t * t + 2;
      const wc = ((4 - 3 * t) * t + 1) * t;
      const wd = (t - 1) * t * t;
      curve.push({
        x: (wa * a.x + wb * b.x + wc * c.x + wd * d.x) / 2,
        y: (wa * a.y + wb * b.y + wc * c.y + wd * d.y) / 2,
      });
    }
  }
  return curve;
}

/**
 * Draws a path. Ink falls from 255 inside the pen to 0 outside over `softness` pixels, as smoothstep; where strokes
 * meet, the darker ink stays.
 * @param raster drawn on
 * @param path corners of the path
 * @param softness width of the edge, > 0, in pixels
 */
export function drawPath(raster: Raster, path: readonly PenPoint[], softness: number): void {
  const { width, height, ink } = raster;
  for (let i = 0; i + 1 < path.length; i++) {
    const from = path[i];
    const to = path[i + 1];
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length2 = dx * dx + dy * dy;
    const reach = Math.max(from.radius, to.radius) + softness / 2;
    const left = Math.max(0, Math.ceil(Math.min(from.x, to.x) - reach));
    const right = Math.min(width - 1, Math.floor(Math.max(from.x, to.x) + reach));
    const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - reach));
    const bottom = Math.min(height - 1, Math.floor(Math.max(from.y, to.y) + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const along = length2 > 0 ? ((x - from.x) * dx + (y - from.y) * dy) / length2 : 0;
        const t = along < 0 ? 0 : along > 1 ? 1 : along;
        const ex = x - from.x - t * dx;
        const ey = y - from.y - t * dy;
        const radius = from.radius + t * (to.radius - from.radius);
        const depth = (radius - Math.sqrt(ex * ex + ey * ey)) / softness + 0.5;
        if (depth <= 0) continue;
        const value = depth >= 1 ? 255 : Math.round(255 * depth * depth * (3 - 2 * depth));
        const at = y * width + x;
        if (value > ink[at]) ink[at] = value;
      }
    }
  }
}
