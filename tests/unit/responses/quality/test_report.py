"""Who is proposed, in which words, and how it is written."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from unit.responses.quality.surveys import FIVE, attentive, likert, responses_of, survey

from psychograph.codebook.codebook import Role, Variable, VariableType
from psychograph.findings import Severity
from psychograph.responses.quality.answers import answers_of
from psychograph.responses.quality.check import check_quality
from psychograph.responses.quality.report import Missingness, Outcome, QualityReport
from psychograph.responses.quality.rule import Family, RuleResult
from psychograph.responses.quality.weaknesses import verdict_on, weaknesses_of
from psychograph.responses.quality.written import quality_csv, quality_record
from psychograph.responses.responses import Responses

NOTHING_MISSING = Missingness(0.0, 4, (), (), 1, None, "no answer is missing")


def report_of(**flags: tuple[Family, list[int]]) -> QualityReport:
    """A report on four respondents; each rule with its family and the rows it remarks."""
    outcomes = tuple(
        Outcome(
            code, code, family, RuleResult(np.isin(np.arange(4), rows), np.arange(4.0), 1.0, "a test"), ""
        )
        for code, (family, rows) in flags.items()
    )
    return QualityReport(("=a", "b", "c", "d"), outcomes, NOTHING_MISSING)


def test_two_rules_of_one_family_are_one_sign() -> None:
    report = report_of(
        one=(Family.PATTERN, [0, 1]), other=(Family.PATTERN, [0, 1]), fast=(Family.TIME, [1, 2])
    )
    assert report.proposed.tolist() == [False, True, False, False]
    assert report.proposals[0].families == (Family.PATTERN, Family.TIME)
    assert report.proposals[0].rules == ("one", "other", "fast")


def test_a_second_submission_is_proposed_by_itself() -> None:
    report = report_of(again=(Family.IDENTITY, [3]), fast=(Family.TIME, [0]))
    assert report.proposed.tolist() == [False, False, False, True]


def test_the_verdict_counts() -> None:
    report = report_of(flat=(Family.PATTERN, [1]), fast=(Family.TIME, [1]), again=(Family.IDENTITY, [2, 3]))
    assert verdict_on(report) == (
        "Of 4 respondents, 1 (25%) looks careless by two independent signs and 2 repeat an earlier "
        "submission. So many change results: ask how they were recruited."
    )
    (finding,) = weaknesses_of(report)
    assert (finding.code, finding.severity) == ("careless-answers", Severity.SERIOUS)
    assert "3 of 4 respondents are proposed for leaving out (75%): b, c, d" in finding.text


def test_one_kind_of_evidence_is_told_and_proposes_nobody() -> None:
    report = report_of(flat=(Family.PATTERN, [1]), bad=(Family.VALIDITY, [0]))
    assert "only one kind of evidence" in verdict_on(report)
    assert [finding.code for finding in weaknesses_of(report)] == ["bad", "little-evidence"]


def test_no_formula_reaches_a_spreadsheet_and_blanks_stay_blank() -> None:
    report = report_of(flat=(Family.PATTERN, [1]), fast=(Family.TIME, [1]))
    rows = list(csv.DictReader(io.StringIO(quality_csv(report))))
    assert rows[0]["respondent"] == "'=a"
    assert rows[1] == {
        "respondent": "b",
        "flat": "1",
        "flat_index": "1",
        "fast": "1",
        "fast_index": "1",
        "families": "pattern time",
        "proposed": "1",
    }
    assert quality_record(report).rules[0].share == 0.25


def test_careless_people_among_attentive_ones_are_found() -> None:
    codes = attentive(300)
    codes[:3] = 5.0  # straight lines that agree with opposites
    report = check_quality(survey(codes).responses, rng=np.random.default_rng(1))
    assert report.proposed[:3].all()
    assert report.proposed[3:].mean() <= 0.02
    result = report.outcome("straight-lining").result
    assert result is not None
    assert result.flags[:3].all()


def test_the_order_of_rows_does_not_matter() -> None:
    codes = attentive(120)
    codes[:4] = 5.0
    order = np.random.default_rng(2).permutation(120)
    one, other = (
        check_quality(survey(given).responses, rng=np.random.default_rng(1))
        for given in (codes, codes[order])
    )
    assert one.proposed[order].tolist() == other.proposed.tolist()


def test_the_same_start_gives_the_same_report() -> None:
    given = survey(attentive(100)).responses
    one, other = (quality_csv(check_quality(given, rng=np.random.default_rng(3))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_next_to_no_respondents_are_no_reason_to_crash(rows: int) -> None:
    report = check_quality(answers_of(np.ones((rows, 12)), FIVE).responses, rng=np.random.default_rng(1))
    assert report.proposed.tolist() == [False] * rows


def test_answers_without_any_question_say_so() -> None:
    given = responses_of({"id": ["a", "b"]}, [Variable("id", VariableType.TEXT, Role.ID)])
    report = check_quality(given, rng=np.random.default_rng(1))
    assert report.respondents == ("a", "b")
    assert not report.proposals
    assert report.missingness.questions == ()


def test_averages_of_questions_are_not_looked_at() -> None:
    given = answers_of(np.array([[1, 2.5], [3, 3.5], [2, 4]]), FIVE)
    assert [item.name for item in given.items] == ["Q1"]


def test_missing_answers_are_counted_and_tested() -> None:
    codes = attentive(300, scales=2)
    codes[codes[:, 0] >= 4, 1] = np.nan  # who agrees to the first skips the second
    report = check_quality(answers_of(codes, FIVE).responses, rng=np.random.default_rng(1))
    missing = report.missingness
    assert missing.questions[0].name == "Q2"
    assert missing.questions[0].share == pytest.approx(np.isnan(codes[:, 1]).mean())
    assert (missing.distinct, missing.patterns[1].blank) == (2, ("Q2",))
    assert missing.complete == int((~np.isnan(codes[:, 1])).sum())
    assert missing.little is not None
    assert missing.little.p < 0.001
    assert "blanks-not-by-chance" in [finding.code for finding in report.findings]


def test_out_of_range_answers_do_not_enter_other_rules() -> None:
    columns = {f"q{place}": ["1", "2", "3", "4"] * 10 for place in range(3)}
    columns["q0"] = ["9", *columns["q0"][1:]]
    given: Responses = responses_of(columns, [likert(name) for name in columns])
    report = check_quality(given, rng=np.random.default_rng(1))
    assert report.outcome("outside-scale").flagged == 1
    assert report.proposals == ()
