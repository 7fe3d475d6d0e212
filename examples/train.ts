/** A layer learns from images of one bar each: without labels, every bar gets a unit of its own. */
import ndarray from 'ndarray';
import { inputCurrents, relax, train } from 'competing-units';

const side = 4;
const names = ['row 0', 'row 1', 'row 2', 'row 3', 'column 0', 'column 1', 'column 2', 'column 3'];
const images = ndarray(new Uint8Array(800 * side * side), [800, side, side]);
for (let n = 0; n < 800; n++) {
  const bar = n % names.length;
  for (let i = 0; i < side; i++) {
    if (bar < side) images.set(n, bar, i, 1);
    else images.set(n, i, bar - side, 1);
  }
}
const examples = ndarray(images.data, [800, side * side]);

const inhibition = 0.96;
const { weights } = await train({
  ...{ examples, hidden: 12, epochs: 10 },
  ...{ inhibition, threshold: 0.15, delta: 0.2, presentation: 0.1 },
});

// Who answers to each bar, and the weights of that unit: # is a weight above 0.3.
const currents = inputCurrents(weights, examples.hi(names.length), { normalize: 'unit' });
const { results } = relax(currents, { inhibition, method: 'closed-form' });
for (const [bar, { active, activity }] of results.entries()) {
  const rows = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_pixel, x) => (weights.get(active[0], row * side + x) > 0.3 ? '#' : '.')),
  );
  const picture = rows.map((pixels) => pixels.join('')).join(' ');
  console.log(
    `${names[bar].padEnd(8)}  unit ${active.join(', ').padEnd(3)} h = ${activity.get(active[0]).toFixed(3)}  ${picture}`,
  );
}
