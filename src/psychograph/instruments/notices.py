"""What must be said wherever an instrument is shown: on validity, on trademarks, on what is untested."""

from __future__ import annotations

import re

from psychograph.instruments.pack import Pack, Verdict

UNVALIDATED = "Unvalidated: nobody has shown that it measures what it is meant to."
ATTESTED = "Your own pack: its licence rests on your attestation, and nobody has checked its items and key."
ENNEAGRAM = (
    "No sound open measure of the Enneagram is known. The open one that was studied, the OEPS of 36 items, "
    "reached a mean alpha of .46 (.27 to .56) and a mean retest correlation of .68, and its nine types did "
    "not fit the answers (CFI .56, TLI .50, RMSEA .08; N = 1,039; Elaia 4(1):4, 2021). Treat types as a way "
    "to talk, not as a finding, and build segments on the Big Five."
)
TYPES = (
    "Myers-Briggs Type Indicator(R) and MBTI(R) are trademarks; this product is not affiliated with their "
    "owners. Do not use the names for your own items. Most people stand near the middle of such scales, "
    "where a letter says little: read the scores, not the letters."
)
# A pack is what it says it is, or what its name gives away.
FRAMEWORKS = (
    ("enneagram", re.compile(r"enneagram|rheti|wepss|oeps", re.I), ENNEAGRAM),
    (
        "types",
        re.compile(r"mbti|myers|jungian|oejts|ojts|16 (?:personalit|types)|four preferences", re.I),
        TYPES,
    ),
)


def notices(pack: Pack) -> tuple[str, ...]:
    """Return what must be said of an instrument, the most general first.

    Examples
    --------
    >>> from psychograph.instruments.catalogue import shipped
    >>> notices(shipped().pack("mini_ipip_20"))
    ()
    >>> [said.split(":")[0] for said in notices(shipped().pack("psychograph_values"))]
    ['Unvalidated']
    """
    said = []
    if not pack.validated:
        said.append(UNVALIDATED)
    if pack.licence.verdict is Verdict.ATTESTED:
        said.append(ATTESTED)
    known = " ".join((pack.id, pack.name, pack.about))
    said += [notice for name, words, notice in FRAMEWORKS if pack.framework == name or words.search(known)]
    return tuple(said)
