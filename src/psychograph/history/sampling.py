"""Customers for models: everybody, or a sample that is the same on every engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from psychograph.history.engines.engine import Engine, Table
from psychograph.history.lines.columns import CUSTOMER, UNIT
from psychograph.history.measures.sample import CustomerSample
from psychograph.history.tables.customers import RETURNS, SALES
from psychograph.history.tables.orders import ORDERS
from psychograph.history.tables.parts import VALUE, highest
from psychograph.history.tables.visits import DAYS, EARLY_DAYS, EARLY_LAST, FIRST, LAST

#: Customers that models see, at most.
MOST = 100_000
#: Rows fetched at a time.
BATCH = 50_000

#: A Mersenne prime, and multipliers below it: products stay within 64 bits on every engine.
PRIME = 2**31 - 1
MULTIPLIERS = (48_271, 69_621, 630_360_016, 742_938_285, 950_706_376)
#: The column of numbers by which customers are drawn.
DRAWN = "drawn"
#: Digits of a key that count: as many as a whole number of 64 bits surely holds.
DIGITS = 15


def customer_sample(
    engine: Engine, bought: Table, *, until: int, cut: int | None = None, most: int = MOST, seed: int = 1
) -> CustomerSample:
    """Return the customers that models are fitted to.

    Parameters
    ----------
    engine : Engine
    bought : LazyFrame
        One row a customer who bought, with ``value``; made from one that is kept.
    until : int
        The day from which recency counts back.
    cut : int or None
        The day before which ``early_days`` and ``early_last`` count; those columns are not read if None.
    most : int
        All are taken where there are no more than these; else as many as this, or a few less.
    seed : int
        Another one draws other customers.

    Returns
    -------
    CustomerSample
        Sorted by key.

    Notes
    -----
    Random numbers and the order of rows differ from engine to engine, so customers are drawn by content: see
    `with_drawn_number`. Those with the highest numbers are taken.
    """
    everybody = int(engine.rows(bought.select(nw.len().alias("rows")), by=())["rows"].to_list()[0])
    columns: tuple[str, ...] = (ORDERS, DAYS, FIRST, LAST, SALES, VALUE)
    if cut is not None:
        columns += (EARLY_DAYS, EARLY_LAST)
    chosen = bought
    if everybody > most:
        numbered = with_drawn_number(bought, seed).select(CUSTOMER, *columns, DRAWN)
        chosen = highest(engine, engine.keep(numbered, f"drawn_{seed}_{most}"), DRAWN, most)
    keys: list[str] = []
    pieces: list[NDArray[np.int64]] = [np.zeros((0, len(columns)), np.int64)]
    for batch in engine.batches(chosen.select(CUSTOMER, *columns), BATCH):
        keys.extend(str(key) for key in batch[CUSTOMER].to_list())
        whole = batch.select(nw.col(*columns).fill_null(0))
        pieces.append(whole.to_numpy().astype(np.int64))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    orders, days, first, last, sales, value, *early = np.concatenate(pieces)[order].T
    return CustomerSample(
        keys=tuple(keys[at] for at in order),
        orders=orders.copy(),
        days=days.copy(),
        first=first.copy(),
        last=last.copy(),
        sales=sales / UNIT,
        value=value / UNIT,
        until=until,
        everybody=everybody,
        cut=cut,
        early_days=early[0].copy() if early else None,
        early_last=early[1].copy() if early else None,
    )


def with_drawn_number(bought: Table, seed: int) -> Table:
    """Return customers with ``drawn``, a number from 0 to 2**31 - 2 for each, by what is known of them.

    Made of the days of the first and last order, sales, returns and the last 15 digits of the key (none
    count as 0), each added, multiplied and squared modulo 2**31 - 1: whole numbers below 2**62, which every
    engine multiplies alike. The modulus and multipliers are those of Park & Miller 1988, CACM 31:1192, and
    Fishman & Moore 1986, SIAM Journal on Scientific and Statistical Computing 7:24.

    It mixes, and keeps no secret: who chooses keys and purchases can choose who is drawn. Customers who are
    equal in all of it have one number, and are drawn or left together; that happens where keys differ in
    their letters alone.
    """
    key = nw.col(CUSTOMER)
    if bought.collect_schema()[CUSTOMER] == nw.Int64:
        digits = key.abs() % 10**DIGITS
    else:
        digits = key.str.replace_all("[^0-9]", "").str.zfill(DIGITS).str.slice(-DIGITS).cast(nw.Int64)
    parts = (digits, nw.col(FIRST), nw.col(LAST), nw.col(SALES), nw.col(RETURNS))
    found = bought.with_columns(nw.lit(seed % PRIME).cast(nw.Int64).alias(DRAWN))
    drawn = nw.col(DRAWN)
    for part, multiplier in zip(parts, MULTIPLIERS, strict=True):
        # A column at each step: a square names what it squares twice, and engines that are given the whole as
        # one expression compute the first step thirty-two times. Days before 1970 are below 0, and engines
        # differ on remainders there.
        added = (drawn + (part % PRIME + PRIME) % PRIME) % PRIME * multiplier % PRIME
        found = found.with_columns(added.alias(DRAWN))
        found = found.with_columns((drawn * drawn % PRIME).alias(DRAWN))
    return found
