"""Simulate an online shop for tea: a table of all its customers, and a survey that some of them answered.

Nobody was asked: all customers are made up by this file, and the same file makes the same ones again, byte
for byte. Three groups are planted:

explorers
    Order often, lately and for much; like to try what is new, and care little for the price.
careful
    Order now and then, for little; watch the price and stay with what they know.
givers
    Order once or twice a year, in November and December, for more at once; want things to be easy.

Everybody is in ``customers.csv``: what the till knows (recency, orders, value, the share of orders in
November and December) and where they live. Some answered the survey, ``responses.csv``, and the more readily
the more often they order: ``BIAS`` is how much the logarithm of the odds rises per standard deviation of
ln(1 + orders). ``--bias 0`` plants none. Both files are joined by a pseudonymous key.

Run from the repository; the study and its two files go into a new folder::

    python examples/simulate_customers.py --out tea
    psychograph run tea --out tea/results
"""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 2026
CUSTOMERS, ANSWERED, BIAS = 6_000, 0.1, 0.7
GROUPS = ("explorers", "careful", "givers")
SHARES = (0.3, 0.45, 0.25)
REGIONS = ("North", "East", "South", "West")
#                 explorers                 careful                   givers
REGION_SHARES = ((0.20, 0.25, 0.20, 0.35), (0.25, 0.30, 0.30, 0.15), (0.25, 0.25, 0.25, 0.25))
ORDERS = (11.0, 3.0, 1.2)  # mean of a count beyond the first order
RECENCY = (25.0, 90.0, 150.0)  # mean, in days
ORDER_VALUE = ((3.4, 0.5), (2.7, 0.4), (3.9, 0.45))  # of the logarithm: mean and spread
SEASON = ((2.0, 8.0), (2.0, 8.0), (9.0, 2.5))  # of a beta distribution
AGE = ((38.0, 10.0), (50.0, 12.0), (47.0, 13.0))
WOMEN = (0.55, 0.5, 0.6)
NOISE = 0.8  # scale points
# Three statements on 1 to 7 for each matter, the third turned: mean of each group.
MATTERS = {
    "Novelty": (5.9, 3.0, 3.7),
    "Price": (2.9, 5.8, 4.0),
    "Ease": (3.6, 4.2, 5.9),
}

STUDY = """\
# An online shop for tea: all four kinds of variable.
# SIMULATED by examples/simulate_customers.py; nobody was asked.
title: Who are our tea customers? (simulated)
objective:
  goal: retention
  statement: We want customers to come back; whom do we keep, and with what?
  key_questions:
    - question: Who comes back because they like to try new teas?
      attributes: [Novelty, Orders, Recency]
    - question: Who buys for others, and when?
      attributes: [Season, Ease]
    - question: Whom would a lower price bring back?
      attributes: [Price, Value]

responses: responses.csv
respondent: Respondent
customers:
  data: customers.csv # all customers, whether they answered or not
  key: customer
  respondent: CustomerKey
  value: value

attributes:
  # demographic, from the survey
  Age: {type: number, question: How old are you?}
  Gender: {type: category, question: How do you describe yourself?}
  # psychographic, from the survey: 1 = strongly disagree ... 7 = strongly agree
  Novelty:
    type: likert
    scale: [1, 7]
    construct: val.stimulation
    items: [{column: Novelty_1}, {column: Novelty_2}, {column: Novelty_3, reversed: true}]
  Price:
    type: likert
    scale: [1, 7]
    construct: price.sensitivity
    items: [{column: Price_1}, {column: Price_2}, {column: Price_3, reversed: true}]
  Ease:
    type: likert
    scale: [1, 7]
    construct: life.simplicity
    items: [{column: Ease_1}, {column: Ease_2}, {column: Ease_3, reversed: true}]
  # geographic, from the customer table
  Region: {type: category, from: customers, column: region}
  # behavioural, from the customer table
  Orders: {type: number, from: customers, column: orders, scaling: log, construct: beh.frequency}
  Value: {type: number, from: customers, column: value, scaling: log, construct: beh.monetary}
  Recency: {type: number, from: customers, column: recency, scaling: rank, construct: beh.recency}
  Season: {type: number, from: customers, column: season, scale: [0, 1]}

basis: [Novelty, Price, Ease, Orders, Recency, Season]
descriptors: [Age, Gender, Region, Value]
segmentation: {method: ward, segments: 3, seed: 2026}
"""


