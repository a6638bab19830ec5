"""What leaving people out changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from unit.responses.quality.studies import write_study

from psychograph.errors import UsageError
from psychograph.responses.load import study_responses
from psychograph.runs.comparison import ExclusionEffect, compare_exclusion
from psychograph.runs.known import known_to
from psychograph.runs.run import run_steps
from psychograph.runs.screening import quality_of, scored_without
from psychograph.study.load import load_study

pytestmark = pytest.mark.usefixtures("hasty_judgement")


def compared(path: Path) -> ExclusionEffect:
    study = load_study(path)
    responses = study_responses(study, path.parent)
    return compare_exclusion(study, responses, quality_of(study, responses), known_to(study))


def test_agreement_and_means_are_those_of_two_runs(tmp_path: Path) -> None:
    path = write_study(tmp_path, careless=10, extra="segmentation: {segments: 3}\n")
    study = load_study(path)
    responses = study_responses(study, path.parent)
    report = quality_of(study, responses)
    effect = compare_exclusion(study, responses, report, known_to(study))
    everybody = run_steps(study, scored_without(study, responses, np.zeros(100, dtype=bool)))
    kept = run_steps(study, scored_without(study, responses, report.proposed))
    assert effect.agreement == pytest.approx(
        adjusted_rand_score(everybody.segmentation.labels[~report.proposed], kept.segmentation.labels)
    )
    assert sum(effect.sizes_everybody) == 100
    assert sum(effect.sizes_kept) == 100 - len(effect.excluded)
    largest = effect.shifts[0]
    assert largest.everybody == everybody.profile.segment(largest.segment).attribute(largest.attribute).mean
    other = dict(effect.matched)[largest.segment]
    assert largest.kept == kept.profile.segment(other).attribute(largest.attribute).mean
    assert all(abs(shift.change) <= abs(largest.change) for shift in effect.shifts)
    assert f"adjusted Rand index {effect.agreement:.2f}" in effect.text


def test_nobody_proposed_leaves_nothing_to_compare(tmp_path: Path) -> None:
    path = write_study(tmp_path, n=12, careless=0)
    with pytest.raises(UsageError, match="nobody who is proposed"):
        compared(path)
