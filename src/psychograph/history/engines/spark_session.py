"""A session of Spark: one that is there already, or one of our own, quiet and told what to use."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import signal
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from psychograph.errors import Problem
from psychograph.history.engines.failures import java_cause
from psychograph.history.engines.running import stoppable
from psychograph.history.errors import EngineMissingError
from psychograph.quoting import quoted
from psychograph.stats.parallel import threads

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway  # type: ignore[import-untyped]
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

#: Of every session, ours or not: what makes Spark compute as the other engines do.
ALIKE = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    "spark.sql.session.timeZone": "UTC",
}
QUIET = """
rootLogger.level = error
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n
"""
JAVA = "install Java 17 or later (Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME"


@dataclass(frozen=True)
class SparkPlace:
    """Where Spark computes.

    Parameters
    ----------
    session : SparkSession
    ours : bool
        Whether it was started here, and so is stopped here.
    one_machine : bool
        Whether what computes sees the files of this machine.
    """

    session: SparkSession
    ours: bool
    one_machine: bool


def spark_place(master: str | None, scratch: Path, memory: str) -> SparkPlace:
    """Return a session: one that is there, or a new one.

    A new one goes to `master`, else to the address in SPARK_MASTER_URL, else to where `spark-submit` says,
    else to this machine.

    Raises
    ------
    EngineMissingError
        Where there is no pyspark, no Java, or Spark does not start.
    """
    try:
        importlib.import_module("pyarrow")  # with which Spark hands over tables
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as reason:
        raise EngineMissingError(
            Problem(
                where="engine spark",
                found=f"no {reason.name} in this environment",
                expected="the extra that brings Spark for Python",
                mend="pip install 'psychograph[spark]', or take the engine duckdb, which needs nothing else",
            )
        ) from None
    there = SparkSession.getActiveSession()
    if there is not None:
        # One that shares its cluster and files, but not the settings, which belong to somebody else.
        session, ours = there.newSession(), False
    else:
        session, ours = _started(master or os.environ.get("SPARK_MASTER_URL"), scratch, memory), True
    for name, value in ALIKE.items():
        session.conf.set(name, value)
    return SparkPlace(session, ours, (session.sparkContext.master or "").startswith("local"))


def _started(master: str | None, scratch: Path, memory: str) -> SparkSession:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    conf = SparkConf(loadDefaults=False)
    conf.set("spark.app.name", "psychograph")
    conf.set("spark.ui.showConsoleProgress", "false")
    if not submitted:
        _require_java()
        _of_our_own(conf, scratch, memory, master or f"local[{threads()}]")
    elif master is not None:
        conf.set("spark.master", master)
    handler = signal.getsignal(signal.SIGINT)
    log = scratch / "spark.log"
    try:
        with warnings.catch_warnings():
            # Java is started by a fork, of which newer Pythons warn where there are threads; and Spark loads
            # this module of its tests later on, which loads pandas and warns of versions that are not used.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", FutureWarning)
            with suppress(ImportError):
                importlib.import_module("pyspark.testing.utils")
            if not submitted:
                _start_java(conf, log)
            session = SparkSession.builder.config(conf=conf).getOrCreate()
    except KeyboardInterrupt:
        _kill_java()
        raise
    except Exception as reason:  # noqa: BLE001 - of Java, the network, a cluster: each has errors of its own
        raise EngineMissingError(_not_started(str(reason), master, log)) from None
    finally:
        # Spark takes Ctrl-C for itself; here it stops the work, and everything else too.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, handler)
    return session


def _kill_java() -> None:
    """End the Java that was started here: it waits for a session that nobody wants any more."""
    from pyspark import SparkContext

    java = getattr(SparkContext._gateway, "proc", None)
    if java is not None:
        java.kill()


def _of_our_own(conf: SparkConf, scratch: Path, memory: str, master: str) -> None:
    quiet = scratch / "quiet.properties"
    quiet.write_text(QUIET, encoding="ascii")
    conf.set("spark.master", master)
    conf.set("spark.ui.enabled", "false")
    conf.set("spark.log.level", "ERROR")
    conf.set("spark.driver.extraJavaOptions", f'"-Dlog4j2.configurationFile={quiet.absolute().as_uri()}"')
    conf.set("spark.sql.warehouse.dir", (scratch / "spark-warehouse").absolute().as_uri())
    if master.startswith("local"):
        conf.set("spark.driver.memory", _java_memory(memory))
        conf.set("spark.local.dir", str(scratch.absolute()))
        conf.set("spark.sql.shuffle.partitions", str(4 * threads()))


def _start_java(conf: SparkConf, log: Path) -> None:
    """Start the Java that Spark runs on, with what it says on the way in a file."""
    from pyspark import SparkContext
    from pyspark.java_gateway import launch_gateway

    if SparkContext._gateway is not None:  # of an earlier session of this process
        return
    started: list[JavaGateway] = []
    with log.open("wb") as said:

        def launched() -> None:
            started.append(launch_gateway(conf, popen_kwargs={"stderr": said}))  # type: ignore[no-untyped-call]

        try:
            stoppable(launched, lambda: None)
        except BaseException:  # Java does not end by itself, whoever asked for it
            for gateway in started:
                gateway.proc.kill()
            raise
    SparkContext._ensure_initialized(gateway=started[0])


def _java_memory(memory: str) -> str:
    """Return an amount of memory as Java writes it.

    Examples
    --------
    >>> _java_memory("2GB"), _java_memory("1.5 GiB"), _java_memory("900MB")
    ('2000m', '1536m', '900m')
    """
    found = re.fullmatch(r"\s*([0-9.]+)\s*([KMGT])(i?)B?\s*", memory, re.IGNORECASE)
    if not found:
        return "2g"
    base = 1024 if found[3] else 1000
    power = "KMGT".index(found[2].upper()) - 1
    return f"{max(512, round(float(found[1]) * base**power))}m"


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java"):
        return
    raise EngineMissingError(
        Problem(
            where="engine spark",
            found=f"no Java in JAVA_HOME, which is {quoted(home)}" if home else "no Java on this machine",
            expected="Java 17 or later, on which Spark runs",
            mend=JAVA,
        )
    )


def _not_started(told: str, master: str | None, log: Path) -> Problem:
    logged = log.read_text(errors="replace") if log.exists() else ""
    named = re.search("Master must [^\n]*|Could not parse Master URL[^\n]*", logged + told)
    if named is None and ("UnsupportedClassVersionError" in logged or "JAVA_GATEWAY_EXITED" in told):
        return Problem(
            where="engine spark",
            found=_last_error(logged) or "a Java that does not start Spark",
            expected="Java 17 or later, on which Spark runs",
            mend=JAVA,
        )
    return Problem(
        where=f"engine spark, {master}" if master else "engine spark",
        found=(named[0] if named else java_cause(told)) or "a session that does not start",
        expected="a Spark that takes work",
        mend="check the address under --master or SPARK_MASTER_URL, that the cluster runs, and that its "
        "version is that of pyspark here",
    )


def _last_error(told: str) -> str:
    lines = [line.strip() for line in told.splitlines() if re.search("error|exception", line, re.IGNORECASE)]
    return lines[0][:200] if lines else ""
