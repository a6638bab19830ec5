"""The sizes chart: how many respondents each segment has, and how sure that share is."""

from __future__ import annotations

from collections.abc import Mapping

from psychograph.charts import theme
from psychograph.charts.figure import Figure, Spec
from psychograph.charts.labels import listed, segment_label, segment_name, shorten, text_width
from psychograph.charts.layers import Frame, Sheet, boxes, rules
from psychograph.profiling.profile import Profile, SegmentProfile

BAR, CAP = 18, 5  # px: height of a bar, half the height of a whisker's cap


def sizes(profile: Profile, names: Mapping[int, str] | None = None) -> Figure:
    """Draw the share of every segment with its 95 % interval.

    Parameters
    ----------
    profile : Profile
        All segments.
    names : mapping of int to str, optional
        Names of the segments.

    Returns
    -------
    Figure
        One bar a segment, labelled with share, respondents and interval.
    """
    alt = _alt(profile, names)
    return Figure(
        name="sizes",
        title="How large the segments are",
        caption=(
            f"Each bar is a segment's {'weighted ' if profile.weighted else ''}share of the respondents; the "
            "thin line is the 95% interval, the "
            "range in which the share among all people like them is likely to lie."
        ),
        alt=alt,
        wide=_wide(profile, names, alt),
        narrow=_narrow(profile, names, alt),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share >= 0.01 or share == 0 else "<1%"


def _reach(profile: Profile) -> float:
    """Return the share at the right end, so that whiskers always stay inside."""
    return min(1.0, max(max(s.share, s.share_interval[1]) for s in profile.segments) * 1.02)


def _numbers(segment: SegmentProfile) -> tuple[str, str]:
    low, high = segment.share_interval
    people = f"{segment.n:,} respondent{'s' * (segment.n != 1)}"
    if segment.effective_n is not None:
        people = f"n = {segment.n:,}, weighted"
    return _percent(segment.share), f"{people}, interval {_percent(low)} to {_percent(high)}"


def _wide(profile: Profile, names: Mapping[int, str] | None, alt: str) -> Spec:
    labels = [shorten(segment_name(s.segment, names), 230, theme.BODY, bold=True) for s in profile.segments]
    left = max(text_width(label, theme.BODY, bold=True) for label in labels) + 20
    right, pitch = 290, 34
    frame = Frame(theme.WIDE - left - right, pitch * len(labels), left, right, 8, 10, x=(0, _reach(profile)))
    sheet, whiskers = Sheet(), Sheet()
    for i, (segment, label) in enumerate(zip(profile.segments, labels, strict=True)):
        y = (i + 0.5) * pitch
        sheet.text(frame.x_of(-10), y, label, theme.segment_colour(segment.segment), align="right", bold=True)
        _bar(sheet, whiskers, segment, y)
        share, rest = _numbers(segment)
        sheet.text(frame.x_of(frame.width + 48), y, share, align="right", bold=True, size=14)
        sheet.text(frame.x_of(frame.width + 60), y, rest, theme.SOFT)
    return _spec(frame, sheet, whiskers, alt)


def _narrow(profile: Profile, names: Mapping[int, str] | None, alt: str) -> Spec:
    left, right, pitch = 12, 12, 66
    frame = Frame(
        theme.NARROW - left - right, pitch * len(profile.segments), left, right, 4, 0, x=(0, _reach(profile))
    )
    sheet, whiskers = Sheet(), Sheet()
    for i, segment in enumerate(profile.segments):
        y = i * pitch
        share, rest = _numbers(segment)
        label = shorten(segment_name(segment.segment, names), frame.width - 54, theme.BODY + 1, bold=True)
        sheet.text(0, y + 10, label, theme.segment_colour(segment.segment), bold=True, size=theme.BODY + 1)
        sheet.text(frame.x_of(frame.width), y + 10, share, align="right", bold=True, size=14)
        _bar(sheet, whiskers, segment, y + 30)
        sheet.text(0, y + 50, rest, theme.SOFT, size=theme.SMALL)
    return _spec(frame, sheet, whiskers, alt)


def _bar(sheet: Sheet, whiskers: Sheet, segment: SegmentProfile, y: float) -> None:
    colour = theme.segment_colour(segment.segment)
    low, high = segment.share_interval
    # A lighter bar keeps the whisker visible over its whole length, on screen and in grey print.
    sheet.box(0, y - BAR / 2, segment.share, y + BAR / 2, theme.mix(colour, theme.PAPER, 0.6))
    whiskers.rule(low, y, high, y, theme.INK)
    for end in (low, high):
        whiskers.rule(end, y - CAP, end, y + CAP, theme.INK)


def _spec(frame: Frame, sheet: Sheet, whiskers: Sheet, alt: str) -> Spec:
    baseline = Sheet()
    for box in sheet.boxes:
        baseline.rule(0, float(box["y"]) - 4, 0, float(box["y2"]) + 4, theme.MUTED)
    return frame.spec(
        [
            boxes(sheet.boxes, "bars"),
            rules(baseline.rules, "baseline"),
            rules(whiskers.rules, "intervals", thickness=1.4),
            *sheet.text_layers(),
        ],
        alt,
    )


def _alt(profile: Profile, names: Mapping[int, str] | None) -> str:
    k = len(profile.segments)
    what = "weighted share" if profile.weighted else "share"
    start = f"Bar chart of the {what}{'s' * (k > 1)} of {k} segment{'s' * (k > 1)}: "
    parts = [
        f"{segment_label(s.segment, names, s.n)} {_percent(s.share)}, "
        f"95% interval {_percent(s.share_interval[0])} to {_percent(s.share_interval[1])}"
        for s in profile.segments
    ]
    return start + listed(parts, 480 - len(start)) + "."
