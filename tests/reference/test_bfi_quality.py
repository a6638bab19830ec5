"""The quality of real answers, on data that do not ship with the project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from psychograph.responses.quality.check import check_quality
from psychograph.responses.readers import read_responses

BFI = Path(__file__).parents[3] / "shared" / "data" / "psychographic" / "bfi.csv"
REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}  # keying of psych::bfi.dictionary


def test_few_of_the_bfi_respondents_are_proposed_as_documented() -> None:
    if not BFI.exists():
        pytest.skip("bfi.csv is not here: reference data lie outside the project")
    responses = read_responses(BFI).responses
    changes = {
        f"{scale}{item}": replace(
            responses.codebook[f"{scale}{item}"], construct=scale, reversed=f"{scale}{item}" in REVERSED
        )
        for scale in "ACENO"
        for item in range(1, 6)
    }
    known = replace(responses, codebook=responses.codebook.updated(changes))
    report = check_quality(known, rng=np.random.default_rng(1))
    documented = Path(__file__).parents[2] / "docs" / "quality" / "README.md"
    said = f"{len(report.proposals)} ({len(report.proposals) / 2800:.1%}".replace("%", " %) are proposed")
    assert said in documented.read_text(encoding="utf-8")
    ids = {proposal.respondent: proposal for proposal in report.proposals}
    assert "longstring" in ids["62783"].rules  # answered 5 to all 25 items
