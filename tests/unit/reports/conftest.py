"""Runs and their pictures that several modules look at, made once: nobody changes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hasty import hasty_judgement
from unit.reports.hostile import hostile_run

from psychograph.reports.figures import Figures, draw_figures
from psychograph.runs.run import Run


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The study of attacks, run once."""
    with hasty_judgement():
        return hostile_run(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def drawn() -> Callable[[Run], Figures]:
    """Return the pictures of a run that is shared, drawn once."""
    made: dict[int, tuple[Run, Figures]] = {}

    def figures_of(run: Run) -> Figures:
        if id(run) not in made:
            made[id(run)] = (run, draw_figures(run))
        return made[id(run)][1]

    return figures_of
