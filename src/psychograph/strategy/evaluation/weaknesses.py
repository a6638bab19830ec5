"""What weakens an evaluation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from psychograph.findings import Finding, Severity
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.quoting import listed
from psychograph.stats.trials.allocation import split_alike
from psychograph.strategy.evaluation.cells import CellSums
from psychograph.strategy.evaluation.evaluation import Allocation, BetResult, InteractionTest, Verdict
from psychograph.strategy.evaluation.results import CampaignResults, OutcomeKind
from psychograph.strategy.evaluation.wording import equals

# Fabijan et al. 2019: a mismatch is looked for in every trial, so that only strong ones should speak.
MISMATCH = 0.001
MANY_UNKNOWN = 0.2
SMALL_CELL = 30
# Kohavi, Deng, Longbotham & Xu 2014, KDD, rule 7: this times skewness squared people make a mean near normal.
NORMAL_FROM = 355
FIRMLY_REACHED = 0.01


def weaknesses(
    results: CampaignResults,
    sums: CellSums,
    allocation: Allocation,
    interactions: Sequence[InteractionTest],
    bets: Sequence[BetResult],
) -> Iterator[Finding]:
    """Yield the findings of an evaluation."""
    yield from results.findings
    yield from _holdout(results, sums)
    yield from _allocation(allocation)
    yield from _unknown(results, sums)
    yield from _cells(results, sums)
    yield from _exposure(results)
    yield from _skewed(results)
    yield from _rough(interactions)
    yield from _too_small(bets)


def _holdout(results: CampaignResults, sums: CellSums) -> Iterator[Finding]:
    if results.holdout is None:
        yield Finding(
            "no-holdout",
            Severity.SERIOUS,
            "No arm is a holdout, so that nobody can tell what people would have done without any message: "
            "messages are compared with each other only. If one of the arms got nothing, name it with "
            f"--holdout ({listed(results.arms)}).",
        )
    elif not sums.n[:, -1].any():
        yield Finding(
            "holdout-without-outcome",
            Severity.SERIOUS,
            f"The outcome of the holdout ({results.holdout}) is not known for anybody, so that there is no "
            "lift. Count what they did as well; add --blank-is-zero if a blank means that they did nothing.",
        )


def _allocation(allocation: Allocation) -> Iterator[Finding]:
    planned = allocation.as_planned
    if planned is not None and planned.p < MISMATCH:
        yield Finding(
            "arms-not-as-planned",
            Severity.SERIOUS,
            f"Arms do not hold the people that were planned ({_shares(allocation)}; {equals(planned.p)}): "
            "some were lost or put elsewhere, and seldom at random. Find the cause before believing any "
            "lift; if the plan was another one, state it with --planned.",
        )
    if allocation.alike.p < MISMATCH:
        yield Finding(
            "personas-split-differently",
            Severity.CAUTION,
            f"Personas were not split among arms alike ({equals(allocation.alike.p)}). Where that was not "
            "planned, arms were not assigned at random. Comparisons within a persona stand if it was.",
        )


def _shares(allocation: Allocation) -> str:
    whole = sum(share for _, share in allocation.planned) if len(allocation.planned) > 1 else 1.0
    return listed([f"{arm} {share / whole:.1%}" for arm, share in allocation.planned])


def _unknown(results: CampaignResults, sums: CellSums) -> Iterator[Finding]:
    assigned, known = sums.assigned.sum(axis=0), sums.n.sum(axis=0)
    lost = int(assigned.sum() - known.sum())
    if not lost or (results.holdout is not None and known[-1] == 0):
        return
    everybody = int(assigned.sum())
    uneven = split_alike(np.array([known, assigned - known])).p
    shares = 1 - known / assigned
    text = f"The outcome of {lost:,} of {everybody:,} people is not known; they are left out. "
    if uneven < MISMATCH:
        most, least = int(shares.argmax()), int(shares.argmin())
        yield Finding(
            "outcomes-lost-unevenly",
            Severity.SERIOUS,
            f"{text}More are lacking in {results.arms[most]} ({shares[most]:.1%}) than in "
            f"{results.arms[least]} ({shares[least]:.1%}; {equals(uneven)}), so that arms no longer hold "
            "people of the same kind. If a blank means that they did nothing, add --blank-is-zero.",
        )
        return
    many = lost > MANY_UNKNOWN * everybody
    yield Finding(
        "outcomes-unknown",
        Severity.CAUTION if many else Severity.NOTE,
        text + "If a blank means that they did nothing, add --blank-is-zero.",
    )


def _cells(results: CampaignResults, sums: CellSums) -> Iterator[Finding]:
    empty, small = [], []
    for persona, name in enumerate(results.personas):
        for arm, called in enumerate(results.arms):
            n = int(sums.n[persona, arm])
            if n == 0:
                empty.append(f"{name} in {called}")
            elif n < SMALL_CELL:
                small.append(f"{name} in {called} ({n})")
    held_out = results.holdout is not None and not sums.n[:, -1].any()
    if empty and not held_out:
        yield Finding(
            "empty-cells",
            Severity.CAUTION,
            f"Nobody with a known outcome: {listed(empty, most=4)}. Nothing is said of these.",
        )
    if small:
        yield Finding(
            "small-cells",
            Severity.CAUTION,
            f"Fewer than {SMALL_CELL} people: {listed(small, most=4)}. Their figures tell next to nothing, "
            f"and are not shown for fewer than {SMALLEST_CELL}, of whom each could be recognised.",
        )


def _exposure(results: CampaignResults) -> Iterator[Finding]:
    if results.exposed is None:
        yield Finding(
            "exposure-not-told",
            Severity.NOTE,
            "No column says who was reached, so that lifts are of all who were assigned to a message, "
            "reached or not.",
        )
        return
    held = len(results.arms) - 1 if results.holdout is not None else -1
    reached = results.exposed[results.arm == held]
    contaminated = int(np.nansum(reached)) if len(reached) else 0
    if contaminated:
        share = contaminated / len(reached)
        yield Finding(
            "holdout-reached",
            Severity.SERIOUS if share > FIRMLY_REACHED else Severity.CAUTION,
            f"{contaminated:,} of the {len(reached):,} people in the holdout were reached all the same "
            f"({share:.1%}): lifts are too small by that, and no effect per person reached is given.",
        )
    lacking = int(np.isnan(results.exposed[results.arm != held]).sum())
    if lacking:
        yield Finding(
            "exposure-blank",
            Severity.CAUTION,
            f"For {lacking:,} people with a message it is not known whether they were reached; no effect "
            "per person reached is given.",
        )


def _skewed(results: CampaignResults) -> Iterator[Finding]:
    if results.kind is not OutcomeKind.AMOUNT:
        return
    known = np.isfinite(results.outcome)
    places = (results.persona * len(results.arms) + results.arm)[known]
    amounts, cells = results.outcome[known], len(results.personas) * len(results.arms)
    n = np.maximum(np.bincount(places, minlength=cells), 1)
    away = amounts - (np.bincount(places, amounts, minlength=cells) / n)[places]
    second, third = (np.bincount(places, away**power, minlength=cells) / n for power in (2, 3))
    spread = second > 0
    lacking = np.zeros(cells)
    lacking[spread] = NORMAL_FROM * third[spread] ** 2 / second[spread] ** 3 / n[spread]
    worst = int(lacking.argmax())
    if lacking[worst] > 1:
        where = f"{results.personas[worst // len(results.arms)]} in {results.arms[worst % len(results.arms)]}"
        yield Finding(
            "skewed-amounts",
            Severity.CAUTION,
            f"Amounts are so skewed that intervals of means are rough, most of all for {where}: a few large "
            "orders decide. Look at the share of buyers as well, or cap amounts at a sum fixed beforehand.",
        )


def _rough(interactions: Sequence[InteractionTest]) -> Iterator[Finding]:
    if any(one.test.small and not math.isnan(one.test.p) for one in interactions):
        yield Finding(
            "rough-interaction",
            Severity.NOTE,
            "Some cells are so small that the test of persona by message is a rough guide.",
        )


def _too_small(bets: Sequence[BetResult]) -> Iterator[Finding]:
    blind = [
        bet.persona
        for bet in bets
        if bet.verdict is Verdict.UNDECIDED
        and bet.bet.expected is not None
        and not bet.detectable <= bet.bet.expected  # nothing, where no rise could be seen
    ]
    if blind:
        yield Finding(
            "trial-too-small",
            Severity.CAUTION,
            f"The trial was too small to see the lift that the brief expected of {listed(blind)} four times "
            "in five. That the bet is undecided says nothing against it.",
        )
