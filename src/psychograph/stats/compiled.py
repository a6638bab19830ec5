"""Kernels that numba compiles: whether they are ready, and telling people who wait for them.

Numba compiles a function of a `*_kernels.py` module at its first call and keeps the result on disk;
that takes some seconds, once on a machine. How to write and call such kernels:

- Every function of the module is decorated `@njit(cache=True)`, whatever else it is given, and is
  used by the module's one job. Kernels of one job stand in one module: numba does not notice when
  a function of another module changes.
- The module is imported inside the function that needs it, never at the top of a file, so that
  numba is not loaded for small studies.
- The first call stands inside `compiling`, which tells the one who waits:

      def gower(...):
          with compiling("psychograph.stats.centres.gower_kernels", "Gower distances"):
              from psychograph.stats.centres import gower_kernels
              return gower_kernels.distances(...)

- Where something slower can do the job meanwhile, it asks `kernels_ready` first.

Whoever talks to people, such as the command line, says how they are told:

      announce.set(lambda what: click.echo(f"Compiling {what}, once ...", err=True))
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

announce: ContextVar[Callable[[str], None] | None] = ContextVar("announce", default=None)
"""Called with what is being compiled, in a few words, before people have to wait for it."""

_compiled: set[str] = set()
"""Modules whose job was done once in this process."""


@contextmanager
def compiling(module_name: str, what: str) -> Iterator[None]:
    """Tell that kernels are being compiled, if they are, around their first call.

    Parameters
    ----------
    module_name : str
        Full name of the module that holds the kernels.
    what : str
        What they are for, in words for a marketer, such as "the segment tree".

    Examples
    --------
    >>> told = announce.set(print)
    >>> with compiling("psychograph.stats.no_such_kernels", "an example"):
    ...     pass
    an example
    >>> announce.reset(told)
    """
    if (tell := announce.get()) is not None and not kernels_ready(module_name):
        tell(what)
    yield
    _compiled.add(module_name)


def kernels_loaded(module_name: str) -> bool:
    """Return whether kernels have done their job once in this process: asking them costs nothing."""
    return module_name in _compiled


def kernels_ready(module_name: str) -> bool:
    """Return whether the kernels of a module need no compilation.

    They do not if `compiling` was left in this process, or if numba's folder on disk holds each of
    them for this source, version of numba and processor. Asking takes a millisecond or two and
    loads numba's engine at most, never numba; where the answer cannot be known it is no.

    Parameters
    ----------
    module_name : str
        Full name of the module, which need not be imported.
    """
    if kernels_loaded(module_name):
        return True
    if os.environ.get("NUMBA_DISABLE_JIT", "0") != "0":
        return False
    try:
        spec = importlib.util.find_spec(module_name)
        if spec is None or spec.origin is None:
            return False
        source = Path(spec.origin).read_bytes()
        indexes = _index_names(Path(spec.origin), source)
    except (ImportError, OSError, SyntaxError):
        return False
    folders = _cache_folders(Path(spec.origin).parent)
    return bool(indexes) and any(
        all(_holds(folder / index, Path(spec.origin), source) for index in indexes) for folder in folders
    )


def _index_names(path: Path, source: bytes) -> list[str]:
    """Return the names of the index files that numba keeps for the cached functions of a source."""
    version = f"py{sys.version_info[0]}{sys.version_info[1]}{getattr(sys, 'abiflags', '')}"
    return [
        f"{path.stem}.{item.name}-{item.decorator_list[0].lineno}.{version}.nbi"
        for item in ast.parse(source).body
        if isinstance(item, ast.FunctionDef) and any(map(_is_cached, item.decorator_list))
    ]


def _is_cached(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(word.arg == "cache" for word in decorator.keywords)


def _cache_folders(home: Path) -> list[Path]:
    """Return the folders in which numba may keep what it compiled from sources in `home`."""
    # Numba names a folder outside the sources so; the hash is a name, no protection.
    own = f"{home.name}_{hashlib.sha1(str(home).encode(), usedforsecurity=False).hexdigest()}"
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return [Path(chosen) / own]
    if sys.platform == "win32":
        user = Path(os.environ.get("LOCALAPPDATA", "")) / "numba" / "Cache"
    elif sys.platform == "darwin":
        user = Path("~/Library/Caches/numba").expanduser()
    else:
        user = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "numba"
    return [home / "__pycache__", user / own]


def _holds(index: Path, path: Path, source: bytes) -> bool:
    """Return whether an index file is of this source, version of numba and processor."""
    try:
        kept = index.read_bytes()
        newer = index.stat().st_mtime >= path.stat().st_mtime
    except OSError:
        return False
    import llvmlite.binding

    processor = os.environ.get("NUMBA_CPU_NAME") or llvmlite.binding.get_host_cpu_name()
    # Numba stamps an index with a hash of the source; before 0.68 with its time.
    fresh = newer or hashlib.sha256(source).digest() in kept
    return fresh and all(word.encode() in kept for word in (importlib.metadata.version("numba"), processor))
