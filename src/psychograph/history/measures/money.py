"""Money, from ten-thousandths to exact decimals."""

from __future__ import annotations

from decimal import Decimal

from psychograph.history.lines.columns import UNIT


def money(amount: int) -> Decimal:
    """Return an amount in the currency, exactly.

    Parameters
    ----------
    amount : int
        Ten-thousandths.

    Examples
    --------
    >>> money(771836000)
    Decimal('77183.6')
    """
    return Decimal(int(amount)) / UNIT
