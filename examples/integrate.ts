/** The adaptive integrator on eq. 4, with an event where a unit falls silent, against the exact solution. */
import { createIntegrator, hiddenDynamics, trajectory } from 'competing-units';

const currents = Float64Array.of(1, 0.8, 0.6);
const inhibition = 0.9;

const integrator = createIntegrator(hiddenDynamics(currents, { inhibition }), 3, {
  method: 'tsit5',
  rtol: 1e-10,
  atol: 1e-12,
  events: [{ value: (_t, h) => h[2], direction: -1, terminal: true }],
});
const { t, y, stats } = integrator.solve([0, 0, 0], [0, 100]);
const [exact] = trajectory(currents, { inhibition, times: [100] }).switches;

console.log(`integrated: unit 2 falls silent at t = ${t.toFixed(9)} (${stats.evaluations} evaluations)`);
console.log(`exact:      unit ${exact.unit} falls silent at t = ${exact.time.toFixed(9)}`);
console.log(`h there:    ${Array.from(y, (h) => Math.abs(h).toFixed(6)).join(', ')}`);
