"""Weaknesses of scales and of a battery, as findings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from psychograph.findings import Finding, Severity
from psychograph.quoting import listed
from psychograph.responses.reliability.battery import Battery, BatteryKind
from psychograph.responses.reliability.scale_report import ItemReliability, ScaleReport

USUAL = 0.70
POOR = 0.60
REDUNDANT = 0.95
WEAK_ITEM = 0.30  # Nunnally & Bernstein 1994: an item below this shares little with the others
CLEAR_LOADING = 0.30
ADEQUATE, UNACCEPTABLE = 0.60, 0.50  # Kaiser 1974
GENERAL_FACTOR = 0.50
FEWEST = 100  # respondents from which a battery may be judged
CHANCE = 0.05


def against_the_rest(scale: ScaleReport) -> tuple[ItemReliability, ...]:
    """Return the items that run against the others, which most often were not reversed.

    An item does so where its correlation with the others is negative, or where it clearly loads on
    the common factor the other way. Of two items that contradict each other nobody can tell which
    is wrong, and both are returned; of more, never most of them: these have nothing in common, and no
    key would mend that.
    """
    rest = np.array([item.item_rest_r for item in scale.items])
    loading = np.array([item.loading for item in scale.items])
    opposed = np.isfinite(loading) & (loading < -CLEAR_LOADING)
    negative = np.isfinite(rest) & (rest < 0)
    # Where the factor tells the sides apart, items that only suffer from a wrong neighbour are spared.
    wrong = opposed if opposed.any() else negative
    if len(wrong) > 2 and 2 * wrong.sum() > len(wrong):
        return ()
    return tuple(item for item, bad in zip(scale.items, wrong, strict=True) if bad)


def findings_of_scale(scale: ScaleReport) -> Iterator[Finding]:
    """Yield what weakens one scale."""
    still = [item.column for item in scale.items if math.isnan(item.sd) or item.sd == 0]
    if still:
        yield Finding(
            "unvarying-item",
            Severity.CAUTION,
            f"{scale.name}: {listed(still)} had no two different answers and tells nobody apart.",
        )
    wrong = against_the_rest(scale)
    if wrong:
        yield _wrong_keys(scale, wrong)
    yield from _too_low(scale, wrong)
    if scale.reliability.k > 2 and scale.reliability.alpha > REDUNDANT:
        yield Finding(
            "redundant-items",
            Severity.NOTE,
            f"{scale.name}: alpha is {_figure(scale.reliability.alpha)}. Above .95 the items ask nearly the "
            "same; fewer of them would measure as well and tire respondents less.",
        )


def _wrong_keys(scale: ScaleReport, wrong: Sequence[ItemReliability]) -> Finding:
    n = scale.reliability.n_smallest
    reach = 1.96 / math.sqrt(n - 3) if n > 3 else math.inf
    # Fisher's z: whether the correlation is below zero beyond what so few respondents may give.
    clear = any(math.atanh(max(item.item_rest_r, -0.999999)) + reach < 0 for item in wrong) or any(
        item.loading < -max(CLEAR_LOADING, 2 * reach) for item in wrong
    )
    columns = listed(item.column for item in wrong)
    if scale.reliability.k == 2:
        text = (
            f"{scale.name}: its two items contradict each other (r {_figure(wrong[0].item_rest_r)}). "
            "One of them is probably worded the other way: set `reversed` on that one."
        )
    else:
        turned = "was reversed, or is worded" if all(item.reversed for item in wrong) else "is worded"
        many = len(wrong) > 1
        text = (
            f"{scale.name}: {columns} run{'' if many else 's'} against the other items. Probably "
            + ("they are worded" if many else f"it {turned}")
            + f" the other way than declared: reverse {'them' if many else 'it'}?"
            + (" Or the other half." if 2 * len(wrong) == len(scale.items) else "")
        )
    return Finding("wrong-key", Severity.SERIOUS if clear else Severity.CAUTION, text)


def _too_low(scale: ScaleReport, wrong: Sequence[ItemReliability]) -> Iterator[Finding]:
    label, value = scale.coefficient
    if not label or math.isnan(value) or value >= USUAL:
        return
    found = scale.reliability
    low, high = found.alpha_interval
    figures = f"{label} {_figure(value)}"
    if label == "omega":
        figures += f", alpha {_figure(found.alpha)}"
    if label != "Spearman-Brown" and math.isfinite(low):
        figures += f" [{_figure(low)}, {_figure(high)}]"
    what = (
        "Mend the keys first."
        if wrong
        else f"{1 - value:.0%} of the differences in its scores are error: groups may be compared by it, "
        "single people hardly."
        if value >= POOR
        else "Most differences between people on it are noise or several things at once; add items, or use "
        "them one by one."
        if value < 0.5
        else "Nearly half of the differences between people on it are error; add items, or use them one by "
        "one."
    )
    yield Finding(
        "low-reliability",
        Severity.CAUTION if value >= POOR else Severity.SERIOUS,
        f"{scale.name}: {figures}; {'.70' if value >= POOR else '.60'} is "
        f"{'the usual bar' if value >= POOR else 'the least that is usable'}. {what}",
    )


def findings_of_battery(battery: Battery) -> Iterator[Finding]:
    """Yield what weakens a battery of items.

    Basis variables that are one question each need not correlate at all, and groups of respondents
    make them correlate: nothing there is a weakness.
    """
    if battery.kind is not BatteryKind.ITEMS or battery.n_smallest < FEWEST:
        return
    k, kmo = len(battery.columns), battery.adequacy.overall
    if battery.sphericity.p > CHANCE:
        yield Finding(
            "unrelated-items",
            Severity.SERIOUS,
            f"The {k} items correlate no more than chance gives (Bartlett's test, p "
            f"{battery.sphericity.p:.2f}): averages of them measure nothing in common.",
        )
    elif kmo < ADEQUATE:
        yield Finding(
            "low-sampling-adequacy",
            Severity.SERIOUS if kmo < UNACCEPTABLE else Severity.CAUTION,
            f"The {k} items share little (KMO {_figure(kmo)}; .60 is the usual bar, below .50 is "
            "unacceptable): look for items that belong to no scale.",
        )
    if battery.scales > 1 and battery.one_factor.factor_share > GENERAL_FACTOR:
        yield Finding(
            "one-factor",
            Severity.CAUTION,
            f"One factor explains {battery.one_factor.factor_share:.0%} of the answers to items of "
            f"{battery.scales} attributes: they may be one thing, or a way of answering.",
        )
    elif 0 < battery.parallel.n_factors < battery.scales:
        factors = battery.parallel.n_factors
        yield Finding(
            "fewer-factors",
            Severity.NOTE,
            f"The items of {battery.scales} attributes hold {factors} factor{'' if factors == 1 else 's'} "
            f"that stand{'s' if factors == 1 else ''} out from chance: some attributes may not differ.",
        )


def _figure(value: float) -> str:
    """Return a coefficient as journals print it: two digits, no leading zero."""
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
