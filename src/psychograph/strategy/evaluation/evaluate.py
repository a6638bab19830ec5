"""From what became of people to what the campaign did."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from psychograph.errors import Problem, UsageError
from psychograph.findings import Finding, Severity, by_severity
from psychograph.profiling.disclosure import SMALLEST_CELL
from psychograph.quoting import listed, quoted
from psychograph.stats.comparison.multiplicity import holm
from psychograph.stats.trials.allocation import split_alike, split_as_planned
from psychograph.stats.trials.estimate import weighted_sum
from psychograph.stats.trials.interaction import Interaction, interaction_of_means, interaction_of_rates
from psychograph.strategy.evaluation.bets import judge_bets, smallest_seen, tie_bets
from psychograph.strategy.evaluation.cells import NOTHING, CellSums, cell_sums
from psychograph.strategy.evaluation.evaluation import (
    Allocation,
    Cell,
    Evaluation,
    InteractionTest,
    Lift,
    Match,
    MeanLift,
)
from psychograph.strategy.evaluation.promised import Promised
from psychograph.strategy.evaluation.results import CampaignResults, OutcomeKind
from psychograph.strategy.evaluation.weaknesses import weaknesses


def evaluate(
    results: CampaignResults,
    promised: Promised | None = None,
    *,
    matched: Mapping[str, str] | None = None,
    planned: Mapping[str, float] | None = None,
) -> Evaluation:
    """Say what a campaign did to each persona, and whether its bets held.

    Parameters
    ----------
    results : CampaignResults
        Everybody who was assigned to an arm at random.
    promised : Promised or None
        What the brief promised.
    matched : mapping of str to str, optional
        Arm with the message made for a persona, which overrules the brief.
    planned : mapping of str to float, optional
        Planned shares of all arms, in any unit.

    Returns
    -------
    Evaluation
        Lifts are of all who were assigned (intention to treat): whoever was reached differs from whoever
        was not in more than the message.

    Raises
    ------
    UsageError
        Where a persona or an arm is named that is not there.
    """
    promised = promised or Promised()
    sums = cell_sums(results)
    tied, untied = tie_bets(promised.bets, results, matched or {})
    bets = judge_bets(tied, sums, results)
    allocation = _allocation(results, sums, planned or {}, promised.holdout_share)
    interactions = tuple(_interactions(results, sums))
    found = [*weaknesses(results, sums, allocation, interactions, bets), *untied, *_no_brief(promised)]
    return Evaluation(
        name=results.name,
        columns=results.columns,
        kind=results.kind,
        rows=results.rows,
        people=len(results),
        unknown_outcomes=int((sums.assigned - sums.n).sum()),
        holdout=results.holdout,
        brief=promised.source,
        texts=tuple((arm, text) for arm, text in promised.texts if arm in results.messages),
        cells=tuple(_cells(results, sums)),
        lifts=_lifts(results, sums),
        mean_lifts=tuple(_mean_lifts(results, sums)),
        interactions=interactions,
        matches=tuple(_matches(results, sums)),
        bets=bets,
        allocation=allocation,
        findings=by_severity(found),
    )


def _no_brief(promised: Promised) -> Iterator[Finding]:
    if promised.looked_in and not promised.source:
        yield Finding(
            "no-brief",
            Severity.NOTE,
            f"There is no brief in {promised.looked_in}. Run the study, or give the folder of its results "
            "with --study, so that its bets can be judged.",
        )


def _cells(results: CampaignResults, sums: CellSums) -> Iterator[Cell]:
    for persona, name in enumerate(results.personas):
        for arm, called in enumerate(results.arms):
            n, shown = int(sums.n[persona, arm]), sums.n[persona, arm] >= SMALLEST_CELL
            reached = sums.reached_share(persona, arm) if sums.reached is not None and shown else None
            figure = sums.figure(persona, arm) if shown else NOTHING
            yield Cell(name, called, int(sums.assigned[persona, arm]), n, figure, reached)


def _lifts(results: CampaignResults, sums: CellSums) -> tuple[Lift, ...]:
    if results.holdout is None or not sums.n[:, -1].any():
        return ()
    held = len(results.arms) - 1
    told = _tells_reach(results)
    found = []
    for persona, name in enumerate(results.personas):
        for arm, called in enumerate(results.messages):
            one = sums.compare(persona, [arm], [held])
            found.append(
                Lift(
                    name,
                    called,
                    one.n,
                    one.base_n,
                    one.lift,
                    one.relative,
                    one.p,
                    math.nan,
                    smallest_seen(one, sums.kind),
                    sums.complier(persona, arm, held) if told else None,
                )
            )
    corrected = holm([lift.p for lift in found])
    return tuple(replace(lift, p_holm=float(p)) for lift, p in zip(found, corrected, strict=True))


def _tells_reach(results: CampaignResults) -> bool:
    """Return whether reach is known for all with a message, and nobody of the holdout was reached."""
    if results.exposed is None:
        return False
    held_out = results.arm == len(results.arms) - 1
    clean = not np.nansum(results.exposed[held_out])
    return clean and not np.isnan(results.exposed[~held_out]).any()


def _mean_lifts(results: CampaignResults, sums: CellSums) -> Iterator[MeanLift]:
    if results.holdout is None or not sums.n[:, -1].any():
        return
    everybody = range(len(results.personas))
    for arm, called in enumerate(results.messages):
        yield MeanLift(called, sums.over(everybody, [arm], [len(results.arms) - 1]))


def _interactions(results: CampaignResults, sums: CellSums) -> Iterator[InteractionTest]:
    messages = len(results.messages)
    if messages > 1:
        yield InteractionTest(results.messages, of_messages=True, test=_interaction(sums, messages))
    if results.holdout is not None and sums.n[:, -1].any():
        yield InteractionTest(results.arms, of_messages=False, test=_interaction(sums, len(results.arms)))


def _interaction(sums: CellSums, arms: int) -> Interaction:
    n = sums.n[:, :arms]
    if sums.kind is OutcomeKind.RATE:
        return interaction_of_rates(np.rint(sums.total[:, :arms]).astype(np.int64), n)
    moments = [[sums.moments([persona], [arm]) for arm in range(arms)] for persona in range(len(n))]
    means = np.array([[cell.mean for cell in row] for row in moments])
    errors = np.array([[cell.error_variance for cell in row] for row in moments])
    return interaction_of_means(means, errors, n)


def _matches(results: CampaignResults, sums: CellSums) -> Iterator[Match]:
    """Yield what each match adds: messages among themselves, or the only message against the holdout."""
    personas, messages = range(len(results.personas)), range(len(results.messages))
    if len(personas) < 2:
        return
    # Of two personas, what one has more the other has less.
    for persona in personas if len(personas) > 2 else personas[:1]:
        # Of two messages, the lead of one is the lag of the other.
        for arm in messages if len(messages) > 2 else messages[:1]:
            against = [at for at in messages if at != arm] or [len(results.arms) - 1]
            here = sums.compare(persona, [arm], against).lift
            elsewhere = sums.over([at for at in personas if at != persona], [arm], against)
            yield Match(
                results.personas[persona],
                results.arms[arm],
                tuple(results.arms[at] for at in against),
                here,
                elsewhere,
                weighted_sum([here, elsewhere], [1, -1]),
            )


def _allocation(
    results: CampaignResults, sums: CellSums, planned: Mapping[str, float], holdout_share: float | None
) -> Allocation:
    counts, alike = sums.assigned.sum(axis=0), split_alike(sums.assigned)
    if planned:
        shares = _planned(results, planned)
        return Allocation(
            tuple(zip(results.arms, shares, strict=True)),
            split_as_planned(counts, np.array(shares)),
            alike,
        )
    if holdout_share is not None and results.holdout is not None:
        # The brief says how many are held out, and nothing of how messages share the others.
        sent = int(counts[:-1].sum())
        split = split_as_planned(np.array([sent, counts[-1]]), np.array([1 - holdout_share, holdout_share]))
        return Allocation(((results.holdout, holdout_share),), split, alike)
    return Allocation((), None, alike)


def _planned(results: CampaignResults, planned: Mapping[str, float]) -> list[float]:
    by_name = {name.casefold(): share for name, share in planned.items()}
    known = {arm.casefold() for arm in results.arms}
    problems = [
        Problem(
            where="--planned",
            found=f"{quoted(name)}, which is no arm of {results.name}",
            expected=f"a share for each arm: {listed(results.arms)}",
            mend="spell it as the file does",
        )
        for name in planned
        if name.casefold() not in known
    ]
    lacking = [arm for arm in results.arms if arm.casefold() not in by_name]
    if lacking:
        problems.append(
            Problem(
                where="--planned",
                found=f"no share for {listed(lacking)}",
                expected=f"a share for each arm: {listed(results.arms)}",
                mend=f'add --planned "{lacking[0]}=SHARE"',
            )
        )
    UsageError.collect(problems)
    return [by_name[arm.casefold()] for arm in results.arms]
