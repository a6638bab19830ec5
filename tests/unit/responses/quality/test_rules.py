"""Each rule on answers small enough to work out by hand, or against numbers that we did not write."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import betabinom, chi2, pearsonr
from unit.responses.quality.surveys import FIVE, answers, attentive, likert, survey

from psychograph.codebook.codebook import Code, Role, Scale, Variable, VariableType
from psychograph.responses.quality.answers import answers_of
from psychograph.responses.quality.rules import RULES
from psychograph.responses.quality.rules.antonyms import Antonyms
from psychograph.responses.quality.rules.attention_checks import AttentionChecks
from psychograph.responses.quality.rules.even_odd import EvenOdd, half_means
from psychograph.responses.quality.rules.far_below_median import FarBelowMedian
from psychograph.responses.quality.rules.impossible_numbers import ImpossibleNumbers
from psychograph.responses.quality.rules.longstring import Longstring, longest_runs
from psychograph.responses.quality.rules.low_spread import LowSpread
from psychograph.responses.quality.rules.mahalanobis import MahalanobisDistance
from psychograph.responses.quality.rules.mostly_unanswered import MostlyUnanswered
from psychograph.responses.quality.rules.outside_scale import OutsideScale
from psychograph.responses.quality.rules.regular_pattern import RegularPattern
from psychograph.responses.quality.rules.repeated_answers import RepeatedAnswers, _all_alike
from psychograph.responses.quality.rules.repeated_id import RepeatedId
from psychograph.responses.quality.rules.reversed_pairs import ReversedPairs, twins
from psychograph.responses.quality.rules.scattered_scales import ScatteredScales
from psychograph.responses.quality.rules.seconds_per_item import SecondsPerItem, seconds_per_item
from psychograph.responses.quality.rules.straight_lining import StraightLining
from psychograph.responses.quality.rules.synonyms import Synonyms, pairs_of
from psychograph.responses.quality.rules.unreadable_answers import UnreadableAnswers
from psychograph.responses.quality.within import within_person_correlation


def test_codes_are_distinct_and_every_rule_says_what_it_needs() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    for rule in RULES:
        assert "Where it is weak" in (type(rule).__doc__ or "")
        assert "References\n" in (type(rule).__doc__ or "")
        assert rule.applies.__doc__


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_crashes_or_flags_anybody_on_next_to_nothing(rule: object) -> None:
    for codes in (np.ones((1, 1)), np.full((3, 2), np.nan), np.ones((5, 12))):
        given = answers_of(codes, FIVE)
        if rule.applies(given) is None:  # type: ignore[attr-defined]
            found = rule.check(given)  # type: ignore[attr-defined]
            assert found.flags.shape == found.index.shape == (len(codes),)
            assert found.flags.dtype == bool


# Pattern


def test_straight_lining_counts_answers_in_batteries_of_one_code() -> None:
    codes = np.array([[3, 3, 3, 3, 1, 2, 3, 4], [3, 3, 3, 3, 5, 5, np.nan, 5], [1, 2, 1, 1, 5, 5, 4, 5.0]])
    found = StraightLining().check(survey(codes))
    assert found.index[0] == 0.5
    assert np.isnan(found.index[1])  # three answers of the second battery are too few: four are left
    assert found.flags.tolist() == [True, False, False]


def test_longstring_passes_blanks_over_and_stops_where_the_scale_changes() -> None:
    codes = np.array([[2.0] * 12, [1, 2, 3] * 4, [2, 2, np.nan, 2, 2, 3, 4, 1, 5, 1, 2, 3]])
    assert longest_runs(answers_of(codes, FIVE)).tolist() == [12, 1, 4]
    other = Variable("c", VariableType.LIKERT, Role.BASIS, scale=Scale(1, 7))
    mixed = answers({"a": ["3"], "b": ["3"], "c": ["3"]}, likert("a"), likert("b"), other)
    assert longest_runs(mixed).tolist() == [2]


def test_longstring_line_is_half_of_the_questions_where_everybody_has_long_runs() -> None:
    rng = np.random.default_rng(1)
    delighted = np.where(rng.random((100, 20)) < 0.9, 5.0, 4.0)
    assert Longstring().check(answers_of(delighted, FIVE)).threshold == 10
    varied = rng.integers(1, 6, (100, 40)).astype(float)
    varied[0, :20] = 2
    found = Longstring().check(answers_of(varied, FIVE))
    assert found.threshold == 8
    assert np.flatnonzero(found.flags).tolist() == [0]


@pytest.mark.parametrize(
    ("row", "length"),
    [
        ([1, 5, 1, 5, 1, 5, 1, 5, 1, 5], 10),
        ([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], 10),
        ([1, 2, 3, 4, 5, 4, 3, 2, 1, 2], 10),
        ([5, 4, 3, 2, 1, 1, 2, 3, 3, 2], 5),
        ([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 0),
        ([1, 5, 1, 5, np.nan, 5, 1, 5, 1, 5], 5),
    ],
)
def test_regular_pattern_counts_zigzags_and_diagonals_but_no_straight_lines(
    row: list[float], length: int
) -> None:
    assert RegularPattern().check(answers_of(np.array([row, row]), FIVE)).index[0] == length


def test_low_spread_is_the_standard_deviation_in_half_ranges() -> None:
    codes = np.array([[1.0, 5] * 5, [3.0] * 10, [2, 3, 4, 2, 3, 4, 2, 3, 4, 3]])
    found = LowSpread().check(answers_of(codes, FIVE))
    assert found.index == pytest.approx([np.std(row, ddof=1) / 2 for row in codes])
    assert found.flags[1]


# Consistency


def test_synonym_pairs_are_those_above_sixty_and_the_index_is_an_ordinary_correlation() -> None:
    rng = np.random.default_rng(2)
    base = rng.standard_normal((300, 8))
    twin = 0.9 * base + 0.3 * rng.standard_normal(base.shape)
    codes = np.clip(np.rint(3 + np.stack([base, twin], axis=2).reshape(300, 16)), 1, 5)
    given = answers_of(codes, FIVE)
    first, second = pairs_of(given, answers_alike=True)
    assert sorted(zip(first, second, strict=True)) == [(2 * i, 2 * i + 1) for i in range(8)]
    index = Synonyms().check(given).index
    assert index[7] == pytest.approx(pearsonr(codes[7, first], codes[7, second])[0])
    turned = codes.copy()
    turned[:, 1::2] = 6 - turned[:, 1::2]
    opposite = Antonyms().check(answers_of(turned, FIVE)).index
    assert opposite[7] == pytest.approx(-index[7])


def test_an_index_is_never_filled_in_where_pairs_are_too_few_or_do_not_vary() -> None:
    values = np.array([[1, 1, 2, 2, np.nan, 3], [3, 3, 3, 3, 3, 3], [1, 2, 2, 3, 4, 4.0]])
    found = within_person_correlation(values, [0, 2, 4], [1, 3, 5])
    assert np.isnan(found[:2]).all()
    assert found[2] == pytest.approx(pearsonr([1, 2, 4], [2, 3, 4])[0])


def test_two_synonym_pairs_are_too_few() -> None:
    rng = np.random.default_rng(3)
    base = rng.standard_normal((200, 2))
    codes = np.clip(np.rint(3 + np.repeat(base, 2, axis=1)), 1, 5)
    assert Synonyms().applies(answers_of(codes, FIVE)) == (
        "2 pairs of questions correlate above 0.6, fewer than 3"
    )


def test_synonyms_find_answers_at_random_where_there_are_many_pairs_and_spare_the_rest() -> None:
    rng = np.random.default_rng(4)
    base = rng.standard_normal((400, 24))
    codes = np.clip(np.rint(3 + np.repeat(base, 2, axis=1) + 0.3 * rng.standard_normal((400, 48))), 1, 5)
    codes[:40] = rng.integers(1, 6, (40, 48))
    flags = Synonyms().check(answers_of(codes, FIVE)).flags
    assert (
        flags[:40].mean() > 0.25
    )  # half of all correlations by chance are below 0: 20 of 40, give or take 3
    assert flags[40:].mean() < 0.01


def test_even_odd_is_stepped_up_by_spearman_and_brown() -> None:
    assert (EvenOdd().applies(survey(attentive(60))) or "").startswith("6 scales")
    given = survey(attentive(60, scales=9))
    halves = half_means(given)
    r = pearsonr(halves[5, :9], halves[5, 9:])[0]
    assert EvenOdd().check(given).index[5] == pytest.approx(2 * r / (1 + r))


def test_scattered_scales_remark_who_answers_one_scale_both_ways() -> None:
    codes = attentive(200)
    codes[0] = 5  # agrees to items and to their opposites
    codes[1] = np.tile([1, 5, 1, 5], 6)
    found = ScatteredScales().check(survey(codes))
    assert found.flags[:2].all()
    assert found.flags[2:].mean() < 0.03


def test_reversed_pairs_count_agreeing_with_opposites_and_spare_the_midpoint() -> None:
    codes = attentive(200)
    codes[0], codes[1] = 5, 3
    given = survey(codes)
    assert [turned for turned, _ in twins(given)] == [3, 7, 11, 15, 19, 23]
    found = ReversedPairs().check(given)
    assert found.index[:2].tolist() == [1.0, 0.0]
    assert found.flags[:2].tolist() == [True, False]


def test_without_reversed_items_the_rule_says_so() -> None:
    given = answers_of(attentive(50), FIVE, constructs=["one"] * 24)
    assert ReversedPairs().applies(given) == "no item is marked as reversed"


# Outliers


def test_mahalanobis_is_the_textbook_distance_where_nothing_is_missing() -> None:
    codes = attentive(200, scales=2)
    gap = codes - codes.mean(axis=0)
    squared = np.einsum("ij,jk,ik->i", gap, np.linalg.inv(np.cov(codes.T, bias=True)), gap)
    found = MahalanobisDistance().check(answers_of(codes, FIVE))
    assert found.index == pytest.approx(chi2.sf(squared, 8), rel=1e-3)


def test_mahalanobis_measures_only_what_was_answered() -> None:
    codes = attentive(300, scales=2)
    codes[0, 4:] = np.nan
    codes[1] = np.nan
    given = answers_of(codes, FIVE)
    model = given.model
    gap = codes[0, :4] - model.mean[:4]
    squared = gap @ np.linalg.inv(model.covariance[:4, :4]) @ gap
    found = MahalanobisDistance().check(given)
    assert found.index[0] == pytest.approx(chi2.sf(squared, 4), rel=1e-6)
    assert np.isnan(found.index[1])


# Time


def _timed(seconds: list[str | None], **more: list[str | None]) -> object:
    items = {f"q{place}": ["1", "2", "3", "4"] * (len(seconds) // 4) for place in range(10)}
    variables = [likert(name) for name in items]
    columns = {"time": seconds, **more}
    variables += [Variable(name, VariableType.NUMBER, Role.DURATION) for name in columns]
    return answers({**items, **columns}, *variables)


def test_seconds_are_counted_for_each_question_answered() -> None:
    given = _timed(["100", "19", None, "-5"])
    found = SecondsPerItem().check(given)  # type: ignore[arg-type]
    assert found.index[:2].tolist() == [10.0, 1.9]
    assert np.isnan(found.index[2:]).all()
    assert found.flags.tolist() == [False, True, False, False]
    assert FarBelowMedian().applies(given) == "fewer than 20 respondents with a duration"  # type: ignore[arg-type]


def test_far_below_median_needs_no_unit() -> None:
    given = _timed([*["9"] * 23, "2"])
    assert np.flatnonzero(FarBelowMedian().check(given).flags).tolist() == [23]  # type: ignore[arg-type]


def test_times_of_pages_are_added_up_unless_one_of_them_is_the_whole() -> None:
    pages = _timed(["10", "20", "30", "40"], other=["30", "30", "30", "30"], third=["10", "10", "10", "10"])
    assert seconds_per_item(pages).tolist() == [5.0, 6.0, 7.0, 8.0]  # type: ignore[arg-type]
    whole = _timed(["90", "80", "70", "99"], other=["30", "30", "30", "30"], third=["30", "30", "30", "30"])
    assert seconds_per_item(whole).tolist() == [9.0, 8.0, 7.0, 9.9]  # type: ignore[arg-type]


# Attention


def test_checks_are_passed_by_code_or_label_and_blanks_do_not_count() -> None:
    codes = (Code("1", "Disagree"), Code("4", "Agree"))
    check = Variable("c", VariableType.LIKERT, Role.CHECK, codes=codes, expected="agree")
    other = Variable("d", VariableType.NUMBER, Role.CHECK, expected="4")
    third = Variable("e", VariableType.TEXT, Role.CHECK, expected="Blue")
    found = AttentionChecks().check(
        answers(
            {
                "c": ["4", "Agree", "1", None, "1"],
                "d": ["4.0", "4", "4", None, "3"],
                "e": ["blue", "BLUE ", "blue", None, "red"],
            },
            check,
            other,
            third,
        )
    )
    assert found.index[:3] == pytest.approx([0, 0, 1 / 3])
    assert np.isnan(found.index[3])
    assert found.flags.tolist() == [False, False, False, False, True]


def test_a_check_that_nobody_passes_is_declared_wrongly_and_flags_nobody() -> None:
    right = Variable("c", VariableType.NUMBER, Role.CHECK, expected="4")
    wrong = Variable("d", VariableType.NUMBER, Role.CHECK, expected="Agree")
    given = {"c": ["4", "4", "1"], "d": ["4", "4", "1"]}
    found = AttentionChecks().check(answers(given, right, wrong))
    assert found.index.tolist() == [0, 0, 1]
    assert "nobody gave the answer declared: d ('Agree')" in found.rests_on
    assert "d ('Agree')" in str(AttentionChecks().applies(answers({"d": given["d"]}, wrong)))


# Identity


def test_the_first_of_repeated_ids_is_kept() -> None:
    given = answers({"id": ["a", "b", "a", None, None]}, Variable("id", VariableType.TEXT, Role.ID))
    assert RepeatedId().check(given).flags.tolist() == [False, False, True, False, False]


def test_equal_rows_are_remarked_and_straight_lines_are_not() -> None:
    codes = np.random.default_rng(1).integers(1, 6, (100, 20)).astype(float)
    codes[50] = codes[3]
    codes[60], codes[61] = 3, 3
    codes[70] = codes[71] = np.tile([1, 5], 10)
    codes[80] = codes[81] = np.where(np.arange(20) < 6, codes[80], np.nan)  # six answers tell nothing
    given = answers_of(codes, FIVE)
    assert RepeatedAnswers().applies(given) is None
    assert np.flatnonzero(RepeatedAnswers().check(given).flags).tolist() == [50]


def test_equal_rows_prove_nothing_where_people_are_alike() -> None:
    alike = np.where(np.random.default_rng(1).random((500, 15)) < 0.1, 4.0, 5.0)
    assert "expected by chance" in (RepeatedAnswers().applies(answers_of(alike, FIVE)) or "")


def test_the_chance_of_agreeing_throughout_is_beta_binomial() -> None:
    m, a, b = 20, 3.0, 5.0
    variance = betabinom(m, a, b).var()
    assert _all_alike(a / (a + b), variance, m) == pytest.approx(betabinom(m, a, b).pmf(m))
    assert _all_alike(0.3, m * 0.3 * 0.7, m) == pytest.approx(0.3**m)


# Validity


def test_answers_that_were_not_offered() -> None:
    region = Variable("r", VariableType.CATEGORY, Role.DESCRIPTOR, codes=(Code("1", "North"),))
    cells = ["1", "7", *["3"] * 38]
    found = OutsideScale().check(
        answers({"q": cells, "r": ["1", "North", "9", *["1"] * 37]}, likert("q"), region)
    )
    assert found.flags[:4].tolist() == [False, True, True, False]


def test_a_question_declared_wrongly_is_nobodys_fault() -> None:
    found = OutsideScale().check(answers({"q": ["1", "7", "7", "3"]}, likert("q")))
    assert not found.flags.any()
    assert "probably declared wrongly: q" in found.rests_on


def test_text_among_numbers_is_remarked_and_a_column_of_text_is_not() -> None:
    age, words = (Variable(name, VariableType.NUMBER, Role.DESCRIPTOR) for name in ("Age", "Words"))
    cells = {"Age": ["30", "thirty", "41", None], "Words": ["a", "b", "c", "4"]}
    assert UnreadableAnswers().check(answers(cells, age, words)).flags.tolist() == [False, True, False, False]


def test_impossible_numbers_know_ages_counts_and_worlds_apart() -> None:
    names = ("Age", "Children", "Income")
    variables = [Variable(name, VariableType.NUMBER, Role.DESCRIPTOR) for name in names]
    usual = [str(value) for value in range(20, 60)]
    columns = {
        "Age": ["999", "121", "0", "120", *usual],
        "Children": ["0", "-1", "2", "3", *["1"] * 40],
        "Income": ["40", "50", "90000", "200", *usual],
    }
    found = ImpossibleNumbers().check(answers(columns, *variables))
    assert found.index[:4].tolist() == [1, 2, 1, 0]
    assert not found.flags[4:].any()


# Missingness


def test_questions_shown_to_few_do_not_count_as_blank() -> None:
    columns = {f"q{place}": ["1", "2", "3", "4"] for place in range(4)}
    columns |= {f"only{place}": ["1", None, None, None] for place in range(9)}
    columns["q0"] = columns["q1"] = columns["q2"] = [None, "2", "3", "4"]
    found = MostlyUnanswered().check(answers(columns, *(likert(name) for name in columns)))
    assert found.index.tolist() == [0.75, 0, 0, 0]
    assert found.flags.tolist() == [True, False, False, False]
