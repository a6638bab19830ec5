"""Filling in missing answers: by what is expected, or by draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.stats.blanks.missing import NormalModel, placed
from psychograph.stats.blanks.patterns import Block, blocks_of, expected_missing, inverse_of, own_part


def conditional_means(values: NDArray[np.float64], model: NormalModel) -> NDArray[np.float64]:
    """Fill in what is missing by its expectation given what the respondent answered.

    Good for pictures and for means; filled-in answers hang together too well and vary too little,
    so spreads, correlations and intervals need :func:`impute`.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Answers; what is not finite is missing.
    model : NormalModel
        Fitted to the same columns.

    Returns
    -------
    ndarray of float64, shape (n, p)
        Neither rounded nor kept within the scale. A column that does not vary is filled with its
        one answer; NaN stays in columns without answers and for respondents without any.

    Raises
    ------
    ValueError
        If the columns are not those of the model.

    Examples
    --------
    >>> from psychograph.stats.blanks.missing import fit_normal
    >>> answers = np.array([[1, np.nan], [2, np.nan], [3, 3], [4, 5], [5, 5], [6, 7]], float)
    >>> conditional_means(answers, fit_normal(answers, rng=np.random.default_rng(1)))[:2].round(2)
    array([[1. , 0.8],
           [2. , 2. ]])
    """
    points, spread, matrix = placed(values, model)
    filled, columns = _unmodelled_filled(values, model), np.flatnonzero(model.modelled)
    if points.size:
        precision = inverse_of(matrix)
        for block in _partial_blocks(values, model):
            expected, _ = expected_missing(points[block.rows], block, precision)
            at = block.absent[block.pattern_of]
            filled[block.rows[:, None], columns[at]] = model.mean[model.modelled][at] + spread[at] * expected
    return filled


@dataclass(frozen=True, eq=False)
class Imputations:
    """Several draws of the missing answers.

    Attributes
    ----------
    answered : ndarray of float64, shape (n, p)
        The answers, NaN where a draw goes.
    rows, columns : ndarray of int64, shape (c,)
        Places of the draws.
    drawn : ndarray of float64, shape (draws, c)
        Drawn answers.
    """

    answered: NDArray[np.float64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    drawn: NDArray[np.float64]

    def completed(self, draw: int) -> NDArray[np.float64]:
        """Return the answers with one draw filled in, shape (n, p)."""
        whole = self.answered.copy()
        whole[self.rows, self.columns] = self.drawn[draw]
        return whole

    def __iter__(self) -> Iterator[NDArray[np.float64]]:
        """Go through the completed answers, one draw at a time."""
        return (self.completed(draw) for draw in range(len(self.drawn)))


def impute(
    values: NDArray[np.float64], model: NormalModel, rng: np.random.Generator, draws: int
) -> Imputations:
    """Draw what is missing from its normal distribution given what the respondent answered.

    Analyse each completed table and pool by Rubin's rules. The fitted mean and covariance are
    taken as known: with few respondents or many gaps pooled intervals run somewhat short.

    Parameters
    ----------
    values : ndarray of float64, shape (n, p)
        Answers; what is not finite is missing.
    model : NormalModel
        Fitted to the same columns.
    rng : numpy.random.Generator
        Source of randomness.
    draws : int
        Completed tables wanted, at least 1. Only what is missing is kept for each: 8 bytes.

    Returns
    -------
    Imputations
        Drawn answers are neither rounded nor kept within the scale, since both bias (Horton,
        Lipsitz & Parzen 2003, Am Stat 57:229). What cannot be drawn is as in
        :func:`conditional_means`.

    Raises
    ------
    ValueError
        If the columns are not those of the model.

    References
    ----------
    Rubin 1987, Multiple Imputation for Nonresponse in Surveys. Schafer 1997, Analysis of Incomplete
    Multivariate Data, ch. 5.

    Examples
    --------
    >>> from psychograph.stats.blanks.missing import fit_normal
    >>> answers = np.array([[1, np.nan], [2, np.nan], [3, 3], [4, 5], [5, 5], [6, 7]], float)
    >>> rng = np.random.default_rng(1)
    >>> tables = impute(answers, fit_normal(answers, rng=rng), rng, draws=200)
    >>> round(float(np.mean([table[0, 1] for table in tables])), 1)
    0.8
    """
    points, spread, matrix = placed(values, model)
    rows, columns, drawn = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros((draws, 0))]
    names, middle = np.flatnonzero(model.modelled), model.mean[model.modelled]
    precision = inverse_of(matrix) if points.size else matrix
    for block in _partial_blocks(values, model) if points.size else []:
        at = block.absent[block.pattern_of]
        expected, _ = expected_missing(points[block.rows], block, precision)
        noise = rng.standard_normal((len(at), draws, at.shape[1]))
        # With precision LL', noise times the inverse of L has the conditional covariance.
        lower = np.asarray(np.linalg.cholesky(own_part(precision, block.absent)), dtype=np.float64)
        root = inverse_of(lower)[block.pattern_of]
        deviates = expected[:, None, :] + noise @ root
        answers = middle[at][:, None, :] + spread[at][:, None, :] * deviates
        rows.append(np.repeat(block.rows, at.shape[1]))
        columns.append(names[at].ravel())
        drawn.append(np.moveaxis(answers, 1, 0).reshape(draws, -1))
    return Imputations(
        _unmodelled_filled(values, model),
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(drawn, axis=1),
    )


def _unmodelled_filled(values: NDArray[np.float64], model: NormalModel) -> NDArray[np.float64]:
    """Return a copy with columns that do not vary filled, for those who answered anything."""
    known = np.isfinite(values)
    spoke = known.any(axis=1, keepdims=True)
    filled: NDArray[np.float64] = np.where(
        known, values, np.where(spoke & ~model.modelled, model.mean, np.nan)
    )
    return filled


def _partial_blocks(values: NDArray[np.float64], model: NormalModel) -> list[Block]:
    """Return blocks of the respondents who answered some but not all of the modelled columns."""
    known = np.isfinite(values[:, model.modelled])
    rows = np.flatnonzero(known.any(axis=1) & ~known.all(axis=1))
    return [Block(rows[block.rows], block.absent, block.pattern_of) for block in blocks_of(known[rows])]
