"""A PostgreSQL server of the tests' own: a private folder, a free port of loopback, gone at the end.

PostgreSQL refuses to run as root, so that there it runs as the user `postgres`, or `nobody`. Without its
programs (Debian: package `postgresql`) tests that need it skip by name.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from ports import free_port

# Small, as ten of them may run beside each other.
CONFIGURED = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = on
shared_buffers = 32MB
max_connections = 100
log_destination = stderr
logging_collector = off
"""


WATCH = """
cat >/dev/null
[ -e "$1/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")" && sleep 1
rm -rf "$1"
"""


class PostgresServer:
    """A server that tests may stop, kill and start again.

    Parameters
    ----------
    programs : Path
        Folder of `initdb` and `pg_ctl`.
    folder : Path
        Of its own, readable to the user it runs as.
    durable : bool
        Whether what it acknowledges is on the disk. A server that nobody kills loses nothing without, and
        makes a database in half the time.
    """

    def __init__(self, programs: Path, folder: Path, *, durable: bool = True) -> None:
        self._programs = programs
        self._user = _other_than_root()
        self._data = folder / "data"
        self._log = folder / "log"
        self._databases = 0
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", self._data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.port = free_port()
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURED.format(port=self.port, durable="on" if durable else "off"))

    def address(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def fresh_database(self) -> str:
        """Make an empty database and return its address."""
        self._databases += 1
        name = f"study{self._databases}"
        import psycopg

        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.address(name)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self._data, "-l", self._log)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` is a crash, after which it reads its log again."""
        self._run("pg_ctl", "stop", "-w", "-t", "60", "-m", mode, "-D", self._data)

    def kill(self) -> None:
        """Kill the server as the kernel would: all of it, at once, asking nobody."""
        processes = self._processes()
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in processes:
            _wait_for_end(process)
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def kill_a_connection(self) -> None:
        """Kill the process of one connection that writes; the server then ends all others and recovers."""
        for process in self._processes()[1:]:
            with suppress(OSError):
                if b"127.0.0.1" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGKILL)
                    return
        raise AssertionError("nobody is connected")

    def _processes(self) -> list[int]:
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def _run(self, program: str, *arguments: str | Path) -> None:
        command: Sequence[str] = [str(self._programs / program), *map(str, arguments)]
        if self._user:
            command = [
                "setpriv",
                f"--reuid={self._user}",
                f"--regid={self._group}",
                "--clear-groups",
                *command,
            ]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            timeout=120,
        )
        if done.returncode:
            told = done.stdout or (self._log.read_text() if self._log.exists() else "")
            raise RuntimeError(f"{program} failed: {told[-2_000:]}")

    @property
    def _group(self) -> str:
        return str(pwd.getpwnam(self._user).pw_gid)


@contextmanager
def postgres_server(*, durable: bool = True) -> Iterator[PostgresServer]:
    """Run a server for a while; skip where there is none to run."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL (initdb, pg_ctl) is not here; Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    # Ends the server, which is nobody's child, when this process ends, also where it is killed.
    watching = subprocess.Popen(
        ["sh", "-c", WATCH, "sh", folder], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        folder.chmod(0o755)
        server = PostgresServer(programs, folder, durable=durable)
        server.start()
        try:
            yield server
        finally:
            with suppress(RuntimeError):
                server.stop()
    finally:
        watching.communicate()


_shared = ExitStack()
_running: list[PostgresServer] = []


@pytest.fixture(scope="session")
def postgres() -> PostgresServer:
    """A server for all tests of a process; each takes a fresh database, and none stops it.

    Rooms import this fixture each for itself, and share the one server, which ends with the process.
    """
    if not _running:
        _running.append(_shared.enter_context(postgres_server(durable=False)))
        atexit.register(_shared.close)
    return _running[0]


def _programs() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    found = shutil.which("initdb")
    for folder in (*reversed(installed), *([Path(found).parent] if found else [])):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def _other_than_root() -> str:
    if os.geteuid() != 0:
        return ""
    if shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and setpriv is not here to run it as another user")
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _wait_for_end(process: int) -> None:
    for _ in range(500):
        try:
            os.kill(process, 0)
            stat = Path(f"/proc/{process}/stat").read_text()
        except (ProcessLookupError, FileNotFoundError):
            return
        if stat.rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.01)
