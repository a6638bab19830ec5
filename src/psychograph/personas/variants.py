"""Wordings: which of several ways to say a thing is taken. Content decides, never order or number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from psychograph.language.language import Language


def digest(parts: Iterable[str]) -> str:
    """Return a fingerprint of content that does not depend on the order of its parts.

    Examples
    --------
    >>> digest(["Openness 4.44", "Age 27.50"]) == digest(["Age 27.50", "Openness 4.44"])
    True
    """
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


@dataclass
class Wordings:
    """Chooses wordings for the personas of one study, so that no two of them read alike.

    Every persona brings a fingerprint of its content, which says which wording it would take of each
    message. Where another persona took that one already, it takes the next; so personas have to come
    in an order that content decides.

    Parameters
    ----------
    language : Language
        Its catalogue says how many wordings a message has: ``persona-also-1``, ``persona-also-2`` ...
    """

    language: Language
    _taken: dict[str, set[int]] = field(default_factory=dict)

    def say(self, key: str, content: str, /, **given: str | float) -> str:
        """Return a message in one of its wordings.

        Parameters
        ----------
        key : str
            The message without its number.
        content : str
            Fingerprint of what the persona consists of.
        given : str or float
            What the message asks for.
        """
        among = self._count(key)
        wish = int(hashlib.sha256(f"{key} {content}".encode()).hexdigest(), 16) % among
        taken = self._taken.setdefault(key, set())
        free = [number for step in range(among) if (number := (wish + step) % among) not in taken]
        number = free[0] if free else wish
        taken.add(number)
        return self.language.say(f"{key}-{number + 1}", **given)

    def _count(self, key: str) -> int:
        count = 0
        while self.language.knows(f"{key}-{count + 1}"):
            count += 1
        if not count:
            raise KeyError(f"{key}-1")
        return count
