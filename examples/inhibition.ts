// How much inhibition leaves how many hidden units active, and who can win when it is strong (eq. 4).
import { inhibition } from 'competing-units';

const currents = [1, 0.8, 0.6, 0.2, -0.3];
const { breakpoints, winners, states } = inhibition(currents, { inhibitions: [0.5, 2], samples: 200 });

for (const { unit, inhibition: w } of breakpoints.slice(1)) {
  console.log(`unit ${unit} is active below w = ${w.toFixed(4)}`);
}
for (const { unit, above } of winners)
  console.log(`unit ${unit} can win alone above w = ${above.toFixed(4)}`);
for (const { inhibition: w, active, basins } of states) {
  const won = basins?.winners.map(({ unit, count }) => `${unit} wins ${count} of 200 random starts`) ?? [];
  console.log(`w = ${w}: ${active} active ${won.join(', ')}`);
}
