"""Whatever the data: each figure is the figure of a statement, and no order changes a word.

`PSYCHOGRAPH_STUDIES=3000 pytest tests/unit/personas/test_texts.py` looks at so many studies.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from random_people import People, people, told

from psychograph.codebook.codebook import Scale
from psychograph.language.language import language
from psychograph.personas.persona import Persona, Sentence, Statement, StatementKind
from psychograph.personas.wording import mean_figure, rounded_summary
from psychograph.profiling.profile import Profile

STUDIES = int(os.environ.get("PSYCHOGRAPH_STUDIES", "50"))
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
WORDS = language()
seeds = st.integers(0, 2**32 - 1)


def sentences(persona: Persona) -> Iterator[Sentence]:
    yield persona.one_line
    yield from (*persona.narrative, *persona.demographics, *persona.spread.sentences)
    insight = persona.buying_insight
    for ring in (insight.trigger, insight.success, insight.barriers, insight.criteria, insight.journey):
        if ring.statements:
            yield Sentence(ring.text, ring.statements)


def numbers_in(text: str, names: list[str]) -> set[str]:
    """Return the numbers that a text says itself: not those of names, nor of what stands in quotes."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return set(NUMBER.findall(re.sub(r"“[^”]*”", "", text)))


def figures(statement: Statement) -> set[str]:
    """Return all figures of a statement as they are written."""
    found: set[str] = set()

    def count(*values: float) -> None:
        found.update(WORDS.number(value) for value in values)

    def share(value: float | None) -> None:
        if value is not None and math.isfinite(value):
            for part in (value, 1 - value):
                found.add(WORDS.percent(min(max(part, 0), 1)))
                found.update({"99%"} if 0.995 <= part < 1 else {"1%"} if 0 < part < 0.005 else ())

    def mean(value: float, scale: Scale | None) -> None:
        found.add(mean_figure(value, scale, WORDS))
        if scale == Scale(0, 1):
            share(value)

    if m := statement.measurement:
        mean(m.mean, m.scale)
        mean(m.others_mean, m.scale)
        if m.scale:
            mean(m.sd, m.scale)
            count(m.scale.low, m.scale.high)
        count(m.members_fit, m.members)
        share(m.members_fit / m.members if m.members else None)
        share(m.fit_share)
    if s := statement.share:
        count(s.count, s.answered)
        share(s.share)
        share(s.others_share)
    if t := statement.tally:
        count(t.count, t.of)
        share(t.share)
    if c := statement.contrast:
        scale = Scale(0, 1) if "%" in statement.text else Scale(1, 5)
        for value in (c.mean, c.neighbour_mean):
            mean(value, scale)
            mean(value, None)
    if q := statement.summary:
        order = (q.minimum, q.lower_quartile, q.median, q.upper_quartile, q.maximum)
        count(*rounded_summary(*order))
    if i := statement.indifference:
        count(i.q)
    share(statement.reproduction)
    if statement.kind is not StatementKind.MEASURED:
        found |= set(NUMBER.findall(statement.text))
    return found


def check_sentences(persona: Persona, names: list[str]) -> None:
    """Every sentence rests on statements, and every number in it is one of theirs."""
    by_id = {statement.id: statement for statement in persona.statements}
    assert len(by_id) == len(persona.statements)
    for statement in persona.statements:
        own = figures(statement) | ({str(len(persona.headlines))} if statement.tally else set())
        assert numbers_in(statement.text, names) <= own, statement
    for sentence in sentences(persona):
        assert sentence.statements, sentence
        assert set(sentence.statements) <= set(by_id), sentence
        cited = set().union(*(figures(by_id[key]) for key in sentence.statements))
        cited |= {str(len(persona.headlines))}  # "all 7 traits"
        assert numbers_in(sentence.text, names) <= cited, sentence
        assert sentence.text[0] in "“<" or not sentence.text[0].islower(), sentence
        assert sentence.text[-1] in ".”", sentence
        assert not re.search(r"\{|\}|\$|  | ,|\bnan\b|\bNone\b", re.sub(r"“[^”]*”", "“”", sentence.text)), (
            sentence
        )


