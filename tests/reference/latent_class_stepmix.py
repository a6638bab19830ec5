"""Numbers of StepMix for the tests of latent classes: makes latent_class.json.

Usage: python latent_class_stepmix.py > latent_class.json

Needs stepmix, which asks for packages of its own: run it in a virtualenv made for that. Nothing here
runs with the tests; they read the numbers stored beside. The respondents are simulated from three
classes, so that they need neither a file nor a licence, and are stored too.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import numpy as np

LEVELS = [2, 3, 4, 5, 3, 2]
STARTS = 60


def rounded(found: object) -> object:
    """Keep nine decimals, which is more than either program means."""
    if isinstance(found, float):
        return round(found, 9)
    if isinstance(found, list):
        return [rounded(item) for item in found]
    return {key: rounded(value) for key, value in found.items()} if isinstance(found, dict) else found


def people() -> tuple[np.ndarray, np.ndarray]:
    """Draw 400 respondents and their weights; one answer in ten is missing."""
    rng = np.random.default_rng(20260105)
    classes = rng.choice(3, 400, p=[0.5, 0.3, 0.2])
    columns = []
    for levels in LEVELS:
        chances = rng.dirichlet(np.full(levels, 0.7), 3)
        columns.append([int(rng.choice(levels, p=chances[c])) for c in classes])
    codes = np.array(columns).T
    codes[rng.random(codes.shape) < 0.1] = -1
    return codes, rng.choice([0.5, 1.0, 2.5], 400)


def fitted(codes: np.ndarray, weights: np.ndarray | None, k: int) -> dict[str, object]:
    """Fit with StepMix, which says nan for missing and means log-likelihoods."""
    from stepmix.stepmix import StepMix

    answers = np.where(codes < 0, np.nan, codes)
    model = StepMix(
        k,
        measurement="categorical_nan",
        n_init=STARTS,
        max_iter=20_000,
        abs_tol=1e-12,
        random_state=1,
        progress_bar=0,
    )
    model.fit(answers, sample_weight=weights)
    order = np.argsort(-model.weights_)
    table = np.asarray(model.get_parameters()["measurement"]["pis"])[order]
    return {
        "k": k,
        "log_likelihood": float(model.score(answers, sample_weight=weights) * len(answers)),
        "shares": model.weights_[order].tolist(),
        # As StepMix lays it out: all items are given the levels of the widest one.
        "probabilities": table.tolist(),
        "memberships_of_first": model.predict_proba(answers)[:10, order].tolist(),
    }


if __name__ == "__main__":
    codes, weights = people()
    results = {
        "made_with": f"stepmix {version('stepmix')}, numpy {np.__version__}, Python {sys.version.split()[0]}",
        "levels": LEVELS,
        "codes": codes.tolist(),
        "weights": weights.tolist(),
        "unweighted": [fitted(codes, None, k) for k in (1, 2, 3)],
        "weighted": [fitted(codes, weights, k) for k in (2, 3)],
    }
    json.dump(rounded(results), sys.stdout, separators=(",", ":"))
