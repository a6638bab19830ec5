"""Seconds and memory of exploring a customer history, beside DuckDB alone and beside pandas.

Run: python benchmarks/history.py [--quick] [--folder FOLDER] [--engines duckdb,polars,spark]

Makes transactions of customers over two years (the same on every run) as Parquet: 50 million of 2 million
customers, and 5 million of 200,000. Then, each in a process of its own:

- the single heaviest group-by, by customer and day with a count and a sum, written to a table: what DuckDB
  needs for it alone, with the same memory limit and threads;
- the exploration by `psychograph history explore`, with its page, pictures and tables;
- of the small file, what is counted by pandas: orders, days, first and last, sales, fifths, retention, sales
  by day and country, concentration, all of it vectorised; with amounts as floats, and as the decimals that
  they are. pandas checks no rows, fits no models, groups nobody and draws nothing, so it is compared with our
  counting too (`measured`);
- of the small file, the table of customers on each engine, which must be equal row for row.

Memory is the highest sum over a process and everything it started, read twenty times a second.

Measured on two idle cores: 50 million rows take the command 27 to 29 s and 1.8 GB, the group-by alone 8.5
to 11 s and 2.1 GB; 2.6 to 3.3 times in five pairs, in the middle 2.9. At 5 million rows pandas counts in
9.8 s by floats and 18.6 by decimals, we in 5.0 with checks and the search for copies, and the command takes
11.2: ten times faster than pandas was wanted and is not reached. The table of customers takes 3.8 s on
DuckDB, 3.1 on Polars and 44 on Spark with two local threads, and is equal row for row.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MEMORY = "2GB"
PIECE = 1_000_000
COUNTRIES = ("DE", "ES", "FR", "GB", "IT", "NL", "PL", "SE", "US", "CH")
SHARES = (0.22, 0.08, 0.14, 0.2, 0.07, 0.05, 0.06, 0.03, 0.14, 0.01)
PLAN = """\
title: A shop of the benchmark
currency: EUR
transactions:
  data: transactions-{rows}.parquet
  customer: customer
  time: time
  amount: amount
  places: {{country: country}}
"""
BEGIN = """
from datetime import date
from pathlib import Path
from psychograph.history.customer_base import customer_base
from psychograph.history.engines.opening import open_engine
from psychograph.history.plan.reading import read_plan
folder = Path({folder!r})
planned = read_plan(folder / "history-{rows}.yaml")
today = date(2026, 1, 1)
"""
# The command, as users run it: it sets up threads of linear algebra, too.
EXPLORED = """
from psychograph.cli.main import main
plan, out = {folder!r} + "/history-{rows}.yaml", {folder!r} + "/explored"
main(["history", "explore", plan, "--json", "--out", out, "--scratch", {folder!r}, "--memory", {memory!r}])
"""
MEASURED = """
from psychograph.history.exploring import measured
with open_engine("duckdb", scratch=folder, memory={memory!r}) as engine:
    measured(planned, engine, customer_base(planned, engine, today=today))
"""
ROWS = """
import polars as pl
with open_engine({engine!r}, memory={memory!r}) as engine:
    base = customer_base(planned, engine, today=today)
    names = sorted(base.customers.collect_schema().names())
    engine.write(base.customers.select(*names), folder / "customers-{engine}.parquet")
"""
GROUP_BY = """
import duckdb
from psychograph.stats.parallel import threads
connection = duckdb.connect({folder!r} + "/alone.duckdb", config={{
    "memory_limit": {memory!r}, "threads": threads(), "preserve_insertion_order": False,
    "temp_directory": {folder!r} + "/spilled",
}})
connection.execute("SET enable_progress_bar = false")
connection.execute('''
    CREATE TABLE days AS SELECT customer, time::DATE AS day, count(*) AS orders, sum(amount) AS sales
    FROM '{folder}/transactions-{rows}.parquet' GROUP BY customer, day
''')
"""
PANDAS = """
from decimal import Decimal
import numpy as np
import pandas as pd
rows = pd.read_parquet({folder!r} + "/transactions-{rows}.parquet")
if {floats}:
    rows["amount"] = rows["amount"].astype(float)
