"""Files that are damaged or in use, disks that are full: each is told apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from psychograph.history.engines.opening import open_engine
from psychograph.history.engines.spark_session import _not_started
from psychograph.history.errors import HistoryError

WRITER = """
import duckdb, sys
held = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
held.close()
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from psychograph.history.engines.opening import open_engine
from psychograph.history.errors import HistoryError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing more is an error, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    with open_engine("duckdb", scratch=Path("scratch")) as engine:
        engine.keep(engine.table("rows.csv", None, Path()), "rows")
except HistoryError as reason:
    print(reason)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE sales AS SELECT range AS n, 'k' || range AS k FROM range(5000)")
    return path


def told(path: Path) -> str:
    with open_engine("duckdb", scratch=path.parent / "scratch") as engine:
        with pytest.raises(HistoryError) as caught:
            engine.table(path.name, "sales", path.parent)
        return str(caught.value)


def test_a_damaged_database_is_not_said_to_be_in_use(database: Path) -> None:
    content = bytearray(database.read_bytes())
    for at in range(3 * 4096, len(content), 977):  # past the three headers, into every block
        content[at] ^= 0xFF
    database.write_bytes(content)
    assert "cannot be opened" in told(database)
    assert "another program" not in told(database)


def test_a_database_that_is_written_to_is_said_to_be(database: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        try:
            assert "another program writes" in told(database)
        finally:
            writer.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of files to stand for a full disk")
@pytest.mark.parametrize("size", [1_000, 50_000])
def test_a_full_disk_is_told_whenever_it_is_met(size: int, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("n\n" + "\n".join(map(str, range(50_000))) + "\n", "utf-8")
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(size)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "no space left on its disk" in told.stdout, told.stderr
    assert "--scratch" in told.stdout
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_master_that_is_none_is_not_blamed_on_java(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("SparkException: Master must either be yarn or start with spark, k8s, or local\n", "utf-8")
    problem = _not_started("[JAVA_GATEWAY_EXITED] Java gateway exited", "nonsense", log)
    assert problem.where == "engine spark, nonsense"
    assert problem.found.startswith("Master must")
    assert "--master" in problem.mend
