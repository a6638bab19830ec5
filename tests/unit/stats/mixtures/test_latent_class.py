"""Latent classes: the EM algorithm against plain arithmetic, and what must hold for any answers."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import numpy as np
import pytest

from psychograph.stats.mixtures import latent_compiled, latent_em
from psychograph.stats.mixtures.latent_class import Answers, latent_class
from psychograph.stats.mixtures.latent_class_bootstrap import bootstrap_likelihood_ratio
from psychograph.stats.mixtures.latent_class_fit import DEPENDENT, LatentClassFit
from psychograph.stats.mixtures.latent_compiled import CompiledLatentClasses
from psychograph.stats.mixtures.latent_mixture import LEAST

LEVELS = (2, 3, 4, 3, 2)
ROUNDING = 1e-9  # sums of some hundred logarithms in another order


def answers(
    n: int = 300, levels: tuple[int, ...] = LEVELS, *, missing: float = 0.0, k: int = 3, seed: int = 1
) -> np.ndarray:
    """Draw answers of k classes that differ clearly."""
    rng = np.random.default_rng(seed)
    classes = rng.choice(k, n, p=np.arange(k, 0, -1) / (k * (k + 1) / 2))
    codes = np.empty((n, len(levels)), dtype=np.int64)
    for item, count in enumerate(levels):
        sums = rng.dirichlet(np.full(count, 0.5), k).cumsum(axis=1)
        codes[:, item] = (rng.random(n)[:, None] > sums[classes, :-1]).sum(axis=1)
    codes[rng.random(codes.shape) < missing] = -1
    return codes


def likelihoods(found: LatentClassFit, codes: np.ndarray) -> np.ndarray:
    """Return shares times probabilities of every row, as the textbook writes them, (n, k)."""
    rows = []
    for row in codes:
        each = found.shares.copy()
        for table, code in zip(found.probabilities, row, strict=True):
            if code >= 0:
                each = each * table[:, code]
        rows.append(each)
    return np.array(rows)


def same(one: LatentClassFit, other: LatentClassFit) -> None:
    """Assert that two fits are the same to the last bit, memberships apart."""
    assert one.log_likelihood == other.log_likelihood
    np.testing.assert_array_equal(one.shares, other.shares)
    np.testing.assert_array_equal(one.starts_log_likelihood, other.starts_log_likelihood)
    for mine, theirs in zip(one.probabilities, other.probabilities, strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_log_likelihood_memberships_and_labels_are_those_of_the_formula(missing: float) -> None:
    codes = answers(missing=missing)
    found = latent_class(codes, LEVELS, 3, rng=1, starts=10)
    each = likelihoods(found, codes)
    assert found.log_likelihood == pytest.approx(np.log(each.sum(axis=1)).sum(), rel=ROUNDING)
    np.testing.assert_allclose(found.memberships, each / each.sum(axis=1, keepdims=True), atol=ROUNDING)
    np.testing.assert_array_equal(found.labels, each.argmax(axis=1) + 1)


def test_the_end_is_a_fixed_point_of_the_em_algorithm() -> None:
    codes = answers(missing=0.1)
    weights = np.random.default_rng(3).uniform(0.5, 2.0, len(codes))
    found = latent_class(codes, LEVELS, 2, rng=1, starts=10, weights=weights)
    assert found.converged
    mass = found.memberships * (weights / weights.mean())[:, None]
    # 1e-4: a start stops when a step gains 1e-8, and the gain is of second order in what is left.
    np.testing.assert_allclose(mass.sum(axis=0) / len(codes), found.shares, atol=1e-4)
    for item, table in enumerate(found.probabilities):
        counted = np.stack([mass[codes[:, item] == level].sum(axis=0) for level in range(LEVELS[item])], 1)
        np.testing.assert_allclose(counted / counted.sum(axis=1, keepdims=True), table, atol=1e-4)


def test_one_class_is_the_marginal_shares() -> None:
    codes = answers(missing=0.1)
    found = latent_class(codes, LEVELS, 1, rng=1)
    for item, table in enumerate(found.probabilities):
        given = codes[codes[:, item] >= 0, item]
        np.testing.assert_allclose(table[0], np.bincount(given, minlength=LEVELS[item]) / len(given))
    assert (found.shares.tolist(), found.entropy, found.classification_error) == ([1.0], 1.0, 0.0)
    assert found.parameters == sum(LEVELS) - len(LEVELS)


def test_leaps_end_where_plain_steps_end_and_take_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = answers()
    leaping = latent_class(codes, LEVELS, 3, rng=1, starts=20)
    monkeypatch.setattr(latent_em, "FIRST_LEAP", 1.0)
    monkeypatch.setattr(latent_em, "FARTHER", 1.0)
    plain = latent_class(codes, LEVELS, 3, rng=1, starts=20)
    # Leaps stop nearer to the top, so they may be higher by more than they may be lower.
    assert -1e-5 < leaping.log_likelihood - plain.log_likelihood < 1e-2
    assert leaping.iterations < plain.iterations / 2


def test_the_log_likelihood_never_falls() -> None:
    data = Answers(answers(missing=0.1), LEVELS, None)
    first = data.random_starts(4, 8, np.random.default_rng(2))
    reached = [data.climb(first, 4, max_iterations=steps).log_likelihood for steps in range(2, 60, 3)]
    assert (np.diff(reached, axis=0) > -ROUNDING).all()
    assert (reached[-1] > reached[0]).all()


def test_weights_do_what_repeated_rows_do() -> None:
    codes = answers(120, missing=0.1)
    times = np.random.default_rng(2).integers(1, 4, len(codes))
    weighted = latent_class(codes, LEVELS, 2, rng=1, starts=10, weights=times.astype(float))
    repeated = latent_class(np.repeat(codes, times, axis=0), LEVELS, 2, rng=1, starts=10)
    # Weights are brought to a mean of 1, which scales the log-likelihood and moves the end a little.
    assert weighted.log_likelihood == pytest.approx(repeated.log_likelihood / times.mean(), abs=1e-6)
    np.testing.assert_allclose(weighted.shares, repeated.shares, atol=1e-4)
    np.testing.assert_allclose(
        np.hstack(weighted.probabilities), np.hstack(repeated.probabilities), atol=1e-3
    )
    np.testing.assert_allclose(
        weighted.bivariate_residuals(codes, times.astype(float)) * times.mean(),
        weighted.bivariate_residuals(np.repeat(codes, times, axis=0)),
        rtol=1e-6,
    )


def test_weights_that_are_alike_change_nothing() -> None:
    codes = answers(100)
    same(
        latent_class(codes, LEVELS, 2, rng=1, starts=5),
        latent_class(codes, LEVELS, 2, rng=1, starts=5, weights=np.full(len(codes), 0.7)),
    )


def test_the_order_of_rows_does_not_matter() -> None:
    codes = answers(missing=0.15)
    rng = np.random.default_rng(5)
    weights, order = rng.uniform(0.1, 3.0, len(codes)), rng.permutation(len(codes))
    one = latent_class(codes, LEVELS, 3, rng=1, starts=8, weights=weights)
    other = latent_class(codes[order], LEVELS, 3, rng=1, starts=8, weights=weights[order])
    same(one, other)
    np.testing.assert_array_equal(one.memberships[order], other.memberships)


def test_classes_are_numbered_by_size() -> None:
    found = latent_class(answers(), LEVELS, 4, rng=1, starts=5)
    assert (np.diff(found.shares) <= 0).all()
    assert found.shares.sum() == pytest.approx(1.0)


def test_of_classes_of_one_size_the_content_decides_on_the_number() -> None:
    codes = np.array([[0, 0, 0]] * 5 + [[1, 1, 1]] * 5)
    for seed in range(5):
        found = latent_class(codes, [2, 2, 2], 2, rng=seed, starts=3)
        assert found.labels.tolist() == [2] * 5 + [1] * 5


def test_starts_are_reported_and_so_is_the_share_that_reached_the_best() -> None:
    found = latent_class(answers(), LEVELS, 4, rng=1, starts=30)
    assert found.starts_log_likelihood.shape == (30,)
    assert found.starts_log_likelihood.max() == pytest.approx(found.log_likelihood, abs=1e-6)
    near = found.starts_log_likelihood >= found.log_likelihood - 0.01
    assert 0 < found.share_at_best == pytest.approx(near.mean())
    assert found.share_at_best < 1  # these data have local optima, or the test would show nothing


def test_refining_follows_only_the_best_starts() -> None:
    codes = answers()
    shares: list[float] = []
    few = latent_class(codes, LEVELS, 4, rng=1, starts=30, refine=3, progress=shares.append)
    all_of_them = latent_class(codes, LEVELS, 4, rng=1, starts=30)
    assert few.log_likelihood <= all_of_them.log_likelihood + ROUNDING
    assert few.log_likelihood > np.median(all_of_them.starts_log_likelihood)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_who_answered_nothing_takes_no_part_and_gets_the_shares() -> None:
    codes = answers(100)
    silent = np.vstack([codes, np.full((3, len(LEVELS)), -1)])
    with_them = latent_class(silent, LEVELS, 2, rng=1, starts=5)
    without = latent_class(codes, LEVELS, 2, rng=1, starts=5)
    same(with_them, without)
    assert with_them.n == 100
    np.testing.assert_array_equal(with_them.memberships[100:], np.tile(without.shares, (3, 1)))


def test_a_level_that_nobody_chose_is_no_parameter() -> None:
    codes = answers(150)
    more = (*LEVELS[:1], LEVELS[1] + 2, *LEVELS[2:])
    found, wider = (latent_class(codes, levels, 2, rng=1, starts=10) for levels in (LEVELS, more))
    assert wider.parameters == found.parameters == 1 + 2 * (sum(LEVELS) - len(LEVELS))
    assert (wider.probabilities[1][:, LEVELS[1] :] == 0).all()
    assert wider.log_likelihood == pytest.approx(found.log_likelihood, abs=1e-5)
    assert wider.boundary == found.boundary
    # Somebody new who chooses it is judged by the other answers.
    new, known = codes[:1].copy(), codes[:1].copy()
    new[0, 1], known[0, 1] = LEVELS[1], -1
    np.testing.assert_allclose(wider.posterior(new), wider.posterior(known), atol=ROUNDING)


def test_posterior_of_the_same_rows_is_the_memberships() -> None:
    codes = answers(missing=0.1)
    found = latent_class(codes, LEVELS, 3, rng=1, starts=5)
    np.testing.assert_allclose(found.posterior(codes[::-1]), found.memberships[::-1], atol=ROUNDING)


def test_boundary_counts_probabilities_of_zero() -> None:
    # Nobody of the first class says no to three items, nobody of the second says yes to two.
    codes = np.array([[1, 1, 1, 0]] * 10 + [[1, 1, 1, 1]] * 10 + [[0, 0, 1, 0]] * 5 + [[0, 0, 0, 1]] * 5)
    found = latent_class(codes, [2, 2, 2, 2], 2, rng=1, starts=10)
    assert found.boundary == 5
    assert latent_class(answers(2000, (2, 2, 2), k=1), [2, 2, 2], 1, rng=1).boundary == 0


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_bivariate_residuals_are_those_of_the_formula(missing: float) -> None:
    codes = answers(missing=missing)
    found = latent_class(codes, LEVELS, 2, rng=1, starts=10)
    residuals = found.bivariate_residuals(codes)
    for a, b in itertools.combinations(range(len(LEVELS)), 2):
        both = (codes[:, [a, b]] >= 0).all(axis=1)
        masses = found.memberships[both].sum(axis=0)
        chi2 = 0.0
        for x, y in itertools.product(range(LEVELS[a]), range(LEVELS[b])):
            seen = ((codes[:, a] == x) & (codes[:, b] == y)).sum()
            expected = (masses * found.probabilities[a][:, x] * found.probabilities[b][:, y]).sum()
            chi2 += (seen - expected) ** 2 / expected
        df = (LEVELS[a] - 1) * (LEVELS[b] - 1)
        assert residuals[a, b] == residuals[b, a] == pytest.approx(chi2 / df, rel=1e-6)
    assert np.isnan(np.diag(residuals)).all()


def test_bivariate_residuals_find_the_item_asked_twice() -> None:
    # Eight items of two classes; the last repeats the one before for two in three people.
    codes = answers(1500, (2,) * 8, k=2, seed=4)
    again = np.random.default_rng(4).random(len(codes)) < 2 / 3
    codes[again, 7] = codes[again, 6]
    residuals = latent_class(codes, [2] * 8, 2, rng=1, starts=10).bivariate_residuals(codes)
    assert residuals[6, 7] > 3 * DEPENDENT
    residuals[[6, 7], [7, 6]] = np.nan
    assert np.nanmean(residuals > DEPENDENT) < 0.15


def test_absolute_fit_is_that_of_the_whole_table() -> None:
    codes = answers(800, (2, 3, 2))
    found = latent_class(codes, [2, 3, 2], 2, rng=1, starts=10)
    g2 = x2 = 0.0
    for cell in itertools.product(range(2), range(3), range(2)):
        seen = (codes == cell).all(axis=1).sum()
        expected = 800 * likelihoods(found, np.array([cell])).sum()
        g2 += 2 * seen * np.log(seen / expected) if seen else 0.0
        x2 += (seen - expected) ** 2 / expected
    fit = found.absolute_fit
    assert fit is not None
    assert (fit.g2, fit.x2, fit.df) == (pytest.approx(g2), pytest.approx(x2), 11 - found.parameters)


def test_absolute_fit_is_not_told_where_it_means_nothing() -> None:
    codes = answers(200, (2, 2, 2))
    whole = latent_class(codes, [2, 2, 2], 1, rng=1).absolute_fit
    assert whole is not None
    assert whole.df == 4
    assert 0 <= (whole.p or 0.0) <= 1
    weights = np.linspace(0.5, 2, 200)
    assert latent_class(codes, [2, 2, 2], 1, rng=1, weights=weights).absolute_fit is None
    gap = codes.copy()
    gap[0, 0] = -1
    assert latent_class(gap, [2, 2, 2], 1, rng=1).absolute_fit is None
    assert latent_class(answers(200, (4,) * 8), [4] * 8, 1, rng=1).absolute_fit is None
    few = latent_class(answers(100, (4,) * 4), [4] * 4, 1, rng=1).absolute_fit
    assert few is not None
    assert few.p is None


@pytest.mark.parametrize("missing", [0.0, 0.1])
@pytest.mark.parametrize(("items", "starts", "k"), [(5, 4, 3), (31, 9, 2), (3, 30, 5)])
def test_compiled_steps_equal_those_of_numpy(items: int, starts: int, k: int, missing: float) -> None:
    levels = [2, 3, 9, 4, 70][: min(items, 5)] + [3] * max(0, items - 5)
    codes = answers(900, tuple(levels), missing=missing)
    data = Answers(codes, levels, np.random.default_rng(1).uniform(0.5, 2.0, 900))
    first = data.random_starts(k, starts, np.random.default_rng(1))
    with CompiledLatentClasses(data.items, data.patterns.weights, k) as compiled:
        theirs = compiled.step(first)
    mine = data.mixture(k).step(first)
    np.testing.assert_allclose(theirs[0], mine[0], rtol=ROUNDING)
    np.testing.assert_allclose(theirs[1], mine[1], atol=ROUNDING)


def test_hundreds_of_items_do_not_underflow() -> None:
    # Products of 600 probabilities near 1/7 are near 1e-507, below what a float can hold.
    levels = [7] * 600
    codes = answers(60, tuple(levels), k=2)
    data = Answers(codes, levels, None)
    first = data.random_starts(2, 3, np.random.default_rng(1))
    with CompiledLatentClasses(data.items, data.patterns.weights, 2) as compiled:
        theirs = compiled.step(first)
    mine = data.mixture(2).step(first)
    assert np.isfinite(mine[0]).all()
    np.testing.assert_allclose(theirs[0], mine[0], rtol=ROUNDING)
    np.testing.assert_allclose(theirs[1], mine[1], atol=ROUNDING)


def test_probabilities_at_the_boundary_do_not_underflow() -> None:
    levels = [2] * 60
    data = Answers(answers(60, tuple(levels), k=2), levels, None)
    first = data.random_starts(2, 2, np.random.default_rng(1))
    first[:, 2:] = LEAST
    with CompiledLatentClasses(data.items, data.patterns.weights, 2) as compiled:
        theirs = compiled.step(first)[0]
    np.testing.assert_allclose(theirs, data.mixture(2).step(first)[0], rtol=ROUNDING)


def test_many_patterns_give_the_same_whatever_the_order_of_rows_and_the_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = answers(6000, (5,) * 9, missing=0.05)
    levels = [5] * 9
    assert Answers(codes, levels, None).items.n > 5000
    found = []
    for threads in (1, 3):
        monkeypatch.setattr(latent_compiled, "threads", lambda count=threads: count)
        order = np.random.default_rng(threads).permutation(len(codes))
        found.append(latent_class(codes[order], levels, 2, rng=1, starts=3))
    same(*found)


def test_nothing_is_compiled_for_few_rows() -> None:
    code = (
        "import sys, numpy as np\n"
        "from psychograph.stats.mixtures.latent_class import latent_class\n"
        "codes = np.random.default_rng(1).integers(0, 5, (4999, 8))\n"
        "latent_class(codes, [5] * 8, 2, rng=1, starts=1, max_iterations=4)\n"
        "sys.exit('numba' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, env=os.environ).returncode == 0


@pytest.mark.parametrize("n", [300, 6000])
def test_interrupting_stops(n: int) -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        latent_class(answers(n, (5,) * 9), [5] * 9, 2, rng=1, starts=2, progress=stop)


def test_too_few_iterations_are_told() -> None:
    found = latent_class(answers(), LEVELS, 3, rng=1, starts=3, max_iterations=6)
    assert not found.converged
    assert found.iterations <= 6


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"codes": np.array([[0, 5]])}, "item 1 has levels from 0 to 2"),
        ({"codes": np.array([[0, -2]])}, "row 0 says -2"),
        ({"codes": np.array([[0.0, 1.0]])}, "whole numbers"),
        ({"codes": np.array([["a", "b"]])}, "whole numbers"),
        ({"codes": np.zeros((3, 1), dtype=int)}, "2 columns"),
        ({"codes": np.zeros((0, 2), dtype=int)}, "at least one row"),
        ({"codes": np.full((3, 2), -1)}, "nobody answered"),
        ({"levels": [], "codes": np.zeros((3, 0), dtype=int)}, "at least one item"),
        ({"levels": [2, 0]}, "at least one level"),
        ({"k": 0}, "at least one class"),
        ({"k": 4}, "more than the 3 different rows"),
        ({"starts": 0}, "at least one class and one start"),
        ({"weights": np.array([1.0, 1.0, 0.0, 1.0])}, "above zero"),
        ({"weights": np.array([1.0, 1.0, np.nan, 1.0])}, "above zero"),
        ({"weights": np.ones(3)}, "one finite number"),
    ],
)
def test_bad_input_is_refused_in_plain_words(change: dict[str, object], said: str) -> None:
    given = {"codes": np.array([[0, 1], [1, 2], [0, 0], [0, 1]]), "levels": [2, 3], "k": 2, **change}
    with pytest.raises(ValueError, match=said):
        latent_class(given.pop("codes"), given.pop("levels"), given.pop("k"), rng=1, **given)


def test_new_answers_must_fit_the_items() -> None:
    found = latent_class(answers(50), LEVELS, 2, rng=1, starts=2)
    with pytest.raises(ValueError, match="5 columns"):
        found.posterior(np.zeros((2, 3), dtype=int))


def test_bootstrap_finds_two_classes_and_no_third() -> None:
    codes = answers(250, (2, 3, 2, 3, 2), k=2, seed=7)
    two = bootstrap_likelihood_ratio(codes, [2, 3, 2, 3, 2], 2, rng=1, draws=19, starts=5)
    assert two.p == 1 / 20
    assert two.ratio > two.ratios.max()
    three = bootstrap_likelihood_ratio(codes, [2, 3, 2, 3, 2], 3, rng=1, draws=19, starts=5)
    assert three.p > 0.1
    assert (three.ratios > 0).mean() > 0.5  # the larger model is always the better one on its own data
    early = bootstrap_likelihood_ratio(codes, [2, 3, 2, 3, 2], 3, rng=1, draws=19, starts=5, enough=2)
    assert len(early.ratios) < 19
    assert early.p == 2 / len(early.ratios)
    np.testing.assert_array_equal(early.ratios, three.ratios[: len(early.ratios)])


def test_bootstrap_does_not_depend_on_the_order_of_rows() -> None:
    codes = answers(120, (2, 3, 2, 2), missing=0.1, k=2)
    rng = np.random.default_rng(1)
    weights, order = rng.uniform(0.5, 2.0, len(codes)), rng.permutation(len(codes))
    levels = [2, 3, 2, 2]
    one = bootstrap_likelihood_ratio(codes, levels, 2, rng=1, draws=4, starts=3, weights=weights)
    other = bootstrap_likelihood_ratio(
        codes[order], levels, 2, rng=1, draws=4, starts=3, weights=weights[order]
    )
    np.testing.assert_array_equal(one.ratios, other.ratios)
    assert (one.ratio, one.p) == (other.ratio, other.p)


def test_bootstrap_refuses_one_class() -> None:
    with pytest.raises(ValueError, match="two or more"):
        bootstrap_likelihood_ratio(answers(50), LEVELS, 1, rng=1)
