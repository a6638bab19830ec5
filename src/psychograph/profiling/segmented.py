"""`Segmented`: what is described, in an order that neither rows nor numbers of segments decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role
from psychograph.knowledge.matching import sensitive_kind
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.segmentation.segmentation import Segmentation
from psychograph.stats.comparison.ordering import group_order
from psychograph.stats.comparison.resamples import Resamples, draw_resamples
from psychograph.study.model import Study

STREAM = 3  # of the study's seed: resampling here must not depend on what was drawn elsewhere


@dataclass(frozen=True, eq=False)
class CodedCategory:
    """An attribute of categories, as codes.

    Parameters
    ----------
    name, question : str
        The attribute and the question behind it.
    role : Role
        Whether it built the segments or only describes them.
    levels : tuple of str
        Its categories, sorted.
    codes : ndarray of int64, shape (n,)
        Their positions; -1 is missing.
    """

    name: str
    question: str
    role: Role
    levels: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Segmented:
    """Respondents in segments, with all that describes them.

    Rows are sorted by group and content, and groups by content, so that sums and draws are the same
    to the last bit for shuffled answers and for other numbers of the segments.

    Parameters
    ----------
    numeric : Attributes
        Basis variables, then descriptors, in the study's order.
    categories : tuple of CodedCategory
        Basis variables, then descriptors.
    basis : frozenset of str
        Names of the basis variables.
    groups : ndarray of int64, shape (n,)
        Group of each respondent, 1 to k.
    segments : tuple of int
        The segment that each group is: group g is ``segments[g - 1]``.
    places : ndarray of float64, shape (n, p)
        Where respondents stand, for straight distances between them.
    seed : int
        Seed of the study.
    """

    numeric: Attributes
    categories: tuple[CodedCategory, ...]
    basis: frozenset[str]
    groups: NDArray[np.int64]
    segments: tuple[int, ...]
    places: NDArray[np.float64]
    seed: int

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.segments)

    @property
    def weights(self) -> NDArray[np.float64] | None:
        """Weights of the respondents; None where nobody is weighted."""
        return self.numeric.weights if self.numeric.weighted else None

    @cached_property
    def resamples(self) -> Resamples:
        """Bootstrap resamples, drawn once for everything."""
        return draw_resamples(self.groups, np.random.default_rng([self.seed, STREAM]))

    @cached_property
    def spread(self) -> Attributes:
        """The numeric attributes in logarithms or ranks, where these are declared."""
        return self.numeric.spread_out()

    def role(self, name: str) -> Role:
        """Return whether an attribute built the segments or only describes them."""
        return Role.BASIS if name in self.basis else Role.DESCRIPTOR


def segmented(segmentation: Segmentation, responses: ScoredResponses, study: Study) -> Segmented:
    """Return what is described of a segmentation.

    Descriptors that touch special-category data are left out altogether (guard S01).
    """
    within = set(segmentation.basis.respondents)
    keep = np.array([respondent in within for respondent in responses.respondents])
    known = set(responses.numeric.names)
    numeric = responses.numeric.select(
        [
            *(name for name in study.basis if name in known),
            *(name for name in study.descriptors if name in known and not quarantined(name, study)),
        ]
    ).rows(keep)
    asked = {*study.basis, *study.descriptors}
    coded = [
        _coded(column, keep, Role.BASIS if column.name in study.basis else Role.DESCRIPTOR)
        for column in sorted(responses.categorical, key=lambda column: column.name not in study.basis)
        if column.name in asked and not quarantined(column.name, study)
    ]
    # By name, so that the order of the columns does not matter either.
    columns = dict(zip(numeric.names, numeric.values.T, strict=True)) | {c.name: c.codes for c in coded}
    held = np.column_stack([columns[name] for name in sorted(columns)])
    order, numbers = group_order(held, segmentation.labels, numeric.weights)
    group_of = {int(number): at + 1 for at, number in enumerate(numbers)}
    return Segmented(
        numeric=replace(
            numeric,
            respondents=tuple(numeric.respondents[at] for at in order),
            values=numeric.values[order],
            weights=numeric.weights[order],
        ),
        categories=tuple(replace(column, codes=column.codes[order]) for column in coded),
        basis=frozenset(study.basis),
        groups=np.array([group_of[int(label)] for label in segmentation.labels[order]], dtype=np.int64),
        segments=tuple(map(int, numbers)),
        places=segmentation.places[order],
        seed=segmentation.seed,
    )


def quarantined(name: str, study: Study) -> bool:
    """Return whether an attribute may touch special-category data, and nobody declared what it measures."""
    attribute = study.attributes[name]
    texts = (name, attribute.question, *(item.question for item in attribute.items))
    return attribute.measured_construct is None and any(map(sensitive_kind, texts))


def _coded(column: CategoricalAttribute, keep: NDArray[np.bool_], role: Role) -> CodedCategory:
    said = [value for value, kept in zip(column.values, keep, strict=True) if kept]
    levels = tuple(sorted({value for value in said if value is not None}))
    code = {level: at for at, level in enumerate(levels)}
    codes = np.array([-1 if value is None else code[value] for value in said], dtype=np.int64)
    return CodedCategory(column.name, column.question, role, levels, codes)
