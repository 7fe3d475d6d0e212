/** Five hidden units start at rest and inhibit each other (eq. 4): who is active when, exact from switch to switch. */
import { trajectory } from 'competing-units';

const currents = [1, 0.95, 0.9, 0.6, -0.1];
const times = Array.from({ length: 11 }, (_, i) => 2 * i);
const { activity, switches, message } = trajectory(currents, { inhibition: 0.9, times });

console.log('t     h(t)');
for (const [row, t] of times.entries()) {
  const h = currents.map((_, unit) => activity.get(row, unit).toFixed(3).padStart(7));
  console.log(`${String(t).padEnd(4)} ${h.join(' ')}`);
}
for (const { time, unit, direction } of switches) {
  console.log(`t = ${time.toFixed(4)}: unit ${unit} becomes ${direction > 0 ? 'active' : 'inactive'}`);
}
console.log(message);
