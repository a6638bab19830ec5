"""Seconds and memory of latent class analysis beside StepMix, at equal log-likelihood.

Run: python benchmarks/latent_class.py --peer PYTHON [--quick] [--runs 3]

PYTHON is a Python with StepMix, in a virtualenv of its own. Simulated answers from 1 to 5
(`simulated.likert`), 10,000 respondents to 20 items, 5 classes, 10 random starts; `--quick` takes
1,000 respondents to 8 items and 3 classes. Every run is a fresh process, the two programs by turns;
what is timed is the fit alone, after one on 100 respondents (6,000 for ours, which compiles the
kernels or loads them). Prints medians as a Markdown table.

Both stop a start when a step of the EM algorithm gains less than 1e-10 in log-likelihood per
respondent, StepMix's own rule, or after 5,000 steps: StepMix's limit of 1,000 is lifted
so that it ends by the same rule. Both use all processors they can. The two draw other starts, so
the best log-likelihoods are printed: times compare only where those are equal.

poLCA, the other peer, is an R package that Debian does not carry, and could not be had where this
was measured; it is not compared here.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from simulated import likert

PER_RESPONDENT = 1e-10
STEPS = 5_000
STARTS = 10

OURS = """
from psychograph.stats.mixtures.latent_class import latent_class
def fit(codes, k):
    found = latent_class(
        codes, [5] * codes.shape[1], k, rng=seed, starts=STARTS, max_iterations=STEPS,
        tolerance=PER_RESPONDENT * len(codes),
    )
    return found.log_likelihood
warm = 6000
"""
STEPMIX = """
from stepmix.stepmix import StepMix
def fit(codes, k):
    model = StepMix(
        k, measurement="categorical", n_init=STARTS, max_iter=STEPS, abs_tol=PER_RESPONDENT,
        random_state=seed, progress_bar=0,
    ).fit(codes)
    return model.score(codes) * len(codes)
warm = 100
"""
MEASURE = """
import json, sys, time, warnings
import numpy as np
warnings.simplefilter("ignore")
path, k, seed, PER_RESPONDENT, STEPS, STARTS = sys.argv[1], *(json.loads(word) for word in sys.argv[2:])
{program}
codes = np.load(path)
rng = np.random.default_rng(1)
wanted, STARTS = STARTS, 1
fit(rng.integers(0, 5, (warm, 8)), 2)
STARTS = wanted
begun = time.perf_counter()
log_likelihood = fit(codes, k)
seconds = time.perf_counter() - begun
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1 / 1024)
except ImportError:
    peak = float("nan")
print(json.dumps([seconds, peak / 1e6, float(log_likelihood)]))
"""


@dataclass(frozen=True)
class Measured:
    """One fit: seconds, megabytes at the peak of the process, and where it ended."""

    seconds: float
    peak: float
    log_likelihood: float


def measured(python: str, program: str, path: Path, k: int, seed: int) -> Measured:
    """Fit once in a fresh process."""
    words = [json.dumps(word) for word in (k, seed, PER_RESPONDENT, STEPS, STARTS)]
    told = subprocess.run(
        [python, "-c", MEASURE.format(program=program), str(path), *words],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return Measured(*json.loads(told.splitlines()[-1]))


def line(name: str, runs: list[Measured], beside: float) -> str:
    """Return a row of the table."""
    seconds = statistics.median(run.seconds for run in runs)
    peak = statistics.median(run.peak for run in runs)
    best = max(run.log_likelihood for run in runs)
    worst = min(run.log_likelihood for run in runs)
    return f"| {name} | {seconds:.2f} | {beside / seconds:.1f} | {peak:.0f} | {best:.3f} | {worst:.3f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", help="a Python that has StepMix; without it only ours is measured")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small job, to see that it works")
    asked = parser.parse_args()
    n, d, k = (1_000, 8, 3) if asked.quick else (10_000, 20, 5)
    programs = {"psychograph": (sys.executable, OURS)}
    if asked.peer:
        programs["StepMix"] = (asked.peer, STEPMIX)
    found: dict[str, list[Measured]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.npy"
        np.save(path, likert(n, d).astype(np.int64) - 1)
        for seed in range(1, asked.runs + 1):
            for name, (python, program) in programs.items():
                found[name].append(measured(python, program, path, k, seed))
    slowest = max(statistics.median(run.seconds for run in runs) for runs in found.values())
    print(
        f"{n:,} respondents, {d} items of 5 levels, {k} classes, {STARTS} starts; medians of {asked.runs}\n"
    )
    print("| program | seconds | times as fast as the slowest | MB at peak | best log-likelihood | worst |")
    print("|---|---|---|---|---|---|")
    for name, runs in found.items():
        print(line(name, runs, slowest))


if __name__ == "__main__":
    main()
