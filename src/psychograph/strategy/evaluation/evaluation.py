"""`Evaluation`: what a campaign did, as records that are printed, written and read by scripts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from psychograph.findings import Finding
from psychograph.stats.trials.allocation import Split
from psychograph.stats.trials.estimate import Estimate
from psychograph.stats.trials.interaction import Interaction
from psychograph.strategy.evaluation.columns import Columns
from psychograph.strategy.evaluation.promised import PromisedBet
from psychograph.strategy.evaluation.results import OutcomeKind


class Verdict(StrEnum):
    """Whether a bet held."""

    HELD = "held"
    DID_NOT_HOLD = "did not hold"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Cell:
    """People of one persona in one arm.

    Parameters
    ----------
    persona, arm : str
        Which.
    assigned : int
        People assigned to the arm.
    n : int
        Those whose outcome is known.
    figure : Estimate
        Their rate (0 to 1) or mean amount.
    reached : float or None
        Share of them that was reached, 0 to 1; None where no column tells.
    """

    persona: str
    arm: str
    assigned: int
    n: int
    figure: Estimate
    reached: float | None


@dataclass(frozen=True)
class Lift:
    """What assigning a persona to a message changed, against the holdout.

    Parameters
    ----------
    persona, arm : str
        Which.
    n, base_n : int
        People with a known outcome, in the arm and in the holdout.
    lift : Estimate
        Difference of rates or means over all who were assigned (intention to treat).
    relative : Estimate
        The same as a share of the holdout's rate or mean.
    p, p_holm : float
        Two-sided p-value, alone and corrected by Holm for all lifts of the evaluation.
    detectable : float
        Smallest rise that a test of this size sees four times in five; NaN where none could be.
    per_reached : Estimate or None
        Mean change in those whom the message reached (complier average); None where it cannot be told.
    """

    persona: str
    arm: str
    n: int
    base_n: int
    lift: Estimate
    relative: Estimate
    p: float
    p_holm: float
    detectable: float
    per_reached: Estimate | None


@dataclass(frozen=True)
class MeanLift:
    """What a message changed over all personas, each weighted by its people."""

    arm: str
    lift: Estimate


@dataclass(frozen=True)
class InteractionTest:
    """Whether what arms do differs between personas.

    Parameters
    ----------
    arms : tuple of str
        The arms that are compared: all messages, or all arms with the holdout.
    of_messages : bool
        Whether only messages are compared, which tells whether it matters who reads which.
    test : Interaction
        The test.
    """

    arms: tuple[str, ...]
    of_messages: bool
    test: Interaction


@dataclass(frozen=True)
class Match:
    """One message against others: in a persona, elsewhere, and the difference of the two.

    Parameters
    ----------
    persona, arm : str
        Which persona and message.
    against : tuple of str
        The arms it is compared with.
    here, elsewhere : Estimate
        Its lead over them in the persona, and in the other personas (weighted by their people).
    difference : Estimate
        Here less elsewhere: what the match of message and persona adds.
    """

    persona: str
    arm: str
    against: tuple[str, ...]
    here: Estimate
    elsewhere: Estimate
    difference: Estimate


@dataclass(frozen=True)
class BetResult:
    """What became of a bet.

    Parameters
    ----------
    bet : PromisedBet
        The bet, as it was made.
    persona, matched : str
        The persona, and the arm with the message made for it, as the results name them.
    against : tuple of str
        The arms it should beat.
    lead : Estimate
        By how much it led them in its own persona, at `level`.
    level : float
        Level of the interval: 95 %, or higher where several bets are judged at once, so that all
        hold together with 95 %.
    detectable : float
        Smallest lead that a test of this size sees four times in five.
    match : Estimate or None
        By how much more it led here than elsewhere; None where there is no other persona.
    verdict : Verdict
        Whether it held.
    text : str
        Why, in a sentence.
    """

    bet: PromisedBet
    persona: str
    matched: str
    against: tuple[str, ...]
    lead: Estimate
    level: float
    detectable: float
    match: Estimate | None
    verdict: Verdict
    text: str


@dataclass(frozen=True)
class Allocation:
    """How people were split among arms.

    Parameters
    ----------
    planned : tuple of (str, float)
        Planned shares by arm; empty where nobody told.
    as_planned : Split or None
        Test against the plan; None without one.
    alike : Split
        Test whether all personas were split alike.
    """

    planned: tuple[tuple[str, float], ...]
    as_planned: Split | None
    alike: Split


@dataclass(frozen=True)
class Evaluation:
    """What a campaign did.

    Parameters
    ----------
    name : str
        Name of the file of results.
    columns : Columns
        The columns that were read.
    kind : OutcomeKind
        Whether the outcome is a rate or an amount.
    rows, people : int
        Rows of the file, and people that were compared.
    unknown_outcomes : int
        Of these, those whose outcome is not known.
    holdout : str or None
        The arm without a message.
    brief : str
        The file with the brief that was read; empty where there was none.
    texts : tuple of (str, str)
        Messages, and what they showed, where the brief tells.
    cells : tuple of Cell
        Every persona in every arm.
    lifts : tuple of Lift
        Every message against the holdout, persona by persona.
    mean_lifts : tuple of MeanLift
        The same over all personas.
    interactions : tuple of InteractionTest
        Whether it matters who reads which message, and who is reached at all.
    matches : tuple of Match
        What each match of persona and message adds.
    bets : tuple of BetResult
        What became of the bets.
    allocation : Allocation
        Whether people were split as planned.
    findings : tuple of Finding
        Weaknesses, most serious first.
    """

    name: str
    columns: Columns
    kind: OutcomeKind
    rows: int
    people: int
    unknown_outcomes: int
    holdout: str | None
    brief: str
    texts: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    lifts: tuple[Lift, ...]
    mean_lifts: tuple[MeanLift, ...]
    interactions: tuple[InteractionTest, ...]
    matches: tuple[Match, ...]
    bets: tuple[BetResult, ...]
    allocation: Allocation
    findings: tuple[Finding, ...]
