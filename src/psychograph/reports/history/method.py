"""How a history was computed, for those who want to know."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from psychograph.charts.history.amounts import short_day
from psychograph.charts.history.retention_map import period_word
from psychograph.history.exploration import Exploration


@dataclass(frozen=True)
class Setting:
    """One line of what was done: a name and what is said of it."""

    name: str
    text: str


def settings(found: Exploration) -> tuple[Setting, ...]:
    """Return what was done, with the parameters of models."""
    return tuple(_settings(found))


def _settings(found: Exploration) -> Iterator[Setting]:
    totals = found.totals
    yield Setting("Engine", found.engine)
    yield Setting(
        "Days",
        f"{short_day(totals.first)} to {short_day(totals.last)}; recency counts back from "
        f"{short_day(totals.until)}, the first day that is not in the data.",
    )
    yield Setting(
        "Money",
        f"{totals.currency or 'Currency not named'}, added up exactly. Sales are what was sold; value is "
        "sales less what came back, where the plan subtracts returns.",
    )
    if found.rfm is not None:
        yield Setting(
            "Fifths",
            "Customers are ranked by recency, frequency and value, and cut into fifths; equal values have "
            "equal scores, so fifths may be uneven.",
        )
    if found.retention is not None:
        yield Setting("Cohorts", f"By {period_word(found.retention.months)} of the first order.")
    yield Setting(
        "Indices",
        "Average sales of such days against the average day; the trend is taken out where there are two "
        "years or more.",
    )
    yield Setting("Rates", "Intervals of shares are Wilson's, at 95%.")
    if found.differences:
        yield Setting(
            "More than chance",
            "Many questions are asked at once, and some would seem answered by luck alone. p is adjusted for "
            "all of them (q, Benjamini & Hochberg): of the differences called, one in twenty or fewer is "
            "expected to be chance.",
        )
    yield from _models(found)


def _models(found: Exploration) -> Iterator[Setting]:
    forecast, renewals, groups = found.forecast, found.renewals, found.groups
    if forecast is not None:
        yield Setting(
            "Repeat buying",
            f"BG/NBD, time in weeks: r = {_figure(forecast.r)}, alpha = {_figure(forecast.alpha)}, "
            f"a = {_figure(forecast.a)}, b = {_figure(forecast.b)}; log-likelihood "
            f"{_figure(forecast.log_likelihood)}, {forecast.customers:,} customers.",
        )
        if math.isfinite(forecast.p):
            yield Setting(
                "Value of orders",
                f"Gamma-gamma: p = {_figure(forecast.p)}, q = {_figure(forecast.q)}, "
                f"v = {_figure(forecast.v)}. "
                "It takes number and value of purchases for unrelated; their correlation is "
                f"{_figure(forecast.order_value_correlation)}.",
            )
    if renewals is not None:
        yield Setting(
            "Renewals",
            f"Beta-geometric: alpha = {_figure(renewals.alpha)}, beta = {_figure(renewals.beta)}.",
        )
    if groups is not None:
        whom = f"{groups.customers:,} customers"
        sample = f", a sample of {groups.everybody:,}" if groups.customers < groups.everybody else ""
        yield Setting("Natural groups", f"{groups.segmentation.title}, {whom}{sample}.")


def _figure(value: float) -> str:
    """Return a parameter with four digits."""
    if not math.isfinite(value):
        return "none"
    text = f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
    return text.replace("-", "\N{MINUS SIGN}")


def references(found: Exploration) -> tuple[str, ...]:
    """Return the papers that the methods come from."""
    every = (
        (
            found.forecast is not None,
            "Fader, Hardie & Lee 2005, “Counting your customers” the easy way, Marketing Science 24:275 "
            "(BG/NBD).",
        ),
        (
            found.forecast is not None and math.isfinite(found.forecast.p),
            "Fader, Hardie & Lee 2005, RFM and CLV, Journal of Marketing Research 42:415 (gamma-gamma).",
        ),
        (
            found.renewals is not None,
            "Fader & Hardie 2007, How to project customer retention, Journal of Interactive Marketing "
            "21(1):76 (beta-geometric).",
        ),
        (
            bool(found.differences),
            "Benjamini & Hochberg 1995, Controlling the false discovery rate, JRSS B 57:289.",
        ),
        (bool(found.partitions), "Wilson 1927, Probable inference, JASA 22:209."),
    )
    return tuple(text for there, text in every if there)
