"""Passwords: which will do, and their hash. The password itself is never kept, logged or shown.

Argon2id (RFC 9106) with the second recommended choice of its section 4: 64 MiB of memory, 3 passes, 4 lanes.
Which passwords will do follows NIST SP 800-63B, section 5.1.1.2: length and a list of common ones, and no
rules on kinds of characters.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

SHORTEST, LONGEST = 12, 256  # characters
FEWEST_DIFFERENT = 5
SHORT_WORD = 5  # letters; with digits around them, a few million guesses
MOST_AT_ONCE = 2  # hashes of 64 MiB each: a flood of logins must not take the memory of the survey
# What people choose when twelve characters are asked for, apart from what `weakness` recognises by itself.
COMMON = frozenset(
    """
    password password1 passwort passw0rd letmein welcome iloveyou princess football baseball superman batman
    dragon monkey sunshine shadow master qwerty qwertyuiop qwertzuiop asdfghjkl zxcvbnm yxcvbnm 1q2w3e4r5t
    1qaz2wsx3edc qazwsxedc q1w2e3r4t5 administrator changeme default manager secret survey psychograph
    correcthorsebatterystaple trustno1 whatever starwars pokemon liverpool chelsea hallo123 geheim schatz
    """.split()
)
SEQUENCES = ("0123456789" * 4, "9876543210" * 4, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
             "qwertzuiopasdfghjklyxcvbnm")  # fmt: skip

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_turns = threading.Semaphore(MOST_AT_ONCE)


def weakness(password: str, *about: str) -> str:
    """Say why a password will not do; empty where it will.

    Parameters
    ----------
    password : str
        What somebody wants as their password.
    about : str
        Words it must not be made of, such as the name of the user and of the organiser.

    Examples
    --------
    >>> weakness("short")
    'it has 5 characters; at least 12 are needed'
    >>> weakness("Password2026!")
    'it is one of those that are tried first'
    >>> weakness("four lamps and a river")
    ''
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return f"it has {len(plain)} characters; at least {SHORTEST} are needed"
    if len(plain) > LONGEST:
        return f"it has {len(plain)} characters; at most {LONGEST} are taken"
    letters = "".join(letter for letter in plain.casefold() if letter.isalnum())
    if len(set(letters)) < FEWEST_DIFFERENT:
        return f"it has fewer than {FEWEST_DIFFERENT} different letters or digits"
    for word in about:
        told = "".join(letter for letter in _plain(word).casefold() if letter.isalnum())
        if len(told) >= 4 and told in letters and len(letters) - len(told) < SHORTEST // 2:
            return "it is little more than a name"
    bare = letters.strip("0123456789")
    if len(bare) <= SHORT_WORD:
        return "it is a short word with digits around it"
    if bare in COMMON or letters in COMMON or any(letters in sequence for sequence in SEQUENCES):
        return "it is one of those that are tried first"
    if any(bare == (bare[:size] * len(bare))[: len(bare)] for size in range(1, len(bare) // 2 + 1)):
        return "it repeats a part of itself"
    return ""


def hash_of(password: str) -> str:
    """Return the hash of a password, with its parameters and a salt of chance."""
    with _turns:
        return _hasher.hash(_plain(password))


def matches(kept: str, password: str) -> bool:
    """Say whether a password is the one a hash was made of; it takes as long where there is no hash.

    Parameters
    ----------
    kept : str
        The hash; empty for a user there is none of, so that time does not tell who is one.
    password : str
        What somebody typed.
    """
    possible = bool(kept) and len(password) <= LONGEST
    try:
        with _turns:
            return bool(_hasher.verify(kept or _nobodys(), _plain(password[:LONGEST]))) and possible
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Say whether a hash was made with other parameters than are used now."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """Return a hash that no password is known for."""
    return _hasher.hash("\0")


def _plain(text: str) -> str:
    # Keyboards write one letter in more than one way (NIST SP 800-63B, section 5.1.1.2).
    return unicodedata.normalize("NFKC", text)
