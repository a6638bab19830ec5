"""Make up what became of people in a campaign, with lifts that are known.

    python examples/simulate_campaign.py > campaign.csv

Two personas are crossed at random with two messages; a tenth of the people get none. Six in ten can
be reached, and those buy more anyway, message or not. A message adds six points among reached
people for whom it was made, two among the others.
"""

from __future__ import annotations

import argparse

import numpy as np

PEOPLE = 24_000
ARMS, SHARES = ("values", "price", "holdout"), (0.45, 0.45, 0.10)
MADE_FOR = {1: "price", 2: "values"}
EASY = 0.6  # share of people who can be reached
BASE, EASY_EXTRA = 0.05, 0.05
OWN_MESSAGE, OTHER_MESSAGE = 0.06, 0.02  # added among people who are reached


def main() -> None:
    """Print the results as CSV."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=2025)
    rng = np.random.default_rng(parser.parse_args().seed)
    persona = rng.integers(1, 3, PEOPLE)
    arm = rng.choice(ARMS, PEOPLE, p=SHARES)
    easy = rng.random(PEOPLE) < EASY
    reached = easy & (arm != "holdout")
    own = np.where(persona == 1, arm == MADE_FOR[1], arm == MADE_FOR[2])
    rate = BASE + EASY_EXTRA * easy + reached * np.where(own, OWN_MESSAGE, OTHER_MESSAGE)
    bought = rng.random(PEOPLE) < rate
    print("customer_id,segment,arm,reached,bought")
    for number, row in enumerate(zip(persona, arm, reached, bought, strict=True), 1):
        print(f"c{number},{row[0]},{row[1]},{int(row[2])},{int(row[3])}")


if __name__ == "__main__":
    main()
