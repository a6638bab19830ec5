from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from unit.charts.inputs import LONG_NAMES, NAMES, segment, simulated, worked_example

from psychograph.charts import theme
from psychograph.charts.dendrogram import COLLAPSED, dendrogram
from psychograph.charts.render import to_svg
from psychograph.charts.tree import MIXED, tree
from psychograph.segmentation.method import Form, Tree


def rows(spec, name):
    return next((layer["data"]["values"] for layer in spec["layer"] if layer["name"] == name), [])


def texts(spec):
    return [
        r["text"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for r in layer["data"]["values"]
    ]


def crossbars(spec):
    return [r for r in rows(spec, "branches") if r["y"] == r["y2"] and r["x"] != r["x2"]]


@pytest.fixture(scope="module")
def worked():
    return segment(worked_example()[0], 2)


def test_one_crossbar_a_merge_at_its_height(worked):
    spec = dendrogram(worked, NAMES).wide
    heights = [r["y"] for r in crossbars(spec)]
    np.testing.assert_allclose(heights, worked.tree.linkage[:, 2], rtol=1e-5)
    across = [r for r in rows(dendrogram(worked, NAMES).narrow, "branches") if r["x"] == r["x2"]]
    np.testing.assert_allclose([r["x"] for r in across], worked.tree.linkage[:, 2], rtol=1e-5)


def test_leaves_stand_in_leaf_order(worked):
    leaves = rows(dendrogram(worked).wide, "leaves")
    assert [r["text"] for r in sorted(leaves, key=lambda r: r["x"])] == [
        str(i + 1) for i in worked.tree.leaf_order
    ]


def test_branches_are_coloured_below_the_cut_and_grey_above(worked):
    for branch in rows(dendrogram(worked).wide, "branches"):
        above = min(branch["y"], branch["y2"]) >= worked.cut_height - 1e-4
        assert (branch["colour"] == theme.BRANCH) == above


def test_cut_line_and_labels(worked):
    spec = dendrogram(worked, NAMES).wide
    (cut,) = rows(spec, "cut")
    assert cut["y"] == cut["y2"] == pytest.approx(worked.cut_height, rel=1e-5)
    assert {"cut at 13.2", "1 Structured Realists (12)", "2 Innovative Pioneers (16)"} <= set(texts(spec))
    assert "1 Structured Realists (12)" in texts(dendrogram(worked, NAMES).narrow)


def test_boxes_hold_their_members(worked):
    spec = dendrogram(worked).wide
    boxes = sorted(rows(spec, "segments"), key=lambda r: r["x"])
    leaves = rows(spec, "leaves")
    assert [sum(b["x"] < leaf["x"] < b["x2"] for leaf in leaves) for b in boxes] == [12, 16]
    assert boxes[0]["y"] == pytest.approx(worked.cut_height, rel=1e-5)


def test_alternative_text_has_the_numbers(worked):
    alt = dendrogram(worked, NAMES).alt
    for part in ("28 respondents", "2 segments", "Structured Realists (12)", "(16)", "13.2", "18.6"):
        assert part in alt


@pytest.mark.parametrize("n", [65, 500, 5000])
def test_truncated_tree_counts_everybody(n):
    segmentation = segment(simulated(n, 6), 6)
    drawn = tree(segmentation, most_leaves=64, collapsed=COLLAPSED, gap=0.6)
    assert drawn.truncated
    assert len(drawn.leaves) == COLLAPSED
    assert sum(leaf.count for leaf in drawn.leaves) == n
    for number, size in segmentation.sizes.items():
        assert sum(leaf.count for leaf in drawn.leaves if leaf.segment == number) == size
    np.testing.assert_allclose(
        [j.height for j in drawn.joints], segmentation.tree.linkage[-COLLAPSED + 1 :, 2]
    )
    printed = [r["text"] for r in rows(dendrogram(segmentation).wide, "leaves")]
    counted = [text for text in printed if text.startswith("(")]
    assert sum(int(t[1:-1].replace(",", "")) for t in counted) + len(printed) - len(counted) == n


@pytest.mark.parametrize("k", range(1, 11))
def test_every_segment_has_one_box_and_one_label(k):
    segmentation = segment(worked_example()[0], k)
    figure = dendrogram(segmentation, LONG_NAMES)
    assert len(rows(figure.wide, "segments")) == len(rows(figure.narrow, "segments")) == k
    assert sum(text.startswith(tuple(f"{s} " for s in range(1, 11))) for text in texts(figure.narrow)) == k


@pytest.mark.parametrize("k", [2, 5, 10])
def test_segment_labels_do_not_overlap(k):
    from psychograph.charts.labels import text_width

    spec = dendrogram(segment(worked_example()[0], k), LONG_NAMES).wide
    lines = {}
    for row in rows(spec, "center-12-bold"):
        half = text_width(row["text"], 12, bold=True) / 2
        lines.setdefault(row["y"], []).append((row["x"] - half, row["x"] + half))
    for line in lines.values():
        line.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(line))


