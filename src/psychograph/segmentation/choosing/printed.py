"""A sweep as text and as a table of HTML, for notebooks and terminals."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psychograph.segmentation.choosing.candidate import Candidate

if TYPE_CHECKING:
    from psychograph.segmentation.choosing.sweep import Sweep


@dataclass(frozen=True)
class Column:
    """One column of the table: its heading, and a cell for each candidate."""

    heading: str
    cells: tuple[str, ...]


def headline(sweep: Sweep) -> str:
    """Return what was compared, in one line."""
    weighted = ", weighted" if sweep.basis.weighted else ""
    n, (first, *_, last) = len(sweep.candidates), (sweep.ks[0], *sweep.ks)
    return (
        f"{n} solution{'' if n == 1 else 's'}: {', '.join(sweep.methods)}, {first}"
        + (f" to {last}" if last != first else "")
        + f" segments; {len(sweep.basis):,} respondents{weighted}"
    )


def columns(sweep: Sweep) -> tuple[Column, ...]:
    """Return the table of a sweep: one row a candidate, without columns that are empty throughout."""
    candidates = sweep.candidates
    return tuple(
        Column(heading, cells)
        for heading, cells in (
            ("solution", tuple(one.name for one in candidates)),
            ("sizes", tuple(", ".join(f"{share:.0%}" for share in one.shares) for one in candidates)),
            ("stability", _figures([_stable(one) for one in candidates], "{:.2f}")),
            ("weakest", _figures([_weakest(one) for one in candidates], "{:.2f}")),
            ("silhouette", _figures([one.criteria.silhouette for one in candidates], "{:.2f}")),
            ("explained", _figures([one.criteria.between_share for one in candidates], "{:.0%}")),
            ("BIC", _figures([one.criteria.bic for one in candidates], "{:,.1f}")),
            ("entropy", _figures([one.criteria.entropy for one in candidates], "{:.2f}")),
            ("remark", tuple(_remark(one) for one in candidates)),
        )
        if any(cells)
    )


def as_text(sweep: Sweep) -> str:
    """Return a sweep as a table of plain text."""
    table = columns(sweep)
    widths = [max(map(len, (column.heading, *column.cells))) for column in table]
    rows = [[column.heading for column in table], *zip(*(column.cells for column in table), strict=True)]
    lines = [headline(sweep), ""]
    lines += [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    lines += ["", *_key(table), *sweep.notes]
    return "\n".join(lines)


def as_html(sweep: Sweep) -> str:
    """Return a sweep as a table of HTML, with what to look at first."""
    from psychograph.segmentation.choosing.recommend import recommend

    table = columns(sweep)
    first = {one.candidate.name for one in recommend(sweep).first}
    head = "".join(f"<th>{html.escape(column.heading)}</th>" for column in table)
    rows = "".join(
        f"<tr{' style=font-weight:bold' if row[0] in first else ''}>"
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
        + "</tr>"
        for row in zip(*(column.cells for column in table), strict=True)
    )
    notes = "<br>".join(map(html.escape, [recommend(sweep).text, *_key(table), *sweep.notes]))
    return (
        f"<p><b>{html.escape(headline(sweep))}</b></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{notes}</p>"
    )


def _key(table: Sequence[Column]) -> Iterator[str]:
    told = {
        "stability": "stability: agreement between segments of two bootstrap samples (adjusted Rand index; "
        "from 0.80 good, below 0.65 poor)",
        "weakest": "weakest: how well the least stable segment is found again (Jaccard; from 0.75 stable)",
        "explained": "explained: share of the variance that lies between segments",
        "BIC": "BIC: smaller is better, among solutions of one method",
    }
    for column in table:
        if column.heading in told:
            yield told[column.heading]


def _stable(candidate: Candidate) -> float:
    return math.nan if candidate.stability is None else candidate.stability.mean


def _weakest(candidate: Candidate) -> float:
    return math.nan if candidate.stability is None else candidate.stability.weakest


def _remark(candidate: Candidate) -> str:
    words = {"dominant": "one dominates", "tiny": "one is tiny", "few": "few people", "empty": "one is empty"}
    told = [words.get(flag.value, flag.value) for flag in candidate.flags]
    return ", ".join([*told, *(["only more or less of everything"] if candidate.level_only else [])])


def _figures(figures: Sequence[float], form: str) -> tuple[str, ...]:
    return tuple(form.format(figure) if math.isfinite(figure) else "" for figure in figures)
