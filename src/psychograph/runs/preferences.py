"""The four-preference profile of a run."""

from __future__ import annotations

import math

from psychograph.profiling.preferences.profile import PreferenceProfile, preference_profile
from psychograph.runs.run import Run


def preferences_of(run: Run) -> PreferenceProfile:
    """Return where the respondents and segments of a run stand on the four preferences.

    Parameters
    ----------
    run : Run
        A run from a study file, which knows how well its scales measure; without that nobody is given
        a letter, and segments are.
    """
    scales = run.reliability.scales if run.reliability is not None else ()
    errors = {scale.name: scale.error for scale in scales if not math.isnan(scale.error)}
    people = run.responses.numeric
    labels = run.segmentation.labels_of(people.respondents)
    return preference_profile(run.study, people, run.matches, errors, labels)
