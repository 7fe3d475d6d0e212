/** One hidden unit sees the same input again and again (eq. 2): its weights turn to the input and settle on the sphere. */
import { learn } from 'competing-units';

const input = [1, 0, 0.5];
let weights = [0.3, -0.2, 0.4];

console.log('after  W                        sum |W|^4');
for (let presentation = 1; presentation <= 5; presentation++) {
  const result = learn({ weights, input, activation: 1, duration: 0.5 });
  weights = Array.from(result.weights.data);
  const shown = weights.map((value) => value.toFixed(4).padStart(7)).join(' ');
  console.log(`${presentation}      ${shown}  ${result.norms.get(0).toFixed(4)}`);
}

// Anti-Hebbian learning runs the clock backwards: from outside the sphere the weights leave for infinity.
const { success, results } = learn({ weights: [1.2, -0.2, 0.4], input, activation: -1, duration: 0.5 });
console.log(`\nanti-Hebbian from outside the sphere: ${success ? 'it ends well' : results[0].message}`);
