"""The test plan: what to find out, with whom, how many of them, and what would refute the brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from psychograph.strategy.lines import BriefLine


@dataclass(frozen=True)
class Bet:
    """What the brief claims, so that a result can refute it.

    Parameters
    ----------
    persona, segment : str, int
        Whose response is bet on.
    message_matched, message_other : str
        Names of the arms: the message written for them, and the one it must beat.
    expected_lift : float or None
        By how much, as a difference of shares; None where the user gave no base rate.
    metric : str
        What is counted.
    relative_lift : float
        By how much, as a share of the rate of the other arm.
    """

    persona: str
    segment: int
    message_matched: str
    message_other: str
    expected_lift: float | None
    metric: str
    relative_lift: float


@dataclass(frozen=True)
class TestArm:
    """One arm: a message, or nobody's.

    Parameters
    ----------
    name : str
        As the column ``arm`` of the results is to spell it.
    text : str
        What it shows.
    kind : str
        ``"message"``, ``"plain"``, ``"question"`` for a side of an open question, or ``"holdout"``.
    segment : int or None
        The persona it was written for; None where it was written for nobody in particular.
    """

    __test__: ClassVar[bool] = False

    name: str
    text: str
    kind: str
    segment: int | None = None


@dataclass(frozen=True)
class SizeRow:
    """People that a test needs at one base rate.

    Parameters
    ----------
    base, lifted : float
        Share of people who respond without and with the change.
    per_arm : int
        People in each of two arms of one persona, to see the lift.
    per_cell : int
        People in each cell of persona and message, to see an interaction as large as the lift.
    in_all : int
        People in all cells.
    responses : int
        Responses expected in a lifted arm of `per_arm` people.
    holdout : int
        People without any campaign, to see the same lift against the rest.
    """

    base: float
    lifted: float
    per_arm: int
    per_cell: int
    in_all: int
    responses: int
    holdout: int


@dataclass(frozen=True)
class TestPlan:
    """How to find out whether the brief is right.

    Parameters
    ----------
    question : str
        What the test answers, as a sentence.
    arms : tuple of TestArm
        Messages crossed with personas at random, and the holdout.
    personas : tuple of str
        Personas that take part.
    base_rate : float or None
        The user's; None where it was not given, and `sizes` then has a row for each usual one.
    lift : float
        Relative lift that the test should see.
    holdout_share : float
        Share of the audience that sees no campaign.
    sizes : tuple of SizeRow
        People needed.
    pretest_effect : float
        Standardised difference that the message pre-test should see.
    pretest_per_arm : int
        People in each arm of the pre-test.
    duration : str
        When it is over: in people, not in days.
    command : str
        What reads its result.
    bets : tuple of Bet
        What a result could refute.
    wrong_if : str
        What would prove the brief wrong, in one sentence.
    lines : tuple of BriefLine
        What the rules say about testing.
    steps : tuple of str
        How to run it, sentence by sentence.
    """

    __test__: ClassVar[bool] = False

    question: str
    arms: tuple[TestArm, ...]
    personas: tuple[str, ...]
    base_rate: float | None
    lift: float
    holdout_share: float
    sizes: tuple[SizeRow, ...]
    pretest_effect: float
    pretest_per_arm: int
    duration: str
    command: str
    bets: tuple[Bet, ...]
    wrong_if: str
    lines: tuple[BriefLine, ...]
    steps: tuple[str, ...]
