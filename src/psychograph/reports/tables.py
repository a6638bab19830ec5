"""Tables as CSV: respondents with their segments, and the profiles."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

from psychograph.profiling.profile import Profile
from psychograph.segmentation.segmentation import Segmentation

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def safe_cell(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets a leading
    apostrophe, as OWASP advises; numbers stay as they are.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-5"), safe_cell("Ann")
    ("'=1+1", '-5', 'Ann')
    """
    text = str(cell)
    risky = text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} and not NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def segments_csv(segmentation: Segmentation, respondents: Sequence[str]) -> str:
    """Return respondents and segments, in the order of the responses; blank where left out."""
    found = dict(zip(segmentation.basis.respondents, segmentation.labels.tolist(), strict=True))
    return _csv(["respondent", "segment"], ([r, found.get(r, "")] for r in respondents))


def profiles_csv(profile: Profile, names: dict[int, str]) -> str:
    """Return one row a segment and numeric attribute, with every figure of its profile."""
    columns = [
        *("segment", "persona", "attribute", "role", "n", "mean", "sd", "overall_mean", "others_mean", "z"),
        *("position", "g", "g_low", "g_high", "salience", "level", "headline", "members_fit", "split"),
        *("minimum", "lower_quartile", "median", "upper_quartile", "maximum"),
    ]
    rows = (
        [
            *(part.segment, names[part.segment], a.name, a.role.value, a.n, a.mean, a.sd, a.overall_mean),
            *(profile.others_mean(part.segment, a.name), a.z, a.position, a.g, *a.g_interval, a.salience),
            *(a.level.value, a.headline, a.members_fit, a.split, a.minimum, a.lower_quartile, a.median),
            *(a.upper_quartile, a.maximum),
        ]
        for part in profile.segments
        for a in part.attributes
    )
    return _csv(columns, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_figure(cell) if isinstance(cell, float) else safe_cell(cell) for cell in row])
    return out.getvalue()


def _figure(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""
