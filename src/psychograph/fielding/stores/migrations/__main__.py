"""Write the next version of a store's tables: python -m psychograph.fielding.stores.migrations NAME TEXT."""

from __future__ import annotations

import sys

from sqlalchemy import create_engine

from psychograph.fielding.stores.migrations.running import bring_up, draft, last_version
from psychograph.fielding.stores.opened import TABLES


def main(name: str, message: str) -> None:
    """Write it, and say where."""
    with create_engine("sqlite://").connect() as connection:
        if last_version(name) != "None":
            bring_up(connection, name, TABLES[name])
        sys.stdout.write(f"{draft(connection, name, TABLES[name], message)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
