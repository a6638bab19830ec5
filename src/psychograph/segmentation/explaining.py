"""A segmentation in words: what each segment stands apart in, and how far to trust it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from psychograph.findings import Severity
from psychograph.stats.weights import weighted_mean, weighted_share, weighted_variance

if TYPE_CHECKING:
    from psychograph.segmentation.segmentation import Segmentation

MOST = 4  # differences told of a segment in each direction
APART = 0.25  # standard deviations, from which a difference is told
OFTENER = 0.1  # share by which a category must be more frequent to be told


@dataclass(frozen=True)
class Difference:
    """One variable on which a segment stands apart from all others.

    Parameters
    ----------
    name : str
        The basis variable; of a category with the category.
    size : float
        Mean of the segment minus mean of the others, in standard deviations of everybody; of a
        category the difference of its shares.
    text : str
        In words, such as "Calm (4.1 against 2.7)".
    """

    name: str
    size: float
    text: str


@dataclass(frozen=True)
class Explained:
    """One segment in words.

    Parameters
    ----------
    segment, n : int
        The segment and its respondents.
    share : float
        Share of all, 0 to 1; weighted where respondents carry weights.
    more, less : tuple of Difference
        Where it lies above and below the others, the largest difference first.
    """

    segment: int
    n: int
    share: float
    more: tuple[Difference, ...]
    less: tuple[Difference, ...]


def explained(segmentation: Segmentation) -> tuple[Explained, ...]:
    """Return what sets each segment apart from all others, on the basis variables."""
    found = []
    for segment in segmentation.segments:
        mine = segmentation.labels == segment
        differences = list(_differences(segmentation, segment))
        found.append(
            Explained(
                segment=segment,
                n=int(mine.sum()),
                share=weighted_share(mine, segmentation.weights),
                more=_largest([d for d in differences if d.size > 0]),
                less=_largest([d for d in differences if d.size < 0]),
            )
        )
    return tuple(found)


def _largest(differences: list[Difference]) -> tuple[Difference, ...]:
    return tuple(sorted(differences, key=lambda d: -abs(d.size))[:MOST])


def _differences(segmentation: Segmentation, segment: int) -> Iterator[Difference]:
    basis = segmentation.basis
    for name, levels, column in zip(basis.names, basis.levels, basis.values.T, strict=True):
        known = np.isfinite(column)
        mine = known & (segmentation.labels == segment)
        others = known & (segmentation.labels != segment)
        if not mine.any() or not others.any():
            continue
        inside, outside = segmentation.weights[mine], segmentation.weights[others]
        for code, level in enumerate(levels):
            here = weighted_share(column[mine] == code, inside)
            there = weighted_share(column[others] == code, outside)
            if here - there >= OFTENER:
                yield Difference(
                    f"{name}: {level}", here - there, f"{name}: {level} ({here:.0%} against {there:.0%})"
                )
        spread = float(np.sqrt(weighted_variance(column[known], segmentation.weights[known])))
        if levels or not spread:
            continue
        here, there = (
            float(weighted_mean(column[mine], inside)),
            float(weighted_mean(column[others], outside)),
        )
        if abs(here - there) >= APART * spread:
            yield Difference(name, (here - there) / spread, f"{name} ({here:.3g} against {there:.3g})")


def headline(segmentation: Segmentation) -> str:
    """Return method, number of segments and verdict in one line."""
    weighted = ", weighted" if segmentation.basis.weighted else ""
    return (
        f"{segmentation.title}: {len(segmentation.segments)} segments of {len(segmentation.basis):,} "
        f"respondents{weighted}; verdict: {segmentation.verdict.kind}"
    )


def as_text(segmentation: Segmentation) -> str:
    """Return a segmentation as plain text, for printing."""
    lines = [headline(segmentation), segmentation.verdict.text, ""]
    for part in explained(segmentation):
        lines.append(f"Segment {part.segment}: {part.n:,} respondents ({part.share:.0%})")
        lines += [f"  {way}: {', '.join(d.text for d in told)}" for way, told in _ways(part)]
    lines += [""] if segmentation.findings else []
    lines += [f"{_weight(finding.severity)}: {finding.text}" for finding in segmentation.findings]
    return "\n".join(lines)


def as_html(segmentation: Segmentation) -> str:
    """Return a segmentation as a table of HTML, for notebooks."""
    rows = "".join(
        f"<tr><th>{part.segment}</th><td>{part.n:,} ({part.share:.0%})</td>"
        + "".join(
            f"<td style='text-align:left'>{'<br>'.join(html.escape(d.text) for d in told)}</td>"
            for told in (part.more, part.less)
        )
        + "</tr>"
        for part in explained(segmentation)
    )
    findings = "".join(
        f"<li><b>{_weight(finding.severity)}</b> {html.escape(finding.text)}</li>"
        for finding in segmentation.findings
    )
    return (
        f"<p><b>{html.escape(headline(segmentation))}</b><br>{html.escape(segmentation.verdict.text)}</p>"
        "<table><thead><tr><th>segment</th><th>respondents</th><th>more than the others</th>"
        f"<th>less</th></tr></thead><tbody>{rows}</tbody></table><ul>{findings}</ul>"
    )


def _ways(part: Explained) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    if part.more:
        yield "more than the others", part.more
    if part.less:
        yield "less than the others", part.less
    if not part.more and not part.less:
        yield "like the others on every basis variable", ()


def _weight(severity: Severity) -> str:
    return severity.value.capitalize()
