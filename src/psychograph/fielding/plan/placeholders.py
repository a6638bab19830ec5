"""What is filled into texts of mail: ``{name}``, ``{link}`` and the like. Anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("name", "link", "title", "organiser", "closes", "minutes", "incentive")
BRACED = re.compile(r"\{([^{}\n]*)\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return what stands in braces, in order and once each.

    Examples
    --------
    >>> placeholders_in("Dear {name}, {link} or {lnik}")
    ('name', 'link', 'lnik')
    """
    return tuple(dict.fromkeys(found[1].strip() for found in BRACED.finditer(text)))


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is nothing that can be filled in.

    Examples
    --------
    >>> unknown_placeholders("Dear {name}, {lnik}")
    ('lnik',)
    """
    return tuple(one for one in placeholders_in(text) if one not in PLACEHOLDERS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with values for its placeholders; what is filled in is never read as a placeholder.

    A name that is not known leaves nothing behind, nor the space before it.

    Examples
    --------
    >>> filled("Dear {name}, see {link}", {"name": "", "link": "https://example.org/s/x"})
    'Dear, see https://example.org/s/x'
    >>> filled("Dear {name},", {"name": "{link}"})
    'Dear {link},'
    """
    bare = re.sub(r" *\{([^{}\n]*)\}", lambda found: found[0] if values.get(found[1].strip()) else "", text)
    return BRACED.sub(lambda found: values.get(found[1].strip(), ""), bare)