@dataclass(frozen=True)
class Simulation:
    """Two tables as rows of text, and the group of every customer (which no file tells)."""

    customers: tuple[tuple[str, ...], ...]
    responses: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]

    def write(self, folder: Path) -> None:
        """Write study and tables into a folder that is there."""
        (folder / "study.yaml").write_text(STUDY, encoding="utf-8", newline="")
        for name, rows in (("customers.csv", self.customers), ("responses.csv", self.responses)):
            text = "".join(",".join(row) + "\n" for row in rows)
            (folder / name).write_text(text, encoding="utf-8", newline="")


def simulate(
    seed: int = SEED, *, customers: int = CUSTOMERS, answered: float = ANSWERED, bias: float = BIAS
) -> Simulation:
    """Simulate all customers, and the answers of some.

    Parameters
    ----------
    seed : int
        The same seed gives the same people.
    customers : int
        How many there are.
    answered : float
        Share of them who answer, about.
    bias : float
        By how much the log-odds of answering rise per standard deviation of ln(1 + orders).
    """
    rng = np.random.default_rng(seed)
    group = rng.choice(len(GROUPS), customers, p=SHARES)
    orders = 1 + rng.negative_binomial(2, 2 / (2 + np.array(ORDERS)[group]))
    mean, spread = np.array(ORDER_VALUE)[group].T
    value = (orders * np.exp(mean + spread * rng.standard_normal(customers))).round(2)
    recency = np.ceil(rng.exponential(np.array(RECENCY)[group]))
    first, second = np.array(SEASON)[group].T
    season = rng.beta(first, second).round(3)
    shares = np.cumsum(np.array(REGION_SHARES)[group], axis=1)
    region = (rng.random(customers)[:, None] > shares[:, :-1]).sum(axis=1)
    keys = [hashlib.sha256(f"{seed} {number}".encode()).hexdigest()[:16] for number in range(customers)]
    table = [("customer", "orders", "value", "recency", "season", "region")]
    table += [
        (
            keys[i],
            str(orders[i]),
            f"{value[i]:.2f}",
            str(int(recency[i])),
            f"{season[i]:.3f}",
            REGIONS[region[i]],
        )
        for i in range(customers)
    ]
    logs = np.log1p(orders)
    odds = np.log(answered / (1 - answered)) + bias * (logs - logs.mean()) / logs.std()
    who = np.flatnonzero(rng.random(customers) < 1 / (1 + np.exp(-odds)))
    return Simulation(
        tuple(table), _answers(rng, group[who], [keys[i] for i in who]), tuple(GROUPS[g] for g in group)
    )


def _answers(
    rng: np.random.Generator, group: NDArray[np.int64], keys: list[str]
) -> tuple[tuple[str, ...], ...]:
    n = len(group)
    mean, spread = np.array(AGE)[group].T
    columns: dict[str, list[str]] = {
        "Respondent": [f"R{number}" for number in range(1, n + 1)],
        "CustomerKey": keys,
        "Age": _whole(mean + spread * rng.standard_normal(n), 18, 90),
        "Gender": [("Woman", "Man")[int(other)] for other in rng.random(n) > np.array(WOMEN)[group]],
    }
    for matter, means in MATTERS.items():
        own = np.array(means)[group] + NOISE * rng.standard_normal(n)
        for item in (1, 2, 3):
            given = own + NOISE * rng.standard_normal(n)
            columns[f"{matter}_{item}"] = _whole(8 - given if item == 3 else given, 1, 7)
    return (tuple(columns), *zip(*columns.values(), strict=True))


def _whole(values: NDArray[np.float64], lowest: float, highest: float) -> list[str]:
    return [str(int(value)) for value in np.clip(np.rint(values), lowest, highest)]


def main() -> None:
    """Write study and tables into a folder."""
    parser = argparse.ArgumentParser(description="Simulate the customers and the survey of a tea shop.")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
    parser.add_argument(
        "--bias", type=float, default=BIAS, help="0 where answering has nothing to do with orders"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder to write into; made where it is not there"
    )
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    simulate(asked.seed, bias=asked.bias).write(asked.out)


if __name__ == "__main__":
    main()
