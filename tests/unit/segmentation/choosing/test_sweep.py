"""Sweeps against data whose groups are known."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from unit.segmentation.choosing.simulated import D, four_groups, names, one_factor, people, structureless

from psychograph.errors import SegmentationError
from psychograph.segmentation.choosing.candidate import Criteria, Flag
from psychograph.segmentation.choosing.options import settings_for
from psychograph.segmentation.choosing.sweep import Sweep, sweep
from psychograph.segmentation.fit import segment
from psychograph.study.model import MethodName, Missing, SegmentationSettings

SETTINGS = SegmentationSettings(segments=2, seed=3)


def swept(values: np.ndarray, weights: np.ndarray | None = None, **asked: object) -> Sweep:
    options = {"ks": range(2, 6), "pairs": 10, **asked}
    return sweep(people(values, weights), names(values.shape[1]), SETTINGS, **options)


@pytest.fixture(scope="module")
def known() -> tuple[Sweep, np.ndarray]:
    values, group = four_groups()
    return swept(values), group


def test_every_method_with_every_number(known: tuple[Sweep, np.ndarray]) -> None:
    found, _ = known
    assert [one.name for one in found.candidates] == [
        f"{method}:{k}" for method in ("ward", "kmeans") for k in range(2, 6)
    ]
    for one in found.candidates:
        assert one.labels.min() == 1
        assert one.labels.max() == one.k == len(one.sizes)
        assert sum(one.sizes) == len(found.basis)
        assert sum(one.shares) == pytest.approx(1)
        assert one.stability.rand.shape == (10,)
        assert one.stability.jaccards.shape == (10, one.k)


def test_true_groups_are_found_and_agreed_on(known: tuple[Sweep, np.ndarray]) -> None:
    found, group = known
    for method in ("ward", "kmeans"):
        one = found.candidate(f"{method}:4")
        assert adjusted_rand_score(group, one.labels) > 0.9
        assert one.stability.mean > 0.9
        assert one.stability.weakest > 0.9
    one, other = found.candidate("ward:4"), found.candidate("kmeans:4")
    assert found.agreement_of(one, other) == pytest.approx(adjusted_rand_score(one.labels, other.labels))
    shared = {ensemble.k: ensemble for ensemble in found.ensembles}
    assert shared[4].reproducibility > 0.95
    assert shared[4].by_chance < 0.5
    assert adjusted_rand_score(group, shared[4].labels) > 0.9


def test_figures_are_those_of_scikit_learn(known: tuple[Sweep, np.ndarray]) -> None:
    from sklearn import metrics

    from psychograph.stats.trees.ward import standardise

    found, _ = known
    scores = standardise(found.basis.values)
    for one in found.candidates:
        figures = one.criteria
        assert figures.silhouette == pytest.approx(metrics.silhouette_score(scores, one.labels))
        assert figures.calinski_harabasz == pytest.approx(metrics.calinski_harabasz_score(scores, one.labels))
        assert figures.davies_bouldin == pytest.approx(metrics.davies_bouldin_score(scores, one.labels))
        assert figures.within == pytest.approx(scores.size * (1 - figures.between_share))


def test_figures_that_do_not_apply_say_why(known: tuple[Sweep, np.ndarray]) -> None:
    figures = known[0].candidate("kmeans:3").criteria
    assert np.isnan(figures.bic)
    told = {absent.criterion: absent.reason for absent in figures.absent}
    assert told["bic"] == "k-means has no likelihood"
    assert told["inertia_ratio"] == "there is no tree"
    assert np.isfinite(known[0].candidate("ward:3").criteria.inertia_ratio)


def test_segments_are_those_of_a_run(known: tuple[Sweep, np.ndarray]) -> None:
    values, _ = four_groups()
    for name in ("ward:3", "kmeans:4"):
        method, k = name.split(":")
        theirs = settings_for(MethodName(method), SETTINGS, k=int(k), categories=False)
        run = segment(people(values), names(), theirs)
        assert known[0].candidate(name).labels.tolist() == run.labels.tolist()


def test_the_order_of_respondents_changes_nothing(known: tuple[Sweep, np.ndarray]) -> None:
    values, _ = four_groups()
    order = np.random.default_rng(5).permutation(len(values))
    other = swept(values[order])
    for one, two in zip(known[0].candidates, other.candidates, strict=True):
        assert one.labels[order].tolist() == two.labels.tolist()
        assert one.stability.rand.tolist() == two.stability.rand.tolist()
        assert one.stability.jaccards.tolist() == two.stability.jaccards.tolist()
        for name in Criteria.names():
            np.testing.assert_equal(getattr(one.criteria, name), getattr(two.criteria, name), name)
    for one, two in zip(known[0].ensembles, other.ensembles, strict=True):
        assert one.labels[order].tolist() == two.labels.tolist()


def test_a_weight_does_what_equal_rows_do() -> None:
    values, _ = four_groups(120)
    times = np.random.default_rng(2).integers(1, 4, len(values))
    weighted = swept(values, times.astype(float), methods=["ward", "kmeans"], ks=[3, 4])
    repeated = swept(np.repeat(values, times, axis=0), methods=["ward", "kmeans"], ks=[3, 4])
    for one, two in zip(weighted.candidates, repeated.candidates, strict=True):
        # Segments of a tree are numbered along its leaves, whose order may turn with the masses.
        assert adjusted_rand_score(np.repeat(one.labels, times), two.labels) == pytest.approx(1)
        assert sorted(one.shares) == pytest.approx(sorted(two.shares))
        assert one.criteria.between_share == pytest.approx(two.criteria.between_share)


def test_a_tree_flows_without_mixing(known: tuple[Sweep, np.ndarray]) -> None:
    tree, search = known[0].across
    assert [step.k_to for step in tree.flow.steps] == [3, 4, 5]
    assert all((step.stability == 1).all() for step in tree.flow.steps)
    assert any((step.stability < 1).any() for step in search.flow.steps)


def test_models_have_information_criteria_with_the_least_at_the_truth() -> None:
    values, group = four_groups(200)
    found = swept(values, methods=["latent_class"], pairs=2)
    best = min(found.candidates, key=lambda one: one.criteria.bic)
    assert best.k == 4
    assert adjusted_rand_score(group, best.labels) > 0.9
    assert np.isnan(best.criteria.gap)
    assert found.ensembles == ()


def test_a_thorough_sweep_tests_models_by_simulation() -> None:
    values, _ = four_groups(60)
    found = swept(values, methods=["gaussian_mixture"], ks=[4], pairs=2, thorough=True)
    assert found.candidate("gaussian_mixture:4").criteria.blrt_p <= 0.05
    assert np.isfinite(found.candidate("gaussian_mixture:4").criteria.prediction_strength)


def test_sizes_and_levels_are_flagged() -> None:
    values = np.concatenate([structureless(190), np.full((4, D), 5.0)])
    values[:190] = np.clip(values[:190], 1, 2)
    found = swept(values, methods=["single"], ks=[2])
    assert set(found.candidates[0].flags) == {Flag.DOMINANT, Flag.TINY, Flag.FEW}
    assert swept(one_factor(), methods=["kmeans"], ks=[2]).candidates[0].level_only
    turned = one_factor() * np.resize([1, -1], D) + np.resize([0, 6], D)
    assert not swept(turned, methods=["kmeans"], ks=[2]).candidates[0].level_only


def test_blanks_leave_the_same_people_to_every_method() -> None:
    values, group = four_groups()
    rng = np.random.default_rng(4)
    values[rng.random(values.shape) < 0.08] = np.nan
    values[0] = np.nan
    settings = SETTINGS.model_copy(update={"missing": Missing.IMPUTE})
    found = sweep(
        people(values), names(), settings, methods=["ward", "kmedoids", "latent_class"], ks=[4], pairs=2
    )
    assert found.left_out == ("R0",)
    kept = np.arange(1, len(values))
    for one in found.candidates:
        assert len(one.labels) == len(kept)
        assert adjusted_rand_score(group[kept], one.labels) > 0.75


def test_categories_are_swept_by_methods_that_take_them() -> None:
    values, group = four_groups(120)
    answers = people(values)
    mixed = type(answers)(
        answers.respondents,
        answers.names,
        answers.questions,
        (*answers.scales[:-1], None),
        np.column_stack([values[:, :-1], group - 1.0]),
        levels=((),) * (D - 1) + (("a", "b", "c", "d"),),
    )
    found = sweep(mixed, names(), SETTINGS, methods=["kmedoids", "average"], ks=[3, 4], pairs=2)
    assert adjusted_rand_score(group, found.candidate("kmedoids:4").labels) > 0.9
    with pytest.raises(SegmentationError, match="categories in the basis"):
        sweep(mixed, names(), SETTINGS, methods=["ward"], ks=[3], pairs=2)


def test_numbers_that_cannot_be_filled_are_named() -> None:
    found = swept(four_groups(9)[0], ks=range(2, 11), pairs=2)
    assert found.ks == (2, 3, 4)
    assert found.too_many == (5, 6, 7, 8, 9, 10)
    assert found.notes[0].startswith("5 to 10 segments were not tried")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"methods": ["k-mean"]}, "did you mean 'kmeans'"),
        ({"methods": []}, "no method"),
        ({"ks": [1, 2]}, "2 or more"),
        ({"ks": []}, "2 or more"),
        ({"pairs": 1}, "100 is usual"),
        ({"ks": [200]}, "at most"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(asked: dict[str, object], words: str) -> None:
    with pytest.raises(SegmentationError, match=words):
        swept(four_groups(60)[0], **asked)


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    swept(four_groups(60)[0], pairs=3, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_an_interruption_goes_through() -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        swept(four_groups(60)[0], pairs=3, progress=stop)
