"""Random search that drives a sweep: the plainest optimiser there is, in place of any other.

    python3 examples/python-optimizer.py examples/sweeps/optimizer.yaml --minimize weights.normDeviation.median --trials 8

`competing-units sweep serve FILE` runs one point per line of JSON and keeps it; a point that was asked for before is
answered from what is kept. Optuna does the same with `study.ask()` before and `study.tell(trial, value)` after `evaluate`:

    trial = study.ask()
    value = trial.suggest_float("inhibition", 0.5, 1.5)
    answer = evaluate({"inhibition": value, ...})
    if answer["status"] == "done": study.tell(trial, answer["measures"][measure])
    else: study.tell(trial, state=optuna.trial.TrialState.FAIL)
"""

import argparse
import json
import math
import random
import shlex
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("sweep", help="a sweep file, or the folder of a sweep")
parser.add_argument("--minimize", required=True, help="a measure of the sweep")
parser.add_argument("--trials", type=int, default=8)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--command", default="npm run -s cli --", help="how competing-units is called")
parser.add_argument("--out", help="folder of the sweep")
arguments = parser.parse_args()

words = [*shlex.split(arguments.command), "sweep", "serve", arguments.sweep]
if arguments.out:
    words += ["--out", arguments.out]
server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def evaluate(axes):
    """One point: its name, status and measures, or what is wrong with it as `error`."""
    print(json.dumps({"axes": axes}), file=server.stdin, flush=True)
    line = server.stdout.readline()
    if not line:
        sys.exit(f"sweep serve ended with status {server.wait()}")
    return json.loads(line)


draw = random.Random(arguments.seed)
best = None
for trial in range(arguments.trials):
    # The axes of examples/sweeps/optimizer.yaml; the threshold is searched by its logarithm.
    axes = {
        "inhibition": round(draw.uniform(0.5, 1.5), 3),
        "threshold": round(math.exp(draw.uniform(math.log(0.02), math.log(0.4))), 4),
    }
    answer = evaluate(axes)
    if "error" in answer:
        sys.exit(answer["error"])
    value = answer["measures"].get(arguments.minimize)
    print(f"{trial}: {axes} {answer['status']} {value}", file=sys.stderr)
    if answer["status"] == "done" and value is not None and (best is None or value < best["value"]):
        best = {"value": value, "axes": axes, "name": answer["name"]}

server.stdin.close()
status = server.wait()
print(json.dumps(best))
sys.exit(status)
