"""The shortcut of Krotov & Hopfield (section 3, appendix B) in NumPy, to compare speeds with.

In minibatches: the unit with the largest current learns with g = 1, the k-th with g = -delta, and
dW = rate * (g V - sum(g I) W) / max|.|, with the currents I = sign(W)|W|^(p-1) V.

--style author: the plain way, as a notebook has it. float64; in every minibatch the powers of the whole matrix,
the ranks by a full sort, and a dense matrix of activations that is multiplied with the minibatch.
--style lean: what an experienced user would write. float32; powers only of the rows that changed, ranks by
partition, and increments of the units that learn.

Prints one JSON document: seconds for the examples asked for, their number, and peak memory.
"""

import argparse
import json
import time

import numpy as np

from process_memory import peak_bytes

TINY = 1e-30


def author_style(weights, data, options):
    units = weights.shape[0]
    k, batch, p, delta = options.rank, options.batch, options.p, options.delta
    winners = np.arange(batch)
    for start in range(0, data.shape[0] - batch + 1, batch):
        inputs = data[start : start + batch].T
        currents = np.sign(weights) * np.abs(weights) ** (p - 1) @ inputs
        order = np.argsort(currents, axis=0)
        activation = np.zeros((units, batch))
        activation[order[units - 1], winners] = 1.0
        activation[order[units - k], winners] = -delta
        decay = np.sum(activation * currents, axis=1)
        change = activation @ inputs.T - decay[:, np.newaxis] * weights
        largest = max(np.amax(np.abs(change)), TINY)
        weights += options.rate * (change / largest)


def lean(weights, data, options):
    k, batch, p, delta = options.rank, options.batch, options.p, options.delta
    power = integer_power if float(p - 1).is_integer() else signed_power
    powers = power(weights, p - 1)
    columns = np.arange(batch)
    for start in range(0, data.shape[0] - batch + 1, batch):
        inputs = data[start : start + batch]
        currents = inputs @ powers.T
        leading = np.argpartition(currents, -k, axis=1)[:, -k:]
        values = np.take_along_axis(currents, leading, axis=1)
        first = leading[columns, np.argmax(values, axis=1)]
        last = leading[columns, np.argmin(values, axis=1)]
        learning = np.concatenate([first, last])
        units, place = np.unique(learning, return_inverse=True)
        g = np.zeros((units.size, batch), dtype=weights.dtype)
        np.add.at(g, (place[:batch], columns), 1.0)
        np.add.at(g, (place[batch:], columns), -delta)
        decay = np.einsum("ub,bu->u", g, currents[:, units])
        change = g @ inputs - decay[:, np.newaxis] * weights[units]
        weights[units] += (options.rate / max(np.abs(change).max(), TINY)) * change
        powers[units] = power(weights[units], p - 1)


def integer_power(weights, exponent):
    """sign(W)|W|^exponent by multiplications."""
    power = np.abs(weights) if exponent % 2 == 0 else np.ones_like(weights)
    for _ in range(int(exponent) - (1 if exponent % 2 == 0 else 0)):
        power = power * weights
    return power


def signed_power(weights, exponent):
    return np.sign(weights) * np.abs(weights) ** exponent


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--style", choices=["author", "lean"], required=True)
    parser.add_argument("--data", required=True, help=".npy of bytes [examples, inputs]")
    parser.add_argument("--units", type=int, required=True)
    parser.add_argument("--examples", type=int, required=True, help="examples that are timed")
    parser.add_argument("--p", type=float, default=4)
    parser.add_argument("--rank", type=int, default=2)
    parser.add_argument("--delta", type=float, default=0.2)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--batch", type=int, default=100)
    options = parser.parse_args()

    is_author = options.style == "author"
    kind = np.float64 if is_author else np.float32
    data = np.load(options.data).astype(kind) / kind(255)
    generator = np.random.default_rng(0)
    weights = generator.standard_normal((options.units, data.shape[1])).astype(kind)
    train = author_style if is_author else lean
    train(weights.copy(), data[: 2 * options.batch], options)

    start = time.perf_counter()
    shuffled = data[generator.permutation(data.shape[0])[: options.examples]]
    train(weights, shuffled, options)
    seconds = time.perf_counter() - start
    if not np.isfinite(weights).all():
        raise FloatingPointError("weights are not finite")
    print(json.dumps({"seconds": seconds, "examples": options.examples, "peakBytes": peak_bytes()}))


if __name__ == "__main__":
    main()
