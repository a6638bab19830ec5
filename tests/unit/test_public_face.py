"""The public face: every name is there, and importing the package costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import psychograph

MOST = 26  # names that a newcomer can take in; what goes beyond is imported from where it lives


@pytest.mark.parametrize("name", psychograph.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(psychograph, name).__doc__


def test_names_are_listed_in_order_and_no_others_are_given() -> None:
    assert sorted(psychograph.__all__) == psychograph.__all__ == dir(psychograph)
    assert len(psychograph.__all__) <= MOST
    with pytest.raises(AttributeError, match="no attribute 'segments'"):
        _ = psychograph.segments


def loaded(script: str, *modules: str) -> str:
    """Which of some modules a script loads."""
    asked = f"import sys; {script}; print([m for m in {modules} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert loaded("import psychograph", "numpy", "scipy", "pydantic") == "[]"


def test_no_name_but_estimators_loads_scikit_learn_numba_or_pandas() -> None:
    names = ", ".join(name for name in psychograph.__all__ if name != "estimators")
    assert loaded(f"from psychograph import {names}", "numba", "sklearn", "pandas") == "[]"
    assert loaded("from psychograph import estimators", "numba", "sklearn") == "['sklearn']"
