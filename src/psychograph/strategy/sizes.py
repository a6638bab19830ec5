"""How many people a test of messages needs, at one base rate or another."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.stats.sample_size import interaction_factor, two_proportion_size
from psychograph.study.model import CampaignSettings

BASE_RATES = (0.02, 0.05, 0.10)  # where the user gave none


@dataclass(frozen=True)
class SizeRow:
    """People that a test needs at one base rate.

    Parameters
    ----------
    base, lifted : float
        Share of people who respond without and with the change.
    per_arm : int
        People in each of two arms of one persona, to see the lift.
    per_cell : int or None
        People in each cell of persona and message, to see an interaction as large as the lift; None
        where one persona is tested alone.
    in_all : int
        People in all cells, without the holdout.
    responses : int
        Responses expected in a lifted arm of `per_arm` people.
    holdout : int
        People without any campaign, to see the same lift against the rest.
    """

    base: float
    lifted: float
    per_arm: int
    per_cell: int | None
    in_all: int
    responses: int
    holdout: int


def size_rows(campaign: CampaignSettings, personas: int = 1, questions: int = 0) -> tuple[SizeRow, ...]:
    """Return people needed: one row at the user's base rate, else one at each usual one.

    A row whose lift would pass 100 % is left out.

    Parameters
    ----------
    campaign : CampaignSettings
        Base rate, lift and holdout.
    personas : int
        Personas in the test. One alone sees two messages; two and more are crossed with theirs.
    questions : int
        Arms that test open questions besides.

    Examples
    --------
    >>> for row in size_rows(CampaignSettings(), personas=2):
    ...     print(row.base, row.per_arm, row.per_cell, row.in_all)
    0.02 21109 42218 168872
    0.05 8158 16316 65264
    0.1 3841 7682 30728
    """
    bases = BASE_RATES if campaign.base_rate is None else (campaign.base_rate,)
    lifts = ((base, round(base * (1 + campaign.lift), 9)) for base in bases)  # 0.024, not 0.0239999...
    return tuple(
        _size_row(base, lifted, campaign.holdout, personas, questions)
        for base, lifted in lifts
        if base < lifted < 1
    )


def _size_row(base: float, lifted: float, holdout: float, personas: int, questions: int) -> SizeRow:
    per_arm = two_proportion_size(base, lifted)
    per_cell = interaction_factor() * per_arm if personas > 1 else None
    # The target sees every message, each other persona its own and the target's.
    messages = (3 * personas - 2) * per_cell if per_cell else 2 * per_arm
    return SizeRow(
        base=base,
        lifted=lifted,
        per_arm=per_arm,
        per_cell=per_cell,
        in_all=messages + questions * per_arm,
        responses=round(per_arm * lifted),
        holdout=two_proportion_size(base, lifted, ratio=(1 - holdout) / holdout),
    )
