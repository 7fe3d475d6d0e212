/** Along eq. 2 the Lyapunov function of eq. 3 grows while g is a function of Q, and may fall while g follows eq. 4. */
import { lyapunov } from 'competing-units';

const { report } = await lyapunov({ p: [2, 6], inhibition: [0.2], activation: ['step'] });

console.log('claim  p  steps  falls beyond the numerical error');
for (const { claim, p, steps, violations } of report.claims) {
  console.log(`${claim.padEnd(5)}  ${p}  ${String(steps).padStart(5)}  ${violations}`);
}
console.log(report.holds ? 'every theorem holds' : report.failures.join('\n'));
