"""How people use an answer scale, whatever they are asked; and answers relative to their own mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ResponseStyle:
    """Use of the answer scale, one number a respondent.

    All from answers as given, not reversed. They tell style from opinion only over many questions on
    different things, or over as many reversed as straight ones. NaN without answers.

    Attributes
    ----------
    answered : ndarray of int64, shape (n,)
        Questions answered.
    acquiescence : ndarray of float64, shape (n,)
        Mean answer in half-ranges from the midpoint, -1 (always the low end) to 1 (always the high).
    agreeing, disagreeing : ndarray of float64, shape (n,)
        Shares of answers above and below the midpoint, 0 to 1.
    net : ndarray of float64, shape (n,)
        Agreeing less disagreeing, -1 to 1.
    extreme : ndarray of float64, shape (n,)
        Share of answers at either end, 0 to 1.
    midpoint : ndarray of float64, shape (n,)
        Share at the midpoint of the answers to questions that have one, 0 to 1; NaN where none has.
    spread : ndarray of float64, shape (n,)
        Standard deviation (divisor m - 1) of the person's m answers in half-ranges, 0 and above; NaN
        with fewer than two.
    """

    answered: NDArray[np.int64]
    acquiescence: NDArray[np.float64]
    agreeing: NDArray[np.float64]
    disagreeing: NDArray[np.float64]
    net: NDArray[np.float64]
    extreme: NDArray[np.float64]
    midpoint: NDArray[np.float64]
    spread: NDArray[np.float64]


def response_style(
    answers: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> ResponseStyle:
    """Return how each respondent uses the answer scale.

    Parameters
    ----------
    answers : ndarray of float64, shape (n, k)
        As given, not reversed; what is not finite is missing and left out.
    low, high : ndarray of float64, shape (k,)
        Ends of each question's scale, in steps of 1; it has a midpoint where high - low is even.

    Raises
    ------
    ValueError
        If shapes do not fit or a scale has no width.

    References
    ----------
    Baumgartner & Steenkamp 2001, J Mark Res 38:143. Van Vaerenbergh & Thomas 2013, Int J Public Opin
    Res 25:195. Spread: Dunn, Heggestad, Shanock & Theilgard 2018, J Bus Psychol 33:105. By hand.

    Examples
    --------
    On five steps, one says yes to nearly everything; the other takes the ends.

    >>> style = response_style(np.array([[4.0, 4, 5, 3], [1, 5, 5, 1]]), np.full(4, 1.0), np.full(4, 5.0))
    >>> style.acquiescence, style.agreeing
    (array([0.5, 0. ]), array([0.75, 0.5 ]))
    >>> style.extreme, style.midpoint
    (array([0.25, 1.  ]), array([0.25, 0.  ]))
    """
    placed = half_ranges(answers, low, high)
    known = np.isfinite(placed)
    has_middle = np.broadcast_to(np.isclose(np.mod(high - low, 2), 0), placed.shape)
    above, below = placed > 1e-9, placed < -1e-9
    agreeing, disagreeing = _share(above, known), _share(below, known)
    return ResponseStyle(
        answered=known.sum(axis=1),
        acquiescence=_mean(placed),
        agreeing=agreeing,
        disagreeing=disagreeing,
        net=agreeing - disagreeing,
        extreme=_share(np.abs(placed) >= 1 - 1e-9, known),
        midpoint=_share(~above & ~below, known & has_middle),
        spread=_spread(placed),
    )


def balanced_acquiescence(
    answers: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    reverse_keyed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return acquiescence with opinion taken out: agreeing to a statement and to its opposite.

    The mean of two means, of the answers to straight questions and of those to reversed ones, in
    half-ranges from the midpoint. What a person thinks moves the two apart, what a person says yes to
    moves both.

    Parameters
    ----------
    answers, low, high
        As for :func:`response_style`; questions of one scale, or of several each of which has both keys.
    reverse_keyed : ndarray of bool, shape (k,)
        Which questions are reversed.

    Returns
    -------
    ndarray of float64, shape (n,)
        -1 to 1; NaN for who answered no straight or no reversed question.

    Raises
    ------
    ValueError
        If shapes do not fit or a scale has no width.

    References
    ----------
    Winkler, Kanouse & Ware 1982, J Appl Psychol 67:555. By hand.

    Examples
    --------
    The first likes the product, the second says yes.

    >>> answers = np.array([[5.0, 5, 1], [5, 5, 5]])
    >>> balanced_acquiescence(answers, np.full(3, 1.0), np.full(3, 5.0), np.array([False, False, True]))
    array([0., 1.])
    """
    placed = half_ranges(answers, low, high)
    if reverse_keyed.shape != (placed.shape[1],):
        raise ValueError(f"{placed.shape[1]} questions, but keys of shape {reverse_keyed.shape}")
    both: NDArray[np.float64] = (_mean(placed[:, ~reverse_keyed]) + _mean(placed[:, reverse_keyed])) / 2
    return both


