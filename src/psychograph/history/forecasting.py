"""Repeat buying and value to come, from what each customer did."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psychograph.findings import Finding, Severity
from psychograph.history.forecast import Forecast
from psychograph.history.measures.sample import CustomerSample
from psychograph.stats.comparison.ranks import mid_ranks
from psychograph.stats.repeat_buying.bg_nbd import (
    BgNbd,
    chance_active,
    chance_of_count,
    expected_purchases,
    fit_bg_nbd,
)
from psychograph.stats.repeat_buying.gamma_gamma import GammaGamma, expected_order_value, fit_gamma_gamma

Floats = NDArray[np.float64]

WEEK = 7.0
LONGEST, SHORTEST = 52, 4  # weeks that a forecast looks ahead; never farther than there is history
BARS = 7  # repeat purchase days told one by one, from 0; all others are together
FEWEST_HELD_OUT = 50  # purchases below which a miss is chance
LARGE_MISS = 0.2
LARGE_CORRELATION = 0.3
EARLY, CROWDED = 0.1, 0.2  # of the span, and of customers: more who begin so early were customers before


@dataclass(frozen=True)
class Forecasted:
    """A forecast, or why there is none.

    Parameters
    ----------
    forecast : Forecast or None
    findings : tuple of Finding
        Why there is none, or in what it is weak.
    """

    forecast: Forecast | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class _Spending:
    """What orders are worth: the model, and a mean for each customer; NaN where nothing can be said."""

    model: GammaGamma | None
    each: Floats
    correlation: float
    reason: str


def forecast_of(sample: CustomerSample) -> Forecasted:
    """Forecast how often customers buy again, and for how much.

    A purchase is a day with an order, so that two orders of one afternoon are one. The first day starts the
    clock; BG/NBD is fitted to the later ones, gamma-gamma to the mean sales of a customer's days. What
    comes back is taken off in proportion. The forecast looks 52 weeks ahead, or as far as history goes back
    where that is less.

    Parameters
    ----------
    sample : CustomerSample
        Who bought. Where `cut` and what was before it are there, the model is fitted to the first two thirds
        of the span once more and tried on the last.

    Returns
    -------
    Forecasted
        Without a forecast where fewer than ten customers came back. Counts and money are of everybody for
        whom the sample stands.

    References
    ----------
    See :mod:`psychograph.stats.repeat_buying`.
    """
    if not len(sample):
        return Forecasted(None, (_nothing("nobody bought"),))
    frequency = (sample.days - 1).astype(float)
    recency, age = (sample.last - sample.first) / WEEK, (sample.until - sample.first) / WEEK
    fit = fit_bg_nbd(frequency, recency, age)
    if fit.model is None:
        return Forecasted(None, (_nothing(fit.reason),))
    weeks = max(SHORTEST, min(LONGEST, int(age.max())))
    to_come = expected_purchases(fit.model, weeks, frequency, recency, age)
    spending = _spending(sample)
    scale = sample.everybody / len(sample)
    observed = np.bincount(np.minimum(frequency, BARS).astype(int), minlength=BARS + 1)
    forecast = Forecast(
        customers=len(sample),
        r=fit.model.r,
        alpha=fit.model.alpha,
        a=fit.model.a,
        b=fit.model.b,
        log_likelihood=fit.log_likelihood,
        p=math.nan if spending.model is None else spending.model.p,
        q=math.nan if spending.model is None else spending.model.q,
        v=math.nan if spending.model is None else spending.model.v,
        weeks=weeks,
        expected_orders=float(to_come.sum()) * scale,
        expected_value=float((to_come * spending.each).sum()) * scale,
        alive=_active_again(fit.model, frequency, recency, age),
        observed=tuple((observed * scale).tolist()),
        fitted=tuple((_bars(fit.model, age) * scale).tolist()),
        held_out=_held_out(sample),
        order_value_correlation=spending.correlation,
    )
    return Forecasted(forecast, tuple(_weaknesses(sample, forecast, fit.reason, spending.reason)))


def _bars(model: BgNbd, age: Floats) -> Floats:
    """Return how many customers the model expects at 0, 1, ... repeat purchases, the last or more."""
    ages, many = np.unique(age, return_counts=True)
    single = [float(many @ chance_of_count(model, count, ages)) for count in range(BARS)]
    return np.array([*single, max(0.0, len(age) - sum(single))])


def _active_again(model: BgNbd, frequency: Floats, recency: Floats, age: Floats) -> float:
    """Return the share of those who came back that is expected to be active."""
    again = frequency > 0
    return float(chance_active(model, frequency[again], recency[again], age[again]).mean())


def _spending(sample: CustomerSample) -> _Spending:
    """Fit gamma-gamma to the mean sales of a customer's days, and say what the next one is worth."""
    unknown = np.full(len(sample), np.nan)
    paying = sample.sales > 0
    mean = sample.sales / np.maximum(sample.days, 1)
    again = paying & (sample.days > 1)
    correlation = _rank_correlation(sample.days[again].astype(float), mean[again])
    if not paying.any():
        return _Spending(None, unknown, correlation, "no order has a value")
    fit = fit_gamma_gamma(sample.days[paying], mean[paying])
    if fit.model is None:
        return _Spending(None, unknown, correlation, fit.reason)
    each = np.zeros(len(sample))  # who never paid is not expected to
    kept = float(sample.value.sum()) / float(sample.sales.sum())
    each[paying] = expected_order_value(fit.model, sample.days[paying], mean[paying]) * max(kept, 0.0)
    if not np.isfinite(each).all():
        return _Spending(None, unknown, correlation, "a few orders are so large that no mean can be told")
    return _Spending(fit.model, each, correlation, "")


