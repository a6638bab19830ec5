"""Seconds and memory of importing a large CSV, beside what pandas and Polars need to read it.

Run: python benchmarks/import_responses.py [--rows 50000] [--columns 200]

Writes a CSV of answers from 1 to 5 (one cell in fifty blank, the same on every run) to a temporary
folder, and reads it in a fresh process with each of: `psychograph.read_responses`, which also checks
every cell and infers a codebook; `pandas.read_csv` and `polars.read_csv`, which only read. Prints the
best of three runs in seconds, the highest peak of memory, and both as multiples of pandas.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 3
PEERS = {
    "psychograph": "from psychograph.responses.readers import read_responses as read",
    "pandas": "from pandas import read_csv as read",
    "polars": "from polars import read_csv as read",
}
MEASURE = """
import sys, time
from pathlib import Path
{imports}
begun = time.perf_counter()
found = read(Path(sys.argv[1]))
seconds = time.perf_counter() - begun
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1 / 1024)
except ImportError:
    peak = float("nan")
print(seconds, peak / 1e6)
"""


def write_answers(path: Path, rows: int, columns: int) -> None:
    """Write answers from 1 to 5 that are the same on every run."""
    draw = random.Random(20250101)
    blocks = [
        ",".join(draw.choices(["1", "2", "3", "4", "5", ""], [10, 20, 39, 20, 9, 2], k=columns))
        for _ in range(997)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(["respondent", *(f"q{i // 10 + 1}_{i % 10 + 1}" for i in range(columns))]) + "\n")
        file.writelines(f"r{row},{blocks[row * 31 % 997]}\n" for row in range(rows))


def measured(imports: str, path: Path) -> tuple[float, float]:
    """Return seconds and megabytes: the best time and the highest peak of some fresh processes."""
    told = [
        subprocess.run(
            [sys.executable, "-c", MEASURE.format(imports=imports), str(path)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for _ in range(RUNS)
    ]
    return min(float(seconds) for seconds, _ in told), max(float(peak) for _, peak in told)


def main() -> None:
    """Print one line for each program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--columns", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        write_answers(path, asked.rows, asked.columns)
        print(f"{asked.rows:,} rows x {asked.columns:,} answers, {path.stat().st_size / 1e6:.1f} MB of CSV")
        found = {name: measured(imports, path) for name, imports in PEERS.items()}
    seconds, peak = found["pandas"]
    for name, (time, memory) in found.items():
        beside = f"{time / seconds:5.2f} x time, {memory / peak:5.2f} x memory of pandas"
        print(f"{name:<12} {time:6.2f} s {memory:6.0f} MB   {beside}")


if __name__ == "__main__":
    main()
