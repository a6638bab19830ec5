"""`psychograph rules` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from psychograph.cli.rules import rules
from psychograph.errors import PsychographError
from psychograph.knowledge.base import shipped

OWN = """\
off: [P08]
rules:
  - id: OUR1
    when: [[val.tradition, high]]
    then: {frame: made here since 1923}
  - id: L05
    when: [[life.online_shopping, high]]
    then: {channel: our app first}
    evidence: [roos2022]
    grade: B
"""


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(rules, [str(argument) for argument in arguments])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "our_rules.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_all_rules_are_listed_with_their_grade() -> None:
    lines = call("list").stdout.splitlines()
    assert "P01   B  big5.openness high" in lines
    assert len([line for line in lines if not line.startswith(" ")]) == len(shipped().rules)
    assert max(map(len, lines)) < 80


def test_all_rules_as_json() -> None:
    records = {record["id"]: record for record in json.loads(call("list", "--json").stdout)}
    assert records["P01"]["then"]["tone"] == "imaginative"
    assert records["D01"]["figures"][0] == {"country": "US", "until": "2023-09"}
    assert records["P01"]["weight"] == pytest.approx(0.7 * 0.8)


def test_a_rule_is_shown_whole() -> None:
    shown = " ".join(call("show", "p01").stdout.split())
    for words in (
        "motive: discovering ideas",
        "grade B: one solid study",
        "weight 0.56 at most",
        "evidence: Hirsh, Kang & Bodenhausen 2012",
        "against: Jatula 2016",
        "may clash (K06)",
    ):
        assert words in shown


def test_own_rules_are_shown_among_the_others(own: Path) -> None:
    assert "OUR1  D  val.tradition high" in call("list", "--own", own).stdout
    assert "P08 " not in call("list", "--own", own).stdout
    assert "channel: our app first" in call("show", "L05", "--own", own).stdout


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(PsychographError, match="did you mean 'P01'"):
        CliRunner().invoke(rules, ["show", "P001"], catch_exceptions=False)


def test_own_rules_in_order(own: Path) -> None:
    result = call("check", own)
    assert result.exit_code == 0
    assert " ".join(result.stdout.split()) == (
        "our_rules.yaml is in order: 1 new rule (OUR1), 1 overridden (L05), 1 switched off (P08). "
        "note: OUR1 has grade D and is printed as a hypothesis to test."
    )


def test_own_rules_with_mistakes(own: Path) -> None:
    own.write_text(
        OWN.replace("val.tradition", "val.tradtion").replace("roos2022", "roos2023"), encoding="utf-8"
    )
    with pytest.raises(PsychographError) as caught:
        CliRunner().invoke(rules, ["check", str(own)], catch_exceptions=False)
    assert [problem.where.split(",")[1] for problem in caught.value.problems] == [" line 4", " line 9"]


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        ([], "psychograph rules show P01"),
        (["list"], "psychograph rules show P01"),
        (["check"], "psychograph rules check our_rules.yaml"),
    ],
)
def test_help_ends_with_an_example(arguments: list[str], example: str) -> None:
    assert call(*arguments, "--help").stdout.rstrip().endswith(example)