def _rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's correlation; NaN where there is none."""
    if len(one) < 3:
        return math.nan
    first, second = mid_ranks(one) - 0.5, mid_ranks(other) - 0.5
    spread = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / spread if spread > 0 else math.nan


def _held_out(sample: CustomerSample) -> float | None:
    """Return by which share the model misses purchases after the cut, fitted to those before."""
    cut, early, last = sample.cut, sample.early_days, sample.early_last
    if cut is None or early is None or last is None:
        return None
    known = early > 0
    if not known.any():
        return None
    frequency = (early[known] - 1).astype(float)
    recency, age = (last - sample.first)[known] / WEEK, (cut - sample.first[known]) / WEEK
    fit = fit_bg_nbd(frequency, recency, age)
    made = float((sample.days - early)[known].sum())
    if fit.model is None or made < FEWEST_HELD_OUT:
        return None
    foreseen = expected_purchases(fit.model, (sample.until - cut) / WEEK, frequency, recency, age)
    return float(foreseen.sum()) / made - 1


def _nothing(reason: str) -> Finding:
    return Finding("no-forecast", Severity.CAUTION, f"Repeat buying is not forecast: {reason}.")


def _weaknesses(sample: CustomerSample, forecast: Forecast, fit: str, spending: str) -> Iterator[Finding]:
    if fit:
        text = f"Parameters of the forecast are not to be read one by one: {fit}. The forecast itself stands."
        yield Finding("forecast-parameters", Severity.NOTE, text)
    if spending:
        yield Finding("no-value-forecast", Severity.CAUTION, f"Value to come is not forecast: {spending}.")
    missed = forecast.held_out
    if missed is not None and abs(missed) >= LARGE_MISS:
        side = "many" if missed > 0 else "few"
        text = (
            "Fitted to the first two thirds of the history, the forecast expected "
            f"{abs(missed):.0%} too {side} purchases in the last third. Seasons, growth and campaigns are "
            "not in the model: do not plan stock by it."
        )
        yield Finding("forecast-missed", Severity.CAUTION, text)
    related = forecast.order_value_correlation
    if math.isfinite(related) and abs(related) >= LARGE_CORRELATION:
        kind = "more" if related > 0 else "less"
        text = (
            f"Who buys more often spends {kind} each time (rank correlation {related:.2f}). The forecast of "
            "value takes the two for unrelated: of single customers it is off, most where they buy often."
        )
        yield Finding("order-value-related", Severity.CAUTION, text)
    if not forecast.sees_leaving:
        text = (
            "Who has left cannot be told: in this history pauses and farewells look alike to the model. So "
            "the forecast counts on nearly everybody. Recency tells who is quiet."
        )
        yield Finding("nobody-leaves", Severity.NOTE, text)
    start = int(sample.first.min())
    early = float((sample.first < start + EARLY * (sample.until - start)).mean())
    if early >= CROWDED:
        text = (
            f"{early:.0%} of customers first appear in the first tenth of the history. Many of them may "
            "have bought before it begins; the forecast takes that day for their first, which makes it "
            "rather too high."
        )
        yield Finding("history-begins-late", Severity.NOTE, text)
