/**
 * Krotov & Hopfield, "Unsupervised Learning by Competing Hidden Units", equation by equation, on images of bars.
 *
 * - Eq. 4: hidden units compete until few are active.
 * - Eq. 2: with g at that steady state, weights turn to the input (g > 0) or away from it (g = −Δ) and end on the sphere.
 * - Section 2.2: both, example after example, without labels; section 3: the shortcut by ranks, from the same start.
 * - Eq. 1: outputs learn to read the classes from the frozen weights.
 */
import ndarray from 'ndarray';
import { inputCurrents, learn, readout, relax, train } from 'competing-units';

const side = 6;
const bars = 2 * side;
/** Two of the twelve bars cross in each image; the class says whether they touch the centre. */
const pixels = (row: number, column: number): number[] =>
  Array.from({ length: side * side }, (_, i) =>
    Math.floor(i / side) === row || i % side === column ? 1 : 0,
  );
const pairs = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side] as const);
const examples = Array.from({ length: 1800 }, (_, i) => pixels(...pairs[(7 * i) % pairs.length]));
const central = (place: number): boolean => place === 2 || place === 3;
const labels = examples.map((_, i) => {
  const [row, column] = pairs[(7 * i) % pairs.length];
  return Number(central(row) || central(column));
});

const settings = { inhibition: 0.96, threshold: 0.15, delta: 0.2, presentation: 0.1, epochs: 10 };
const hidden = 40;
const exact = await train({ examples, hidden, ...settings });
const shortcut = await train({ examples, hidden, epochs: settings.epochs, algorithm: 'ranking' });

console.log(
  'Eq. 4 on one image: currents of the five units that respond most, and what competition leaves of them',
);
const currents = inputCurrents(exact.weights, ndarray(new Float64Array(examples[0]), [1, side * side]), {
  normalize: 'unit',
});
const [{ activity, active }] = relax(currents, {
  inhibition: settings.inhibition,
  method: 'closed-form',
}).results;
const first = Array.from({ length: hidden }, (_, unit) => unit)
  .sort((a, b) => currents.get(0, b) - currents.get(0, a))
  .slice(0, 5);
for (const unit of first) {
  const h = activity.get(unit);
  const g = h >= settings.threshold ? 'learns' : h > 0 ? 'is pushed away' : 'is silent';
  console.log(`  I = ${currents.get(0, unit).toFixed(3)}  h = ${h.toFixed(3).padStart(6)}  ${g}`);
}
console.log(`  ${active.length} of ${hidden} units are active`);

console.log('\nEq. 2 on the winner, shown the image for ever longer: on to the sphere');
const row = Array.from({ length: side * side }, (_, i) => 2 * exact.weights.get(first[0], i));
for (const duration of [0, 0.2, 1, 5, 20]) {
  const { norms } = learn({ weights: row, input: examples[0], activation: 1, duration });
  console.log(`  T/τ_L = ${String(duration).padEnd(4)} Σ|W|^4 = ${norms.get(0).toFixed(6)}`);
}

console.log('\nEq. 1, read from the weights of');
for (const [name, { weights }] of [
  ['the exact algorithm', exact],
  ['the shortcut', shortcut],
] as const) {
  const { trainError } = await readout({ weights, examples, labels, epochs: 20 });
  console.log(`  ${name.padEnd(20)} ${(100 * trainError).toFixed(1)}% wrong (${bars} bars, ${hidden} units)`);
}
