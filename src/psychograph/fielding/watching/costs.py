"""What a complete answer costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from psychograph.fielding.plan.schema import FieldPlan


@dataclass(frozen=True)
class Cost:
    """Costs in one currency.

    Parameters
    ----------
    currency : str
        ISO 4217.
    fixed, messages, incentives : float
        Declared once; for messages that were sent; for prizes of the draw and vouchers of those complete.
    completes : int
        Complete answers that it is shared by.
    """

    currency: str
    fixed: float
    messages: float
    incentives: float
    completes: int

    @property
    def total(self) -> float:
        """All of it."""
        return self.fixed + self.messages + self.incentives

    @property
    def each(self) -> float | None:
        """Of a complete answer; None while there is none.

        Examples
        --------
        >>> Cost("EUR", 100.0, 5.0, 45.0, 30).each, Cost("EUR", 100.0, 5.0, 0.0, 0).each
        (5.0, None)
        """
        return self.total / self.completes if self.completes else None


def costs_of(
    plan: FieldPlan, messages: int, completes: int, finished: Iterable[Mapping[str, str]]
) -> tuple[Cost, ...]:
    """Return what was spent and promised so far, by currency; no rate of exchange is guessed.

    Prizes of a draw count in full from the start, since they are given however many answer. A voucher
    counts for each case that came to the end, up to the number there is; where the incentive is a
    randomised factor, for those alone who were offered it. Work hours are nobody's cost unless they are
    declared as fixed.

    Parameters
    ----------
    plan : FieldPlan
        What things cost.
    messages : int
        Sent.
    completes : int
        Complete answers.
    finished : iterable of mapping
        Arms of each case that came to the end, by factor.
    """
    own = Cost(plan.costs.currency, plan.costs.fixed, plan.costs.a_message * messages, 0.0, completes)
    promised: dict[str, float] = {own.currency: 0.0}
    draw, voucher = plan.incentives.draw, plan.incentives.voucher
    if draw is not None:
        prizes = sum(prize.worth * prize.number for prize in draw.prizes)
        promised[draw.currency] = promised.get(draw.currency, 0.0) + prizes
    if voucher is not None:
        entitled = sum(1 for arms in finished if arms.get("incentive", "voucher") == "voucher")
        given = entitled if voucher.at_most is None else min(entitled, voucher.at_most)
        promised[voucher.currency] = promised.get(voucher.currency, 0.0) + voucher.worth * given
    found = [
        replace(own, incentives=worth)
        if currency == own.currency
        else Cost(currency, 0.0, 0.0, worth, completes)
        for currency, worth in promised.items()
    ]
    return tuple(cost for cost in found if cost.total)
