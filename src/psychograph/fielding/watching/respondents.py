"""The number under which a case stands in an export: of chance, and not that by which it is kept."""

from __future__ import annotations

import hashlib

DIGITS = 20  # hexadecimal, 80 bits: no two of a million cases share one but with a chance of 1 in 10^12


def respondent_of(case_id: str) -> str:
    """Return the number of a case in exports: SHA-256 of its own, so that nobody can go back.

    The number by which the store keeps a case opens the key to people; this one opens nothing. The same case
    has the same number in every export, so that exports can be compared and erasure finds its row.

    Examples
    --------
    >>> respondent_of("00112233445566778899aabbccddeeff")
    '2117cb979eefec0b81bf'
    """
    return hashlib.sha256(f"respondent|{case_id}".encode()).hexdigest()[:DIGITS]
