"""Every figure: rates with their definitions, waves, groups, devices, hours, arms, break-off, costs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from starlette.responses import Response

from psychograph.fielding.server.manager.desk import Desk
from psychograph.stats.trials.estimate import Estimate

# What a rate is, in words and as a formula; letters as in AAPOR 2016, Standard Definitions, 9th edition.
DEFINITIONS = {
    "RR1": (
        "Complete, of all who may be eligible: the least that the response rate can be.",
        "I / ((I+P) + (R+NC+O) + (UH+UO))",
    ),
    "RR2": ("The same, with partial answers counted as answers.", "(I+P) / ((I+P) + (R+NC+O) + (UH+UO))"),
    "RR3": (
        "Complete, of all who are eligible, of the unknown only the share e: the likely response rate.",
        "I / ((I+P) + (R+NC+O) + e(UH+UO))",
    ),
    "RR4": ("The same, with partial answers.", "(I+P) / ((I+P) + (R+NC+O) + e(UH+UO))"),
    "RR5": (
        "Complete, as if nobody of the unknown were eligible: the most that the response rate can be.",
        "I / ((I+P) + (R+NC+O))",
    ),
    "RR6": ("The same, with partial answers.", "(I+P) / ((I+P) + (R+NC+O))"),
    "COOP1": ("Complete, of all who were reached.", "I / (I+P+R+O)"),
    "COOP2": ("Complete or partial, of all who were reached.", "(I+P) / (I+P+R+O)"),
    "COOP3": ("Complete, of those reached who were able to take part.", "I / (I+P+R)"),
    "COOP4": ("Complete or partial, of those reached who were able to.", "(I+P) / (I+P+R)"),
    "REF1": (
        "Refused or broke off, of all who may be eligible: the least that it can be.",
        "R / ((I+P) + (R+NC+O) + (UH+UO))",
    ),
    "REF2": ("The same, of the unknown only the share e.", "R / ((I+P) + (R+NC+O) + e(UH+UO))"),
    "REF3": ("The same, as if nobody of the unknown were eligible.", "R / ((I+P) + (R+NC+O))"),
    "CON1": (
        "Reached, of all who may be eligible: the least that it can be.",
        "(I+P+R+O) / ((I+P) + (R+NC+O) + (UH+UO))",
    ),
    "CON2": ("The same, of the unknown only the share e.", "(I+P+R+O) / ((I+P) + (R+NC+O) + e(UH+UO))"),
    "CON3": ("The same, as if nobody of the unknown were eligible.", "(I+P+R+O) / ((I+P) + (R+NC+O))"),
}
LETTERS = (
    ("I", "complete"),
    ("P", "partial"),
    ("R", "refused and broken off"),
    ("NC", "not reached"),
    ("O", "other"),
    ("UH, UO", "unknown whether eligible"),
    ("NE", "not eligible"),
)


async def detail(desk: Desk) -> Response:
    """Show every figure."""
    found = await desk.bureau.status()
    early_late = found.early_late
    widest = _widest([one.together for one in found.arms])
    gap = _widest([one.difference for one in early_late.gaps] if early_late is not None else [])
    return desk.page(
        "detail",
        "In detail",
        status_=found,
        definitions=DEFINITIONS,
        letters=LETTERS,
        widest=widest,
        widest_gap=gap,
        most_starts=max(found.starts_by_hour, default=0),
    )


def _widest(estimates: Sequence[Estimate]) -> float:
    """Return how far the furthest end of some intervals is from zero: the scale of their pictures."""
    ends = [abs(end) for one in estimates for end in (one.low, one.high) if not math.isnan(end)]
    return max(ends, default=0.0) or 1.0
