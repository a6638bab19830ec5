"""What `psychograph reliability` prints."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from psychograph.cli.talk import wrapped as _wrapped
from psychograph.quoting import listed

if TYPE_CHECKING:
    from psychograph.responses.reliability.assess import ReliabilityReport
    from psychograph.responses.reliability.battery import Battery
    from psychograph.responses.reliability.norms import NormComparison
    from psychograph.responses.reliability.scale_report import ItemReliability, ScaleReport
    from psychograph.responses.reliability.styles import StyleReport, StyleSummary
    from psychograph.study.model import Study

WIDTH = 96  # of a table, which says little once its lines are broken
LONGEST_QUESTION = 34
TREATED = {
    "pairwise": "pairwise (each pair of items from all who answered both)",
    "listwise": "listwise (only who answered every item)",
    "em": "by EM (the normal distribution that fits all answers best)",
}


def reliability_summary(report: ReliabilityReport, study: Study, *, left_out: int = 0) -> Iterator[str]:
    """Yield the lines of the report."""
    without = f" ({left_out:,} more left out)" if left_out else ""
    yield from _wrapped(
        "", f"{report.respondents:,} respondents{without}; missing answers {TREATED[report.missing]}."
    )
    if study.weighting is not None:
        yield "Weights are not used here: everybody counts alike."
    yield ""
    if report.scales:
        yield from _scales(report.scales)
        for scale in report.scales:
            yield from _items(scale)
    else:
        yield "No attribute has two items or more, so no reliability can be computed."
    if report.single:
        yield from _wrapped("One question each: ", listed(report.single) + ".")
    yield from _against_norms(report)
    yield ""
    yield from _battery(report)
    yield ""
    yield from _styles(report.styles)
    if report.looked_at < report.respondents:
        yield f"The last two parts rest on {report.looked_at:,} respondents drawn at random."
    yield ""
    if not report.findings:
        yield "No findings."
    for finding in report.findings:
        yield from _wrapped(f"{finding.severity.value.capitalize()} ({finding.code}): ", finding.text)


def _scales(scales: Sequence[ScaleReport]) -> Iterator[str]:
    columns: dict[str, list[str]] = {
        "scale": [scale.name for scale in scales],
        "k": [str(len(scale.items)) for scale in scales],
        "n": [f"{scale.reliability.n:,}" for scale in scales],
        "alpha": [_r(scale.reliability.alpha) for scale in scales],
        "95 %": [_interval(scale.reliability.alpha_interval) for scale in scales],
        "omega": [_omega(scale) for scale in scales],
        "two items": [_r(scale.reliability.spearman_brown) for scale in scales],
        "mean r": [_r(scale.reliability.mean_inter_item_r) for scale in scales],
        "mean": [_number(scale.mean) for scale in scales],
        "sd": [_number(scale.sd) for scale in scales],
        "error": [_number(scale.error) for scale in scales],
    }
    # Spearman and Brown's coefficient is for two items only, alpha and omega for more.
    if all(scale.reliability.k != 2 for scale in scales):
        del columns["two items"]
    yield from _table(columns)
    if any(scale.reliability.factor.heywood for scale in scales if scale.reliability.k > 2):
        yield "! one factor does not fit every item (a Heywood case); read alpha instead."


def _items(scale: ScaleReport) -> Iterator[str]:
    from psychograph.responses.reliability.weaknesses import against_the_rest

    wrong = against_the_rest(scale)
    items = scale.items
    columns = {
        "item": [f"{item.column}{' (reversed)' if item.reversed else ''}" for item in items],
        "question": [_short(item.question) for item in items],
        "n": [f"{item.answered:,}" for item in items],
        "mean": [_number(item.mean) for item in items],
        "sd": [_number(item.sd) for item in items],
        "r with rest": [_r(item.item_rest_r) for item in items],
        "alpha without": [_r(item.alpha_if_dropped) for item in items],
        "": [_flag(item, wrong=item in wrong) for item in items],
    }
    if not any(columns["question"]):
        del columns["question"]
    yield ""
    yield scale.name
    yield from _table(columns)


def _interval(ends: tuple[float, float]) -> str:
    return f"[{_r(ends[0])}, {_r(ends[1])}]" if math.isfinite(ends[0]) else "-"


def _omega(scale: ScaleReport) -> str:
    return _r(scale.reliability.omega) + ("!" if scale.reliability.factor.heywood else "")


def _flag(item: ItemReliability, *, wrong: bool) -> str:
    from psychograph.responses.reliability.weaknesses import WEAK_ITEM

    if wrong:
        return "wrong key?"
    if math.isnan(item.sd) or item.sd == 0:
        return "no variety"
    return "weak" if item.item_rest_r < WEAK_ITEM else ""


def _against_norms(report: ReliabilityReport) -> Iterator[str]:
    declared = {scale.name: scale.norms for scale in report.scales if scale.norms} | report.norms
    for name, norm in declared.items():
        yield from _wrapped("", _norm(name, norm))


def _norm(name: str, norm: NormComparison) -> str:
    low, high = norm.interval
    sure = f" [{low:.1f}, {high:.1f}]" if math.isfinite(low) else ""
    return (
        f"{name} against norms: mean T score {_number(norm.t, 1)}{sure}, where 50 is the population's mean "
        f"and 10 its standard deviation (mean {norm.mean:g}, sd {norm.sd:g}; {norm.source})."
    )


def _battery(report: ReliabilityReport) -> Iterator[str]:
    battery = report.battery
    if battery is None:
        yield from _wrapped("Common factors: ", f"not computed, since {report.no_battery}.")
        return
    from psychograph.responses.reliability.battery import BatteryKind
    from psychograph.responses.reliability.weaknesses import FEWEST

    k = len(battery.columns)
    what = (
        f"{k} items of {_counted(battery.scales, 'attribute')}"
        if battery.kind is BatteryKind.ITEMS
        else f"{k} basis variables"
    )
    yield f"All together: {what}, {battery.n:,} respondents"
    yield from _battery_lines(battery)
    if battery.n_smallest < FEWEST:
        yield from _wrapped(
            "  ", f"{battery.n_smallest:,} respondents are few: other people would give other figures here."
        )


def _battery_lines(battery: Battery) -> Iterator[str]:
    mended = " (correlations mended first)" if battery.adequacy.mended else ""
    test, chance = battery.sphericity, battery.parallel
    p = "p < .001" if test.p < 0.001 else f"p {_r(test.p, 3)}"
    factor = battery.one_factor
    yield f"  KMO                {_r(battery.adequacy.overall)}{mended}"
    yield f"  Bartlett's test    chi2({test.df:,}) {test.chi2:,.1f}, {p}"
    yield (
        f"  parallel analysis  {_counted(chance.n_factors, 'factor')}, "
        f"{_counted(chance.n_components, 'component')} above chance ({chance.draws} draws)"
    )
    yield (
        f"  one factor         {factor.factor_share:.0%} of all variance; first eigenvalue "
        f"{factor.eigenvalue_ratio:.1f} times the second"
    )


def _styles(report: StyleReport) -> Iterator[str]:
    if report.acquiescence is None or report.extreme is None:
        yield f"Response styles: not computed from {_counted(report.questions, 'question')} on a scale."
        return
    yield f"Response styles over {report.questions} questions, answers as given"
    rows = [
        ("agreement, -1 to 1", report.acquiescence),
        ("share of ends", report.extreme),
        ("share of midpoints", report.midpoint),
    ]
    yield from (f"  {name:<20}{_style(found)}" for name, found in rows if found is not None)
    if math.isfinite(report.level_share):
        share = max(report.level_share, 0.0)
        yield f"  common level        {share:.0%} of the variance of {report.variables} basis variables"
    if math.isfinite(report.balanced_share):
        yield (
            f"  agreeing as such    {max(report.balanced_share, 0.0):.0%} of the variance of an answer, by "
            f"{report.balanced_scales} scales asked both ways"
        )


def _style(found: StyleSummary) -> str:
    return f"mean {found.mean:.2f}, sd {found.sd:.2f}; nine of ten people {found.low:.2f} to {found.high:.2f}"


def _table(columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; words to the left, figures to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in columns:
        words = name in {"scale", "item", "question", ""}
        table.add_column(name, justify="left" if words else "right", no_wrap=not words, overflow="fold")
    for row in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, row))
    page = io.StringIO()
    Console(file=page, width=WIDTH, color_system=None, force_terminal=False).print(table)
    yield from (line.rstrip() for line in page.getvalue().rstrip("\n").split("\n"))


def _short(question: str) -> str:
    return (
        question if len(question) <= LONGEST_QUESTION else f"{question[: LONGEST_QUESTION - 3].rstrip()}..."
    )


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _r(value: float, digits: int = 3) -> str:
    """Return a coefficient without its leading zero, a dash where there is none."""
    if not math.isfinite(value):
        return "-"
    text = f"{value:.{digits}f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _number(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}" if math.isfinite(value) else "-"
