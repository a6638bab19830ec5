"""What the page of the draw says, to anyone."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.fielding.incentives.draw import committed_record
from psychograph.fielding.incentives.record import Record
from psychograph.fielding.incentives.rules import DrawRules, Frozen, frozen_rules, rules_of
from psychograph.fielding.incentives.winners import Standing, winners_of
from psychograph.fielding.plan.planned import Fieldwork
from psychograph.fielding.stores.opened import Stores


@dataclass(frozen=True)
class Published:
    """A draw as far as it has come.

    Parameters
    ----------
    rules : DrawRules
        As field.yaml has them now.
    frozen : Frozen or None
        As they were when the field opened; None before.
    record : Record or None
        Commitment and result; None before the commitment.
    passed_on : tuple of int
        Places whose prize went to a reserve.
    """

    rules: DrawRules
    frozen: Frozen | None
    record: Record | None
    passed_on: tuple[int, ...]

    @property
    def changed(self) -> bool:
        """Whether the rules are others than those the field opened with: to be told on the page."""
        return self.frozen is not None and self.frozen.sha256 != self.rules.sha256


def published(stores: Stores, field: Fieldwork) -> Published | None:
    """Return what anyone may know of the draw; None where the field has none.

    Parameters
    ----------
    stores : Stores
        Of the field.
    field : Fieldwork
        With its plan.
    """
    rules = rules_of(field)
    if rules is None:
        return None
    given_up = tuple(
        one.place for one in stores.contacts.read(winners_of) if one.standing is Standing.FORFEITED
    )
    return Published(rules, stores.office.read(frozen_rules), committed_record(stores), given_up)
