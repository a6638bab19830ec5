"""Every published figure of the worked example comes out.

Source: Heron Analytica, "Mastering Psychographic Segmentation" (2025-02-01), recomputed;
`worked_example.json` beside this file holds the figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster

from psychograph.codebook.codebook import Role
from psychograph.runs.run import Run, run_steps
from psychograph.study.model import SegmentationSettings

EXPECTED: dict[str, Any] = json.loads(
    Path(__file__).with_name("worked_example.json").read_text(encoding="utf-8")
)
# The expected figures are printed with six decimals.
PRINTED = 5.1e-7


def test_sizes(worked_example: Run) -> None:
    assert worked_example.segmentation.sizes == {int(k): n for k, n in EXPECTED["segment_sizes"].items()}


def test_every_respondent_is_in_its_segment(worked_example: Run) -> None:
    segmentation = worked_example.segmentation
    found = dict(zip(segmentation.basis.respondents, segmentation.labels.tolist(), strict=True))
    assert found == EXPECTED["segments_by_respondent"]


def test_all_merge_heights(worked_example: Run) -> None:
    heights = worked_example.segmentation.tree.linkage[:, 2]
    assert len(EXPECTED["merge_heights"]) == 27
    np.testing.assert_allclose(heights, EXPECTED["merge_heights"], rtol=0, atol=PRINTED)


def test_leaf_order(worked_example: Run) -> None:
    segmentation = worked_example.segmentation
    leaves = [int(segmentation.basis.respondents[row]) for row in segmentation.tree.leaf_order]
    assert leaves == EXPECTED["dendrogram_leaf_order"]


@pytest.mark.parametrize("segment", [1, 2])
def test_means(worked_example: Run, segment: int) -> None:
    profile = worked_example.profile.segment(segment)
    means = {a.name: a.mean for a in profile.attributes if a.role is Role.BASIS}
    assert means == pytest.approx(EXPECTED["segment_means"][str(segment)], rel=0, abs=PRINTED)


@pytest.mark.parametrize("segment", [1, 2])
def test_ages_are_those_of_the_data_and_not_of_the_printed_card(worked_example: Run, segment: int) -> None:
    age = worked_example.profile.segment(segment).attribute("Age")
    expected = EXPECTED["segment_age"][str(segment)]
    assert (age.median, age.minimum, age.maximum) == (expected["median"], expected["min"], expected["max"])


@pytest.mark.parametrize("segment", [1, 2])
def test_headline_attributes_and_names(worked_example: Run, segment: int) -> None:
    card = EXPECTED["persona_cards"][str(segment)]
    persona = worked_example.personas[segment - 1]
    assert set(persona.headlines) == set(card["headline"])
    assert persona.name == card["name"].removesuffix("s")


def test_joint_prevalence(worked_example: Run) -> None:
    # Recomputed from the 28 rows: members on the segment's side of every headline attribute.
    assert [(p.joint_fit, p.n) for p in worked_example.personas] == [(11, 12), (11, 16)]


def test_the_target_is_the_pioneers(worked_example: Run) -> None:
    assert worked_example.ranking.target == int(EXPECTED["campaign_substance"]["target"])
    assert worked_example.ranking.score(2).first_share > 0.99


def test_the_campaign_has_the_substance_of_the_source(worked_example: Run) -> None:
    brief = worked_example.brief
    assert brief is not None
    assert "part in a change" in brief.theme.text  # "Be Part of the Change"
    assert {"val.prosocial", "val.cause_expectation"} <= {
        match.construct.name
        for match in worked_example.matches
        if match.construct and match.attribute in brief.theme.attributes
    }
    assert [message.text for message in brief.messages] == EXPECTED["campaign_substance"]["messages"]
    assert not any(message.substantiated for message in brief.messages)

    def said(*parts: str) -> str:
        return " / ".join(line.text for part in parts for line in getattr(brief, part))

    assert "social media" in said("channels")
    assert "short video" in said("visuals")
    assert "Instagram" in said("channels")
    assert "TikTok" in said("channels")
    assert "niche creators" in said("influencers")
    assert "beta sign-up" in said("early_access")
    assert "limited" in said("early_access")
    assert "discount code or gift product" in said("referral")
    assert "virtual launch event" in said("events")
    assert "vibrant" in said("visuals")
    assert "forward-looking" in said("visuals")


@pytest.mark.parametrize(
    ("cut", "criterion", "at"),
    [
        ({"segments": 3}, "maxclust", 3),
        ({"segments": 5}, "maxclust", 5),
        ({"cut_height": 10.0}, "distance", 10.0),
        ({"cut_height": 6.0}, "distance", 6.0),
    ],
)
def test_another_cut_re_derives_everything_after_it(
    worked_example: Run, cut: dict[str, float], criterion: str, at: float
) -> None:
    theirs = fcluster(worked_example.segmentation.tree.linkage, at, criterion)
    # Some of these cuts of 28 people deserve no personas; here they are built all the same.
    settings = SegmentationSettings.model_validate({**cut, "override_verdict": True})
    study = worked_example.study.model_copy(update={"segmentation": settings})
    run = run_steps(study, worked_example.responses)
    sizes = list(run.segmentation.sizes.values())
    assert sorted(sizes) == sorted(np.bincount(theirs)[1:].tolist())
    assert [p.n for p in run.profile.segments] == [p.n for p in run.personas] == sizes
    assert len({persona.plural for persona in run.personas}) == len(sizes)
    assert {score.segment for score in run.ranking.scores} == set(range(1, len(sizes) + 1))
    assert run.brief is not None
    assert len(run.briefs) == len(sizes)
