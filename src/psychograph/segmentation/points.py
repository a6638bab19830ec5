"""From prepared basis variables to the points that a method takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from psychograph.errors import Problem, SegmentationError
from psychograph.quoting import listed
from psychograph.responses.attributes import Attributes
from psychograph.segmentation.method import Floats, Form, Points
from psychograph.segmentation.preparation import Prepared
from psychograph.stats.trees.ward import standardise
from psychograph.stats.weights import weighted_mean, weighted_variance
from psychograph.study.model import Scaling

# Answers of so many kinds may be taken as categories; beyond, hardly anybody shares one.
MOST_CODES = 12


def points_of(prepared: Prepared, form: Form) -> Points:
    """Return points in the form that a method takes.

    Parameters
    ----------
    prepared : Prepared
        Basis variables, scaled and with blanks filled in or left as declared.
    form : Form
        *scores* standardises; *answers* leaves numbers as they are; *codes* numbers the different
        answers to every question 0, 1, ... in their order.

    Raises
    ------
    SegmentationError
        Where codes are asked for and an attribute has more than 12 different answers.
    """
    basis = prepared.basis
    weights = basis.weights if basis.weighted else None
    if form is Form.SCORES:
        scores = standardise(prepared.points, weights)
        return Points(scores, form, (0,) * scores.shape[1], weights)
    if form is Form.ANSWERS:
        numbers = np.array([not known for known in basis.levels])
        # Answers as they are, in logarithms or ranks where these are declared.
        values = prepared.points if prepared.scaling is Scaling.VARIABLE else basis.values
        spans = np.nanmax(values, axis=0) - np.nanmin(values, axis=0)
        ranges = np.where(numbers, spans, 0.0)
        return Points(values, form, tuple(map(len, basis.levels)), weights, ranges)
    return _codes(basis, weights)


def _codes(basis: Attributes, weights: Floats | None) -> Points:
    answers = [np.unique(column[np.isfinite(column)]) for column in basis.values.T]
    SegmentationError.collect(_too_many_codes(basis, [len(known) for known in answers]))
    codes = np.full(basis.values.shape, np.nan)
    for j, known in enumerate(answers):
        given = np.isfinite(basis.values[:, j])
        codes[given, j] = np.searchsorted(known, basis.values[given, j])
    nominal = tuple(map(bool, basis.levels))
    return Points(codes, Form.CODES, tuple(map(len, answers)), weights, nominal=nominal)


def _too_many_codes(basis: Attributes, counts: list[int]) -> Iterator[Problem]:
    long = [f"{name} ({n:,})" for name, n in zip(basis.names, counts, strict=True) if n > MOST_CODES]
    if long:
        yield Problem(
            where="basis",
            found=f"more than {MOST_CODES} different answers: {listed(long)}",
            expected="a few answers each, since latent_class takes every answer as a category of its own",
            mend="put the single items in the basis, take these out, or write method: gaussian_mixture",
        )


def geometry(points: Points) -> NDArray[np.float64]:
    """Return a place for every point in which straight distances can be measured, shape (n, p).

    Scores are their own. Numbers are standardised, and ordered codes too; the categories of a column
    become columns of their own, together as far spread as one number. Blanks stand at the mean.

    Parameters
    ----------
    points : Points
        In any form.
    """
    if points.form is Form.SCORES:
        return points.values
    columns = []
    for j, levels in enumerate(points.levels):
        column = points.values[:, j]
        known = np.isfinite(column)
        codes = np.where(known, column, 0).astype(int)
        block = np.eye(levels)[codes] if points.nominal[j] else column[:, None]
        columns.append(_spread_as_one(block, known, points.weights))
    return np.column_stack(columns)


def _spread_as_one(block: Floats, known: NDArray[np.bool_], weights: Floats | None) -> Floats:
    """Centre a block of columns and bring its total variance to 1; rows that are not known become 0."""
    mine = None if weights is None else weights[known]
    centred = np.zeros(block.shape)
    centred[known] = block[known] - weighted_mean(block[known], mine)
    total = float(np.sum(weighted_variance(block[known], mine)))
    scaled: Floats = centred / np.sqrt(total) if total > 0 else centred
    return scaled
