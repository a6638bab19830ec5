"""`Pack`: one instrument with its items, key, answer scale, licence and what is known of its quality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.translated import NO_TEXT, Translated


class Verdict(StrEnum):
    """Whether a pack may be handed on."""

    SHIP = "ship"  # cleared, so that it comes with the product
    OURS = "ours"  # written for the product, never validated
    ATTESTED = "attested"  # a user says that he may use it, on the evidence he gave


@dataclass(frozen=True)
class Evidence:
    """Words on which a licence rests, and where they stand; one of the two may be empty."""

    quote: str
    url: str
    seen_as: str = ""


@dataclass(frozen=True)
class Licence:
    """On what terms an instrument may be used.

    Parameters
    ----------
    id : str
        SPDX identifier, or a name of its own that begins with ``LicenseRef-``.
    verdict : Verdict
        Whether the pack may be handed on.
    commercial_use : bool
        Whether a business may use it.
    requires, caveat : str
        What must be done, and what is not quite sure; empty for nothing.
    evidence : tuple of Evidence
        On what the verdict rests.
    attestation : str
        What the user who added the pack attested; empty for one that ships.
    """

    id: str
    verdict: Verdict
    commercial_use: bool
    requires: str = ""
    caveat: str = ""
    evidence: tuple[Evidence, ...] = ()
    attestation: str = ""


@dataclass(frozen=True)
class Norms:
    """What a population scored on a scale, in the units of its answers."""

    mean: float
    sd: float
    source: str


@dataclass(frozen=True)
class Published:
    """A reliability that others measured; see `kind` for which coefficient."""

    kind: str  # "alpha", "omega", "retest"
    value: float
    source: str


@dataclass(frozen=True)
class PackItem:
    """One item.

    Parameters
    ----------
    id : str
        Its name, and that of its column: letters, digits and underscores.
    text : Translated
        As respondents read it.
    scale : str
        The scale that it belongs to.
    reversed : bool
        Whether agreement means less of what the scale measures.
    """

    id: str
    text: Translated
    scale: str
    reversed: bool = False


@dataclass(frozen=True)
class PackScale:
    """What some of the items measure together.

    Parameters
    ----------
    id, name : str
        Short name, unique in its pack, and name for people.
    measures : str
        Construct, with a minus sign before it where high scores mean little of it; empty for none of ours.
    parts : tuple of str
        Scales of which this one is made, as a domain is of its facets; empty where it has items of its own.
    reliability : Published or None
        What was published.
    norms : Norms or None
        What a population scored, where that was published and verified.
    note : str
        What a user should know; empty for nothing.
    """

    id: str
    name: str
    measures: str = ""
    parts: tuple[str, ...] = ()
    reliability: Published | None = None
    norms: Norms | None = None
    note: str = ""


@dataclass(frozen=True)
class Pack:
    """One instrument.

    Parameters
    ----------
    id, name : str
        Short name, unique in a catalogue, and name for people.
    about : str
        What it measures, in a few words.
    framework : str
        ``"big_five"``, ``"enneagram"``, ``"values"`` and so on; empty for none.
    citation : tuple of str
        What to cite; the first is the instrument itself.
    licence : Licence
        On what terms it may be used.
    answer_scale : AnswerScale
        How its items are answered.
    stem : Translated
        What stands above its items.
    scales : tuple of PackScale
        What it measures.
    items : tuple of PackItem
        In the order in which they are asked.
    notes : tuple of str
        On validity: what a user must know before relying on it.
    verified : str
        Against what items and key were checked; empty for nothing.
    language : str
        Language of the texts (BCP 47).
    """

    id: str
    name: str
    about: str
    licence: Licence
    answer_scale: AnswerScale
    scales: tuple[PackScale, ...]
    items: tuple[PackItem, ...]
    stem: Translated = NO_TEXT
    framework: str = ""
    citation: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verified: str = ""
    language: str = "en"

    @property
    def validated(self) -> bool:
        """Whether it counts as tested: ours never do; of a user's own nobody knows (a notice says so)."""
        return self.licence.verdict is not Verdict.OURS

    def scale(self, name: str) -> PackScale:
        """Return a scale by its id.

        Raises
        ------
        KeyError
            Where there is none.
        """
        for one in self.scales:
            if one.id == name:
                return one
        raise KeyError(name)

    def items_of(self, name: str) -> tuple[PackItem, ...]:
        """Return the items of a scale, in the order in which they are asked; of a domain, of all its facets.

        Raises
        ------
        KeyError
            Where there is no such scale.
        """
        belonging, ahead = set[str](), [name]
        while ahead:
            scale = self.scale(ahead.pop())
            belonging.add(scale.id)
            ahead += [part for part in scale.parts if part not in belonging]
        return tuple(item for item in self.items if item.scale in belonging)
