"""Engines open, say what they lack, stop, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest

from psychograph.history.engines.opening import open_engine
from psychograph.history.engines.running import stoppable
from psychograph.history.engines.warehouse_address import warehouse_address
from psychograph.history.errors import EngineMissingError, HistoryError

COMPUTED = """
import sys, narwhals.stable.v2 as nw
from pathlib import Path
from psychograph.history.engines.opening import open_engine
sys.modules["pyarrow"] = None
with open_engine(sys.argv[1], scratch=Path(sys.argv[2])) as engine:
    table = engine.table("t.parquet", None, Path(sys.argv[2]))
    kept = engine.keep(table.group_by("n").agg(nw.len().alias("rows")), "kept")
    print(engine.rows(kept, by=["n"]).rows(), sum(map(len, engine.batches(kept, 1))))
"""

# Every pair of 40,000 rows: minutes, where nobody stops it.
LONG = """
import signal, sys, narwhals.stable.v2 as nw
from pathlib import Path
from psychograph.history.engines.opening import open_engine
signal.signal(signal.SIGTERM, signal.default_int_handler)
with open_engine("duckdb", scratch=Path(sys.argv[1])) as engine:
    table = engine.table("t.parquet", None, Path(sys.argv[2])).with_columns(one=nw.lit(1))
    other = table.select(nw.col("n").alias("m"), "one")
    far = table.join(other, on="one").join(other.select(nw.col("m").alias("k"), "one"), on="one")
    print("begun", flush=True)
    engine.keep(far.group_by("n").agg((nw.col("m") * nw.col("k")).max()), "far")
"""


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_an_engine_wants_no_pyarrow_and_ends_in_silence(engine: str, tmp_path: Path) -> None:
    pl.DataFrame({"n": [1, 1, 2]}).write_parquet(tmp_path / "t.parquet")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", COMPUTED, engine, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[(1, 2), (2, 1)] 2\n", "")
    assert [one.name for one in tmp_path.iterdir()] == ["t.parquet"]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_query_that_is_stopped_leaves_nothing(told: signal.Signals, tmp_path: Path) -> None:
    pl.DataFrame({"n": range(40_000)}).write_parquet(tmp_path / "t.parquet")
    scratch = tmp_path / "scratch"
    with subprocess.Popen(
        [sys.executable, "-c", LONG, str(scratch), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        time.sleep(0.3)
        assert list(scratch.iterdir())
        running.send_signal(told)
        # Alone the query takes many minutes: that it ends in one shows that it was stopped.
        _, words = running.communicate(timeout=60)
    assert "KeyboardInterrupt" in words
    assert list(scratch.iterdir()) == []


def test_work_is_told_to_stop_until_it_does() -> None:
    stopped = threading.Event()
    ended = threading.Event()

    def work() -> None:
        stopped.wait(30)
        ended.set()

    threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        stoppable(work, stopped.set)
    assert ended.is_set()


def test_what_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        stoppable(lambda: 1 // 0, lambda: None)


def test_an_engine_that_is_not_known_is_refused() -> None:
    with pytest.raises(HistoryError, match="duckdb, polars, spark, warehouse"), open_engine("oracle"):
        pass


def test_a_scratch_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match="--scratch"), open_engine("duckdb", scratch=tmp_path / "file"):
        pass


@pytest.mark.parametrize("memory", ["lots", "-5GB", "0", ""])
def test_memory_that_is_no_memory_is_refused(memory: str) -> None:
    with pytest.raises(HistoryError, match="500MB or 8GB"), open_engine("duckdb", memory=memory):
        pass


@pytest.mark.parametrize(
    ("engine", "module", "extra"),
    [
        ("spark", "pyspark.sql", r"pip install 'psychograph\[spark\]'"),
        ("spark", "pyarrow", r"pip install 'psychograph\[spark\]'"),
        ("warehouse", "ibis", r"pip install 'psychograph\[warehouse\]'"),
    ],
)
def test_an_extra_that_is_not_there_is_named(
    engine: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EngineMissingError, match=extra), open_engine(engine, scratch=tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_java_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = pytest.importorskip("pyspark.sql").SparkSession
    if session.getActiveSession() is not None:
        pytest.skip("Java runs in this process already")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)
    with pytest.raises(EngineMissingError, match="openjdk-17-jre-headless"), open_engine("spark"):
        pass


def test_a_password_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "hush%20hush")
    address = warehouse_address("postgres://ann:${SHOP_PASSWORD}@db.example.org/shop?key=sesame")
    assert address.address == "postgres://ann:hush%20hush@db.example.org/shop?key=sesame"
    told = address.without_secrets("no: 'hush hush', hush%20hush, sesame")
    for said in (repr(address), address.shown, told):
        assert "hush" not in said
        assert "sesame" not in said
    monkeypatch.delenv("SHOP_PASSWORD")
    with pytest.raises(HistoryError, match="export SHOP_PASSWORD"):
        warehouse_address("postgres://ann:${SHOP_PASSWORD}@db.example.org/shop")
