"""Weights of a run in NumPy: the norm of eq. 2, a mosaic, and weights from NumPy back into a command.

    python3 examples/python/weights.py                      # trains on the embedded digits first
    python3 examples/python/weights.py runs/RUN --out figures
    python3 examples/python/weights.py --sweep sweep.yaml   # also reads the results of a sweep

Needs NumPy (Debian: python3-numpy). Results of a sweep come as Parquet where pyarrow is there, else as CSV.
Ends with 1 where NumPy and the program disagree.
"""

import argparse
import csv
import json
import math
import pathlib
import shlex
import struct
import subprocess
import sys
import zlib

import numpy

parser = argparse.ArgumentParser()
parser.add_argument("run", nargs="?", help="folder of a training run; without one, a small network is trained")
parser.add_argument("--out", default="python-weights", help="folder for what is written")
parser.add_argument("--command", default="npm run -s cli --", help="how competing-units is called")
parser.add_argument("--sweep", help="a sweep file or the folder of a sweep that has run")
arguments = parser.parse_args()
folder = pathlib.Path(arguments.out)


def call(*words):
    """The JSON document that a command prints."""
    command = [*shlex.split(arguments.command), *map(str, words), "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def check(is_right, what):
    if not is_right:
        sys.exit(f"NumPy disagrees about {what}")


def norm_deviations(weights, p, radius):
    """|sum |W|^p - R^p| / R^p of each unit, ascending: eq. 2 drives it to 0 for a unit that only learns with g > 0."""
    norms = (numpy.abs(weights.astype(numpy.float64)) ** p).sum(axis=1)
    return numpy.sort(numpy.abs(norms - radius**p) / radius**p)


def currents(weights, examples, p):
    """I = sum sgn(W) |W|^(p-1) v, and the sum of the magnitudes of its terms; [examples, units]."""
    w = weights.astype(numpy.float64)
    v = examples.astype(numpy.float64)
    return v @ (numpy.sign(w) * numpy.abs(w) ** (p - 1)).T, numpy.abs(v) @ (numpy.abs(w) ** (p - 1)).T


def mosaic(weights):
    """RGB pixels [height, width, 3]: a tile per unit; 0 is white, positive red, negative blue, one scale for all."""
    units, inputs = weights.shape
    side = math.isqrt(inputs)
    height, width = (side, side) if side * side == inputs else (1, inputs)
    columns = math.ceil(math.sqrt(units))
    rows = math.ceil(units / columns)
    values = numpy.zeros((rows * (height + 1) + 1, columns * (width + 1) + 1))
    for unit, tile in enumerate(weights.reshape(units, height, width)):
        y, x = unit // columns * (height + 1) + 1, unit % columns * (width + 1) + 1
        values[y : y + height, x : x + width] = tile
    strength = values / (numpy.abs(values).max() or 1)
    colours = numpy.array([[178, 24, 43], [33, 102, 172]])  # of 1 and of -1
    colour = numpy.where(strength[..., None] >= 0, colours[0], colours[1])
    return numpy.rint(255 + (colour - 255) * numpy.abs(strength)[..., None]).astype(numpy.uint8)


def write_png(file, pixels):
    height, width, _ = pixels.shape

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    # Each row begins with the number of its filter, 0: none.
    rows = numpy.concatenate([numpy.zeros((height, 1), numpy.uint8), pixels.reshape(height, -1)], axis=1)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b"")
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def read_sweep(sweep):
    """The rows of a sweep as lists by column, and how they came."""
    try:
        from pyarrow import parquet
    except ImportError:
        file = call("sweep", "results", sweep, "--format", "csv", "--out", folder / "results.csv")["file"]
        with open(file, newline="", encoding="utf8") as lines:
            rows = list(csv.DictReader(lines))
        return {name: [row[name] for row in rows] for name in rows[0]}, "CSV"
    file = call("sweep", "results", sweep, "--format", "parquet", "--out", folder / "results.parquet")["file"]
    return parquet.read_table(file).to_pydict(), "Parquet"


folder.mkdir(parents=True, exist_ok=True)
run = arguments.run
if run is None:
    training = ["--limit", 2000, "--hidden", 25, "--epochs", 2]
    run = call("train", *training, "--out", folder / "run")["run"]
run = pathlib.Path(run)

# A run folder is plain files.
options = json.loads((run / "config.json").read_text(encoding="utf8"))["options"]
summary = json.loads((run / "summary.json").read_text(encoding="utf8"))
p, radius = options["p"], options["radius"]
weights = numpy.load(run / "weights.npy")
units, inputs = weights.shape
print(f"weights [{units}, {inputs}] {weights.dtype}, {weights.min():.3f} to {weights.max():.3f}")

deviations = norm_deviations(weights, p, radius)
told = summary["weights"]["normDeviation"]
# The run sums before weights are rounded to float32, by 2^-24 at most and so p times that in their powers; twice as much
# covers what is of higher order.
rounding = p * 2.0**-23
check(numpy.isclose(deviations[-1], told["max"], rtol=rounding, atol=rounding), "the norm")
check(numpy.isclose(deviations[math.ceil(units / 2) - 1], told["median"], rtol=rounding, atol=rounding), "the norm")
settled = int((deviations < 0.01).sum())
print(f"norm: sum |W|^{p:g} is within 1% of R^{p:g} for {settled} of {units} units, median {told['median']:.2g} away")

write_png(folder / "mosaic.png", mosaic(weights))
print(f"mosaic: {folder / 'mosaic.png'}")

# Back into a command: any array of an .npz archive is FILE.npz:NAME.
examples = numpy.random.default_rng(0).random((20, inputs), dtype=numpy.float32)
archive = folder / "arrays.npz"
numpy.savez(archive, weights=weights, examples=examples)
answer = folder / "currents.npy"
answer.unlink(missing_ok=True)
given = ["--weights", f"{archive}:weights", "--data", f"{archive}:examples", "--normalize", "none", "-p", p]
call("activity", *given, "--out", answer)
wanted, magnitude = currents(weights, examples, p)
difference = numpy.abs(numpy.load(answer) - wanted)
# Rounding of a sum of that many float32 numbers, and of the powers in it.
check((difference <= (inputs + 10) * 2.0**-24 * magnitude).all(), "the currents")
print(f"currents of {len(examples)} examples: as NumPy has them, to {difference.max():.1g}")

if arguments.sweep is not None:
    columns, kind = read_sweep(arguments.sweep)
    print(f"sweep: {len(columns['name'])} rows by {kind}: {', '.join(columns)}")