nothing = 0.0 if {floats} else Decimal()
rows["day"] = rows["time"].dt.normalize()
sold = rows["amount"] > 0
rows["orders"] = sold.astype("int64")
rows["sales"] = rows["amount"].where(sold, nothing)
rows["returns"] = -rows["amount"].where(~sold, nothing)
sums = ["orders", "sales", "returns"]
days = rows.groupby("day")[sums].sum()
countries = rows.groupby("country")[sums].sum()
visits = rows.groupby(["customer", "day"], as_index=False)[sums].sum()
bought = visits[visits["orders"] > 0]
customers = visits.groupby("customer")[sums].sum()
seen = bought.groupby("customer")["day"].agg(["size", "min", "max"])
customers[["days", "first", "last"]] = seen
customers["value"] = customers["sales"] - customers["returns"]
places = rows.groupby("customer")["country"].agg(["min", "nunique"])
customers[["country", "several"]] = places
base = customers[customers["orders"] > 0].copy()
base["value"] = base["value"].astype(float)
for name, by in (("r", "last"), ("f", "orders"), ("v", "value")):
    rank = base[by].rank(pct=True, method="average")
    base[name] = np.minimum(1 + (5 * rank).astype(int), 5)
grid = base.groupby(["r", "f", "v"])["value"].agg(["size", "sum"])
parts = base.groupby("country").agg(
    customers=("orders", "size"), repeated=("days", lambda days: (days > 1).sum()), value=("value", "sum")
)
month = bought["day"].dt.year * 12 + bought["day"].dt.month
cohort = month.groupby(bought["customer"]).transform("min")
pairs = pd.DataFrame({{"cohort": cohort, "after": month - cohort, "customer": bought["customer"]}})
retention = pairs.drop_duplicates().groupby(["cohort", "after"]).size().unstack()
value = np.sort(base["value"].clip(lower=0).to_numpy())
curve = np.cumsum(value) / value.sum()
quarters = bought.groupby(bought["day"].dt.quarter)["orders"].sum()
"""


@dataclass(frozen=True)
class Measured:
    """One run."""

    seconds: float
    peak: float  # megabytes

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.peak:,.0f} MB"


def run(program: str) -> Measured:
    """Run a program in a process of its own."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL)
    peaks = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peaks.append(max(peaks.pop(), megabytes(process.pid)))

    watching = threading.Thread(target=watch)
    watching.start()
    code = process.wait()
    seconds = time.perf_counter() - began
    over.set()
    watching.join()
    if code:
        sys.exit(f"a program ended with {code}")
    return Measured(seconds, peaks[0])


def megabytes(pid: int) -> float:
    """Return what a process and everything it started hold in memory now; 0 where the system does not say."""
    try:
        held = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line]
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in held) / 1024 + sum(megabytes(int(one)) for one in started)


