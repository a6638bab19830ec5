"""Instruments that do not ship, and why: who asks for one by name is told what can be done instead."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from psychograph.errors import Problem


@dataclass(frozen=True)
class NotBundled:
    """An instrument whose terms do not let it ship.

    Parameters
    ----------
    title, about : str
        Its name, and what it measures.
    names : tuple of str
        How people may spell it, in lower case without spaces and marks.
    why, source : str
        What stands in the way, and where that was read.
    instead : tuple of str
        Ids of packs that measure something like it.
    """

    title: str
    about: str
    names: tuple[str, ...]
    why: str
    source: str
    instead: tuple[str, ...] = ()

    def problem(self, where: str) -> Problem:
        """Return what is said to somebody who asks for it."""
        use = f"use {' or '.join(self.instead)}; or, " if self.instead else ""
        return Problem(
            where=where,
            found=f"{self.title} ({self.about}), which is not bundled because {self.why} ({self.source})",
            expected="an instrument that `psychograph instruments list` names",
            mend=f"{use}if you have the right to use it, add it as a pack of your own: "
            "`psychograph instruments template`, then `psychograph instruments add`",
        )


@cache
def not_bundled() -> tuple[NotBundled, ...]:
    """Return every instrument that was looked at and left out."""
    text = files("psychograph.instruments").joinpath("data", "cannot_ship.json").read_text(encoding="utf-8")
    return tuple(
        NotBundled(
            entry["title"],
            entry["about"],
            tuple(entry["names"]),
            entry["why"],
            entry["source"],
            tuple(entry["instead"]),
        )
        for entry in json.loads(text)
    )


def asked_for(name: str) -> NotBundled | None:
    """Return the instrument that somebody means, where it is one that does not ship.

    Examples
    --------
    >>> asked_for("BFI-2").title, asked_for("mbti").instead, asked_for("mini_ipip_20")
    ('BFI-2', ('ipip_bffm_50', 'mini_ipip_20'), None)
    """
    form = re.sub(r"[^a-z0-9]", "", name.casefold())
    return next((one for one in not_bundled() if form in one.names), None)
