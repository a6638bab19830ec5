"""Seconds and memory of sweeping k-means over bootstrap samples, beside loops over other programs.

Run: python benchmarks/kmeans_sweep.py [--quick] [--pairs 100] [--starts 10] [--runs 3]

The job: k = 2 to 10, 100 pairs of bootstrap samples each, 10 starts of k-means on every sample,
everybody put to the nearest centres of both, and their adjusted Rand index. On simulated scale scores
(`simulated.scores`), 2,000 x 10 and 10,000 x 10.

- psychograph: `kmeans_bootstrap_pairs`, after a tiny sweep has loaded its kernels from disk.
- scikit-learn, two ways of using all processors: its own threads, and a process for each processor
  with one thread (joblib). Same starts, the same rule of convergence (its default tolerance of 1e-4),
  k-means++ as it has it. The faster way is the peer.
- flexclust: `bootFlexclust` of R on as many cores, where R and that package are installed. They were
  not where this was written, and Debian has no package of it: this row has never run.

Programs take turns, each in a fresh process; medians of some runs are printed as a Markdown table,
with the highest peak of memory (of workers too, summed) and the mean agreement over all k: equal
quality is equal agreement, within the noise that is printed beside.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from simulated import scores

HERE = Path(__file__).parent
KS = range(2, 11)
BEGIN = """
import json, sys, time
import numpy as np
values, (pairs, starts, cores, seed) = np.load(sys.argv[1]), map(int, sys.argv[2:])
ks = range(2, 11)
"""
END = """
import resource
unit = 1 if sys.platform == "darwin" else 1024
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6
found = np.asarray(found)
noise = found.std(axis=1) / found.shape[1] ** 0.5
print(json.dumps([seconds, own + workers * theirs, found.mean(axis=1).tolist(), noise.tolist()]))
"""
OURS = """
from psychograph.stats.centres.kmeans_bootstrap import kmeans_bootstrap_pairs as sweep
sweep(values[:200], [2], 2, starts=1, seed=0)
begun, workers = time.perf_counter(), 0
found = sweep(values, ks, pairs, starts=starts, seed=seed)
seconds = time.perf_counter() - begun
"""
LOOP = """
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
def pair(k, seed):
    rng, labels = np.random.default_rng(seed), []
    for half in range(2):
        sample = values[rng.integers(0, len(values), len(values))]
        fitted = KMeans(k, n_init=starts, random_state=int(rng.integers(1 << 31))).fit(sample)
        labels.append(fitted.predict(values))
    return adjusted_rand_score(*labels)
"""
THREADS = (
    LOOP
    + """
begun, workers = time.perf_counter(), 0
found = [[pair(k, [seed, b]) for b in range(pairs)] for k in ks]
seconds = time.perf_counter() - begun
"""
)
PROCESSES = (
    """
from joblib import Parallel, delayed
"""
    + LOOP
    + """
with Parallel(cores, batch_size=1) as pool:
    pool(delayed(pair)(2, [seed, b]) for b in range(2 * cores))  # so that workers have begun
    begun, workers = time.perf_counter(), cores
    found = pool(delayed(pair)(k, [seed, b]) for k in reversed(ks) for b in range(pairs))
    seconds = time.perf_counter() - begun
found = np.reshape(found, (len(ks), pairs))[::-1]
from joblib.externals.loky import get_reusable_executor
get_reusable_executor().shutdown(wait=True)  # so that the memory of workers is counted
"""
)
FLEXCLUST = """
suppressMessages(library(flexclust))
asked <- commandArgs(trailingOnly = TRUE)
values <- as.matrix(read.csv(asked[1], header = FALSE))
options(mc.cores = as.integer(asked[4]))
seconds <- system.time(found <- bootFlexclust(
  values, k = 2:10, nboot = as.integer(asked[2]), nrep = as.integer(asked[3]), multicore = TRUE,
  seed = as.integer(asked[5])))[["elapsed"]]
rand <- found@rand
cat(sprintf("[%f, 0, [%s], [%s]]", seconds, paste(colMeans(rand), collapse = ","),
  paste(apply(rand, 2, sd) / sqrt(nrow(rand)), collapse = ",")))
"""
PYTHON = {
    "psychograph": OURS,
    "scikit-learn, threads": THREADS,
    "scikit-learn, processes": PROCESSES,
}


@dataclass(frozen=True)
class Run:
    """One run: seconds, megabytes, and the agreement for every k with its standard error."""

    seconds: float
    megabytes: float
    agreement: list[float]
    noise: list[float]


@dataclass(frozen=True)
class Size:
    """The job's size."""

    rows: int
    pairs: int
    starts: int


def run(program: str, folder: Path, size: Size, seed: int) -> Run:
    """Run a program in a fresh process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = [str(size.pairs), str(size.starts), str(cores), str(seed)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    if program == "flexclust":
        command = ["Rscript", "-e", FLEXCLUST, str(folder / "values.csv"), *asked]
    else:
        if program == "scikit-learn, processes":
            environment["OMP_NUM_THREADS"] = "1"
        source = BEGIN + PYTHON[program] + END
        command = [sys.executable, "-W", "ignore", "-c", source, str(folder / "values.npy"), *asked]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return Run(*json.loads(told))


def has_flexclust() -> bool:
    """Return whether R and flexclust are here."""
    if shutil.which("Rscript") is None:
        return False
    command = ["Rscript", "-e", "library(flexclust)"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def table(rows: int, runs: int, size: Size, programs: list[str]) -> list[str]:
    """Return the lines of one job's table."""
    found: dict[str, list[Run]] = {program: [] for program in programs}
    with tempfile.TemporaryDirectory() as name:
        folder, values = Path(name), scores(rows)
        np.save(folder / "values.npy", values)
        np.savetxt(folder / "values.csv", values, delimiter=",")
        for turn in range(runs):
            for program in programs:
                found[program].append(run(program, folder, size, turn))
    seconds = {program: statistics.median(r.seconds for r in own) for program, own in found.items()}
    lines = []
    for program, own in found.items():
        agreement = np.mean([r.agreement for r in own])
        noise = np.sqrt(np.mean(np.square([r.noise for r in own])) / len(KS) / runs)
        times = seconds[program] / seconds["psychograph"]
        lines.append(
            f"| {rows:,} x 10 | {program} | {seconds[program]:.2f} | {times:.1f} | "
            f"{max(r.megabytes for r in own):.0f} | {agreement:.3f} +- {noise:.3f} |"
        )
    return lines


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="2,000 rows, 4 pairs, one run")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    sizes, pairs, runs = ([2_000], 4, 1) if asked.quick else ([2_000, 10_000], asked.pairs, asked.runs)
    programs = [*PYTHON, *(["flexclust"] if has_flexclust() else [])]
    print(f"k = {KS[0]} to {KS[-1]}, {pairs} pairs, {asked.starts} starts, median of {runs}:\n")
    print("| data | program | seconds | times ours | peak MB | mean adjusted Rand |")
    print("|---|---|---|---|---|---|")
    for rows in sizes:
        print("\n".join(table(rows, runs, Size(rows, pairs, asked.starts), programs)), flush=True)
    if "flexclust" not in programs:
        print("\nflexclust is not installed here: its row is left out.")


if __name__ == "__main__":
    main()
