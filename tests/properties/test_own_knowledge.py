"""Whatever is wrong with a file of own rules or a translation, it is told in words and never as a crash."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from psychograph.knowledge.base import shipped
from psychograph.knowledge.catalogue import check_catalogue, shipped_entries
from psychograph.knowledge.firing import Setting, fire
from psychograph.knowledge.levels import Level
from psychograph.knowledge.own import KnowledgeError, parse_knowledge
from psychograph.knowledge.rules import Standing
from psychograph.knowledge.translation import translated
from psychograph.language.language import of_texts

WHOLE = """\
off: [P08]
references:
  ours: {citation: Our test, design: experiment, checked: full, finding: 12% more sign-ups}
rules:
  - id: OUR1
    when: [[val.tradition, high], [demo.age, band, 30, 60]]
    also_any: [[price.sensitivity, high]]
    then: {frame: made here, offer: tasting days}
    evidence: [ours]
    grade: B
  - id: OUR2
    when: [[demo.age, band, 16, 99]]
    asks: platform_use
    then: {platform: "{answer}"}
    grade: B
constructs:
  val.local: {family: values, tokens: [regional food], high: buy what grows near}
lexicon:
  adjectives: {val.local: {high: [Rooted]}}
goals:
  trial: {ask: "taste {product}", weights: {val.local: 0.5}}
facts:
  platform_use:
    surveys:
      - country: DE
        from: 2026-01
        to: 2026-03
        source: ours
        groups: [{from: 18, to: 34, figures: {Instagram: 0.71, Facebook: majority}}]
clashes:
  - id: K101
    sides: [[OUR1.offer], [P14.offer]]
    ask: Taste it, or a guarantee?
"""
LINES = WHOLE.splitlines()
STRANGE = st.sampled_from([*"{}[]:,-#&*!|>'\"%@`~\t\n\x00\x1b ", "é", "null", "1e999", "..", "NaN", "- "])
EVERYWHERE = {
    construct: Standing(construct, "Q", Level.HIGH, 0.9, 2.0, 1.0, 0.9, 32.0)
    for construct in shipped().constructs
}


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "twice", "indent", "cut", "insert", "swap"]))
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        elif kind == "indent":
            lines[at] = "  " + lines[at]
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:place] + draw(STRANGE) + lines[at][place:]
    return "\n".join(lines) + "\n"


@settings(max_examples=100)
@given(damaged())
def test_a_damaged_file_is_told_in_words_or_can_be_used(text: str) -> None:
    try:
        base = parse_knowledge(text, "our_rules.yaml", shipped())
    except KnowledgeError as error:
        told = error.problems
    else:
        told = ()
    for problem in told:
        assert problem.where.startswith("our_rules.yaml")
        assert problem.found
        assert problem.expected
        assert problem.mend
    if told:
        return
    # What is accepted can be used to the end.
    fire(base, EVERYWHERE, goal="trial", owned=("cause",), setting=Setting("DE", date(2026, 6, 1)))
    translated(base, of_texts("de", []))
    for goal in base.goals.values():
        assert goal.ask.format(product="tea")


PIECES = st.sampled_from([*'ab-= {}$*.[]#\n"', "list-and", "one", "->", "{ $first }", "list-and = "])


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_damaged_translation_is_told_in_words(text: str) -> None:
    checked = check_catalogue(text, "de.ftl", shipped_entries())
    for problem in checked.problems:
        assert problem.where.startswith("de.ftl, line ")
        assert problem.found
    with contextlib.suppress(KeyError):
        of_texts("de", [text]).say("list-and", first="a", last="b")
