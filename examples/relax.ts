/** Five hidden units compete (eq. 4): the stronger the inhibition, the fewer stay active. */
import { relax, trajectory } from 'competing-units';

const currents = [1, 0.8, 0.6, 0.2, -0.3];

console.log('w_inh  steady state h                        active units');
for (const inhibition of [0, 0.2, 0.6, 0.9, 1.5]) {
  const [{ activity, active }] = relax(currents, { inhibition, method: 'closed-form' }).results;
  const h = Array.from(activity.data, (value) => value.toFixed(3).padStart(6)).join(' ');
  console.log(`${inhibition.toFixed(1).padEnd(6)} ${h}    ${active.join(', ')}`);
}

const { switches } = trajectory(currents, { inhibition: 0.9, times: [100] });
console.log('\nOn the way there at w_inh = 0.9, from h = 0:');
for (const { time, unit, direction } of switches) {
  console.log(`t = ${time.toFixed(6)}: unit ${unit} becomes ${direction > 0 ? 'active' : 'inactive'}`);
}
