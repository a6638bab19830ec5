"""The secret that signs forms: one of chance, never a sample."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from psychograph.errors import Problem
from psychograph.fielding.settings.given import KNOWN, PREFIX, Given

SHORTEST_SECRET = 32
# Of 256 bits of chance in base64 or hexadecimal, fewer than this is left by accident practically never.
LEAST_BITS = 90.0
# What sample settings and careless hands write where a secret belongs.
SAMPLES = re.compile(
    r"change.?(me|this|it)|default|secret|password|passwort|example|sample|insecure|replace|please|your.?key"
    r"|0123456789|1234567890|abcdefgh|qwert",
    re.IGNORECASE,
)


def secret_of(given: Mapping[str, Given], file: Path | None, problems: list[Problem]) -> str:
    """Return the secret, and tell what is wrong with it without showing it."""
    makes = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes one'
    one = given.get("SECRET")
    if one is None:
        beside = f", or {file} with the line {PREFIX}SECRET=..." if file is not None else ""
        problems.append(
            Problem(
                f"{PREFIX}SECRET",
                "nothing",
                f"{KNOWN['SECRET']} in the environment{beside}",
                f"`psychograph field init` writes settings with a fresh one; {makes}",
            )
        )
        return ""
    found = weakness(one.value)
    if found:
        expected = f"at least {SHORTEST_SECRET} characters of chance"
        problems.append(Problem(one.where, found, expected, makes))
    return one.value


def weakness(secret: str) -> str:
    """Say why a secret will not do, without showing it; empty where it will.

    Examples
    --------
    >>> weakness("change-me-change-me-change-me-change-me")
    'a sample that anybody can guess'
    """
    if len(secret) < SHORTEST_SECRET:
        return f"{len(secret)} characters"
    if SAMPLES.search(secret):
        return "a sample that anybody can guess"
    return "characters that repeat too much to be of chance" if bits(secret) < LEAST_BITS else ""


def bits(text: str) -> float:
    """Return an upper bound of the chance in a text: its length times the entropy of its characters.

    Text that repeats one block counts as that block. Shannon (1948), "A Mathematical
    Theory of Communication".

    Examples
    --------
    >>> round(bits("a" * 40)), round(bits("abcd" * 10)), round(bits("q7Rt2LmZx9KvB4nW8sYcJ3hDf6GpTe5u"))
    (0, 8, 160)
    """
    period = next((n for n in range(1, len(text) // 2 + 1) if (text[:n] * len(text))[: len(text)] == text), 0)
    text = text[:period] if period else text
    counts = Counter(text).values()
    return -sum(count * math.log2(count / len(text)) for count in counts)
