"""The report reads right whatever grouped people: no tree where there is none, and what the method knows."""

from __future__ import annotations

import csv
import html
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from psychograph.charts.layers import Frame
from psychograph.charts.segment_map import segment_map
from psychograph.codebook.codebook import Scale
from psychograph.reports.results import write_results
from psychograph.responses.attributes import Attributes, CategoricalAttribute, ScoredResponses
from psychograph.runs.run import Run, run_steps
from psychograph.segmentation.membership import members_of, share_unsure
from psychograph.segmentation.segment_map import map_of
from psychograph.study.model import Study

pytestmark = pytest.mark.usefixtures("hasty_judgement")

TREES = ("ward", "average", "complete", "single")
SEARCHES = ("kmeans", "kmedoids", "latent_class", "gaussian_mixture")


def by(run: Run, **settings: object) -> Run:
    asked = {"segments": 3, "seed": 1, "override_verdict": True, **settings}
    study = run.study.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return run_steps(Study.model_validate({**study, "segmentation": asked}), run.responses)


def words(run: Run, folder: Path) -> str:
    write_results(run, folder)
    page = (folder / "report.html").read_text(encoding="utf-8").split("</style>")[1]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("method", SEARCHES)
def test_methods_without_a_tree(wearable: Run, tmp_path: Path, method: str) -> None:
    run = by(wearable, method=method, starts=4)
    page = words(run, tmp_path)
    assert not (tmp_path / "dendrogram.svg").exists()
    for word in ("dendrogram", "Ward", "cut_height", "the tree", "dashed line"):
        assert word not in page
    assert re.search(r"the best of [1-4] starts", page)
    assert "4 searches from different starts" in page
    assert "a ring holds the half of a segment's members" in page
    assert ("Entropy" in page) == ("BIC" in page) == (method in {"latent_class", "gaussian_mixture"})
    for part in members_of(run.segmentation):
        assert ", ".join(part.typical) in page


@pytest.mark.parametrize("method", TREES)
def test_methods_with_a_tree(wearable: Run, tmp_path: Path, method: str) -> None:
    page = words(by(wearable, method=method), tmp_path)
    assert (tmp_path / "dendrogram.svg").exists()
    assert ("Ward" in page) == (method == "ward")
    assert "leaves 3 segments" in page
    assert not re.search(r"best of \d+ starts|searches from different starts", page)


def mixed(*, n: int = 180) -> ScoredResponses:
    """Return three kinds of people who differ in numbers and in categories."""
    rng = np.random.default_rng(8)
    kind = np.arange(n) % 3
    numbers = np.clip(np.rint(np.array([[2, 4], [4, 2], [3, 3]])[kind] + rng.normal(0, 0.7, (n, 2))), 1, 5)
    numbers[rng.random(numbers.shape) < 0.04] = np.nan

    def said(*levels: str) -> tuple[str | None, ...]:
        own = [levels[k] if rng.random() < 0.85 else str(rng.choice(levels)) for k in kind]
        return tuple(None if rng.random() < 0.04 else answer for answer in own)

    columns = {
        "Region": tuple(str(r) for r in rng.choice(["North", "South"], n)),
        "Use": said("Daily", "Weekly", "Never"),
        "Religion": said("Catholic", "Muslim", "None"),
    }
    numeric = Attributes(
        tuple(f"r{i}" for i in range(n)), ("Openness", "Care"), ("", ""), (Scale(1, 5),) * 2, numbers
    )
    return ScoredResponses(numeric, tuple(CategoricalAttribute(k, "", v) for k, v in columns.items()))


