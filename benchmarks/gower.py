"""Seconds and memory of Gower's dissimilarities of mixed answers, beside the package gower (PyPI).

Run: python benchmarks/gower.py --peer PYTHON [--rows 5000] [--gaps] [--runs 3]

Half of the columns are numbers, half categories of four, the same on every run. Each program runs in
fresh processes of its own, one after the other in turns; PYTHON is an interpreter that has the package
gower (this one by default). Ours is measured after one call, so that kernels are compiled, and takes as
many threads as there are processors. What the two find must agree. Prints Markdown: medians in seconds,
the highest peaks of memory, less what the process had before, and both as ratios.

With --gaps a tenth of the answers is missing, which the package gower cannot handle: then only ours
is measured. --numpy measures ours without compiled kernels too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from simulated import likert, scores

OURS = """
from psychograph.stats.centres import gower as module
module.COMPILED_FROM = module.READY_FROM = {compiled_from}
levels = [0 if number else 4 for number in numbers]
module.gower(values[:50], levels)
def job():
    return module.gower(values, levels)
def some(found):
    return [float(found[at]) for at in places]
"""
THEIRS = """
import gower
names = [not number for number in numbers]
gower.gower_matrix(values[:50], cat_features=names)
def job():
    return gower.gower_matrix(values, cat_features=names)
def some(found):
    return [float(found[i, j]) for i, j in pairs]
"""
MEASURE = """
import json, sys, time, resource
import numpy as np
values = np.load(sys.argv[1])
numbers = json.loads(sys.argv[2])
pairs = json.loads(sys.argv[3])
n = len(values)
places = [i * (2 * n - i - 1) // 2 + j - i - 1 for i, j in pairs]
{imports}
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
begun = time.perf_counter()
found = job()
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(json.dumps([seconds, (peak - before) / 1e6, peak / 1e6, found.nbytes / 1e6, some(found)]))
"""


def mixed(n: int, *, gaps: bool) -> tuple[NDArray[np.float64], list[bool]]:
    """Return ten columns of scores and ten of categories 0 to 3, and which are numbers."""
    codes = np.minimum(likert(n, 10, seed=1), 4) - 1
    values = np.column_stack([scores(n, 10, seed=1), codes]).astype(np.float64)
    if gaps:
        values[np.random.default_rng(1).random(values.shape) < 0.1] = np.nan
    return values, [True] * 10 + [False] * 10


def measured(python: str, imports: str, path: Path, numbers: list[bool], pairs: list[list[int]]) -> list:
    """Return seconds, peaks of memory, size of the result and some of it, of one fresh process."""
    script = MEASURE.replace("{imports}", imports)
    ran = subprocess.run(
        [python, "-c", script, str(path), json.dumps(numbers), json.dumps(pairs)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(ran.stdout)


def main() -> None:
    """Print one row of a table for each program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--numpy", action="store_true")
    parser.add_argument("--peer", default=sys.executable)
    asked = parser.parse_args()
    values, numbers = mixed(asked.rows, gaps=asked.gaps)
    draw = np.random.default_rng(2)
    pairs = [sorted(draw.choice(asked.rows, 2, replace=False).tolist()) for _ in range(1_000)]
    programs = {"psychograph": (sys.executable, OURS.format(compiled_from=2))}
    if asked.numpy:
        programs["psychograph, not compiled"] = (sys.executable, OURS.format(compiled_from=10**9))
    if not asked.gaps:
        programs["gower (PyPI)"] = (asked.peer, THEIRS)
    runs: dict[str, list[list]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npy"
        np.save(path, values)
        for _ in range(asked.runs):
            for name, (python, imports) in programs.items():
                runs[name].append(measured(python, imports, path, numbers, pairs))
    reference = runs["psychograph"][0][4]
    for name, told in runs.items():
        # Both are float32; the peer scales numbers by their largest value first, in float64.
        if np.abs(np.array(told[0][4]) - reference).max() > 1e-5:
            raise SystemExit(f"{name} finds other dissimilarities")
    base = statistics.median(run[0] for run in runs[list(runs)[-1]])
    print(f"{asked.rows:,} rows x {values.shape[1]} mixed columns, medians of {asked.runs}\n")
    print("| program | seconds | times faster | memory for it, MB | peak of the process, MB | result, MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, told in runs.items():
        seconds = statistics.median(run[0] for run in told)
        grown, peak = max(run[1] for run in told), max(run[2] for run in told)
        print(
            f"| {name} | {seconds:.3f} | {base / seconds:.1f} | {grown:.0f} | {peak:.0f} | {told[0][3]:.0f} |"
        )


if __name__ == "__main__":
    main()
