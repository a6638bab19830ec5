"""A user's own knowledge: what it adds, what it overrides, and what is said of its mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from psychograph.errors import Problem
from psychograph.knowledge.base import KnowledgeBase, shipped
from psychograph.knowledge.firing import Setting, fire
from psychograph.knowledge.levels import Level
from psychograph.knowledge.lexicon import Pole
from psychograph.knowledge.own import KnowledgeError, own_knowledge, parse_knowledge
from psychograph.knowledge.rules import Standing

WHOLE = """\
off: [P08, K03]
references:
  ourtest2026:
    citation: Our checkout test, March 2026
    design: experiment
    checked: full
    finding: N=2,000; sign-ups up by 12%
rules:
  - id: OUR1
    when: [[val.local, high], [demo.age, band, 30, 60]]
    then: {frame: it grows next door, offer: tasting days at the farm}
    evidence: [ourtest2026]
    grade: B
    effect: small
    priority: 3
  - id: OUR2
    when: [[val.local, high]]
    then: {proof: the name of the farmer}
  - id: L05
    when: [[life.online_shopping, high]]
    then: {channel: our app first}
    evidence: [roos2022]
    grade: B
    measured: [channel]
constructs:
  val.local:
    family: values
    tokens: [regional food, food from nearby]
    high: buy what grows near
    low: do not ask where it grew
lexicon:
  adjectives: {val.local: {high: [Rooted]}, big5.openness: {high: [Wide-eyed]}}
  nouns: {val.local: {high: [Neighbour]}}
  blocked: [Grumpy]
goals:
  trial: {measure: tastings per store and week, weights: {val.local: 0.5}}
facts:
  platform_use:
    surveys:
      - {country: DE, from: 2026-01, to: 2026-03, source: ourtest2026,
         groups: [{from: 18, to: 34, figures: {Instagram: 0.71, Facebook: majority, TikTok: 0.3}}]}
clashes:
  - id: K101
    sides: [[OUR1.offer], [P14.offer]]
    ask: Do they want to taste it, or a guarantee?
