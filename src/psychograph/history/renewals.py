"""Subscriptions: who renews, when, and how many will."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Renewals:
    """Beta-geometric of renewals, and when in the year people renew.

    Parameters
    ----------
    period : str
        ``"month"``, ``"quarter"`` or ``"year"``.
    subscriptions, running : int
        All of them, and those that have not ended.
    at_risk, renewed : tuple of int
        For the first, second, ... renewal: subscriptions that came to it, and that renewed.
    alpha, beta : float
        Parameters of the beta-geometric (Fader & Hardie 2007); NaN where the data say nothing of it.
    fitted : tuple of float
        Renewal rate of the model at each renewal, as far as four beyond the last that was seen; empty
        without a model.
    by_month : tuple of (int, int), length 12
        January to December: subscriptions up for renewal, and renewed.
    month_p : float or None
        That months differ by chance alone, comparing only subscriptions at the same renewal in the same year
        (Mantel-Haenszel); None where that cannot be asked.
    month_v : float
        Size of the difference between months, Cramer's V from 0 to 1; NaN where not asked.
    """

    period: str
    subscriptions: int
    running: int
    at_risk: tuple[int, ...]
    renewed: tuple[int, ...]
    alpha: float
    beta: float
    fitted: tuple[float, ...]
    by_month: tuple[tuple[int, int], ...]
    month_p: float | None = None
    month_v: float = float("nan")