def make(folder: Path, rows: int) -> None:
    """Write transactions and the plan that names them."""
    write_transactions(folder / f"transactions-{rows}.parquet", rows, max(rows // 25, 1))
    (folder / f"history-{rows}.yaml").write_text(PLAN.format(rows=rows), encoding="utf-8")


def write_transactions(path: Path, rows: int, customers: int) -> None:
    """Write transactions of two years, the same on every run: few buy often, and December sells more."""
    import pyarrow as pa
    from pyarrow import parquet

    rng = np.random.default_rng(20_260_101)
    days = np.arange("2024-01-01", "2026-01-01", dtype="datetime64[D]")
    month = days.astype("datetime64[M]").astype(int) % 12
    weight = 1 + 0.5 * (month == 11) + 0.2 * (month == 4)
    schema = pa.schema(
        [
            ("customer", pa.int64()),
            ("time", pa.timestamp("us")),
            ("amount", pa.decimal128(12, 2)),
            ("country", pa.string()),
        ]
    )
    homes = rng.choice(len(COUNTRIES), size=customers, p=SHARES).astype(np.int8)
    names = pa.array(COUNTRIES)
    with parquet.ParquetWriter(path, schema, compression="snappy") as file:
        for start in range(0, rows, PIECE):
            number = min(PIECE, rows - start)
            who = np.floor(rng.random(number) ** 2 * customers).astype(np.int64)
            day = rng.choice(days, size=number, p=weight / weight.sum())
            second = rng.integers(8 * 3600, 22 * 3600, size=number)
            cents = np.round(100 * np.exp(rng.normal(3, 0.8, size=number))).astype(np.int64)
            cents[rng.random(number) < 0.02] *= -1  # came back
            columns = [
                pa.array(who * 7 + 1_000_000),
                pa.array(day.astype("datetime64[s]") + second).cast(pa.timestamp("us")),
                # A decimal is a whole number of 128 bits: the lower half, and the sign.
                pa.Array.from_buffers(
                    schema.field("amount").type,
                    number,
                    [None, pa.py_buffer(np.stack([cents, cents >> 63], axis=1).tobytes())],
                ),
                names.take(pa.array(homes[who])),
            ]
            file.write_table(pa.table(columns, schema=schema))


def large(folder: Path, rows: int) -> None:
    """Print the exploration beside the heaviest group-by alone."""
    given = {"folder": str(folder), "rows": rows, "memory": MEMORY}
    alone = run(GROUP_BY.format(**given))
    (folder / "alone.duckdb").unlink()
    own = run(EXPLORED.format(**given))
    print(f"{rows:,} transactions of {rows // 25:,} customers")
    print(f"  DuckDB, group-by of customer and day alone   {alone}")
    print(f"  exploration with page, pictures and tables   {own}", end="")
    print(f"   {own.seconds / alone.seconds:.2f} x time (at most 3 wanted; 4,096 MB)", flush=True)


def small(folder: Path, rows: int, engines: list[str]) -> None:
    """Print the exploration beside pandas, and whether engines agree."""
    import polars as pl

    given = {"folder": str(folder), "rows": rows, "memory": MEMORY}
    floats, exact = (run(PANDAS.format(**given, floats=floats)) for floats in (True, False))
    counted, own = run((BEGIN + MEASURED).format(**given)), run(EXPLORED.format(**given))
    print(f"{rows:,} transactions of {rows // 25:,} customers")
    print(f"  pandas, what is counted, by floats     {floats}")
    print(f"  pandas, what is counted, by decimals   {exact}")
    for what, one in (("what is counted, with checks", counted), ("models, page, pictures too", own)):
        ratios = f"{floats.seconds / one.seconds:.2f} and {exact.seconds / one.seconds:.2f}"
        print(f"  ours, {what:<32} {one}   pandas takes {ratios} x time", flush=True)
    tables: list[pl.DataFrame] = []
    for engine in engines:
        taken = run((BEGIN + ROWS).format(**given, engine=engine))
        # Spark writes a folder.
        path = folder / f"customers-{engine}.parquet"
        found = pl.read_parquet(path / "*.parquet" if path.is_dir() else path).sort("customer")
        same = "the first" if not tables else "equal" if found.equals(tables[0]) else "DIFFERENT"
        tables.append(found)
        print(f"  customers on {engine:<14} {taken}   {len(found):,} rows, {same}", flush=True)


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a hundredth of the rows")
    parser.add_argument("--folder", type=Path, help="where there is space: some 15 GB")
    parser.add_argument("--engines", default="duckdb,polars", help="those to compare; spark wants Java")
    asked = parser.parse_args()
    share = 100 if asked.quick else 1
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        for rows in (5_000_000 // share, 50_000_000 // share):
            make(folder, rows)
        small(folder, 5_000_000 // share, asked.engines.split(","))
        large(folder, 50_000_000 // share)


if __name__ == "__main__":
    main()
