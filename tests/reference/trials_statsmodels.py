"""Intervals of statsmodels for the tests of trials: makes trials_statsmodels.json.

Usage: python trials_statsmodels.py > trials_statsmodels.json, where statsmodels is installed. Nothing
here runs with the tests; they read the numbers stored beside.
"""

import json
import sys
import warnings

PAIRS = [
    (56, 70, 48, 80),
    (9, 10, 3, 10),
    (6, 7, 2, 7),
    (5, 56, 1, 29),
    (300, 5000, 240, 5100),
    (45, 9000, 5, 1000),
    (36, 40, 16, 80),
    (1, 200, 3, 150),
]
LEVELS = (0.95, 0.99)


def main() -> None:
    import statsmodels
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = []
    for counts in PAIRS:
        for level in LEVELS:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                newcombe = confint_proportions_2indep(
                    *counts, method="newcomb", compare="diff", alpha=1 - level, correction=False
                )
                score = confint_proportions_2indep(
                    *counts, method="score", compare="ratio", alpha=1 - level, correction=False
                )
            found.append(
                {
                    "counts": counts,
                    "level": level,
                    "newcombe": [float(end) for end in newcombe],
                    "ratio": [float(end) for end in score],
                }
            )
    record = {"made_with": f"statsmodels {statsmodels.__version__}", "intervals": found}
    sys.stdout.write(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
