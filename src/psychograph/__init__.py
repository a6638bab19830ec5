"""Psychograph: segments you can defend, personas you can trace, campaigns you can test.

The names below are the public face; all else may change between versions. They are imported
when they are first used, so that ``import psychograph`` costs nothing.

From a data frame, in a notebook:

>>> import psychograph
>>> sweep = psychograph.sweep(frame[ratings])  # doctest: +SKIP
>>> best = psychograph.recommend(sweep).first[0].candidate  # doctest: +SKIP
>>> print(psychograph.segment(frame[ratings], method=best.method, segments=best.k))  # doctest: +SKIP

From a study file, to personas and a brief:

>>> run = psychograph.run_study("study.yaml")  # doctest: +SKIP
>>> psychograph.write_results(run, "results")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph import estimators
    from psychograph.codebook.codebook import Codebook
    from psychograph.errors import PsychographError
    from psychograph.findings import Finding
    from psychograph.reports.results import write_results
    from psychograph.responses.attributes import Attributes
    from psychograph.responses.frame_attributes import attributes_from_frame
    from psychograph.responses.frames import responses_from_frame, responses_to_frame
    from psychograph.responses.load import load_responses
    from psychograph.responses.quality.check import check_quality
    from psychograph.responses.readers import read_responses
    from psychograph.runs.run import Run, run_steps, run_study
    from psychograph.segmentation.choosing.recommend import recommend
    from psychograph.segmentation.choosing.sweep import Sweep
    from psychograph.segmentation.notebook import segment, sweep
    from psychograph.segmentation.segmentation import Segmentation, VerdictKind
    from psychograph.study.load import load_study
    from psychograph.study.model import SegmentationSettings, Study

# Where each name lives; the estimators are a module.
_HOMES = {
    "Attributes": "responses.attributes",
    "Codebook": "codebook.codebook",
    "Finding": "findings",
    "PsychographError": "errors",
    "Run": "runs.run",
    "Segmentation": "segmentation.segmentation",
    "SegmentationSettings": "study.model",
    "Study": "study.model",
    "Sweep": "segmentation.choosing.sweep",
    "VerdictKind": "segmentation.segmentation",
    "attributes_from_frame": "responses.frame_attributes",
    "check_quality": "responses.quality.check",
    "load_responses": "responses.load",
    "load_study": "study.load",
    "read_responses": "responses.readers",
    "recommend": "segmentation.choosing.recommend",
    "responses_from_frame": "responses.frames",
    "responses_to_frame": "responses.frames",
    "run_steps": "runs.run",
    "run_study": "runs.run",
    "segment": "segmentation.notebook",
    "sweep": "segmentation.notebook",
    "write_results": "reports.results",
}
_MODULES = ("estimators",)

__all__ = [
    "Attributes",
    "Codebook",
    "Finding",
    "PsychographError",
    "Run",
    "Segmentation",
    "SegmentationSettings",
    "Study",
    "Sweep",
    "VerdictKind",
    "attributes_from_frame",
    "check_quality",
    "estimators",
    "load_responses",
    "load_study",
    "read_responses",
    "recommend",
    "responses_from_frame",
    "responses_to_frame",
    "run_steps",
    "run_study",
    "segment",
    "sweep",
    "write_results",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"psychograph.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'psychograph' has no attribute '{name}'")
    return getattr(import_module(f"psychograph.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