def mixed_study(basis: tuple[str, ...], **settings: object) -> Study:
    return Study.model_validate(
        {
            "title": "Mixed",
            "objective": {
                "goal": "awareness",
                "statement": "Who?",
                "key_questions": [{"question": "How do they use it?", "attributes": ["Use"]}],
            },
            "attributes": {
                **{name: {"type": "likert", "scale": [1, 5]} for name in ("Openness", "Care")},
                **{name: {"type": "category"} for name in ("Region", "Use", "Religion")},
            },
            "basis": basis,
            "descriptors": ["Region"],
            "segmentation": {"segments": 3, "seed": 1, "override_verdict": True, **settings},
        }
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"method": "kmedoids", "missing": "keep"},
        {"method": "latent_class", "missing": "keep"},
        {"method": "average", "distance": "gower", "missing": "keep"},
    ],
)
def test_categories_of_the_basis_are_not_lost(tmp_path: Path, settings: dict[str, str]) -> None:
    run = run_steps(mixed_study(("Openness", "Care", "Use", "Religion"), **settings), mixed())
    page = words(run, tmp_path)
    assert "Answers: Use (basis variable)" in page
    assert "What they answered, in categories" in page
    assert "they were placed by what they answered" in page
    assert "Descriptor: Region" in page
    assert "Region (basis variable)" not in page
    # Religion may touch special-category data: it built segments as asked, and is shown nowhere.
    assert not re.search("Catholic|Muslim", page)
    assert "may touch special-category data" in page
    rows = list(csv.DictReader((tmp_path / "categories.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["attribute"], row["role"]) for row in rows} == {("Use", "basis"), ("Region", "descriptor")}
    assert all(not row["n"] or int(row["n"]) >= 5 for row in rows)
    if settings["method"] == "average":
        assert "Average Gower distance" in (tmp_path / "dendrogram.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", ["kmedoids", "latent_class"])
def test_a_basis_of_nothing_but_categories(tmp_path: Path, method: str) -> None:
    run = run_steps(mixed_study(("Use", "Religion"), method=method), mixed())
    page = words(run, tmp_path)
    assert "mostly answer “Daily” to “Use”" in page
    assert "sets Segment" not in page
    for persona in run.personas:
        known = {statement.id for statement in persona.statements}
        assert all(set(sentence.statements) <= known for sentence in persona.narrative)


def test_models_tell_how_surely_members_belong(wearable: Run) -> None:
    found = by(wearable, method="gaussian_mixture", starts=3).segmentation
    chances = found.solution.memberships
    assert chances is not None
    own = chances.max(axis=1)
    for part in members_of(found):
        mine = found.labels == part.segment
        assert part.certainty == pytest.approx(own[mine].mean())
        assert part.unsure == pytest.approx((own[mine] < 0.7).mean())
    assert share_unsure(found) == pytest.approx((own < 0.7).mean())
    assert share_unsure(wearable.segmentation) is None


def test_a_medoid_stands_first_and_the_typical_are_nearest(wearable: Run) -> None:
    found = by(wearable, method="kmedoids", starts=2).segmentation
    assert found.solution.medoids is not None
    medoids = [found.basis.respondents[row] for row in found.solution.medoids]
    assert [part.typical[0] for part in members_of(found)] == medoids
    plain = wearable.segmentation
    for part in members_of(plain):
        rows = np.flatnonzero(plain.labels == part.segment)
        apart = np.linalg.norm(plain.places[rows] - plain.places[rows].mean(axis=0), axis=1)
        named = [plain.basis.respondents.index(who) for who in part.typical]
        assert apart[np.isin(rows, named)].max() <= np.sort(apart)[2] + 1e-9


def test_the_map_is_true_to_the_answers(wearable: Run) -> None:
    found = map_of(wearable.segmentation)
    places, labels = wearable.segmentation.places, wearable.segmentation.labels
    values = np.sort(np.linalg.eigvalsh(np.cov(places.T, bias=True)))[::-1]
    np.testing.assert_allclose(found.shares, values[:2] / values.sum())
    middles = np.array([places[labels == s].mean(axis=0) for s in (1, 2, 3)])
    assert found.distances[0, 1] == pytest.approx(np.linalg.norm(middles[0] - middles[1]))
    flat = np.linalg.norm(found.centres[0] - found.centres[1])
    assert flat <= found.distances[0, 1] + 1e-9  # a shadow is never longer
    for s in (1, 2, 3):  # a ring holds half of its members
        mine = found.people[found.segments == s]
        inside = np.linalg.norm(mine - found.centres[s - 1], axis=1) <= found.reaches[s - 1] + 1e-9
        assert inside.sum() == pytest.approx(len(mine) / 2, abs=1)


def test_the_map_fits_its_frame_on_page_and_phone(wearable: Run) -> None:
    figure = segment_map(wearable.segmentation, wearable.names())
    assert "300 respondents" not in figure.caption  # all are drawn
    assert figure.wide["width"] + sum(figure.wide["padding"][side] for side in ("left", "right")) == 880
    assert figure.narrow["width"] + sum(figure.narrow["padding"][side] for side in ("left", "right")) == 360
    for spec in (figure.wide, figure.narrow):
        frame = Frame(spec["width"], spec["height"], 0, 0, 0, 0)
        (rings,) = [layer for layer in spec["layer"] if layer["name"] == "rings"]
        for row in rings["data"]["values"]:
            radius = row["size"] ** 0.5 / 2
            assert radius <= row["x"] <= frame.width - radius
            assert radius <= row["y"] <= frame.height - radius
    assert "segments 2 and 3 lie" in figure.alt or "segments 1 and" in figure.alt


def test_the_map_of_many_draws_some_and_ignores_their_order(wearable: Run) -> None:
    found = wearable.segmentation
    order = np.random.default_rng(3).permutation(300)
    other = replace(
        found,
        basis=replace(
            found.basis.rows(np.ones(300, dtype=bool)),
            respondents=tuple(found.basis.respondents[i] for i in order),
            values=found.basis.values[order],
        ),
        points=replace(found.points, values=found.points.values[order]),
        solution=replace(found.solution, labels=found.labels[order], tree=None),
    )
    np.testing.assert_allclose(map_of(found).people, map_of(other).people, atol=1e-9)
    assert members_of(found) == members_of(other)
