"""Words of answer scales, in their order: how `Strongly agree` becomes 5."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from psychograph.codebook.codebook import Code

# Each family runs from least to most. Sources: Likert 1932; Vagias 2006, "Likert-type scale response
# anchors"; the response formats of the IPIP, TIPI and SAPA inventories.
FAMILIES: tuple[tuple[str, ...], ...] = (
    ("disagree", "neither agree nor disagree", "agree"),
    ("strongly disagree", "disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    (
        *("strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree"),
        *("somewhat agree", "agree", "strongly agree"),
    ),
    (
        *("disagree strongly", "disagree moderately", "disagree a little", "neither agree nor disagree"),
        *("agree a little", "agree moderately", "agree strongly"),
    ),
    (
        *("very inaccurate", "moderately inaccurate", "neither accurate nor inaccurate"),
        *("moderately accurate", "very accurate"),
    ),
    (
        *("very inaccurate", "moderately inaccurate", "slightly inaccurate"),
        *("slightly accurate", "moderately accurate", "very accurate"),
    ),
    ("never", "rarely", "sometimes", "often", "always"),
    (
        *("not at all important", "slightly important", "moderately important"),
        *("very important", "extremely important"),
    ),
    (
        *("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied"),
        *("satisfied", "very satisfied"),
    ),
    ("very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"),
    ("not at all", "slightly", "moderately", "very", "extremely"),
)
SAME = {
    "neutral": "neither agree nor disagree",
    "neither agree or disagree": "neither agree nor disagree",
    "undecided": "neither agree nor disagree",
}
LEADING = re.compile(r"\s*[(\[]?(-?\d{1,2})(?:[)\].:]|\s*[-\u2013=:])?\s+(\S.*)", re.ASCII)


def codes_of(labels: Iterable[str]) -> tuple[Code, ...]:
    """Return codes for the labels of an answer scale, lowest first; empty where they are none.

    Labels are codes themselves where each begins with a number (`1 - not at all`). Otherwise they
    are looked for in one family of anchors; labels that nobody chose are added, so that the
    scale keeps its ends.

    Parameters
    ----------
    labels : iterable of str
        Distinct answers of a column, or of all columns of one battery.

    Examples
    --------
    >>> [(code.value, code.label) for code in codes_of(["Agree", "Disagree", "Neutral"])]
    [('1', 'Disagree'), ('2', 'Neutral'), ('3', 'Agree')]
    >>> codes_of(["Berlin", "Hamburg"])
    ()
    """
    seen = sorted({label.strip() for label in labels if label.strip()})
    if len(seen) < 2:
        return ()
    return _numbered(seen) or _from_family(seen)


def _numbered(seen: Sequence[str]) -> tuple[Code, ...]:
    found = [LEADING.fullmatch(label) for label in seen]
    if not all(found):
        return ()
    codes = sorted((int(m[1]), label) for m, label in zip(found, seen, strict=True) if m)
    if len({value for value, _ in codes}) < len(codes):
        return ()
    return tuple(Code(str(value), label) for value, label in codes)


def _from_family(seen: Sequence[str]) -> tuple[Code, ...]:
    written = {_plain(label): label for label in seen}
    fitting = [family for family in FAMILIES if set(written) <= set(family)]
    if not fitting or len(written) < len(seen):
        return ()
    family = min(fitting, key=len)
    return tuple(
        Code(str(place), written.get(anchor, anchor.capitalize())) for place, anchor in enumerate(family, 1)
    )


def _plain(label: str) -> str:
    text = " ".join(label.casefold().replace("\u2019", "'").split()).strip(".")
    return SAME.get(text, text)
