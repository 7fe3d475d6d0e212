"""The shortcut of Krotov & Hopfield (section 3, appendix B) in PyTorch, float32 on the CPU, to compare speeds with.

As ranking_numpy.py: g = 1 for the largest current, -delta for the k-th, increments divided by the largest of them.
Dense, with topk for the ranks, and powers by multiplication where p is an integer.

Prints one JSON document: seconds for the examples asked for, their number, and peak memory.
"""

import argparse
import json
import time

import numpy as np
import torch

from process_memory import peak_bytes

TINY = 1e-30


def signed_power(weights, exponent):
    if exponent == 3:
        return weights * weights * weights
    return weights.sign() * weights.abs().pow(exponent)


def train(weights, data, options):
    k, batch, p, delta = options.rank, options.batch, options.p, options.delta
    activation = torch.zeros(batch, weights.shape[0])
    for start in range(0, data.shape[0] - batch + 1, batch):
        inputs = data[start : start + batch]
        currents = inputs @ signed_power(weights, p - 1).T
        leading = currents.topk(k, dim=1).indices
        activation.zero_()
        activation.scatter_(1, leading[:, k - 1 : k], -delta)
        activation.scatter_(1, leading[:, :1], 1.0)
        change = activation.T @ inputs
        decay = (activation * currents).sum(dim=0)
        change.addcmul_(decay.unsqueeze(1), weights, value=-1.0)
        largest = max(change.abs().max().item(), TINY)
        weights.add_(change, alpha=options.rate / largest)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help=".npy of bytes [examples, inputs]")
    parser.add_argument("--units", type=int, required=True)
    parser.add_argument("--examples", type=int, required=True, help="examples that are timed")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--p", type=float, default=4)
    parser.add_argument("--rank", type=int, default=2)
    parser.add_argument("--delta", type=float, default=0.2)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--batch", type=int, default=100)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.set_grad_enabled(False)
    torch.manual_seed(0)
    data = torch.from_numpy(np.load(options.data)).to(torch.float32).div_(255)
    weights = torch.randn(options.units, data.shape[1])
    train(weights.clone(), data[: 2 * options.batch], options)

    start = time.perf_counter()
    shuffled = data[torch.randperm(data.shape[0])[: options.examples]]
    train(weights, shuffled, options)
    seconds = time.perf_counter() - start
    if not bool(torch.isfinite(weights).all()):
        raise FloatingPointError("weights are not finite")
    print(json.dumps({"seconds": seconds, "examples": options.examples, "peakBytes": peak_bytes()}))


if __name__ == "__main__":
    main()
