"""What stands in a file, quoted in messages: shortened, on one line, with the name that was meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

LONGEST_QUOTE = 60


def shortened(text: str) -> str:
    """Return text on one line and short enough for a message."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 3].rstrip() + "..."


def quoted(value: object) -> str:
    """Show what stands in a file, in the words of a reader.

    Examples
    --------
    >>> quoted("1-5"), quoted(["1", "5"]), quoted(None)
    ("'1-5'", 'the list [1, 5]', 'nothing')
    """
    if isinstance(value, str):
        return f"'{shortened(value)}'" if value.strip() else "an empty text"
    if isinstance(value, dict):
        return f"keys of its own ({shortened(', '.join(list(value)[:10]))})" if value else "empty braces { }"
    if isinstance(value, list):
        return _quoted_list(value)
    return "nothing" if value is None else str(value)


def _quoted_list(entries: list[object]) -> str:
    if not entries:
        return "an empty list"
    if all(isinstance(entry, str) for entry in entries):
        return f"the list {shortened('[' + ', '.join(map(str, entries[:20])) + ']')}"
    return f"a list of {len(entries)} " + ("entry" if len(entries) == 1 else "entries")


def listed(names: Iterable[str], most: int = 8) -> str:
    """Join names for a sentence, and count those that are too many to name.

    Examples
    --------
    >>> listed(["Age", "Region"]), listed("abcd", most=2)
    ('Age, Region', 'a, b and 2 more')
    """
    every = [shortened(name) for name in names]
    if len(every) <= most + 1:
        return ", ".join(every)
    return f"{', '.join(every[:most])} and {len(every) - most} more"


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, None where nothing is like it."""
    by_form = {_form(other): other for other in known}
    found = difflib.get_close_matches(_form(name), by_form, n=1, cutoff=0.6)
    return by_form[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'Openness'?", or nothing where no known name is like it."""
    match = closest(name, known)
    if match is None:
        return ""
    strange = next((letter for letter in name if letter not in match and not letter.isascii()), None)
    if strange is not None and not match.isspace():
        letter = unicodedata.name(strange, f"U+{ord(strange):04X}").capitalize()
        return f"did you mean '{match}'? The two may look alike, but '{strange}' here is \"{letter}\""
    return f"did you mean '{match}'?"


def _form(name: str) -> str:
    # Case, spaces and dashes are the usual slips, and `Cut-height` should find `cut_height`.
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
