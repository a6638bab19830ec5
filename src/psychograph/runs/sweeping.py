"""A sweep of a study: its answers, its methods, and what to look at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psychograph.runs.opened import Opened
from psychograph.segmentation.choosing.options import default_methods
from psychograph.segmentation.choosing.recommend import Recommendation, recommend
from psychograph.segmentation.choosing.sweep import Sweep, sweep
from psychograph.segmentation.fit import checked_points
from psychograph.segmentation.method import Progress
from psychograph.segmentation.methods import method_of
from psychograph.study.model import SegmentationSettings


@dataclass(frozen=True, eq=False)
class StudySweep:
    """What sweeping a study gives.

    Parameters
    ----------
    opened : Opened
        The study and its answers.
    sweep : Sweep
        Methods and numbers of segments, side by side.
    recommendation : Recommendation
        What to look at first.
    """

    opened: Opened
    sweep: Sweep
    recommendation: Recommendation


def categories_in_basis(opened: Opened) -> bool:
    """Say whether the basis of a study holds categories."""
    return any(opened.scored.attributes().select(opened.study.basis).levels)


def sweep_study(
    opened: Opened,
    *,
    methods: Sequence[str] | None = None,
    ks: Sequence[int] = range(2, 11),
    pairs: int = 100,
    thorough: bool = False,
    progress: Progress | None = None,
) -> StudySweep:
    """Try methods and numbers of segments on the answers of a study.

    Parameters
    ----------
    opened : Opened
        The study and its answers.
    methods : sequence of str, optional
        Methods as study files name them; the usual ones and the study's own without it.
    ks, pairs, thorough, progress
        As for :func:`~psychograph.segmentation.choosing.sweep.sweep`.
    """
    study = opened.study
    usual = default_methods(study.segmentation, categories=categories_in_basis(opened))
    found = sweep(
        opened.scored.attributes(),
        study.basis,
        study.segmentation,
        methods=[method.value for method in usual] if methods is None else methods,
        ks=ks,
        pairs=pairs,
        answered=study.scoring.answered,
        thorough=thorough,
        progress=progress,
    )
    return StudySweep(opened, found, recommend(found))


def refuse_unfit(opened: Opened, settings: SegmentationSettings) -> None:
    """Refuse settings by which the answers of a study could not be segmented.

    Raises
    ------
    SegmentationError
        As a run would.
    """
    checked_points(
        opened.scored.attributes(),
        opened.study.basis,
        settings,
        method_of(settings),
        answered=opened.study.scoring.answered,
    )
