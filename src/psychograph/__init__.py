"""Psychograph: segments you can defend, personas you can trace, campaigns you can test.

The names below are the public face; all else may change between versions. They are imported
when they are first used, so that ``import psychograph`` costs nothing.

Examples
--------
>>> import psychograph
>>> run = psychograph.run_study("study.yaml")  # doctest: +SKIP
>>> psychograph.write_results(run, "results")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph.codebook.codebook import Codebook
    from psychograph.errors import Problem, PsychographError
    from psychograph.findings import Finding
    from psychograph.personas.persona import Persona
    from psychograph.profiling.profile import Profile
    from psychograph.reports.results import write_results
    from psychograph.responses.attributes import Attributes, ScoredResponses
    from psychograph.responses.frames import responses_from_frame, responses_to_frame
    from psychograph.responses.imported import Imported
    from psychograph.responses.load import load_responses, study_responses
    from psychograph.responses.quality.check import check_quality
    from psychograph.responses.quality.report import QualityReport
    from psychograph.responses.readers import read_responses
    from psychograph.responses.responses import Responses
    from psychograph.runs.comparison import ExclusionEffect, compare_exclusion
    from psychograph.runs.run import Run, run_steps, run_study
    from psychograph.segmentation.fit import segment
    from psychograph.segmentation.segmentation import Segmentation
    from psychograph.strategy.brief import Brief
    from psychograph.strategy.targets import TargetRanking
    from psychograph.study.load import load_study
    from psychograph.study.model import SegmentationSettings, Study

_HOMES = {
    "Attributes": "responses.attributes",
    "Brief": "strategy.brief",
    "Codebook": "codebook.codebook",
    "ExclusionEffect": "runs.comparison",
    "Finding": "findings",
    "Imported": "responses.imported",
    "Persona": "personas.persona",
    "Problem": "errors",
    "Profile": "profiling.profile",
    "PsychographError": "errors",
    "QualityReport": "responses.quality.report",
    "Responses": "responses.responses",
    "Run": "runs.run",
    "ScoredResponses": "responses.attributes",
    "Segmentation": "segmentation.segmentation",
    "SegmentationSettings": "study.model",
    "Study": "study.model",
    "TargetRanking": "strategy.targets",
    "check_quality": "responses.quality.check",
    "compare_exclusion": "runs.comparison",
    "load_responses": "responses.load",
    "load_study": "study.load",
    "read_responses": "responses.readers",
    "responses_from_frame": "responses.frames",
    "responses_to_frame": "responses.frames",
    "run_steps": "runs.run",
    "run_study": "runs.run",
    "segment": "segmentation.fit",
    "study_responses": "responses.load",
    "write_results": "reports.results",
}

__all__ = [
    "Attributes",
    "Brief",
    "Codebook",
    "ExclusionEffect",
    "Finding",
    "Imported",
    "Persona",
    "Problem",
    "Profile",
    "PsychographError",
    "QualityReport",
    "Responses",
    "Run",
    "ScoredResponses",
    "Segmentation",
    "SegmentationSettings",
    "Study",
    "TargetRanking",
    "check_quality",
    "compare_exclusion",
    "load_responses",
    "load_study",
    "read_responses",
    "responses_from_frame",
    "responses_to_frame",
    "run_steps",
    "run_study",
    "segment",
    "study_responses",
    "write_results",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'psychograph' has no attribute '{name}'")
    return getattr(import_module(f"psychograph.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
