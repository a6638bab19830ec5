"""Invented people in segments, for tests of profiles."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from psychograph.codebook.codebook import Scale
from psychograph.profiling.describe import describe
from psychograph.profiling.profile import Profile
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.segmentation.segmentation import Segmentation
from psychograph.study.load import parse_study
from psychograph.study.model import Study

LIKERT = Scale(1, 5)


def study_of(numbers: dict[str, bool], categories: Sequence[str], basis: Sequence[str]) -> Study:
    """A study with attributes, on a 1-5 scale where true, that are descriptors unless in the basis."""
    lines = [
        f"  {name}: {{type: {'likert, scale: [1, 5]' if on else 'number'}}}" for name, on in numbers.items()
    ]
    lines += [f"  {name}: {{type: category}}" for name in categories]
    others = [name for name in (*numbers, *categories) if name not in basis]
    text = "\n".join(
        [
            *("title: T", "objective: {goal: trial, statement: S}", "respondent: null", "attributes:"),
            *lines,
            f"basis: [{', '.join(basis)}]",
            f"descriptors: [{', '.join(others)}]",
            "segmentation: {segments: 2, method: kmedoids}",
        ]
    )
    return parse_study(text, "study.yaml")


def profile_of(
    labels: np.ndarray,
    numbers: dict[str, tuple[np.ndarray, bool]],
    categories: dict[str, Sequence[str | None]] | None = None,
    basis: Sequence[str] = ("B",),
    weights: np.ndarray | None = None,
    respondents: Sequence[str] = (),
) -> Profile:
    """Describe people whose segments are given; `B`, a basis variable, is added if it is missing."""
    n = len(labels)
    given = dict(numbers)
    if "B" in basis and "B" not in given:
        given = {"B": (np.clip(labels.astype(float), 1, 5), True), **given}
    categories = categories or {}
    ids = tuple(respondents) or tuple(f"r{i}" for i in range(n))
    numeric = Attributes(
        ids,
        tuple(given),
        ("",) * len(given),
        tuple(LIKERT if scaled else None for _, scaled in given.values()),
        np.column_stack([values for values, _ in given.values()]),
        np.empty(0) if weights is None else weights,
    )
    columns = tuple(CategoricalAttribute(name, "", tuple(said)) for name, said in categories.items())
    study = study_of({name: scaled for name, (_, scaled) in given.items()}, tuple(categories), basis)
    places = numeric.select([name for name in basis if name in given]).values
    found: Any = SimpleNamespace(
        basis=numeric.select([name for name in basis if name in given]),
        labels=labels,
        segments=tuple(range(1, int(labels.max()) + 1)),
        seed=7,
        places=np.nan_to_num((places - np.nanmean(places, axis=0)) / (np.nanstd(places, axis=0) + 1e-9)),
    )
    return describe(cast("Segmentation", found), ScoredResponses(numeric, columns), study)
