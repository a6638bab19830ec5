"""Whatever the data, goal and settings: a brief says only what is measured, declared or advised."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psychograph.codebook.codebook import Scale
from psychograph.knowledge.rules import Slot
from psychograph.language.language import language
from psychograph.personas.persona import Persona
from psychograph.reports.records import to_json
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.strategy.brief import Brief
from psychograph.strategy.guards import presses_on_weakness
from psychograph.strategy.lines import BriefLine, Stage
from psychograph.strategy.targets import TargetRole
from psychograph.study.model import Goal, Study

NAMES = (
    *("Openness", "Conscientiousness", "Extraversion", "Neuroticism", "Tradition", "GreaterGood"),
    *("SocialIssues", "SocialMedia", "TryNewProducts", "PriceSensitivity", "Simplicity", "PurchaseIntent"),
    *("PurchaseFrequency", "Something"),
)
PLEDGES = (
    {"text": "A river a day", "evidence": "report"},
    {"text": "Our bottle is recycled"},
    {"text": "Since 1923."},
)
# Where what a persona is given, and not what it is sold, may still be said.
OF_GIVING = frozenset({Slot.BARRIER, Slot.TEST, Slot.NOTE})


def run_of(
    seed: int, names: list[str], k: int, goal: Goal, claims: list[dict[str, str]], base_rate: float | None
) -> Run:
    rng = np.random.default_rng(seed)
    n = 60
    centres = rng.uniform(1.2, 4.8, (k, len(names)))
    answers = centres[rng.integers(0, k, n)] + rng.normal(0, 0.7, (n, len(names)))
    values = np.clip(np.round(answers, 1), 1, 5)
    responses = ScoredResponses(
        Attributes(
            respondents=tuple(f"r{i}" for i in range(n)),
            names=(*names, "Age"),
            questions=("",) * (len(names) + 1),
            scales=(*[Scale(1, 5)] * len(names), None),
            values=np.column_stack([values, rng.integers(18, 80, n)]),
        ),
        (),
    )
    likert = {"type": "likert", "scale": [1, 5]}
    study = Study.model_validate(
        {
            "title": "T",
            "objective": {
                "goal": goal.value,
                "statement": "S",
                "facts": {
                    "new_product": {"name": "the tea", "description": "a tea of herbs"},
                    "cause": {"name": "clean rivers", "pledges": claims[:1]},
                    "claims": claims[1:],
                },
            },
            "attributes": {**dict.fromkeys(names, likert), "Age": {"type": "number"}},
            "basis": names,
            "descriptors": ["Age"],
            "segmentation": {"segments": k, "seed": 3, "override_verdict": True},
            "strategy": {"campaign": {"base_rate": base_rate, "country": "US", "start": "2025-03-01"}},
        }
    )
    return run_steps(study, responses)


# What a run is made of, not the run: its text is too long to be shown where a test fails.
asked = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "names": st.lists(st.sampled_from(NAMES), min_size=2, max_size=9, unique=True),
        "k": st.integers(2, 5),
        "goal": st.sampled_from(Goal),
        "claims": st.lists(st.sampled_from(PLEDGES), max_size=3, unique_by=lambda claim: claim["text"]),
        "base_rate": st.one_of(st.none(), st.sampled_from([0.001, 0.05, 0.5, 0.9])),
    }
)


def lines_of(value: object) -> Iterator[BriefLine]:
    if isinstance(value, BriefLine):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from lines_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from lines_of(item)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(asked)
def test_briefs_hold_together(asked: dict[str, Any]) -> None:
    run = run_of(**asked)
    by_segment = {persona.segment: persona for persona in run.personas}
    assert sorted(brief.segment for brief in run.briefs) == sorted(by_segment)
    assert (run.brief is None) == (run.ranking.target is None)
    assert run.brief in {None, run.briefs[0]}
    owned = {claim["text"] for claim in PLEDGES}
    for brief in run.briefs:
        persona = by_segment[brief.segment]
        check_four_lines(run, brief, persona)
        check_lines(run, brief, persona)
        check_plan(run, brief)
        for message in brief.messages:
            assert message.text in owned or message.asset == "new_product"
            assert message.text.removesuffix(".") in message.filled
            assert message.substantiated == (message.text == "A river a day")
        json.loads(to_json(brief))


def check_four_lines(run: Run, brief: Brief, persona: Persona) -> None:
    four = brief.summary
    known = {statement.id for statement in persona.statements}
    assert set(four.statements) | set(brief.insight.statements) <= known
    assert brief.insight.statements
    total = sum(p.n for p in run.personas)
    share = round(100 * persona.n / total)
    assert re.findall(r"\d+", four.get.replace(persona.plural, "")) == [
        str(persona.n),
        str(total),
        str(share),
    ]
    assert all((four.who, four.to, four.by, brief.why_role))
    if not brief.insight.text.startswith(persona.one_line.text):
        assert not re.search(r"\d", brief.insight.text)


def check_lines(run: Run, brief: Brief, persona: Persona) -> None:
    # A primary's brief tells the waves of the others too; open questions hold what lost to nothing.
    sides = [side for clash in persona.clashes for side in clash.sides]
    advised = {
        (str(a.slot), a.phrase, a.rules, a.grade, str(a.basis))
        for a in (*sides, *(a for p in run.personas for a in p.advice))
    }
    giving = {rule.id for rule in run.knowledge.rules if rule.role == "indirect"}
    waiting = {item.guard: item.concerns for item in brief.compliance}
    for line in lines_of(brief):
        for check in line.checks:
            assert line.text in waiting[check[:3]]
        if not line.rules:
            assert line.basis in {"goal", "yours", "open", "hypothesis"}
            continue
        if (line.slot, line.text, line.rules, line.grade, line.basis) not in advised:
            assert line.slot == Slot.PLATFORM
            check_platforms(line, run)
        assert line.slot in {Slot.DONT, Slot.BARRIER, Slot.NOTE} or not presses_on_weakness(
            line.text, language()
        )
        if brief.role is TargetRole.INDIRECT:
            assert line.slot in OF_GIVING or giving & set(line.rules)
    if brief.role is not TargetRole.NOT_NOW:
        assert {line.stage for line in brief.channels} == set(Stage)
    assert {used.rule for used in brief.evidence.rules} == {r for line in lines_of(brief) for r in line.rules}


def check_platforms(line: BriefLine, run: Run) -> None:
    """Platforms of one survey stand in one line: the heaviest of those advised, each with its own figure."""
    advised = {a for p in run.personas for a in p.advice if a.slot == line.slot and a.rules == line.rules}
    figures = {f"{a.phrase} {a.figure.share}" for a in advised if a.figure is not None}
    told, _, whom = line.text.partition(" (")
    assert set(told.split(", ")) <= figures
    assert {whom.removesuffix(")")} <= {a.figure.whom for a in advised if a.figure is not None}
    assert (line.grade, line.basis) in {(a.grade, str(a.basis)) for a in advised}


def check_plan(run: Run, brief: Brief) -> None:
    if brief.role is TargetRole.NOT_NOW:
        assert (brief.plan, brief.kpis, brief.timing, brief.messages) == (None, None, (), ())
        return
    assert brief.plan is not None
    plan = brief.plan
    arms = {arm.name for arm in plan.arms}
    assert len(arms) == len(plan.arms)
    assert {cell.arm for cell in plan.cells} | {"holdout"} == arms
    for bet in plan.bets:
        assert {bet.message_matched, bet.message_other} <= arms
        assert bet.message_matched != bet.message_other
    assert brief.segment in {bet.segment for bet in plan.bets}
    base = run.study.strategy.campaign.base_rate
    if base is not None and plan.sizes:
        assert sum(cell.people or 0 for cell in plan.cells) == plan.sizes[0].in_all
        assert [row.base for row in plan.sizes] == [base]
    shares = [portion.share for portion in brief.budget.portions]
    assert not shares or abs(sum(shares) - 1) < 1e-9
