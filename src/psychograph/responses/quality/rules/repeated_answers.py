"""`repeated-answers`: all answers the same as those of somebody before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln

from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.repeats import repeats
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult

FEWEST = 15
PAIRS = 20_000
FEWEST_ITEMS = 10
FREE_MOVES = 3  # answers that do not follow from the two before
CHANCE = 0.01  # coincidences expected among all pairs, at most


class RepeatedAnswers(QualityRule):
    """Every answer the same as in a row before, over so many questions that it can hardly be chance.

    Compared are all questions that build or describe segments, at least fifteen on which people differ.
    How likely it is that two people agree on all of them is estimated from 20,000 pairs drawn at random:
    the number of answers in which they agree follows a beta-binomial distribution, which allows for
    people of like mind. Where 0.01 coincidences or more are expected among all pairs, the rule does
    not run. Rows with fewer than fifteen answers, and rows whose ticks follow from one another (straight
    lines, zigzags, diagonals), are not compared: they are alike without being copies. The first of equal
    rows is kept, the later ones are proposed for leaving out by this sign alone.

    **Where it is weak.** A copy with one cell changed escapes. Nearly equal rows are not remarked on
    purpose: honest surveys have many.

    References
    ----------
    Kuriakose & Robbins 2016, Stat J IAOS 32:283, doi:10.3233/SJI-160978, remark rows that agree in 85 %;
    Simmons, Mercer, Schwarzer & Kennedy 2016, Stat J IAOS 32:327, doi:10.3233/SJI-161019, show how often
    honest answers do. Beta-binomial by moments: Skellam 1948, J R Stat Soc B 10:257.
    """

    code = "repeated-answers"
    title = "All answers the same as in another row"
    family = Family.IDENTITY

    def applies(self, answers: Answers) -> str | None:
        """Fifteen telling questions are needed, and a coincidence that is improbable."""
        coded = answers.telling
        if coded.shape[1] < FEWEST:
            return f"{coded.shape[1]} questions on which people differ, fewer than {FEWEST}"
        expected = _expected(coded, answers.rng)
        if expected >= CHANCE:
            return f"{expected:.2g} pairs of equal rows are expected by chance, so that they prove nothing"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return how many rows before have the same answers."""
        coded = answers.telling
        keys = [row.tobytes() for row in coded]
        enough = ((coded >= 0).sum(axis=1) >= FEWEST) & ~_drawn_by_rule(answers)
        before = repeats([key if fits else None for key, fits in zip(keys, enough, strict=True)])
        index = np.where(enough, before.astype(float), np.nan)
        return RuleResult(
            before > 0,
            index,
            1.0,
            f"rows before with the same answers to {coded.shape[1]} questions; 1 or more is remarked",
        )


def _expected(coded: NDArray[np.int32], rng: np.random.Generator) -> float:
    """Return how many pairs of rows are expected to agree on every question by chance."""
    n, m = coded.shape
    if n < 2:
        return 0.0
    one = rng.integers(0, n, PAIRS)
    other = (one + rng.integers(1, n, PAIRS)) % n
    alike = (coded[one] == coded[other]).sum(axis=1)
    # Copies among the pairs are what is looked for, not what chance gives.
    alike = alike[alike < m]
    if alike.size == 0:
        return 0.0
    mean, variance = float(alike.mean()), float(alike.var())
    return float(n * (n - 1) / 2 * _all_alike(mean / m, variance, m))


def _all_alike(share: float, variance: float, m: int) -> float:
    """Return the chance that all of m answers agree, beta-binomial by moments."""
    binomial = m * share * (1 - share)
    if binomial <= 0:
        return float(share**m)
    overdispersion = (variance / binomial - 1) / (m - 1)
    if overdispersion <= 1e-9:
        return float(share**m)
    size = 1 / overdispersion - 1
    a, b = share * size, (1 - share) * size
    return float(np.exp(betaln(a + m, b) - betaln(a, b))) if size > 0 else 1.0


def _drawn_by_rule(answers: Answers) -> NDArray[np.bool_]:
    """Return whose ticks nearly all follow from the two before: straight lines, zigzags, diagonals."""
    if len(answers.items) < FEWEST_ITEMS:
        return np.zeros(len(answers), dtype=bool)
    free = np.zeros(len(answers), dtype=np.int64)
    for block in answers.blocks:
        for place in range(block.first + 2, block.end):
            before, last, now = (answers.steps[:, place - back].astype(np.int64) for back in (2, 1, 0))
            known = (before >= 0) & (last >= 0) & (now >= 0)
            on = (now - last) % block.points == (last - before) % block.points
            free += known & (now != last) & (now != before) & ~on
    return np.asarray(free < FREE_MOVES)
