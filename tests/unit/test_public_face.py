"""The public face: every name is there, and importing the package costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import psychograph


@pytest.mark.parametrize("name", psychograph.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(psychograph, name).__doc__


def test_names_are_listed_in_order_and_no_others_are_given() -> None:
    assert sorted(psychograph.__all__) == psychograph.__all__ == dir(psychograph)
    with pytest.raises(AttributeError, match="no attribute 'segments'"):
        _ = psychograph.segments


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, psychograph; print([m for m in ('numpy', 'scipy', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
