"""What is asked begins with a figure, resolves to something that can be asked, and its command runs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from explored import bare, part, rfm, shop

from psychograph.cli.main import commands
from psychograph.history.asking import KNOWN, questions_of, quotas_of, suggest_command
from psychograph.history.exploration import Exploration
from psychograph.history.kinds import Kind, people_within
from psychograph.history.measures.customers import Partition
from psychograph.history.measures.difference import Difference
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.questions import Question
from psychograph.questionnaire.suggest.mapping import suggestions
from psychograph.questionnaire.suggest.matching import topics_of


def sample(n: int = 1_000, once: float = 0.4) -> CustomerSample:
    rng = np.random.default_rng(2)
    orders = np.where(rng.random(n) < once, 1, rng.integers(2, 9, n))
    last = 15_000 - rng.integers(1, 300, n)
    value = orders * rng.lognormal(5, 1, n)
    keys = tuple(f"c{at}" for at in range(n))
    return CustomerSample(keys, orders, orders, last - 10, last, value, value, 15_000, n)


def differing(by: str, effect: float = 0.2, q: float = 0.01) -> Difference:
    return Difference(by, "repeat buying", "chi-squared", q, q, effect, "Cramer's V", f"It differs by {by}")


def everything() -> Exploration:
    """A history that gives rise to every question there is."""
    found = shop()
    rows = dataclasses.replace(found.rows, used=1_000, named=700)
    places = Partition("country", "place", (part("France", 50), part("Spain", 50)), None, 0)
    groups = Partition("age_group", "group", (part("18-29", 50), part("60+", 50)), None, 0)
    return dataclasses.replace(
        found,
        rfm=rfm(),
        rows=rows,
        partitions=(places, groups),
        differences=(differing("country"), differing("age_group")),
    )


def without_groups() -> Exploration:
    return dataclasses.replace(everything(), partitions=(), differences=())


HISTORIES = (everything(), without_groups(), shop(), bare())


def every_question() -> Iterable[Question]:
    found = {q.ask: q for history in HISTORIES for q in questions_of(history, sample())}
    return found.values()


def test_all_that_can_be_asked_is_looked_at_here() -> None:
    assert len(list(every_question())) == 12


@pytest.mark.parametrize("question", every_question(), ids=lambda question: question.ask[:40])
def test_each_question_points_to_its_constructs(question: Question) -> None:
    mapping = suggestions()
    pointed = {name for one in topics_of(question.ask, mapping.topics) for name in one.topic.ask}
    assert question.constructs
    assert {*question.constructs} <= {*mapping.constructs}
    assert {*question.constructs} <= pointed, pointed
    assert question.ask.endswith("?")
    assert question.because.endswith(".")


def test_what_history_knows_can_be_asked_and_is_not() -> None:
    assert {*KNOWN} <= {*suggestions().constructs}
    assert not {*KNOWN} & {name for question in every_question() for name in question.constructs}


def test_figures_are_those_of_the_customers() -> None:
    people = sample()
    first = questions_of(everything(), people)[0]
    scored = dict(first.quotas)
    once = people.orders == 1
    late = people.until - people.last <= 71  # where score 3 of recency begins
    assert f"{once.sum():,} of 1,000 customers" in first.because
    assert f"for {(once & ~late).sum():,} of them" in first.because
    cheap = people.value < float(rfm().value.cuts[3])
    assert scored[Kind.ONCE_LONG_AGO.value] == people_within(0.07, int((once & cheap & ~late).sum()))


def test_nobody_is_asked_why_they_bought_once_who_did_not() -> None:
    asked = [question.ask for question in questions_of(everything(), sample(once=0.0))]
    assert not any("second" in ask for ask in asked)


def test_differences_that_are_chance_or_tiny_give_no_question() -> None:
    history = everything()
    small = dataclasses.replace(history, differences=(differing("country", effect=0.02),))
    chance = dataclasses.replace(history, differences=(differing("country", q=0.3),))
    for one in (small, chance):
        assert not any("one country" in question.ask for question in questions_of(one, sample()))
    assert any("one country" in question.ask for question in questions_of(history, sample()))


def test_no_question_is_made_of_data_that_the_law_protects() -> None:
    belief = Partition("religion", "group", (part("a", 50), part("b", 50)), None, 0)
    history = dataclasses.replace(everything(), partitions=(belief,), differences=(differing("religion"),))
    assert not any("religion" in question.ask for question in questions_of(history, sample()))


def test_a_peak_that_chance_explains_is_no_question() -> None:
    history = everything()
    quiet = dataclasses.replace(history, differences=(differing("season", q=0.4),))
    assert any("November" in question.ask for question in questions_of(history, sample()))
    assert not any("November" in question.ask for question in questions_of(quiet, sample()))


def test_a_peak_comes_back_where_a_season_was_found_and_its_month_stands_out() -> None:
    def because(q: float, low: float) -> str:
        history = everything()
        season = dataclasses.replace(history.calendar.season, low=(low,) * 12)
        found = dataclasses.replace(
            history,
            calendar=dataclasses.replace(history.calendar, season=season),
            differences=(differing("season", q=q),),
        )
        return " ".join(one.because for one in questions_of(found, sample()) if "November" in one.ask)

    assert "History shows that it comes back" in because(0.01, 104.0)
    assert "cannot show that it comes back" in because(0.01, 96.0)
    assert because(0.2, 104.0) == ""


def test_a_bare_history_asks_for_all_four_kinds_of_variable() -> None:
    constructs = {name for question in questions_of(bare(), None) for name in question.constructs}
    for kind in ("val.", "demo.", "geo.", "price.", "life."):
        assert any(name.startswith(kind) for name in constructs), kind


def test_quotas_fit_the_customers_there_are() -> None:
    people = sample(60)
    for kind, wanted in quotas_of(questions_of(everything(), people)):
        assert kind in {one.value for one in Kind}
        assert 0 < wanted <= 60
    assert quotas_of(questions_of(bare(), None)) == ()


@pytest.mark.parametrize("history", HISTORIES, ids=["everything", "no groups", "a shop", "bare"])
def test_the_command_that_follows_runs(history: Exploration, tmp_path: Path) -> None:
    words = suggest_command(questions_of(history, sample()), str(tmp_path / "survey"))
    assert words[0] == "psychograph"
    result = CliRunner().invoke(commands, words[1:])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "survey" / "questionnaire.yaml").is_file()
    assert "no topic is sure" not in result.output
    assert not re.search(r"\b(LastPurchase|Purchases|Spending)\b", result.output)
