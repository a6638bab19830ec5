"""docs/questionnaire-length.md: its code runs, its seconds and minutes are those of the model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from questionnaires_in_words import asking, of_pack

from psychograph.questionnaire.planning import length

PAGE = (Path(__file__).parents[4] / "docs" / "questionnaire-length.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_its_code_runs(code: str) -> None:
    exec(compile(code, "docs/questionnaire-length.md", "exec"), {})  # noqa: S102 - our own page


@pytest.mark.parametrize(
    ("row", "seconds"),
    [
        ("to read a word", length.READING),
        ("a statement or question on a scale", length.RATED),
        ("one of several choices", length.CHOSEN),
        ("any of several choices, beside that, each", length.OPTION),
        ("ranking, beside that, each place", length.RANKED),
        ("a number or postcode", length.TYPED_NUMBER),
        ("a day", length.TYPED_DAY),
        ("a line of text", length.TYPED_LINE),
        ("a longer text", length.TYPED_LONG),
        ("consent", length.AGREED),
        ("to turn a page", length.TURNED),
    ],
)
def test_its_seconds_are_those_of_the_model(row: str, seconds: length.Seconds) -> None:
    said = re.search(rf"^\| {re.escape(row)} \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, re.MULTILINE)
    assert said is not None
    # Two digits are printed.
    assert [float(value) for value in said.groups()] == pytest.approx(
        [seconds.low, seconds.expected, seconds.high], rel=0.05
    )


@pytest.mark.parametrize("pack", ["ipip_bffm_50", "ipip_neo_120", "tipi_10"])
def test_its_minutes_are_those_of_the_model(pack: str) -> None:
    found = length.duration(asking(of_pack(pack)))
    assert f"{found.minutes:.1f} ({found.low / 60:.1f} to {found.high / 60:.1f}) minutes" in PAGE
