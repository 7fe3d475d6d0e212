/** The exact algorithm and the shortcut of section 3, from the same weights on the same images of two crossing bars. */
import { compare } from 'competing-units';

const side = 5;
/** Row `bar` and column `(2 · bar + shift) mod side`; the class is the row. */
const image = (bar: number, shift: number): number[] =>
  Array.from({ length: side * side }, (_, i) =>
    Math.floor(i / side) === bar || i % side === (2 * bar + shift) % side ? 1 : 0,
  );
const examples = Array.from({ length: 600 }, (_, i) => image(i % side, Math.floor(i / side) % side));
const labels = examples.map((_, i) => i % side);

const { comparison } = await compare({
  ...{ examples, labels, testExamples: examples, testLabels: labels },
  ...{ hidden: 30, epochs: 6 },
});
console.log(comparison.summary);
console.log('\nepoch  same winner  same Hebbian units');
for (const { epoch, winnerAgreement, hebbianJaccard } of comparison.epochs) {
  const shares = [winnerAgreement, hebbianJaccard].map((share) =>
    `${(100 * share).toFixed(0)}%`.padStart(11),
  );
  console.log(`${String(epoch).padEnd(5)}  ${shares.join('  ')}`);
}
