"""Seconds and memory of Ward's tree, beside scipy and fastcluster.

Run: python benchmarks/ward.py [--quick] [--peers PYTHON]

Every measurement is a process of its own, on the data of `simulated.py`, after one small tree that
loads the kernels (compiled once before all). Prints a Markdown table: medians of three runs; peaks
of memory of the whole process, and in brackets what the tree itself added to libraries and data.
fastcluster is measured where it can be imported, by this Python or by the one given as `--peers`.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from simulated import likert, scores

RUNS = 3
OWN = "psychograph"
PROGRAMS = {
    OWN: "from psychograph.stats.trees.ward import ward_tree as tree",
    "scipy": "from functools import partial\nfrom scipy.cluster.hierarchy import linkage\n"
    "tree = partial(linkage, method='ward')",
    "fastcluster.linkage": "from functools import partial\nfrom fastcluster import linkage\n"
    "tree = partial(linkage, method='ward')",
    "fastcluster.linkage_vector": "from functools import partial\nfrom fastcluster import linkage_vector\n"
    "tree = partial(linkage_vector, method='ward')",
}
SMALL = ("scipy", "fastcluster.linkage")
VECTOR = ("fastcluster.linkage_vector",)
# Small trees are repeated, and the median taken: a few milliseconds cannot be measured once.
MEASURE = """
import sys, time, statistics
import numpy as np
values = np.load(sys.argv[1])
{imports}
tree(np.random.default_rng(1).normal(size=(6000 if {own} else 100, 3)))
def peak():
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
before, seconds = peak(), []
while len(seconds) < 1 or (sum(seconds) < 1 and len(seconds) < 21):
    begun = time.perf_counter()
    tree(values)
    seconds.append(time.perf_counter() - begun)
print(statistics.median(seconds), peak(), peak() - before)
"""


@dataclass(frozen=True)
class Job:
    """Data to build a tree of, and who else does it."""

    kind: str
    n: int
    d: int
    peers: tuple[str, ...] = ()

    def values(self) -> NDArray[np.float64]:
        """Return the data."""
        if self.kind == "likert":
            return likert(self.n, self.d).astype(np.float64)
        return scores(self.n, self.d)

    def __str__(self) -> str:
        return f"{self.n:,} x {self.d} {self.kind}"


@dataclass(frozen=True)
class Measured:
    """Medians of runs."""

    seconds: float
    peak: float
    added: float


JOBS = (
    *(Job("scores", n, 10, SMALL) for n in (100, 500, 1_000, 2_000, 5_000)),
    *(Job("likert", n, 20, SMALL) for n in (1_000, 5_000)),
    Job("scores", 40_000, 10, VECTOR),
    Job("scores", 100_000, 10, VECTOR),
    Job("scores", 1_000_000, 10),
    Job("likert", 300_000, 20),
)
QUICK = (
    Job("scores", 1_000, 10, SMALL),
    Job("scores", 5_000, 10, (*SMALL, *VECTOR)),
    Job("scores", 10_000, 10, VECTOR),
    Job("likert", 10_000, 20),
)


def measure(program: str, job: Job, python: str) -> Measured:
    """Build the tree in fresh processes."""
    script = MEASURE.format(imports=PROGRAMS[program], own=program == OWN)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "values.npy"  # made elsewhere, so that making it is not in the peak
        np.save(data, job.values())
        told = [
            subprocess.run(
                [python, "-c", script, str(data)], check=True, capture_output=True, text=True
            ).stdout.split()
            for _ in range(RUNS)
        ]
    return Measured(*(median(float(run[i]) for run in told) for i in range(3)))


def can_import(program: str, python: str) -> bool:
    """Return whether a peer is there."""
    return not subprocess.run([python, "-c", PROGRAMS[program]], check=False, capture_output=True).returncode


def seconds_of_first_use() -> float:
    """Return how long a first tree takes that has to compile kernels, and loads numba."""
    code = (
        "import time; begun = time.perf_counter(); import numpy as np\n"
        "from psychograph.stats.trees.ward import ward_tree\n"
        "ward_tree(np.random.default_rng(1).normal(size=(6000, 10))); print(time.perf_counter() - begun)"
    )
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_CACHE_DIR": folder},
        )
    return float(told.stdout)


def rows(jobs: tuple[Job, ...], peers: str) -> Iterator[str]:
    """Yield the lines of the table, and what growth and first use were."""
    yield "| rows x columns | program | seconds | times ours | peak MB (added) |"
    yield "|---|---|---:|---:|---:|"
    own: dict[tuple[str, int, int], float] = {}
    for job in jobs:
        mine = measure(OWN, job, sys.executable)
        own[job.kind, job.n, job.d] = mine.seconds
        yield _line(job, OWN, mine, 1.0)
        for peer in job.peers:
            if not can_import(peer, peers):
                yield f"| {job} | {peer} | not installed | | |"
                continue
            found = measure(peer, job, peers)
            yield _line(job, peer, found, found.seconds / mine.seconds)
    yield ""
    ends = (("scores", 100_000, 10), ("scores", 1_000_000, 10))
    if all(end in own for end in ends):
        yield f"Time grows as n^{math.log10(own[ends[1]] / own[ends[0]]):.2f} from 100,000 to 1,000,000 x 10."
    yield f"First tree on a fresh machine, compilation included: {seconds_of_first_use():.1f} s."


def _line(job: Job, program: str, found: Measured, ratio: float) -> str:
    memory = f"{found.peak:.0f} ({found.added:.0f})"
    return f"| {job} | {program} | {found.seconds:.4g} | {ratio:.2f} | {memory} |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, a minute in all")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="where peers are installed")
    asked = parser.parse_args()
    for line in rows(QUICK if asked.quick else JOBS, asked.peers):
        print(line, flush=True)


if __name__ == "__main__":
    main()
