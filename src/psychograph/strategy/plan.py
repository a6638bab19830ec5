"""The test plan: what to find out, with whom, how many of them, and what would refute the brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from psychograph.knowledge.rules import Slot
from psychograph.personas.persona import Persona
from psychograph.personas.wording import capitalised
from psychograph.stats.sample_size import two_mean_size
from psychograph.strategy.guarded import GuardedLines
from psychograph.strategy.kpis import metric_of
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.questions import OpenQuestion
from psychograph.strategy.situation import Situation
from psychograph.strategy.sizes import SizeRow, size_rows
from psychograph.strategy.targets import TargetRole

PRETEST_EFFECT = 0.2
HOLDOUT = "holdout"
PLAIN = "plain"
COMMAND = "psychograph strategy evaluate results.csv --study study.yaml"
# Roles whose messages are tested against each other.
CROSSED = frozenset({TargetRole.PRIMARY, TargetRole.ALSO_SUITABLE, TargetRole.SECOND_WAVE})


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
class Cell:
    """Who sees what: people of one persona in one arm.

    Parameters
    ----------
    persona, segment : str, int
        The persona.
    arm : str
        Name of the arm.
    people : int or None
        People it needs; None where that depends on a base rate that the user did not give.
    """

    persona: str
    segment: int
    arm: str
    people: int | None


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
    cells : tuple of Cell
        Who sees what: each persona its own message and the target's, the target every other's too, so
        that each match is seen beside a mismatch in both groups.
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
    cells: tuple[Cell, ...]
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


def message_arm(segment: int) -> str:
    """Return the name of the arm with the message written for a segment."""
    return f"message-{segment}"


def crossed(situation: Situation, persona: Persona) -> tuple[Persona, ...]:
    """Return the personas whose messages are tested against each other; none where nobody is sold to.

    The primary's test holds everybody who is sold to; the tests of the others hold them and the primary.
    """
    role = situation.role(persona)
    if role not in CROSSED:
        return ()
    if role is TargetRole.PRIMARY:
        return tuple(p for p in situation.ranked if situation.role(p) in CROSSED)
    return tuple(p for p in (persona, situation.primary) if p is not None)


def plan_test(
    situation: Situation,
    persona: Persona,
    themes: Mapping[int, str],
    questions: Sequence[OpenQuestion],
    lines: GuardedLines,
) -> TestPlan | None:
    """Return how to test the brief for a persona; None where nothing is spent on it.

    Parameters
    ----------
    situation : Situation
        Roles, base rate, lift and holdout.
    persona : Persona
        Whom the brief is for.
    themes : mapping of int to str
        The idea of the message for each persona, by segment.
    questions : sequence of OpenQuestion
        What the rules leave open; each side becomes an arm.
    lines : GuardedLines
        What the rules say about testing.
    """
    if situation.role(persona) is TargetRole.NOT_NOW:
        return None
    together = crossed(situation, persona)
    arms = tuple(_arms(situation, persona, together, themes, questions))
    asked = sum(len(question.arms) for question in questions)
    sizes = size_rows(situation.campaign, max(len(together), 1), asked)
    bets = tuple(_bets(situation, together or (persona,), arms))
    campaign = situation.campaign
    return TestPlan(
        question=_question(situation, persona, together),
        arms=arms,
        personas=tuple(p.plural for p in together or (persona,)),
        cells=tuple(_cells(situation, persona, together or (persona,), arms, sizes)),
        base_rate=campaign.base_rate,
        lift=campaign.lift,
        holdout_share=campaign.holdout,
        sizes=sizes,
        pretest_effect=PRETEST_EFFECT,
        pretest_per_arm=two_mean_size(PRETEST_EFFECT),
        duration=_duration(situation, together, sizes),
        command=COMMAND,
        bets=bets,
        wrong_if=_wrong_if(situation, persona, bets, arms, sizes),
        lines=lines.about(Slot.TEST, Slot.PRODUCT_ANCHOR),
        steps=tuple(_steps(situation, together, sizes)),
    )


def _arms(
    situation: Situation,
    persona: Persona,
    together: Sequence[Persona],
    themes: Mapping[int, str],
    questions: Sequence[OpenQuestion],
) -> Iterator[TestArm]:
    for each in together or (persona,):
        text = capitalised(themes[each.segment])
        yield TestArm(message_arm(each.segment), text, "message", each.segment)
    if len(together) < 2 and situation.role(persona) is not TargetRole.MAINTAIN:
        yield TestArm(PLAIN, situation.say("brief-arm-plain", product=situation.product), "plain")
    for question in questions:
        for name, side in zip(question.arms, question.sides, strict=True):
            yield TestArm(name, capitalised(side.text), "question", persona.segment)
    yield TestArm(HOLDOUT, situation.say("brief-arm-holdout"), "holdout")


def _cells(
    situation: Situation,
    persona: Persona,
    personas: Sequence[Persona],
    arms: Sequence[TestArm],
    sizes: Sequence[SizeRow],
) -> Iterator[Cell]:
    row = sizes[0] if situation.campaign.base_rate is not None and sizes else None
    per_message = None if row is None else row.per_cell or row.per_arm
    target = situation.primary if situation.primary in personas else personas[0]
    # Where no other message rivals it, the holdout does.
    rivals = {"message", "plain"} & {arm.kind for arm in arms[1:]} or {"holdout"}
    for each in personas:
        for arm in arms:
            own = arm.segment in {each.segment, None} or each is target
            to_target = target is not None and arm.segment == target.segment
            if arm.kind in {"message", *rivals} and (own or to_target):
                yield Cell(each.plural, each.segment, arm.name, per_message)
            if arm.kind == "question" and each is persona:
                yield Cell(each.plural, each.segment, arm.name, row.per_arm if row else None)


def _bets(situation: Situation, personas: Sequence[Persona], arms: Sequence[TestArm]) -> Iterator[Bet]:
    campaign = situation.campaign
    expected = None if campaign.base_rate is None else round(campaign.base_rate * campaign.lift, 9)
    rivals = [arm for arm in arms if arm.kind in {"message", "plain"}] + [arms[-1]]
    for persona in personas:
        own = message_arm(persona.segment)
        yield Bet(
            persona=persona.plural,
            segment=persona.segment,
            message_matched=own,
            message_other=next(arm.name for arm in rivals if arm.name != own),
            expected_lift=expected,
            metric=metric_of(situation, situation.role(persona)),
            relative_lift=campaign.lift,
        )


def _question(situation: Situation, persona: Persona, together: Sequence[Persona]) -> str:
    kind = {TargetRole.INDIRECT: "giving", TargetRole.MAINTAIN: "keeping"}.get(
        situation.role(persona), "crossed" if len(together) > 1 else "alone"
    )
    return situation.say(f"brief-question-{kind}", personas=persona.plural)


def _sized(situation: Situation, sizes: Sequence[SizeRow], key: str, **given: str | float) -> str:
    """Say something of the people per arm: the number itself where the base rate is known."""
    if situation.campaign.base_rate is not None and sizes:
        return situation.say(f"{key}-people", n=sizes[0].per_arm, **given)
    return situation.say(f"{key}-table", **given)


def _duration(situation: Situation, together: Sequence[Persona], sizes: Sequence[SizeRow]) -> str:
    """Say when the test is over: first the bet on the target, then whether it matters who reads what."""
    if len(together) < 2:
        return _sized(situation, sizes, "brief-duration")
    cells = sizes[0].per_cell if sizes else None
    return _sized(situation, sizes, "brief-duration-crossed", first=together[0].plural, cells=cells or 0)


def _wrong_if(
    situation: Situation,
    persona: Persona,
    bets: Sequence[Bet],
    arms: Sequence[TestArm],
    sizes: Sequence[SizeRow],
) -> str:
    bet = next(bet for bet in bets if bet.segment == persona.segment)
    texts = {arm.name: arm.text for arm in arms}
    given = {"personas": persona.plural, "matched": texts[bet.message_matched]}
    kind = {TargetRole.INDIRECT: "giving", TargetRole.MAINTAIN: "keeping"}.get(situation.role(persona))
    if kind is None and bet.message_other == PLAIN:
        kind = "plain"
    if kind is None:
        kind, given["other"] = "match", texts[bet.message_other]
    return _sized(situation, sizes, f"brief-wrong-{kind}", **given)


def _steps(situation: Situation, together: Sequence[Persona], sizes: Sequence[SizeRow]) -> Iterator[str]:
    effect = situation.language.number(PRETEST_EFFECT)
    yield situation.say("brief-step-pretest", n=two_mean_size(PRETEST_EFFECT), effect=effect)
    yield situation.say("brief-step-crossed" if len(together) > 1 else "brief-step-alone")
    share = situation.language.percent(situation.campaign.holdout)
    if situation.campaign.base_rate is not None and sizes:
        yield situation.say("brief-step-holdout-people", share=share, n=sizes[0].holdout)
    else:
        yield situation.say("brief-step-holdout-table", share=share)
    yield situation.say("brief-step-evaluate", command=COMMAND)