def test_ties_at_zero_and_labels_across_the_tree():
    basis = simulated(12, 2)
    flat = replace(basis, values=np.zeros_like(basis.values))
    segmentation = segment(flat, 1, cut_height=0.0)
    assert to_svg(dendrogram(segmentation).wide)
    two = segment(basis, 2)
    torn = replace(two, solution=replace(two.solution, labels=np.array([1, 2] * 6)))
    drawn = tree(torn, most_leaves=64, collapsed=40, gap=0)
    assert any(joint.segment == MIXED for joint in drawn.joints)
    assert sum(run.last - run.first + 1 for run in drawn.runs) == 12
    assert to_svg(dendrogram(torn).narrow)


def test_long_and_hostile_ids():
    basis = simulated(6, 2)
    ids = ("<svg onload=x>", "a" * 200, "&amp;", "\x00\x1b[31m", "回答者" * 20, "Ω")
    figure = dendrogram(segment(replace(basis, respondents=ids), 2))
    svg = to_svg(figure.wide)
    assert "<svg onload" not in svg
    assert "&lt;svg onload" in svg
    assert "a" * 40 not in svg
    assert "\x1b" not in svg


@pytest.mark.parametrize("cut", [float("inf"), 0.0, 1e9])
def test_odd_cuts_are_drawn(cut):
    figure = dendrogram(segment(worked_example()[0], 2, cut_height=cut))
    assert "NaN" not in to_svg(figure.wide) + to_svg(figure.narrow)


def test_fifty_thousand_leaves_need_no_recursion():
    n = 50_000
    chain = np.array([[0, 1, 1, 2], *([n + i, i + 2, i + 2, i + 3] for i in range(n - 2))], dtype=float)
    basis = replace(simulated(2, 1), respondents=tuple(map(str, range(n))), values=np.zeros((n, 10)))
    whole = segment(simulated(2, 1), 1)
    segmentation = replace(
        whole,
        basis=basis,
        solution=replace(whole.solution, labels=np.ones(n, dtype=np.int64), tree=Tree(chain)),
        cut_height=n + 1.0,
    )
    drawn = tree(segmentation, most_leaves=64, collapsed=40, gap=0)
    assert sum(leaf.count for leaf in drawn.leaves) == n


@pytest.mark.parametrize(
    ("method", "form", "axis", "said"),
    [
        ("ward", Form.SCORES, "Ward distance", "the greater the Ward distance"),
        ("average", Form.SCORES, "Average distance", "the average distance between their members"),
        ("average", Form.ANSWERS, "Average Gower distance", "the average distance between their members"),
        ("complete", Form.SCORES, "Largest distance", "two least alike members"),
        ("single", Form.SCORES, "Smallest distance", "two most alike members"),
    ],
)
def test_heights_are_called_what_they_are(worked, method, form, axis, said):
    figure = dendrogram(replace(worked, method=method, points=replace(worked.points, form=form)))
    assert axis in texts(figure.wide)
    assert axis in texts(figure.narrow)
    assert said in figure.caption
    assert f"cut at {axis[:1].lower() + axis[1:] if method != 'ward' else axis} 13.2" in figure.alt


def test_respondents_moved_after_the_cut_are_counted(worked):
    labels = worked.labels.copy()
    assert "moved" not in dendrogram(worked).caption
    labels[np.flatnonzero(labels == 1)[:2]] = 2
    moved = replace(worked, solution=replace(worked.solution, labels=labels))
    assert "2 respondents were then moved to a nearer centre: grey" in dendrogram(moved).caption


def test_a_branch_above_the_cut_has_no_segments_colour():
    basis = simulated(100, 1)
    outlier = replace(basis, values=np.vstack([basis.values[:-1], np.full((1, 10), 70.0)]))
    drawn = tree(segment(outlier, 2), most_leaves=64, collapsed=40, gap=0.6)
    assert drawn.joints[-1].segment == MIXED
    assert sorted(run.segment for run in drawn.runs) == [1, 2]
