"""Names of the columns of lines: what `lines` hands to `tables`."""

from __future__ import annotations

CUSTOMER = "customer"  # as it is in the data, text trimmed; null where nobody is named
DAY = "day"  # Int64: days since 1970-01-01
ORDER = "order"  # as it is in the data; only where the plan names one
AMOUNT = "amount"  # Int64: ten-thousandths of the currency, below 0 where goods came back
KIND = "kind"  # Int64: SALE or RETURN
SALE, RETURN = 1, 0

#: Amounts are whole ten-thousandths: so many are one unit of the currency, and sums are exact.
UNIT = 10_000


def place(level: str) -> str:
    """Return the column of a level of places, such as ``place_country``."""
    return f"place_{level}"


def group(name: str) -> str:
    """Return the column of a demographic group, such as ``group_gender``."""
    return f"group_{name}"