def half_ranges(
    answers: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return answers as half-ranges from the midpoint of their scale: -1 the low end, 1 the high.

    Parameters
    ----------
    answers : ndarray of float64, shape (n, k)
        What is not finite becomes NaN.
    low, high : ndarray of float64, shape (k,)
        Ends of the scales. Answers beyond them give numbers beyond -1 and 1.

    Raises
    ------
    ValueError
        If shapes do not fit or a scale has no width.

    Examples
    --------
    >>> half_ranges(np.array([[1.0, 5.0], [4.0, 10.0]]), np.array([1.0, 0.0]), np.array([7.0, 10.0]))
    array([[-1.,  0.],
           [ 0.,  1.]])
    """
    if answers.ndim != 2 or low.shape != (answers.shape[1],) or high.shape != low.shape:
        raise ValueError(
            f"answers of shape {answers.shape} need two ends a question, not {low.shape} and {high.shape}"
        )
    if not (high > low).all():
        raise ValueError("the high end of every scale lies above its low end")
    known = np.where(np.isfinite(answers), answers, np.nan)
    placed: NDArray[np.float64] = (known - (low + high) / 2) / ((high - low) / 2)
    return placed


def ipsatise(
    values: NDArray[np.float64],
    low: NDArray[np.float64] | None = None,
    high: NDArray[np.float64] | None = None,
    *,
    standardise: bool = False,
) -> NDArray[np.float64]:
    """Return answers relative to the person's own mean over the battery.

    x - person mean, and (x - person mean) / person standard deviation (divisor m - 1) if standardised.
    For batteries about what matters more and what less, such as values. The results of a person sum to
    0: k of them hold k - 1 dimensions and correlate -1 / (k - 1) on average, so all k are not to be
    factor-analysed or clustered together. A real general level is taken out too: keep the raw answers.

    Parameters
    ----------
    values : ndarray of float64, shape (n, k)
        Answers, reversed ones as the use asks; what is not finite is missing and left out of the mean.
    low, high : ndarray of float64, shape (k,), optional
        Ends of the scales. If given, answers become half-ranges from their midpoint first, so
        that scales of different width count alike.
    standardise : bool
        Divide by the person's standard deviation.

    Returns
    -------
    ndarray of float64, shape (n, k)
        NaN where missing, for who gave fewer than two answers, and, if standardised, for who gave
        the same answer throughout.

    Raises
    ------
    ValueError
        If shapes do not fit, a scale has no width, or one end is given without the other.

    References
    ----------
    Cattell 1944, Psychometrika 9:292. Fischer 2004, J Cross-Cult Psychol 35:263. By hand.

    Examples
    --------
    Two people with the same priorities, one of whom rates everything higher.

    >>> ipsatise(np.array([[1.0, 2.0, 3.0], [3.0, 4.0, 5.0]]))
    array([[-1.,  0.,  1.],
           [-1.,  0.,  1.]])
    """
    if (low is None) != (high is None):
        raise ValueError("both ends of the scales are needed, or neither")
    if values.ndim != 2:
        raise ValueError(f"answers are a table of respondents by items, not an array of {values.ndim} axes")
    if low is not None and high is not None:
        placed = half_ranges(values, low, high)
    else:
        placed = np.where(np.isfinite(values), values, np.nan)
    enough = np.isfinite(placed).sum(axis=1, keepdims=True) > 1
    centred: NDArray[np.float64] = np.where(enough, placed - _mean(placed)[:, None], np.nan)
    if not standardise:
        return centred
    spread = _spread(placed)[:, None]
    relative: NDArray[np.float64] = np.divide(
        centred, spread, out=np.full(centred.shape, np.nan), where=spread > 0
    )
    return relative


def _share(chosen: NDArray[np.bool_], of: NDArray[np.bool_]) -> NDArray[np.float64]:
    counted = of.sum(axis=1)
    hits = (chosen & of).sum(axis=1)
    found: NDArray[np.float64] = np.divide(hits, counted, out=np.full(len(of), np.nan), where=counted > 0)
    return found


def _mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    known = np.isfinite(values)
    counted = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    found: NDArray[np.float64] = np.divide(
        total, counted, out=np.full(len(values), np.nan), where=counted > 0
    )
    return found


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    known = np.isfinite(values)
    counted = known.sum(axis=1)
    gap = np.where(known, values - _mean(values)[:, None], 0.0)
    squares = (gap**2).sum(axis=1)
    # What rounding leaves of equal answers is no spread.
    size = np.abs(np.where(known, values, 0.0)).max(axis=1, initial=0.0)
    squares = np.where(squares <= (1e-12 * size) ** 2 * np.maximum(counted, 1), 0.0, squares)
    variance = np.divide(squares, counted - 1, out=np.full(len(values), np.nan), where=counted > 1)
    spread: NDArray[np.float64] = np.sqrt(variance)
    return spread
