"""Kernels that are compiled once, and those who wait for them."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import time
from pathlib import Path

import pytest

from psychograph.stats import compiled
from psychograph.stats.compiled import announce, compiling, kernels_ready

KERNELS = """
from numba import njit


@njit(cache=True)
def doubled(x):
    return x + x


@njit(
    cache=True,
    fastmath=True,
)
def quadrupled(x):
    return doubled(doubled(x))
"""
USE = """
import sys
sys.path.insert(0, sys.argv[1])
from psychograph.stats.compiled import announce, compiling, kernels_ready
announce.set(lambda what: print("compiling", what))
print(kernels_ready("tiny_kernels"), "numba" in sys.modules)
with compiling("tiny_kernels", "four times"):
    import tiny_kernels
    print(tiny_kernels.quadrupled(2.0))
print(kernels_ready("tiny_kernels"))
with compiling("tiny_kernels", "four times"):
    pass
"""


def used(folder: Path) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", USE, str(folder)], check=True, capture_output=True, text=True
    ).stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny_kernels.py").write_text(KERNELS)
    return tmp_path


def test_people_are_told_once_on_a_machine(folder: Path) -> None:
    assert used(folder) == ["False False", "compiling four times", "8.0", "True"]
    assert used(folder) == ["True False", "8.0", "True"]


def test_kernels_that_changed_are_compiled_again(folder: Path) -> None:
    used(folder)
    time.sleep(0.02)  # so that even a clock of coarse ticks sees the change
    # Of another length: bytecode counts as fresh where length and second are those of the source.
    (folder / "tiny_kernels.py").write_text(KERNELS.replace("x + x", "3 * x + 0"))
    assert used(folder) == ["False False", "compiling four times", "18.0", "True"]


def test_another_folder_may_be_chosen(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path_factory.mktemp("chosen")))
    assert used(folder)[0] == "False False"
    assert used(folder)[0] == "True False"
    monkeypatch.setenv("NUMBA_CPU_NAME", "another")
    monkeypatch.syspath_prepend(folder)
    assert not kernels_ready("tiny_kernels")


def test_another_version_of_numba_finds_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(folder)
    monkeypatch.syspath_prepend(folder)
    assert kernels_ready("tiny_kernels")
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.1.2-none")
    assert not kernels_ready("tiny_kernels")


@pytest.mark.parametrize("name", ["psychograph.no_such_kernels", "no_such.kernels", "math", "json"])
def test_what_cannot_be_known_is_not_ready(name: str) -> None:
    assert not kernels_ready(name)


def test_without_compilation_nothing_is_ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(folder)
    monkeypatch.syspath_prepend(folder)
    assert kernels_ready("tiny_kernels")
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not kernels_ready("tiny_kernels")


def test_what_failed_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_compiled", set())
    told: list[str] = []
    token = announce.set(told.append)
    with pytest.raises(ZeroDivisionError), compiling("no_such_kernels", "nothing"):
        _ = 1 / 0
    with compiling("no_such_kernels", "nothing"):
        pass
    with compiling("no_such_kernels", "nothing"):
        pass
    announce.reset(token)
    assert told == ["nothing", "nothing"]
