"""One list of versions, read by pip and by uv, that covers all and names no registry."""

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REGISTRY = re.compile(
    r"pythonhosted\.org|\b(?:test\.)?pypi\.(?:org|python\.org)|\banaconda\.org|--(?:extra-)?index-url"
    r"|--find-links|--trusted-host|\bindex-url\s*=|/simple/?\"|\bfile:///",
    re.IGNORECASE,
)


def pinned() -> list[str]:
    """The lines of constraints.txt that are not comments."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def reached(distribution: str, extras: frozenset[str]) -> set[str]:
    """Names of all that installing `distribution` with `extras` brings along, here."""
    found: set[str] = set()
    todo = [(distribution, extras)]
    while todo:
        name, wanted = todo.pop()
        try:
            needed = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:
            continue  # not installed here; its own pin is asserted through whoever needs it
        for need in needed:
            asked = need.marker is None or any(
                need.marker.evaluate({"extra": extra}) for extra in wanted or {""}
            )
            if asked and canonicalize_name(need.name) not in found:
                found.add(canonicalize_name(need.name))
                todo.append((need.name, frozenset(need.extras)))
    return found


def test_every_pin_is_one_exact_version_without_conditions():
    assert [line for line in pinned() if not re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", line)] == []
    assert len(names(pinned())) == len(pinned())


def test_pip_and_uv_read_the_same_list():
    assert PROJECT["tool"]["uv"]["constraint-dependencies"] == pinned()


def test_builds_use_the_same_versions():
    assert set(PROJECT["tool"]["uv"]["build-constraint-dependencies"]) <= set(pinned())
    assert set(PROJECT["build-system"]["requires"]) <= set(pinned())


def test_pins_satisfy_what_the_project_asks_for():
    versions = {Requirement(line).name: line.partition("==")[2] for line in pinned()}
    project = PROJECT["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    wrong = [
        str(need)
        for need in map(Requirement, asked)
        if versions[canonicalize_name(need.name)] not in need.specifier
    ]
    assert wrong == []


def test_every_dependency_is_pinned():
    direct = names(PROJECT["project"]["dependencies"])
    everything = reached("psychograph", frozenset({"", "dev"}))
    assert direct <= everything
    assert everything - names(pinned()) == set()


def test_no_tracked_file_names_a_registry():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    tracked = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    told = []
    for name in filter(None, tracked.decode().split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        told += [f"{name}: {hit[0]}" for hit in REGISTRY.finditer(text)]
    assert told == []
