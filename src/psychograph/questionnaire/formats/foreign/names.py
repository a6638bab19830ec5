"""Names from other tools, made into names that questions here may have, each one once."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40  # letters of a name


def identifier(wanted: str, start: str = "q", longest: int = LONGEST) -> str:
    """Return the nearest name made of letters, digits and underscores that begins with a letter.

    Examples
    --------
    >>> identifier("list-nolabel test"), identifier("_1"), identifier("Größe"), identifier("您好")
    ('list_nolabel_test', 'q_1', 'Grosse', 'q')
    """
    plain = unicodedata.normalize("NFKD", wanted.replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", plain)
    if not re.match("[A-Za-z]", plain):
        stripped = plain.lstrip("_")
        plain = f"{start}_{stripped}" if stripped else start
    return plain[:longest]


class Names:
    """Names that are taken, by their form in small letters, since columns are found without regard to case.

    Examples
    --------
    >>> names = Names()
    >>> names.take("Age"), names.take("age"), names.take("age")
    ('Age', 'age_2', 'age_3')
    """

    def __init__(self, longest: int = LONGEST) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}  # the last tried of each name, so that many alike stay quick
        self._longest = longest

    def take(self, wanted: str, start: str = "q") -> str:
        """Return a free name that is like the wanted one, and take it."""
        base = identifier(wanted, start, self._longest)
        name, number = base, self._numbers.get(base.lower(), 1)
        while name in self:
            number += 1
            suffix = f"_{number}"
            name = base[: self._longest - len(suffix)] + suffix
        self._numbers[base.lower()] = number
        self._taken.add(name.lower())
        return name

    def hold(self, name: str) -> None:
        """Take a name as it is, so that no other gets it."""
        self._taken.add(name.lower())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._taken
