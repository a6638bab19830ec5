"""From a study and its folder to scored responses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from psychograph.codebook.files import read_codebook
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.customers.joining import join_customers
from psychograph.responses.declared import attribute_items, declared
from psychograph.responses.readers import read_responses
from psychograph.responses.responses import Responses
from psychograph.responses.scoring import score
from psychograph.responses.weighting.weights import weighed
from psychograph.study.model import Origin, Study


def load_responses(study: Study, folder: Path) -> ScoredResponses:
    """Read, score and weight the responses that a study names.

    Parameters
    ----------
    study : Study
        The declaration; its `responses` is a path relative to `folder`.
    folder : Path
        The study's folder.

    Raises
    ------
    ResponsesError
        Where the file cannot be read or does not hold what the study declares.
    """
    responses = study_responses(study, folder)
    return weighed(score(responses, study), responses, study)


def study_responses(study: Study, folder: Path) -> Responses:
    """Read the responses that a study names, with the study laid over their codebook.

    Where the study names a customer table, its columns stand beside the answers.

    Parameters
    ----------
    study : Study
        The declaration; `responses` and `codebook` are paths relative to `folder`.
    folder : Path
        The study's folder.

    Raises
    ------
    ResponsesError
        Where a file cannot be read.
    """
    codebook = read_codebook(folder / study.codebook) if study.codebook else None
    named = {
        item.column
        for name, attribute in study.attributes.items()
        for item in attribute_items(name, attribute)
        if attribute.origin is Origin.SURVEY
    }
    told = {study.respondent, study.quality.duration, *(check.column for check in study.quality.attention)}
    weights = study.weighting.column if study.weighting else None
    key = study.customers.respondent if study.customers else None
    keep = named | {column for column in (*told, weights, key) if column is not None}
    read = read_responses(folder / study.responses, codebook=codebook, keep=keep).responses
    responses = join_customers(read, study, folder)
    return replace(responses, codebook=declared(responses.codebook, study))
