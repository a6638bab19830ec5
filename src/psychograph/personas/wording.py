"""Small words: lists, shares, counts and figures, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

SMALL_BASE = 20
SHARES = ((0.9, "nearly all"), (0.75, "most"), (0.6, "a majority"), (0.4, "about half"), (0.25, "some"))


def join_words(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in a sentence.

    Examples
    --------
    >>> join_words(["plan", "save", "wait"]), join_words(["plan", "save"])
    ('plan, save and wait', 'plan and save')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def join_clauses(parts: Sequence[str]) -> str:
    """Return clauses as a list; a comma before the last, since clauses may hold an "and" themselves.

    Examples
    --------
    >>> join_clauses(["are warm and kind", "save", "wait"])
    'are warm and kind, save, and wait'
    """
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def how_many(count: int, n: int) -> str:
    """Return a count in words: the count itself below twenty, a share above.

    Examples
    --------
    >>> how_many(11, 12), how_many(95, 100), how_many(12, 12)
    ('11 of 12', 'nearly all (95 of 100)', 'all 12')
    """
    if count == n:
        return f"all {n}"
    if n < SMALL_BASE:
        return f"{count} of {n}"
    word = next((word for least, word in SHARES if count / n >= least), "few")
    return f"{word} ({count} of {n})"


def figure(value: float) -> str:
    """Return a mean or a median with at most two decimals.

    Examples
    --------
    >>> figure(4.6667), figure(38.5), figure(27.0)
    ('4.67', '38.5', '27')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def capitalised(text: str) -> str:
    """Return the text with its first letter in capitals."""
    return text[:1].upper() + text[1:]