def check_data(some: People, profile: Profile, persona: Persona) -> None:
    """Every figure of a statement is what the answers give, counted again without our code."""
    member = some.labels == persona.segment
    numeric = some.responses.numeric
    said = {column.name: np.array([str(v) for v in column.values]) for column in some.responses.categorical}

    def mean(name: str, among: np.ndarray) -> float:
        values = numeric.column(name)
        among = among & np.isfinite(values)
        return float(np.average(values[among], weights=numeric.weights[among])) if among.any() else math.nan

    for statement in persona.statements:
        if m := statement.measurement:
            assert m.mean == pytest.approx(mean(m.attribute, member))
            withheld = any(math.isnan(p.attribute(m.attribute).mean) for p in profile.segments)
            if not withheld:
                assert m.others_mean == pytest.approx(mean(m.attribute, ~member), nan_ok=True)
            values = numeric.column(m.attribute)[member]
            assert m.members == np.isfinite(values).sum()
            if m.scale:
                side = (values - m.scale.midpoint) / m.scale.half_range * (1 if m.position >= 0 else -1)
                assert m.members_fit == (side >= 0.25 - 1e-9).sum()
        if s := statement.share:
            inside = said[s.attribute][member]
            assert (s.count, s.answered) == ((inside == s.category).sum(), len(inside))
            for share, among in ((s.share, member), (s.others_share, ~member)):
                chosen = said[s.attribute][among] == s.category
                assert share == pytest.approx(np.average(chosen, weights=numeric.weights[among]))
            assert s.count >= 5
        if q := statement.summary:
            values = numeric.column(q.name)[member]
            known = values[np.isfinite(values)]
            assert (q.minimum, q.maximum) == (known.min(), known.max())
            assert q.answered == len(known) >= 10
            if not some.weighted:
                quartiles = np.quantile(known, [0.25, 0.5, 0.75])
                assert [q.lower_quartile, q.median, q.upper_quartile] == pytest.approx(quartiles)
        if c := statement.contrast:
            assert c.mean == pytest.approx(mean(c.attribute, member))
            assert c.neighbour_mean == pytest.approx(mean(c.attribute, some.labels == c.neighbour))
        if statement.tally and statement.tally.matter == "size":
            assert statement.tally.count == member.sum()
        if statement.kind is not StatementKind.MEASURED:
            assert statement.rules
            assert statement.grade


def masked(text: str) -> str:
    """Return a text without numbers, names of nobody and what stands in quotes: its wording alone."""
    return NUMBER.sub("#", re.sub(r"“[^”]*”", "“”", text))


@settings(max_examples=STUDIES, deadline=None, derandomize=True)
@given(seeds)
def test_every_figure_is_that_of_a_statement_and_of_the_data(seed: int) -> None:
    some = people(seed)
    profile, personas = told(some)
    names = [p.plural for p in personas]
    for persona in personas:
        check_sentences(persona, names)
        check_data(some, profile, persona)
    openings = [masked(p.narrative[0].text) for p in personas]
    for name in names:
        openings = [opening.replace(name, "") for opening in openings]
    assert len({" ".join(opening.split()[:3]) for opening in openings}) == len(openings), openings


@settings(max_examples=STUDIES, deadline=None, derandomize=True)
@given(seeds)
def test_the_narrative_does_not_repeat_the_one_line_and_hedges_what_is_inferred(seed: int) -> None:
    _, personas = told(people(seed))
    for persona in personas:
        story = " ".join(sentence.text for sentence in persona.narrative)
        by_id = {statement.id: statement for statement in persona.statements}
        for key in persona.one_line.statements:
            pole = re.match(r"(?:They|On average, they) ([^“:]+): mean", by_id[key].text)
            if pole and pole[1] in persona.one_line.text:
                assert not re.search(re.escape(pole[1]) + r"(?=[,.;]| and)", story), pole[1]
        for sentence in persona.narrative:
            inferred = [by_id[key] for key in sentence.statements if by_id[key].rules]
            if inferred:
                assert re.search(r"[Pp]robabl[ye]|hypothesis", sentence.text), sentence
            if any(s.kind is StatementKind.HYPOTHESIS for s in inferred):
                assert "hypothesis" in sentence.text, sentence


@settings(max_examples=max(STUDIES // 4, 15), deadline=None, derandomize=True)
@given(seeds)
@example(30449)  # two questions that tell equally much
@example(316)  # a segment in which nobody answered a question that all others share
def test_order_and_numbers_change_nothing_but_numbers_of_segments(seed: int) -> None:
    some, rng = people(seed), np.random.default_rng(seed)
    k = int(some.labels.max())
    names = dict(zip(range(1, k + 1), (rng.permutation(k) + 1).tolist(), strict=True))
    other = some.reordered(
        rng.permutation(len(some.labels)), names, rng.permutation(len(some.study.attributes))
    )
    _, one = told(some)
    _, two = told(other)
    for persona in one:
        twin = two[names[persona.segment] - 1]
        assert words_of(persona) == words_of(twin)


def words_of(persona: Persona) -> list[str]:
    return [re.sub(r"Segment \d+ members?", "They", sentence.text) for sentence in sentences(persona)]
