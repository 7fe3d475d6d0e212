// Loaded before everything else (`--import`) into the processes of a sweep: writes the name of every outcome that a worker
// sends into the file of SWEEP_OUTCOMES, before it is sent. So a point that is run twice is seen, whatever becomes of it.
import { appendFileSync } from 'node:fs';
import process from 'node:process';

const file = process.env.SWEEP_OUTCOMES;
const { send } = process;
if (send !== undefined && file !== undefined) {
  process.send = (message, ...rest) => {
    if (message?.outcome !== undefined) appendFileSync(file, `${message.outcome.name}\n`);
    return send.call(process, message, ...rest);
  };
}
