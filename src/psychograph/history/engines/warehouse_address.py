"""The address of a warehouse: where its password comes from, and that it is never told."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote

from psychograph.errors import Problem
from psychograph.history.addresses import is_address, without_password
from psychograph.history.errors import HistoryError
from psychograph.quoting import listed

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True)
class WarehouseAddress:
    """An address that ibis knows.

    Parameters
    ----------
    address : str
        With its password, where it has one: not for printing.
    shown : str
        Without.
    """

    address: str
    shown: str

    def __repr__(self) -> str:
        return f"WarehouseAddress({self.shown!r})"

    def without_secrets(self, told: str) -> str:
        """Return what a database said, without the password and without what stands after a question mark."""
        secrets = {self.address.partition("://")[2].rpartition("@")[0].partition(":")[2]}
        secrets |= {pair.partition("=")[2] for pair in self.address.partition("?")[2].split("&")}
        for secret in secrets | {unquote(secret) for secret in secrets}:
            if len(secret) > 2:
                told = told.replace(secret, "***")
        return told.replace(self.address, self.shown)


def warehouse_address(data: str) -> WarehouseAddress:
    """Return the address in `data`, with ``${NAME}`` filled in from the environment.

    Raises
    ------
    HistoryError
        Where it is no address, or a variable is not set.

    Examples
    --------
    >>> warehouse_address("postgres://ann:secret@db.example.org/shop").shown
    'postgres://ann@db.example.org/shop'
    """
    if not is_address(data):
        raise HistoryError(
            Problem(
                where="engine warehouse",
                found="a file",
                expected="the address of a database, such as postgres://ann@db.example.org/shop",
                mend="take --engine duckdb, which reads files",
            )
        )
    if absent := [name for name in VARIABLE.findall(data) if name not in os.environ]:
        raise HistoryError(
            Problem(
                where=without_password(data),
                found=f"no {listed(absent)} in the environment",
                expected="what stands as ${...} in the address",
                mend=f"export {absent[0]}=... before",
            )
        )
    address = VARIABLE.sub(lambda found: os.environ[found[1]], data)
    return WarehouseAddress(address, without_password(data))
