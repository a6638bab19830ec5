"""How often two humps are seen where there is one, and where there are two: the table in docs/profiles.md.

Usage: python benchmarks/humps.py
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.comparison.humps import answer_counts, humps

GROUPS = 4_000
SIZES = (30, 100, 300)
Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]


def likert(values: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Round to whole answers from 1 to `steps`."""
    return np.clip(np.rint(values), 1, steps)


def crowd(steps: int, middle: float, spread: float) -> Draw:
    """People around one middle."""
    return lambda rng, n: likert(rng.normal(middle, spread, n), steps)


def camps(steps: int, low: float, high: float, share: float) -> Draw:
    """Two camps, the first with a share of the people."""

    def draw(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
        centre = np.where(rng.random(n) < share, low, high)
        return likert(centre + rng.normal(0, 0.7, n), steps)

    return draw


def ages(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    """Ages of which a fifth are rounded to decades."""
    exact = np.rint(rng.normal(45, 14, n))
    return np.where(rng.random(n) < 0.2, np.rint(exact / 10) * 10, exact)


def shapes(steps: int) -> dict[str, Draw]:
    """Return shapes with one hump, then shapes with two."""
    middle = (steps + 1) / 2
    return {
        "all answers equally frequent": lambda rng, n: rng.integers(1, steps + 1, n).astype(float),
        "one peak, SD 1": crowd(steps, middle, 1.0),
        "one peak, wide": crowd(steps, middle, 0.3 * steps),
        "one peak at the end": crowd(steps, steps - 0.5, 1.2),
        "**two camps at the ends, half and half**": camps(steps, 1.5, steps - 0.5, 0.5),
        "**two camps at the ends, 30 to 70**": camps(steps, 1.5, steps - 0.5, 0.3),
        "**two camps one step further in**": camps(steps, 2.0, steps - 1.0, 0.5),
    }


def seen(draw: Draw, n: int, seed: int) -> float:
    """Return the share of groups in which two humps are seen."""
    rng = np.random.default_rng([seed, n])
    return float(np.mean([humps(answer_counts(draw(rng, n))).two for _ in range(GROUPS)]))


def main() -> None:
    """Print the table."""
    print(f"| answers | {' | '.join(f'n = {n}' for n in SIZES)} |")
    print(f"|---|{'--:|' * len(SIZES)}")
    rows = [(f"{steps} points: {name}", draw) for steps in (5, 7) for name, draw in shapes(steps).items()]
    rows.append(("ages around 45, a fifth rounded to decades", ages))
    rows.append(("spending, log-normal", lambda rng, n: rng.lognormal(3, 1, n)))
    for seed, (name, draw) in enumerate(rows):
        print(f"| {name} | {' | '.join(f'{seen(draw, n, seed):.1%}' for n in SIZES)} |")


if __name__ == "__main__":
    main()
