"""Sample sizes of statsmodels: makes sample_size_statsmodels.json.

Usage: python sample_size_statsmodels.py > sample_size_statsmodels.json, where statsmodels is installed.
Nothing here runs with the tests; they read the numbers stored beside.
"""

import json
import sys

RATES = [(base, lift) for base in (0.02, 0.05, 0.10) for lift in (0.1, 0.2)]
RATIOS = (1.0, 4.0, 9.0)
EFFECTS = (0.1, 0.2, 0.3, 0.5, 0.8)


def power(base: float, lifted: float, n: float, ratio: float) -> float:
    """Power of the pooled z-test with n people in the arm that keeps the base rate."""
    from statsmodels.stats.proportion import power_proportions_2indep

    found = power_proportions_2indep(base - lifted, lifted, n, ratio=ratio, alpha=0.05, return_results=True)
    return float(found.power)


def main() -> None:
    import statsmodels
    from statsmodels.stats.power import NormalIndPower, TTestIndPower

    rates = []
    for base, lift in RATES:
        lifted = round(base * (1 + lift), 9)
        for ratio in RATIOS:
            low, high = 1.0, 1e7
            while high - low > 1e-6:
                middle = (low + high) / 2
                low, high = (low, middle) if power(base, lifted, middle, ratio) >= 0.8 else (middle, high)
            rates.append({"base": base, "lifted": lifted, "ratio": ratio, "n": high})
    means = [
        {
            "effect": effect,
            "normal": float(NormalIndPower().solve_power(effect, alpha=0.05, power=0.8)),
            "t": float(TTestIndPower().solve_power(effect, alpha=0.05, power=0.8)),
        }
        for effect in EFFECTS
    ]
    json.dump({"statsmodels": statsmodels.__version__, "rates": rates, "means": means}, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
