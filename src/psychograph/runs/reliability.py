"""The reliability of a study's scales, among those who are not left out."""

from __future__ import annotations

import numpy as np

from psychograph.responses.reliability.assess import ReliabilityReport, assess
from psychograph.responses.reliability.battery import Missing
from psychograph.responses.responses import Responses
from psychograph.runs.screening import Screened
from psychograph.study.model import Study


def reliability_of(
    study: Study, responses: Responses, screened: Screened, *, missing: Missing = "pairwise"
) -> ReliabilityReport:
    """Assess the scales of a study on the answers that the study keeps.

    Parameters
    ----------
    study : Study
        What was declared.
    responses : Responses
        All answers.
    screened : Screened
        Who was left out of them.
    missing : {"pairwise", "listwise", "em"}
        Treatment of missing answers.
    """
    out = {person.respondent for person in screened.excluded}
    keep = np.array([respondent not in out for respondent in screened.quality.respondents], dtype=bool)
    return assess(responses, study, missing=missing, keep=keep)
