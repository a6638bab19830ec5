"""What happens to basis variables before the tree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from ward_groups import cluster

from psychograph.codebook.codebook import Scale
from psychograph.errors import SegmentationError
from psychograph.findings import Severity
from psychograph.responses.attributes import Attributes, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation import preparation
from psychograph.segmentation.fit import segment
from psychograph.segmentation.preparation import prepare
from psychograph.stats.trees.ward import cut_into, standardise, ward_tree
from psychograph.study.model import Missing, Scaling, SegmentationSettings

IMPUTE = SegmentationSettings(segments=2, missing=Missing.IMPUTE)
PERSON = SegmentationSettings(segments=2, scaling=Scaling.PERSON)
PLAIN = SegmentationSettings(segments=2)


SEVEN = Scale(1, 7)


def people(values: NDArray[np.float64], scale: Scale | None = SEVEN) -> Attributes:
    n, d = values.shape
    names = tuple(f"V{j}" for j in range(d))
    ids = tuple(f"r{i}" for i in range(n))
    return Attributes(ids, names, ("",) * d, (scale,) * d, values.astype(float))


def two_kinds(n: int = 80, d: int = 6, seed: int = 1) -> NDArray[np.float64]:
    """People of two kinds, on seven steps."""
    rng = np.random.default_rng(seed)
    profile = np.tile([1.5, -1.5], d // 2)
    centre = np.where(np.arange(n)[:, None] < n // 2, profile, -profile)
    return np.clip(np.round(4 + centre + rng.normal(size=(n, d))), 1, 7)


def with_blanks(values: NDArray[np.float64], share: float = 0.1, seed: int = 2) -> NDArray[np.float64]:
    blank = values.copy()
    blank[np.random.default_rng(seed).random(values.shape) < share] = np.nan
    return blank


def test_by_default_nothing_happens_to_complete_answers() -> None:
    given = people(two_kinds())
    prepared = prepare(given, given.names, PLAIN)
    assert prepared.points is prepared.basis.values
    assert (prepared.points == given.values).all()
    assert prepared.left_out == ()
    assert not prepared.filled.any()
    assert list(prepared.findings(None)) == []


def test_by_default_a_blank_leaves_out() -> None:
    values = two_kinds()
    values[3, 2] = np.nan
    prepared = prepare(people(values), [f"V{j}" for j in range(6)], PLAIN)
    assert prepared.left_out == ("r3",)
    assert len(prepared.basis) == 79


def test_imputing_complete_answers_changes_nothing() -> None:
    given = people(two_kinds())
    by_default, imputed = segment(given, given.names, PLAIN), segment(given, given.names, IMPUTE)
    assert (by_default.labels == imputed.labels).all()
    assert by_default.findings == imputed.findings
    assert imputed.imputation is None


def test_who_answered_enough_is_kept_and_answers_stay_as_they_are() -> None:
    values = two_kinds()
    values[0, :4] = np.nan  # two of six answered
    values[1, :3] = np.nan  # half
    values[2, 0] = np.nan
    given = people(values)
    kept = prepare(given, given.names, IMPUTE, answered=0.5)
    assert kept.left_out == ("r0",)
    known = np.isfinite(values[1:])
    assert (kept.basis.values[known] == values[1:][known]).all()
    assert (kept.filled == ~known).all()
    assert np.isfinite(kept.basis.values).all()
    strict = prepare(given, given.names, IMPUTE, answered=0.8)
    assert strict.left_out == ("r0", "r1")
    assert prepare(given, given.names, IMPUTE, answered=1.0).left_out == ("r0", "r1", "r2")
    assert prepare(given, given.names, IMPUTE, answered=0.01).left_out == ()


def test_who_is_left_out_in_spite_of_imputing_answered_too_few() -> None:
    values = two_kinds()
    values[0, :4] = np.nan
    given = people(values)
    (said,) = [f.text for f in segment(given, given.names, IMPUTE).findings if f.code == "left-out"]
    assert "answered too few basis variables to impute and were not segmented: r0." in said


def test_what_is_filled_in_follows_from_the_other_answers() -> None:
    values = two_kinds(200)
    values[0, 0] = values[150, 0] = np.nan  # one of the high kind, one of the low
    given = people(values)
    filled = prepare(given, given.names, IMPUTE).basis.values[:, 0]
    assert filled[0] > 4.5
    assert filled[150] < 3.5


def test_attributes_outside_the_basis_help() -> None:
    rng = np.random.default_rng(4)
    truth = rng.normal(4, 1, 300)
    values = np.column_stack([truth, rng.normal(4, 1, (300, 2)), truth + rng.normal(0, 0.2, 300)])
    blank = values.copy()
    blank[:60, 0] = np.nan
    given = people(blank)
    helped = prepare(given, ["V0", "V1", "V2"], IMPUTE).basis.values[:60, 0]
    alone = prepare(given.select(["V0", "V1", "V2"]), ["V0", "V1", "V2"], IMPUTE).basis.values[:60, 0]
    assert np.corrcoef(helped, truth[:60])[0, 1] > 0.95
    assert abs(np.corrcoef(alone, truth[:60])[0, 1]) < 0.5


def test_a_column_nobody_answered_cannot_be_filled_in() -> None:
    values = two_kinds()
    values[:, 2] = np.nan
    with pytest.raises(SegmentationError, match="0 respondents with all basis variables; 80 more left"):
        segment(people(values), [f"V{j}" for j in range(6)], IMPUTE)


def test_the_person_s_own_mean_goes_and_scales_of_any_width_count_alike() -> None:
    values = np.array([[1.0, 4, 10], [2, 2, 5.5], [3, 3, 1]])
    given = replace(people(values), scales=(Scale(1, 5), Scale(1, 7), Scale(1, 10)))
    points = prepare(given, given.names, PERSON).points
    np.testing.assert_allclose(points.sum(axis=1), 0, atol=1e-9)
    # Half-ranges of the first: -1, 0, 1, whose mean is 0.
    np.testing.assert_allclose(points[0], [-1, 0, 1])


def test_levels_of_agreement_make_no_segments() -> None:
    values = np.clip(two_kinds(80), 2, 6)
    shifted = values + np.where(np.arange(80) % 2, 1.0, -1.0)[:, None]
    plain, lifted = people(values), people(shifted)
    mine = segment(plain, plain.names, PERSON)
    theirs = segment(lifted, lifted.names, PERSON)
    assert (mine.labels == theirs.labels).all()
    np.testing.assert_allclose(mine.tree.linkage, theirs.tree.linkage, atol=1e-9)
    assert (theirs.basis.values == shifted).all()  # profiles show answers as they were given
    (note,) = [finding for finding in theirs.findings if finding.code == "person-scaled"]
    assert "6 variables then hold 5 dimensions" in note.text


@pytest.mark.parametrize(
    ("columns", "scale", "found"),
    [(6, None, "no scale: V0, V1"), (2, Scale(1, 7), "person, with 2 basis variables")],
)
def test_scaling_within_persons_needs_scales_and_three_variables(
    columns: int, scale: Scale | None, found: str
) -> None:
    given = people(two_kinds()[:, :columns], scale)
    with pytest.raises(SegmentationError, match=found):
        segment(given, given.names, PERSON)


def test_people_alike_but_for_their_level_are_not_torn_apart() -> None:
    profile = np.array([2.0, 4, 3])
    given = people(np.vstack([profile + step for step in (-1, 0, 1, 2)] * 4 + [profile[[1, 2, 0]]] * 4))
    assert set(segment(given, given.names, PERSON).sizes.values()) == {16, 4}
    with pytest.raises(SegmentationError, match="3 segments for 2 different patterns"):
        segment(given, given.names, SegmentationSettings(segments=3, scaling=Scaling.PERSON))


def test_a_variable_that_only_follows_the_level_is_refused() -> None:
    rng = np.random.default_rng(3)
    spread = rng.integers(0, 3, 40)
    middle = rng.integers(3, 6, 40)
    given = people(np.column_stack([middle - spread, middle, middle + spread]))
    with pytest.raises(SegmentationError, match="basis > V1"):
        segment(given, given.names, PERSON)


def test_the_judgement_repeats_the_preparation() -> None:
    given = people(two_kinds())
    found = segment(given, given.names, PERSON)
    points = prepare(given, given.names, PERSON).points
    assert (cluster(points, 2) == found.labels).all()
    assert (cut_into(ward_tree(standardise(points)), 2) == found.labels).all()


def test_both_at_once() -> None:
    values = with_blanks(two_kinds(120))
    given = people(values)
    both = SegmentationSettings(segments=2, scaling=Scaling.PERSON, missing=Missing.IMPUTE)
    found = segment(given, given.names, both)
    assert found.imputation is not None
    assert {"person-scaled", "imputed"} <= {finding.code for finding in found.findings}
    assert (found.labels[:60] == found.labels[0]).mean() > 0.9


def test_the_finding_tells_how_sure_the_filling_in_is() -> None:
    values = with_blanks(two_kinds(120))
    given = people(values)
    found = segment(given, given.names, IMPUTE)
    imputation = found.imputation
    assert imputation is not None
    (finding,) = [one for one in found.findings if one.code == "imputed"]
    cells = int(np.isnan(values[[i not in {int(r[1:]) for r in found.left_out} for i in range(120)]]).sum())
    assert f"{imputation.respondents} of {len(found.basis)} respondents left {cells}" in finding.text
    assert f"{imputation.agreement:.2f}" in finding.text
    assert f"{imputation.mean_stay:.0%}" in finding.text
    assert finding.severity is Severity.NOTE
    assert imputation.draws == 20
    assert ((imputation.stay >= 0) & (imputation.stay <= 1)).all()


def test_the_same_seed_gives_the_same_draws() -> None:
    given = people(with_blanks(two_kinds(120)))
    one, again = (segment(given, given.names, IMPUTE).imputation for _ in range(2))
    other = segment(given, given.names, IMPUTE.model_copy(update={"seed": 7})).imputation
    assert one is not None
    assert again is not None
    assert other is not None
    assert one.agreement == again.agreement
    assert (one.stay == again.stay).all()
    assert not (one.stay == other.stay).all()


def test_of_very_many_a_random_part_is_drawn_anew_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "LARGEST_REDRAWN", 50)
    given = people(with_blanks(two_kinds(120)))
    found = segment(given, given.names, IMPUTE)
    assert found.imputation is not None
    assert found.imputation.redrawn == 50
    assert np.isfinite(found.imputation.stay).sum() == 50
    (finding,) = [one for one in found.findings if one.code == "imputed"]
    assert "the segments of a random 50 agree" in finding.text


def test_segments_that_hang_on_guesses_are_serious() -> None:
    rng = np.random.default_rng(8)
    given = people(with_blanks(np.round(rng.normal(4, 1, (100, 6))), 0.35))
    found = segment(given, given.names, SegmentationSettings(segments=4, missing=Missing.IMPUTE))
    (finding,) = [one for one in found.findings if one.code == "imputed"]
    assert finding.severity is Severity.SERIOUS


def test_imputed_answers_never_stand_in_profiles(worked_example: Run) -> None:
    name = worked_example.study.basis[0]
    numeric = worked_example.responses.numeric
    values = numeric.values.copy()
    values[[0, 5], numeric.names.index(name)] = np.nan
    settings = worked_example.study.segmentation.model_copy(update={"missing": Missing.IMPUTE})
    study = worked_example.study.model_copy(update={"segmentation": settings})
    run = run_steps(study, ScoredResponses(replace(numeric, values=values), ()))
    assert len(run.segmentation.basis) == 28
    assert run.segmentation.left_out == ()
    answered = values[:, numeric.names.index(name)]
    for part in run.profile.segments:
        mine = answered[run.segmentation.labels == part.segment]
        assert part.attribute(name).n == np.isfinite(mine).sum()
        assert part.attribute(name).mean == pytest.approx(np.nanmean(mine))
    assert sum(part.attribute(name).n for part in run.profile.segments) == 26
    assert "imputed" in {finding.code for finding in run.findings}
