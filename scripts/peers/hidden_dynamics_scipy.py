"""Eq. 4 of Krotov & Hopfield by scipy's solve_ivp, to compare speeds with.

A server over standard input and output, so that its turns can alternate with those of other programs. Every line in is
one JSON request {method, rtol, atol, inhibition, currents, end, save}; every line out one JSON answer
{seconds, evaluations}. `currents` names an .npy file; h(end) is written to the .npy file `save` unless it is null.
"""

import json
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp


def solve(request, currents):
    inhibition = request["inhibition"]

    def slope(_, h):
        rate = np.maximum(h, 0.0)
        return currents - inhibition * (rate.sum() - rate) - h

    start = time.perf_counter()
    solution = solve_ivp(
        slope,
        (0.0, request["end"]),
        np.zeros(currents.size),
        method=request["method"],
        rtol=request["rtol"],
        atol=request["atol"],
        t_eval=[request["end"]],
    )
    seconds = time.perf_counter() - start
    if not solution.success:
        raise ArithmeticError(solution.message)
    if request["save"] is not None:
        np.save(request["save"], solution.y[:, -1])
    return {"seconds": seconds, "evaluations": solution.nfev}


def main():
    loaded = {}
    for line in sys.stdin:
        request = json.loads(line)
        name = request["currents"]
        if name not in loaded:
            loaded[name] = np.load(name)
        try:
            answer = solve(request, loaded[name])
        except (ArithmeticError, ValueError) as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
