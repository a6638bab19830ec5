"""Messages: what may be said, built of nothing but what the user owns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from psychograph.strategy.lines import BriefLine


class ClaimStatus(StrEnum):
    """Whether a claim may be printed."""

    SUBSTANTIATED = "substantiated"
    NEEDS_EVIDENCE = "needs evidence"


@dataclass(frozen=True)
class Message:
    """A claim the user may make, and copy that carries it.

    Parameters
    ----------
    text : str
        The claim, to the letter as the user declared it.
    filled : str
        Copy built of it by a template: the user's words and the theme, nothing else.
    template : str
        Key of the template in the catalogue.
    asset : str
        Where the claim stands in the study file: ``"cause"``, ``"eco_facts"`` or ``"claims"``.
    status : ClaimStatus
        Whether evidence is given; without it the claim prints as "needs evidence".
    evidence : str
        The evidence.
    checks : tuple of str
        What must be settled before it is printed.
    """

    text: str
    filled: str
    template: str
    asset: str
    status: ClaimStatus
    evidence: str = ""
    checks: tuple[str, ...] = ()

    @property
    def substantiated(self) -> bool:
        """Whether evidence is given."""
        return self.status is ClaimStatus.SUBSTANTIATED


@dataclass(frozen=True)
class Reason:
    """A reason to believe: what would convince them, and what the user has to show for it.

    Parameters
    ----------
    text : str
        The kind of proof, or the claim.
    asset : str
        Where the study file holds it: ``"cause"``, ``"eco_facts"``, ``"claims"``; empty where the
        user has yet to bring it.
    status : ClaimStatus
        Whether it may be printed.
    line : BriefLine or None
        The advice behind it; None for a claim of the user's.
    """

    text: str
    asset: str
    status: ClaimStatus
    line: BriefLine | None = None


@dataclass(frozen=True)
class Pillar:
    """One pillar of the message house: an angle, and the proof that goes with it."""

    frame: BriefLine
    proof: BriefLine | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class MessageHouse:
    """What every text of the campaign hangs from.

    Parameters
    ----------
    roof : str
        The idea of the campaign, in one sentence.
    pillars : tuple of Pillar
        Three at most, heaviest first.
    floor : tuple of BriefLine
        What is true of the product: facts the user declared, and nothing else.
    """

    roof: str
    pillars: tuple[Pillar, ...]
    floor: tuple[BriefLine, ...]
