"""Every engine that is here, opened once for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from psychograph.history.engines.engine import Engine
from psychograph.history.engines.opening import open_engine

#: Two machines of one core each, as far as Spark can tell: what it sends between them is sent.
CLUSTER = "local-cluster[2,1,1024]"
#: Of every Java of it: few rows do not pay for the last compiler, which takes half the processor time else.
BRIEFLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="session")
def duckdb_engine() -> Iterator[Engine]:
    with open_engine("duckdb") as engine:
        yield engine


@pytest.fixture(scope="session")
def polars_engine() -> Iterator[Engine]:
    with open_engine("polars") as engine:
        yield engine


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not here; pip install 'psychograph[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Java is not here; Debian: apt-get install openjdk-17-jre-headless")
    import pyspark

    # The workers of a local cluster write into the folder of Spark: here they have one of links.
    home = tmp_path_factory.mktemp("spark")
    for part in Path(pyspark.__file__).parent.iterdir():
        (home / part.name).symlink_to(part)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("SPARK_HOME", str(home))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("JDK_JAVA_OPTIONS", BRIEFLY)
        patch.delenv("SPARK_MASTER_URL", raising=False)
        yield stack.enter_context(open_engine("spark", master=CLUSTER, memory="1GB"))


@pytest.fixture(params=["duckdb", "polars", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One after the other; Spark skips by name where it cannot run."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found
