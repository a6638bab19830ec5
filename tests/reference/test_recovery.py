"""The simulation of recovery against scikit-learn on the same people."""

from __future__ import annotations

import numpy as np
import pytest

from psychograph.stats.choosing.agreement import adjusted_rand
from psychograph.stats.planning.recovery import STARTS, planned, segmented
from psychograph.stats.planning.simulated_segments import best_rule, draw

cluster = pytest.importorskip("sklearn.cluster")
metrics = pytest.importorskip("sklearn.metrics")
preprocessing = pytest.importorskip("sklearn.preprocessing")
mixture = pytest.importorskip("sklearn.discriminant_analysis")

SURVEYS = 15


@pytest.mark.parametrize(("points", "separation"), [(5, 4.0), (None, 3.0), (7, 5.0)])
def test_surveys_are_segmented_and_judged_as_scikit_learn_does(points: int | None, separation: float) -> None:
    plan = planned(6, 4, separation, points)
    mine: dict[str, list[float]] = {"ward": [], "kmeans": []}
    theirs: dict[str, list[float]] = {"ward": [], "kmeans": []}
    for seed in range(SURVEYS):
        rng = np.random.default_rng(seed)
        answers, truth, _ = draw(plan, 250, rng)
        scores = preprocessing.StandardScaler().fit_transform(answers)
        others = {
            "ward": cluster.AgglomerativeClustering(4, linkage="ward").fit_predict(scores),
            "kmeans": cluster.KMeans(4, n_init=STARTS, random_state=seed).fit_predict(scores),
        }
        for method in ("ward", "kmeans"):
            labels = segmented(answers, 4, method, rng)  # type: ignore[arg-type]
            mine[method].append(adjusted_rand(labels, truth))
            theirs[method].append(metrics.adjusted_rand_score(truth, others[method]))
            # The index itself is the same to rounding.
            assert mine[method][-1] == pytest.approx(metrics.adjusted_rand_score(truth, labels), abs=1e-12)
    # Trees differ only where distances tie, as they do on scales, and starts of k-means by chance: over 15
    # surveys means stay within .03, a third of what one survey varies by.
    for method in ("ward", "kmeans"):
        assert np.mean(mine[method]) == pytest.approx(np.mean(theirs[method]), abs=0.03)


def test_the_best_rule_is_that_of_linear_discriminants_that_know_everything() -> None:
    plan = planned(5, (5, 3, 2), 3.0, None)
    answers, _, middles = draw(plan, 5_000, np.random.default_rng(4))
    known = mixture.LinearDiscriminantAnalysis(priors=plan.shares)
    # Taught on so many people that what it learns is what is known.
    many, truth, _ = _more(plan, middles)
    known.fit(many, truth)
    same = (known.predict(answers) == best_rule(plan, answers, middles)).mean()
    assert same > 0.995  # borders learnt from 200,000 people lie within .005 of the true ones


def _more(plan, middles):  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(5)
    truth = rng.choice(len(plan.shares), size=200_000, p=plan.shares)
    return middles[truth] + rng.standard_normal((200_000, plan.attributes)), truth + 1, middles
