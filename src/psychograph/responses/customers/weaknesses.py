"""Weaknesses of the join, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Finding, Severity
from psychograph.responses.customers.base import Joined, Named

MANY = 0.1  # share of respondents without a row, from which it is more than a slip


def weaknesses_of_join(name: str, joined: Joined, personal: str) -> Iterator[Finding]:
    """Yield what a reader must know of the join.

    Parameters
    ----------
    name : str
        File name of the table.
    joined : Joined
        How table and answers fit together.
    personal : str
        Why the keys look like names of people; empty where they do not.
    """
    if personal:
        yield Finding(
            "personal-key",
            Severity.CAUTION,
            f"The keys that join answers and {name} may name people: {personal}. Use pseudonyms: "
            "`psychograph history explore --pseudonyms` makes them.",
        )
    done = "left out" if joined.left_out else "kept, with the attributes of the table blank"
    share = joined.unmatched / joined.respondents if joined.respondents else 0.0
    severity = Severity.CAUTION if share > MANY else Severity.NOTE
    for people, why in (
        (joined.unknown, f"gave a key that is not in {name}"),
        (joined.blank, "gave no key"),
    ):
        if people:
            yield Finding(
                "unmatched",
                severity,
                f"{people.count:,} of {joined.respondents:,} respondents {why} ({_first(people)}): "
                f"{'it was' if people.count == 1 else 'they were'} {done}.",
            )
    if joined.repeated:
        yield Finding(
            "repeated-key",
            Severity.CAUTION,
            f"{joined.repeated.count:,} key{'s' * (joined.repeated.count != 1)} "
            f"({_first(joined.repeated)}) {'was' if joined.repeated.count == 1 else 'were'} given by several "
            f"respondents; none of them is joined to {name}, and they were {done}.",
        )
    if joined.table_repeated:
        one = joined.table_repeated.count == 1
        yield Finding(
            "repeated-customer",
            Severity.CAUTION,
            f"{joined.table_repeated.count:,} key{'' if one else 's'} ({_first(joined.table_repeated)}) "
            f"stand{'s' * one} in several rows of {name}; these rows are not counted among the customers.",
        )
    if joined.table_blank:
        one = joined.table_blank == 1
        yield Finding(
            "customer-without-key",
            Severity.NOTE,
            f"{joined.table_blank:,} row{'' if one else 's'} of {name} {'has' if one else 'have'} no key and "
            f"{'is' if one else 'are'} not counted among the customers.",
        )


def _first(people: Named) -> str:
    more = ", ..." if people.count > len(people.first) else ""
    return ", ".join(people.first) + more
