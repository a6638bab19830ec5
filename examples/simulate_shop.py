"""Simulate the history of a tea shop that sells by post: what was ordered, and by whom.

Nobody bought anything: the shop is made up by this file, and the same file makes the same history again,
byte for byte. What is true of it, so that it can be seen whether an exploration finds it:

season
    In the weeks before Christmas people buy about twice as much as on average; in June least.
weekday
    Mondays see a third more orders than other days.
region
    Customers of the Coast come back twice as often as others.
gender, age
    Make no difference to anything.

How a purchase comes about: each customer orders at a rate of his own (gamma), and stops for good after some
order (beta): BG/NBD, after Fader, Hardie & Lee 2005. What an order is worth varies about a level of each
customer's own (gamma-gamma).

Run from the repository::

    python examples/simulate_shop.py src/psychograph/samples/shop
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

SEED = 2024
CUSTOMERS, NEVER_BOUGHT = 700, 40
FIRST, LAST = date(2022, 1, 1), date(2024, 6, 30)
REGIONS, REGION_SHARES = ("City", "Valley", "Coast", "Hills"), (0.4, 0.3, 0.2, 0.1)
GENDERS = ("female", "male")
AGES = ("18-29", "30-44", "45-59", "60+")
RATE_SHAPE, RATE_WEEKS = 0.9, 16.0  # mean: an order in about 18 weeks
LEAVES = (0.7, 2.4)  # a customer stops after an order with a chance of .23 on average
WORTH, SPREAD = (3.4, 0.45), 0.35  # logarithms of a customer's level, and of an order about it
COAST = 2.0
CHRISTMAS = 0.6  # buying follows 1 + this much of a wave with its top on 15 December
MONDAY = 1.33
RETURNED, NAMELESS = 0.04, 0.07
NO_ANSWER = 0.05  # of genders


def main() -> None:
    """Write transactions.csv and customers.csv into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    transactions, customers = simulate(np.random.default_rng(SEED))
    write(folder / "transactions.csv", ("order", "customer", "date", "amount"), transactions)
    write(folder / "customers.csv", ("customer", "gender", "age_group", "region"), customers)


def simulate(rng: np.random.Generator) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return rows of transactions, by day, and of customers."""
    days = (LAST - FIRST).days + 1
    pace = pace_of_days(days)
    busy = np.concatenate([[0.0], np.cumsum(pace)])  # time that runs faster when people buy more
    region = rng.choice(len(REGIONS), CUSTOMERS, p=REGION_SHARES)
    rate = rng.gamma(RATE_SHAPE, 1 / RATE_WEEKS, CUSTOMERS) / 7 * np.where(region == 2, COAST, 1.0)
    leaves = rng.beta(*LEAVES, CUSTOMERS)
    level = rng.normal(*WORTH, CUSTOMERS)
    orders: list[tuple[int, int, float, bool]] = []  # day, customer, amount, returned
    for customer in range(CUSTOMERS):
        now = rng.random() * busy[-1]
        while now < busy[-1]:
            day = int(np.searchsorted(busy, now, side="right")) - 1
            orders.append((day, customer, float(np.exp(rng.normal(level[customer], SPREAD))), False))
            if rng.random() < RETURNED:
                orders.append((day + int(rng.integers(2, 14)), customer, -orders[-1][2], True))
            if rng.random() < leaves[customer]:
                break
            now += rng.exponential(1 / rate[customer])
    orders.sort(key=lambda order: order[:2])
    transactions = [
        (
            f"{'R' if back else ''}{10_000 + number}",
            "" if rng.random() < NAMELESS else f"T{1_000 + customer}",
            (FIRST + timedelta(days=day)).isoformat(),
            f"{amount:.2f}",
        )
        for number, (day, customer, amount, back) in enumerate(orders)
        if day < days
    ]
    customers = [
        (
            f"T{1_000 + customer}",
            "" if rng.random() < NO_ANSWER else GENDERS[int(rng.integers(2))],
            AGES[int(rng.integers(len(AGES)))],
            REGIONS[int(region[customer]) if customer < CUSTOMERS else int(rng.integers(len(REGIONS)))],
        )
        for customer in range(CUSTOMERS + NEVER_BOUGHT)
    ]
    return transactions, customers


def pace_of_days(days: int) -> np.ndarray:
    """Return how busy each day is, 1 on average over the year and the week."""
    day = np.arange(days)
    since_christmas = day + (FIRST - date(FIRST.year - 1, 12, 15)).days
    weekday = (day + FIRST.weekday()) % 7
    return (1 + CHRISTMAS * np.cos(2 * np.pi * since_christmas / 365.25)) * np.where(
        weekday == 0, MONDAY, 1.0
    )


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
