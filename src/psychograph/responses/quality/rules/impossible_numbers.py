"""`impossible-numbers`: an age of 999, a negative count, an income a thousand times everybody's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Variable, VariableType
from psychograph.codebook.headers import words_of
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

OLDEST = 120.0
AGES = frozenset({"age", "alter", "edad", "eta", "idade", "leeftijd"})
COUNTS = frozenset({"children", "kids", "household", "count", "visits", "orders", "purchases", "employees"})
MOST_WORDS = 3  # "age" in a longer header may be about something else, such as the age of a car
FAR = 10.0  # interquartile ranges beyond the quartiles
FEWEST = 20
MOST = 0.05  # share of such numbers from which the column means something else


class ImpossibleNumbers(QualityRule):
    """Numbers that cannot be, or that lie a world apart from all others.

    An age outside 0 to 120, and a negative count (children, visits, orders), cannot be. Any other number
    without a declared scale is remarked where it lies ten interquartile ranges outside the
    quartiles, among at least twenty answers: three are "far out" (Tukey), ten leave room for the long
    tails of incomes and spending. The index counts such numbers; one is remarked. A column with more than
    5 % of them is left out: it means something else than it seems.

    **Where it is weak.** A few people do earn a hundred times what others earn. A typing error inside the
    usual range is not seen.

    References
    ----------
    Tukey 1977, Exploratory Data Analysis. The oldest person on record reached 122 (Jeanne Calment).
    """

    code = "impossible-numbers"
    title = "Impossible numbers"
    family = Family.VALIDITY

    def applies(self, answers: Answers) -> str | None:
        """A question answered with a number, without a scale, is needed."""
        if not _open(answers):
            return "no question is answered with an open number"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return how many numbers cannot be."""
        index = np.zeros(len(answers))
        for variable in _open(answers):
            values = answers.responses.numbers(variable.name)
            low, high = _bounds(variable, values)
            with np.errstate(invalid="ignore"):
                impossible = (values < low) | (values > high)
            if impossible.mean() <= MOST:
                index += impossible
        return at_least(
            index,
            1.0,
            f"numbers that cannot be, of {len(_open(answers))} open questions (age outside 0 to {OLDEST:g}, "
            f"negative counts, beyond {FAR:g} interquartile ranges); one is remarked",
        )


def _open(answers: Answers) -> tuple[Variable, ...]:
    return tuple(v for v in answers.columns(VariableType.NUMBER) if v.scale is None)


def _bounds(variable: Variable, values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the least and the greatest number that can be."""
    words = words_of(variable.name)
    if len(words) <= MOST_WORDS and not AGES.isdisjoint(words):
        return 0.0, OLDEST
    low, high = -np.inf, np.inf
    known = values[np.isfinite(values)]
    if known.size >= FEWEST:
        first, third = np.quantile(known, (0.25, 0.75))
        if third > first:
            low, high = first - FAR * (third - first), third + FAR * (third - first)
    if len(words) <= MOST_WORDS and not COUNTS.isdisjoint(words):
        low = max(low, 0.0)
    return float(low), float(high)