"""


def parsed(text: str) -> KnowledgeBase:
    return parse_knowledge(text, "our_rules.yaml", shipped())


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        parsed(text)
    return caught.value.problems


def test_a_file_adds_overrides_and_switches_off(tmp_path: Path) -> None:
    path = tmp_path / "our_rules.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    base = own_knowledge(path, shipped())
    ids = [rule.id for rule in base.rules]
    assert "P08" not in ids
    assert ids[-2:] == ["OUR1", "OUR2"]
    shipped_ids = [rule.id for rule in shipped().rules if rule.id != "P08"]
    assert ids[:-2] == shipped_ids  # an override stands where the shipped rule stood
    (shop,) = [rule for rule in base.rules if rule.id == "L05"]
    assert dict(shop.then) == {"channel": "our app first"}
    assert "K03" not in [entry.id for entry in base.clashes]
    assert base.clashes[-1].id == "K101"
    assert base.constructs["val.local"].high == "buy what grows near"
    assert base.lexicon.adjectives[Pole("big5.openness", "high")][0] == "Wide-eyed"
    assert "Curious" in base.lexicon.adjectives[Pole("big5.openness", "high")]
    assert base.lexicon.blocked_words("Grumpy Neighbours") == ("grumpy",)
    assert base.goals["trial"].measure == "tastings per store and week"
    assert base.goals["trial"].ask == shipped().goals["trial"].ask
    assert base.goals["trial"].weights["val.local"] == 0.5
    assert base.goals["trial"].weights["adopt.intent"] == shipped().goals["trial"].weights["adopt.intent"]
    assert {"US", "GB", "DE"} == {survey.country for survey in base.facts["platform_use"].surveys}
    # The shipped base is untouched.
    assert "val.local" not in shipped().constructs


def test_own_rules_fire_and_own_figures_are_told() -> None:
    near = Standing("val.local", "Local", Level.HIGH, 0.8, 2.0, 1.0, 0.8, 4.0)
    age = Standing("demo.age", "Age", Level.MID, 0.0, 0.0, 0.0, 0.0, 32.0)
    given = {"goal": "trial", "owned": (), "setting": Setting("DE", date(2026, 6, 1))}
    fired = fire(parsed(WHOLE), {"val.local": near, "demo.age": age}, **given)  # type: ignore[arg-type]
    lines = {line.phrase: line for line in fired.advice}
    assert lines["it grows next door"].basis == "inferred"
    assert lines["it grows next door"].evidence == ("ourtest2026",)
    assert lines["the name of the farmer"].hypothesis  # no evidence: a hypothesis, whatever was meant
    assert lines["Instagram"].note == (
        "Germany, March 2026: 71% of people aged 18 to 34 use Instagram (Our checkout test, March 2026)"
    )
    assert lines["Facebook"].note.startswith("Germany, March 2026: more than half of people")
    assert "TikTok" not in lines


def test_nothing_in_a_file_changes_nothing() -> None:
    assert parsed("# all of this is switched off\n") is shipped()


@pytest.mark.parametrize(
    ("text", "line", "found", "mend"),
    [
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradtion, high]]\n    then: {frame: a}\n",
            3,
            "the construct 'val.tradtion', which nobody knows",
            "did you mean 'val.tradition'?",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, hihg]]\n    then: {frame: a}\n",
            3,
            "the list [val.tradition, hihg]",
            "write [big5.openness, high]",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[demo.age, band, 40, 20]]\n    then: {frame: a}\n",
            3,
            "the list [demo.age, band, 40, 20]",
            "write [big5.openness, high]",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {fraem: a}\n",
            4,
            "'fraem'",
            "did you mean 'frame'?",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: a}\n"
            "    evidence: [joyal2002]\n    grade: C\n",
            5,
            "the reference 'joyal2002', which nobody knows",
            "did you mean 'joyal2022'?",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: a}\n    grade: B\n",
            5,
            "grade B on no reference",
            "write grade: D, or name stronger evidence",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: a}\n"
            "    evidence: [binet2013]\n    grade: A\n",
            6,
            "grade A on one trade",
            "write grade: C, or name stronger evidence",
        ),
        (
            "rules:\n  - &one\n    id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: a}\n"
            "  - id: OUR1\n    when: [[val.tradition, low]]\n    then: {frame: b}\n",
            6,
            "the id OUR1 again, after entry 1",
            "give one of the two another number",
        ),
        (
            "off: [P8]\n",
            1,
            "P8, which no shipped rule or clash has",
            "did you mean 'P08'?",
        ),
        (
            "off: [P08]\nrules:\n  - id: P08\n    when: [[val.tradition, high]]\n    then: {frame: a}\n",
            1,
            "P08, which this file also describes",
            "take P08 out of one of the two",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: 'a {answer}'}\n",
            4,
            "{answer} in a text",
            "only a rule with `asks` has an {answer}",
        ),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    asks: platfrom_use\n"
            "    then: {platform: '{answer}'}\n",
            4,
            "the table 'platfrom_use', which nobody knows",
            "did you mean 'platform_use'?",
        ),
        (
            "lexicon:\n  nouns:\n    val.tradition:\n      high: [Luddite]\n",
            4,
            "'Luddite', which is on the list of blocked words",
            "name what these people prefer, not what they lack",
        ),
        (
            "clashes:\n  - id: K200\n    sides: [[A05.tone], [A01.early_access]]\n    ask: Soon?\n",
            3,
            "the line A05.tone, which no rule has",
            "did you mean",
        ),
        ("goals:\n  trail: {ask: 'taste {product}'}\n", 2, "'trail'", "did you mean 'trial'?"),
        ("rulez: []\n", 1, "the key 'rulez', which means nothing here", "did you mean 'rules'?"),
        (
            "rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n",
            2,
            "no `then`",
            "add then: {frame: what is new}",
        ),
        (
            "facts:\n  platform_use:\n    surveys:\n"
            "      - {country: DE, from: 2026-04, to: 2026-03, source: pew2025,\n"
            "         groups: [{from: 18, figures: {Instagram: 0.7}}]}\n",
            4,
            "2026-03, before 2026-04",
            "turn `from` and `to` round",
        ),
        (
            "facts:\n  platform_use:\n    surveys:\n"
            "      - {country: DE, from: 2026-01, to: 2026-03, source: pew2025,\n"
            "         groups: [{from: 18, figures: {Instagram: 70}}]}\n",
            5,
            "'70'",
            "",
        ),
        ("rules:\n  - id: [\n", 3, "", ""),
        ("just words\n", 1, "'just words'", "`psychograph schema knowledge` describes what the file holds"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_line_and_remedy(text: str, line: int, found: str, mend: str) -> None:
    (problem,) = problems(text)
    assert problem.where.startswith(f"our_rules.yaml, line {line}"), problem
    assert found in problem.found
    assert mend in problem.mend
    assert "study" not in f"{problem.found} {problem.expected} {problem.mend}", problem


@pytest.mark.parametrize("ask", ["taste { it", "taste it}", "taste {products}", "taste {}"])
def test_braces_that_nobody_fills_are_refused(ask: str) -> None:
    (problem,) = problems(f"goals:\n  trial: {{ask: '{ask}'}}\n")
    assert problem.where == "our_rules.yaml, line 2, goals > trial > ask"


def test_texts_stand_on_one_line_without_what_terminals_obey() -> None:
    base = parsed(
        'rules:\n  - id: OUR1\n    when: [[val.tradition, high]]\n    then: {frame: "made\\n here\\e[31m"}\n'
    )
    assert dict(base.rules[-1].then) == {"frame": "made here[31m"}


def test_all_problems_of_a_file_are_told_at_once_in_its_order() -> None:
    text = WHOLE.replace("[P08, K03]", "[P99, K03]").replace(
        "val.local, high], [demo", "val.locla, high], [demo"
    )
    text = text.replace("evidence: [ourtest2026]", "evidence: [ourtest2025]")
    lines = [problem.where for problem in problems(text)]
    assert len(lines) == 3
    assert lines == sorted(lines, key=lambda where: int(where.split("line ")[1].split(",")[0]))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(KnowledgeError, match="no such file"):
        own_knowledge(Path("nowhere.yaml"), shipped())


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "our_rules.yaml"
    path.write_bytes("off: [größer]".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        own_knowledge(path, shipped())
