"""How often segments are found again: the tables of docs/sample-size.md.

    python benchmarks/recovery.py            # simulate everything, into recovery.json (a minute of one core)
    python benchmarks/recovery.py --table    # the tables of docs/sample-size.md as stored

Every survey is simulated with the seed 1, so figures come out the same on any machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from psychograph.stats.planning.recovery import Recovery, recovery
from psychograph.stats.planning.simulated_segments import SEPARATIONS

STORED = Path(__file__).with_suffix(".json")
SIZES = (50, 100, 200, 300, 500)
SEGMENTS = (2, 3, 4, 6)
ATTRIBUTES = 8
METHODS = ("consolidated", "ward")
REPLICATIONS = 100
NAMES = {"consolidated": "Ward's tree, consolidated by k-means", "ward": "Ward's tree alone"}


def simulated() -> dict[str, Any]:
    """Simulate every cell of every table."""
    by_size = [
        [
            method,
            segments,
            separation,
            [
                _cell(recovery(n, ATTRIBUTES, segments, separation, method=method, replications=REPLICATIONS))
                for n in SIZES
            ],
        ]
        for method in METHODS
        for segments in SEGMENTS
        for separation in SEPARATIONS
    ]
    by_attributes = [
        [
            attributes,
            [
                _cell(
                    recovery(300, attributes, 4, separation, method="consolidated", replications=REPLICATIONS)
                )
                for separation in SEPARATIONS
            ],
        ]
        for attributes in (2, 4, 8, 16, 32)
    ]
    by_points = [
        [
            points,
            [
                _cell(
                    recovery(
                        300,
                        ATTRIBUTES,
                        4,
                        separation,
                        points=points,
                        method="consolidated",
                        replications=REPLICATIONS,
                    )
                )
                for separation in SEPARATIONS
            ],
        ]
        for points in (2, 3, 5, 7, 11, None)
    ]
    return {"by_size": by_size, "by_attributes": by_attributes, "by_points": by_points}


def _cell(found: Recovery) -> list[float]:
    return [round(found.share, 2), round(found.mean_ari, 3), round(found.ceiling, 3)]


def tables(stored: dict[str, Any]) -> str:
    """Return the tables in Markdown."""
    parts = []
    for method in METHODS:
        head = "| segments | separation | " + " | ".join(f"n = {n:,}" for n in SIZES) + " | ceiling |"
        lines = [f"{NAMES[method]}:", "", head, "|---|---" + "|---" * (len(SIZES) + 1) + "|"]
        for of, segments, separation, cells in stored["by_size"]:
            if of == method:
                said = " | ".join(f"{share * 100:.0f}% ({ari:.2f})" for share, ari, _ in cells)
                lines.append(f"| {segments} | {separation} | {said} | {cells[-1][2]:.2f} |")
        parts.append("\n".join(lines))
    for key, what in (("by_attributes", "attributes"), ("by_points", "steps of the answer scale")):
        lines = [f"| {what} | " + " | ".join(SEPARATIONS) + " |", "|---" * (len(SEPARATIONS) + 1) + "|"]
        for value, cells in stored[key]:
            said = " | ".join(f"{ari:.2f} of {ceiling:.2f}" for _, ari, ceiling in cells)
            lines.append(f"| {'numbers without steps' if value is None else value} | {said} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Simulate, or print what is stored."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--table", action="store_true", help="print the tables as stored")
    if not arguments.parse_args().table:
        STORED.write_text(json.dumps(simulated(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(tables(json.loads(STORED.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
