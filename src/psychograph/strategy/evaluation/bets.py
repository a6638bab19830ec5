"""Whether the bets of a brief held: each message against the others, in the persona it was made for."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from psychograph.errors import Problem, UsageError
from psychograph.findings import Finding, Severity
from psychograph.quoting import did_you_mean, listed, quoted
from psychograph.stats.trials.detectable import detectable_mean, detectable_rate
from psychograph.stats.trials.estimate import Estimate, weighted_sum
from psychograph.strategy.evaluation.cells import CellSums, Comparison
from psychograph.strategy.evaluation.evaluation import BetResult, Verdict
from psychograph.strategy.evaluation.promised import PromisedBet
from psychograph.strategy.evaluation.results import CampaignResults, OutcomeKind
from psychograph.strategy.evaluation.wording import arms as arm_list
from psychograph.strategy.evaluation.wording import lead, number, said, unit

CHANCE = 0.05
# Arms of trials in which everybody got either the message made for the own persona or another one.
MATCHED = frozenset({"matched", "match", "matched message", "own message"})


@dataclass(frozen=True)
class TiedBet:
    """A bet, tied to the persona and the arms of the results by their places."""

    bet: PromisedBet
    persona: int
    matched: int
    against: tuple[int, ...]


def tie_bets(
    bets: Sequence[PromisedBet], results: CampaignResults, matched: Mapping[str, str]
) -> tuple[tuple[TiedBet, ...], tuple[Finding, ...]]:
    """Find the persona and the arms that each bet speaks of.

    Parameters
    ----------
    bets : sequence of PromisedBet
        Those of the brief.
    results : CampaignResults
        What became of people.
    matched : mapping of str to str
        The arm with the message made for a persona, as the user says; it overrules the brief.

    Returns
    -------
    tuple of TiedBet
        Where neither user nor brief say anything, arms that bear the name of a persona, or that are
        called "matched", speak for themselves.
    tuple of Finding
        Bets that could not be tied.

    Raises
    ------
    UsageError
        Where the user names a persona or an arm that is not there.
    """
    named = _named(bets, results, matched)
    places = {persona for persona, _ in named}
    wanted = [*named, *((at, bet) for bet in bets if (at := _persona(bet, results)) not in places)]
    if not bets and not matched:
        wanted += _speaking(results)
    tied, findings = [], []
    for persona, bet in wanted:
        arm = _arm(bet.matched, results)
        if persona is None or arm is None:
            findings.append(_untied(bet, results, persona_known=persona is not None))
            continue
        other = _arm(bet.other, results) if bet.other is not None else None
        messages = tuple(at for at, name in enumerate(results.arms) if name != results.holdout and at != arm)
        everybody_else = messages or tuple(at for at in range(len(results.arms)) if at != arm)
        against = (other,) if other is not None and other != arm else everybody_else
        tied.append(TiedBet(bet, persona, arm, against))
    return tuple(tied), tuple(findings)


def _named(
    bets: Sequence[PromisedBet], results: CampaignResults, matched: Mapping[str, str]
) -> list[tuple[int | None, PromisedBet]]:
    """Return the bets that the user names, with what the brief expected of them."""
    found: list[tuple[int | None, PromisedBet]] = []
    problems = []
    for name, arm in matched.items():
        persona = _persona(
            PromisedBet(name, int(name) if name.isascii() and name.isdigit() else None, arm), results
        )
        if persona is None:
            problems.append(_no_such("--matched", name, "persona", results.personas))
            continue
        if _arm(arm, results) is None:
            problems.append(_no_such("--matched", arm, "arm", results.arms))
            continue
        made = next((bet for bet in bets if _persona(bet, results) == persona), None)
        bet = PromisedBet(results.personas[persona], results.segments[persona], arm)
        if made is not None:
            bet = replace(made, matched=arm)
        found.append((persona, bet))
    UsageError.collect(problems)
    return found


def _no_such(where: str, name: str, what: str, known: Sequence[str]) -> Problem:
    return Problem(
        where=where,
        found=f"{quoted(name)}, which is no {what} of these results",
        expected=f"PERSONA=ARM, with a {what} such as {listed(known)}",
        mend=did_you_mean(name, known) or f"name a {what} as the file spells it",
    )


def _speaking(results: CampaignResults) -> list[tuple[int | None, PromisedBet]]:
    """Return bets that arms make by their names."""
    found: list[tuple[int | None, PromisedBet]] = []
    for persona, name in enumerate(results.personas):
        own = {_plain(name), *MATCHED}
        bets = (
            PromisedBet(name, results.segments[persona], arm)
            for arm in results.messages
            if _plain(arm) in own
        )
        found += [(persona, bet) for bet in bets]
    return found


def _persona(bet: PromisedBet, results: CampaignResults) -> int | None:
    if bet.segment is not None:
        for spelled in (bet.segment, None):
            if spelled is not None and spelled in results.segments:
                return results.segments.index(spelled)
        names = {f"{bet.segment}", f"segment {bet.segment}", f"persona {bet.segment}"}
        for at, name in enumerate(results.personas):
            if _plain(name) in names:
                return at
    plain = [_plain(name) for name in results.personas]
    return plain.index(_plain(bet.persona)) if _plain(bet.persona) in plain else None


def _arm(name: str, results: CampaignResults) -> int | None:
    plain = [_plain(arm) for arm in results.arms]
    if _plain(name) in plain:
        return plain.index(_plain(name))
    return None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\s_-]+", " ", name.casefold()).split())


def _untied(bet: PromisedBet, results: CampaignResults, *, persona_known: bool) -> Finding:
    if not persona_known:
        what = f"nobody of {quoted(bet.persona)} stands in the results"
        mend = "Give the study with --study, so that personas are known by number and name."
    else:
        what = f"no arm is called {quoted(bet.matched)}"
        mend = f'Say which arm it was: --matched "{bet.persona}=ARM", with one of {listed(results.messages)}.'
    return Finding(
        "bet-not-tied",
        Severity.CAUTION,
        f"The bet on {bet.persona} could not be judged, since {what}. {mend}",
    )


def judge_bets(tied: Sequence[TiedBet], sums: CellSums, results: CampaignResults) -> tuple[BetResult, ...]:
    """Judge bets by intervals that hold together with 95 %.

    A bet held where the whole interval of the lead lies above 0. It did not hold where the interval
    lies below 0, or below the lead that was expected. Otherwise the trial was too small to tell.
    """
    level = 1 - CHANCE / max(len(tied), 1)
    return tuple(_judged(one, sums, results, level, len(tied)) for one in tied)


def _judged(
    tied: TiedBet, sums: CellSums, results: CampaignResults, level: float, together: int
) -> BetResult:
    found = sums.compare(tied.persona, [tied.matched], tied.against, level=level)
    others = [at for at in range(len(results.personas)) if at != tied.persona]
    elsewhere = sums.over(others, [tied.matched], tied.against, level=level)
    match = None
    if math.isfinite(elsewhere.value) and math.isfinite(found.lift.value):
        match = weighted_sum([found.lift, elsewhere], [1, -1])
    smallest = smallest_seen(found, sums.kind)
    verdict = _verdict(found, tied.bet)
    against = tuple(results.arms[at] for at in tied.against)
    name = results.personas[tied.persona]
    text = " ".join(
        [
            _why(verdict, found, tied, name, results, level, together, smallest),
            *([_match(match, elsewhere, verdict, sums.kind)] if match is not None else []),
        ]
    )
    matched = results.arms[tied.matched]
    return BetResult(tied.bet, name, matched, against, found.lift, level, smallest, match, verdict, text)


def smallest_seen(found: Comparison, kind: OutcomeKind) -> float:
    """Return the smallest rise that a comparison of this size sees four times in five."""
    if kind is OutcomeKind.AMOUNT:
        return detectable_mean(found.error)
    if math.isnan(found.base):
        return math.nan
    return detectable_rate(found.base, found.n, found.base_n)


def _verdict(found: Comparison, bet: PromisedBet) -> Verdict:
    if found.lift.above(0):
        return Verdict.HELD
    return Verdict.DID_NOT_HOLD if found.lift.below(0) or _too_little(found, bet) else Verdict.UNDECIDED


def _too_little(found: Comparison, bet: PromisedBet) -> bool:
    """Return whether the interval lies below what the brief expected."""
    if bet.expected is not None:
        return bet.expected > 0 and found.lift.below(bet.expected)
    return bet.relative is not None and bet.relative > 0 and found.relative.below(bet.relative)


def _expected(bet: PromisedBet, kind: OutcomeKind) -> str:
    """Return what the brief expected, in words; nothing where it expected no number."""
    if bet.expected is not None:
        return f"{_shown(bet.expected, kind):+.3g}{unit(kind)}"
    return "" if bet.relative is None else f"{100 * bet.relative:+.0f}%"


def _why(
    verdict: Verdict,
    found: Comparison,
    tied: TiedBet,
    persona: str,
    results: CampaignResults,
    level: float,
    together: int,
    smallest: float,
) -> str:
    kind = results.kind
    against, matched = arm_list([results.arms[at] for at in tied.against]), results.arms[tied.matched]
    if not math.isfinite(found.lift.value):
        return f"Too few of {persona} got {matched}, or {against}, for anything to be said."
    all_of_them = "both" if together == 2 else f"all {together}"
    interval = (
        "95% interval"
        if together == 1
        else f"{100 * level:.1f}% interval, so that {all_of_them} hold with 95%:"
    )
    start = f"Among {persona}, {matched} against {against} made {said(found.lift, kind, interval)}"
    wanted = _expected(tied.bet, kind)
    too_little = _too_little(found, tied.bet)
    if verdict is Verdict.HELD:
        short = f", though below the {wanted} that the brief expected" if too_little else ""
        return f"{start}: the whole interval lies above 0{short}."
    if found.lift.below(0):
        return f"{start}: the whole interval lies below 0."
    if verdict is Verdict.DID_NOT_HOLD:
        return f"{start}: the interval holds 0 and leaves no room for the {wanted} that the brief expected."
    also = f" as well as the {wanted} that the brief expected" if wanted else ""
    seen = f"{number(_shown(smallest, kind), 1)}{unit(kind)}"
    could = "" if math.isnan(smallest) else f"; a trial of this size sees {seen} or more four times in five"
    return f"{start}: the interval holds 0{also}{could}."


def _shown(value: float, kind: OutcomeKind) -> float:
    return 100 * value if kind is OutcomeKind.RATE else value


def _match(match: Estimate, elsewhere: Estimate, verdict: Verdict, kind: OutcomeKind) -> str:
    """Return whether the lead is the message's own or comes from who read it."""
    told = (
        f"Among the others the same message made {lead(elsewhere, kind)}; "
        f"the difference is {said(match, kind, 'interval')}"
    )
    if match.above(0):
        return f"{told}, which lies above 0: it matters who reads it."
    if match.below(0):
        return f"{told}, which lies below 0: it did more for the others than for those it was made for."
    if verdict is Verdict.HELD:
        return f"{told}, which holds 0: it may simply be the better message, for everybody."
    return f"{told}, which holds 0."
