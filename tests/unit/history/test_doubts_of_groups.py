"""Weaknesses of groups are told by name, of customers; what only an engineer can mend is in the record."""

from __future__ import annotations

from psychograph.findings import Finding, Severity
from psychograph.history.natural_groups import NaturalGroup, NaturalGroups
from psychograph.segmentation.segmentation import SegmentStability


class Segmented:
    """What a group's doubts are read from."""

    findings = (
        Finding("unstable-segment", Severity.CAUTION, "Segment 2 is not stable: resampled answers ...", 2),
        Finding("local-optima", Severity.CAUTION, "Only 4% of 50 starts ... Raise `starts`."),
    )
    stability = (SegmentStability(1, 0.9), SegmentStability(2, 0.68))


def test_doubts_name_the_group_and_speak_of_customers() -> None:
    both = tuple(NaturalGroup(n, name, 0.5, 0.5, 1, 1, 1) for n, name in ((2, "large orders"), (1, "rare")))
    found = NaturalGroups(Segmented(), both, 10, 10)  # type: ignore[arg-type]
    (said,) = found.doubts
    assert said.severity is Severity.CAUTION
    assert "“large orders”" in said.text
    assert "68% of the group" in said.text
    assert not any(word in said.text for word in ("Segment", "answers", "starts"))
