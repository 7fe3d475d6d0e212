/** The supervised phase, eq. 1: hidden units learn without labels, then outputs learn to read them. */
import { readout, train } from 'competing-units';

/** Bars: 5 × 5 images of one horizontal (class 0) or vertical bar (class 1). */
const bars = Array.from({ length: 10 }, (_, bar) =>
  Array.from({ length: 25 }, (_pixel, i) =>
    (bar < 5 ? Math.floor(i / 5) === bar : i % 5 === bar - 5) ? 1 : 0,
  ),
);
const examples = Array.from({ length: 200 }, (_, i) => bars[i % 10]);
const labels = examples.map((_, i) => (i % 10 < 5 ? 0 : 1));

const { weights } = await train({ examples, hidden: 20, epochs: 5 });
const { curve, activityScale, weights: outputs } = await readout({ weights, examples, labels, epochs: 10 });

for (const { epoch, loss, trainError } of curve) {
  console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}, ${(100 * trainError).toFixed(1)}% read wrongly`);
}
console.log(`S [${outputs.shape.join(', ')}], activities scaled by ${activityScale.toFixed(3)}`);
