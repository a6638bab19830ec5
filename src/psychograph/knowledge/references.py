"""The papers and reports behind the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from psychograph.knowledge.data_files import read_data


@dataclass(frozen=True)
class Reference:
    """One paper or report.

    Parameters
    ----------
    key, citation, link, finding : str
        Short name, citation, address (may be empty) and what it shows.
    checked : str
        How far it was read: ``"text"``, ``"abstract"`` or ``"secondary"``.
    design : str
        What kind of study it is; decides how good a grade it can carry.
    """

    key: str
    citation: str
    link: str
    checked: str
    finding: str
    design: str = ""


@cache
def references() -> Mapping[str, Reference]:
    """Return all references by key."""
    return {key: reference_of(key, entry) for key, entry in read_data("references")["references"].items()}


def reference_of(key: str, entry: Mapping[str, object]) -> Reference:
    """Return the reference that an entry of a file declares."""
    return Reference(
        key=key,
        citation=str(entry["citation"]),
        link=str(entry.get("link") or ""),
        checked=str(entry.get("checked") or ""),
        finding=str(entry["finding"]),
        design=str(entry.get("design") or ""),
    )
