"""Simulate the survey of a maker of wearable devices.

Nobody was asked: these 300 respondents are made up by this file, and the same file makes
the same answers again, byte for byte. Three groups are planted, after the example in Patrick
Fiorenza's article on segmentation (Research & Marketing Strategies):

early
    Young adults with money to spare, who like the latest and greatest and to know first.
practical
    People who want simple things, watch their budget and let others try the first generation.
outside
    People who will hardly buy the device, though some see a use for it and may get it as a gift.

How an answer comes about: a respondent has the group's mean on the question, plus what moves
all their answers on new things at once (``TASTE``) and on money at once (``THRIFT``), plus
chance (``NOISE``), rounded to the scale. So answers are correlated, and groups overlap.

Run from the repository; the answers go to standard output, or to a file::

    python examples/simulate_wearable.py
    python examples/simulate_wearable.py --out responses.csv
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 2026  # one of those that number the segments in the order of GROUPS
GROUPS = ("early", "practical", "outside")
SIZES = (100, 105, 95)
LOWEST, HIGHEST = 1, 7
NOISE = 0.9  # scale points
NO_ANSWER = 0.05  # of the incomes


@dataclass(frozen=True)
class Question:
    """One question on the 1 to 7 scale: a mean for each group, and how far two tastes move it."""

    column: str
    means: tuple[float, float, float]
    taste: float = 0.0
    thrift: float = 0.0


QUESTIONS = (
    #                                       early practical outside
    Question("Att_LatestGreatest", (6.5, 3.6, 1.9), taste=0.7),
    Question("Att_FirstToKnow", (6.2, 3.5, 2.5), taste=0.65),
    Question("Life_Simplicity", (2.9, 6.4, 4.4), taste=-0.35),
    Question("Price_BudgetCautious", (3.0, 5.4, 4.4), thrift=0.65),
    Question("Adopt_WaitSecondGeneration", (2.2, 6.3, 5.7), taste=-0.5, thrift=0.2),
    Question("Adopt_WouldBuy", (6.0, 5.3, 1.2), taste=0.4),
    Question("Need_ActivityTracking", (5.2, 4.7, 4.9), taste=0.1),
    Question("Beh_HoursSocialMedia", (5.4, 3.7, 2.5), taste=0.4),
)

AGE = ((27.0, 4.5), (44.0, 9.0), (60.0, 9.0))  # mean and spread, in years
YOUNGEST, OLDEST = 18, 85
INCOME = ((64.0, 16.0), (52.0, 14.0), (47.0, 15.0))  # thousands a year
LEAST_INCOME = 15
DEVICES = (2.8, 1.3, 0.4)  # mean of a count
MOST_DEVICES = 8
URBANICITY = ((4.1, 0.9), (3.2, 1.1), (2.7, 1.1))  # 1 = open country, 5 = city centre
GENDERS, GENDER_SHARES = ("Woman", "Man", "Another answer"), (0.50, 0.47, 0.03)
REGIONS, REGION_SHARES = ("North", "East", "South", "West"), (0.22, 0.28, 0.30, 0.20)


@dataclass(frozen=True)
class Simulation:
    """Answers as rows of text, and the group each row was planted in (which no file tells)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]

    def csv(self) -> str:
        """Return the answers as they stand in responses.csv."""
        return "".join(",".join(row) + "\n" for row in (self.header, *self.rows))


def simulate(seed: int = SEED) -> Simulation:
    """Simulate all respondents, in mixed order.

    Parameters
    ----------
    seed : int
        The same seed gives the same answers.

    Returns
    -------
    Simulation
        300 respondents.
    """
    rng = np.random.default_rng(seed)
    group = rng.permutation(np.repeat(np.arange(len(GROUPS)), SIZES))
    n = len(group)
    taste, thrift = rng.standard_normal((2, n))
    columns: dict[str, list[str]] = {
        "Respondent": [str(number) for number in range(1, n + 1)],
        "Age": _whole(_spread(rng, AGE, group), YOUNGEST, OLDEST),
        "Gender": list(rng.choice(GENDERS, n, p=GENDER_SHARES)),
        "Income": _whole(_spread(rng, INCOME, group), LEAST_INCOME, np.inf),
        "Region": list(rng.choice(REGIONS, n, p=REGION_SHARES)),
        "Geo_Urbanicity": _whole(_spread(rng, URBANICITY, group), 1, 5),
        "Beh_DevicesOwned": _whole(rng.poisson(np.array(DEVICES)[group]), 0, MOST_DEVICES),
    }
    for question in QUESTIONS:
        pull = question.taste * taste + question.thrift * thrift + NOISE * rng.standard_normal(n)
        columns[question.column] = _whole(np.array(question.means)[group] + pull, LOWEST, HIGHEST)
    for respondent in np.flatnonzero(rng.random(n) < NO_ANSWER):
        columns["Income"][respondent] = ""
    return Simulation(
        header=tuple(columns),
        rows=tuple(zip(*columns.values(), strict=True)),
        groups=tuple(GROUPS[number] for number in group),
    )


def _spread(
    rng: np.random.Generator, by_group: tuple[tuple[float, float], ...], group: NDArray[np.int64]
) -> NDArray[np.float64]:
    mean, spread = np.array(by_group)[group].T
    return np.asarray(mean + spread * rng.standard_normal(len(group)))


def _whole(values: NDArray[np.float64], lowest: float, highest: float) -> list[str]:
    return [str(int(value)) for value in np.clip(np.rint(values), lowest, highest)]


def main() -> int:
    """Write the answers."""
    parser = argparse.ArgumentParser(description="Simulate the survey of a maker of wearable devices.")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
    parser.add_argument("--out", type=Path, help="file to write; standard output if absent")
    asked = parser.parse_args()
    text = simulate(asked.seed).csv()
    if asked.out is None:
        sys.stdout.write(text)
    else:
        asked.out.write_text(text, encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
