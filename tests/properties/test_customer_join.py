"""Whatever keys two files hold, customers and respondents are joined one to one, and everybody is counted."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shop_with_survey import written

from psychograph.responses.load import study_responses
from psychograph.responses.responses import Responses
from psychograph.study.load import load_study

KEYS = st.lists(st.sampled_from(["", " ", "a", "b", " c", "c", "A", "é", "0", "00", "null"]), max_size=9)
BLANK = {"", "null"}
LENIENT = {"respondent: Key}": "respondent: Key, repeated: leave out}"}


def keyed(keys: list[str]) -> list[str]:
    return [key.strip() for key in keys if key.strip() not in BLANK]


def joined(table: list[str], answers: list[str]) -> Responses:
    with tempfile.TemporaryDirectory() as folder:
        written(
            Path(folder),
            table=[(key, str(row), "North") for row, key in enumerate(table)],
            answers=[(f"R{row}", key, "3") for row, key in enumerate(answers)],
            changes=LENIENT,
        )
        return study_responses(load_study(Path(folder)), Path(folder))


@settings(max_examples=60)
@given(KEYS, KEYS)
def test_one_to_one_and_nobody_lost(table: list[str], answers: list[str]) -> None:
    once = {key for key, times in Counter(keyed(table)).items() if times == 1}
    asked = Counter(keyed(answers))
    expected = {
        f"R{row}" for row, key in enumerate(answers) if key.strip() in once and asked[key.strip()] == 1
    }
    assume(expected)
    found = joined(table, answers)
    base = found.customers
    assert base is not None
    assert set(base.rows) == expected
    assert len(set(base.rows.values())) == len(base.rows)  # no customer is joined twice
    assert len(found) == len(answers)
    together = base.joined
    several = sum(times for times in asked.values() if times > 1)
    assert together.respondents == len(answers)
    assert together.matched + together.unknown.count + together.blank.count + several == len(answers)
    assert len(base) == len(once)
    for respondent, row in base.rows.items():
        place = int(respondent[1:])
        mine = [row for row, key in enumerate(table) if key.strip() == answers[place].strip()]
        assert base.column("Orders").values[row] == mine[0]


@settings(max_examples=20)
@given(st.permutations(["a", "b", "c", "d", "e"]), st.permutations(["a", "b", "c"]))
def test_the_order_of_rows_changes_nothing(table: list[str], answers: list[str]) -> None:
    def base(table: list[str], answers: list[str]) -> dict[str, float]:
        with tempfile.TemporaryDirectory() as folder:
            written(
                Path(folder),
                table=[(key, str(ord(key)), "North") for key in table],
                answers=[(f"R{key}", key, "3") for key in answers],
            )
            found = study_responses(load_study(Path(folder)), Path(folder)).customers
            assert found is not None
            figures = found.column("Orders").values
            return {"all": float(figures @ range(5))} | {who: figures[row] for who, row in found.rows.items()}

    assert base(table, answers) == base(sorted(table), sorted(answers))
