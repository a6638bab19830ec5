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
    """

    key: str
    citation: str
    link: str
    checked: str
    finding: str


@cache
def references() -> Mapping[str, Reference]:
    """Return all references by key."""
    return {
        key: Reference(key, entry["citation"], entry.get("link", ""), entry["checked"], entry["finding"])
        for key, entry in read_data("references")["references"].items()
    }
