import numpy as np
import pytest

from psychograph.segmentation.branches import path_of, top_of
from psychograph.segmentation.method import Tree
from psychograph.stats.trees.ward import cut_into, ward_tree


@pytest.fixture(scope="module")
def grown() -> tuple[Tree, np.ndarray]:
    linkage = ward_tree(np.random.default_rng(4).normal(size=(60, 3)))
    return Tree(linkage), cut_into(linkage, 4)


def below(linkage: np.ndarray, node: int) -> set[int]:
    """Return the respondents under a node, the slow and plain way."""
    n = len(linkage) + 1
    if node < n:
        return {node}
    left, right = linkage[node - n, :2].astype(int)
    return below(linkage, left) | below(linkage, right)


@pytest.mark.parametrize("most", [1, 2, 5, 17, 60, 99])
def test_the_top_holds_everybody_from_the_left(grown, most):
    tree, labels = grown
    top = top_of(tree, labels, most)
    assert len(top.ends) == min(most, 60)
    from_left = []
    for end, members in zip(top.ends.tolist(), top.members, strict=True):
        inside = below(tree.linkage, end)
        np.testing.assert_array_equal(members, np.bincount(labels[sorted(inside)] - 1, minlength=4))
        from_left += sorted(inside, key=tree.leaf_order.tolist().index)
    assert from_left == tree.leaf_order.tolist()
    np.testing.assert_array_equal(top.members_of[118 if most > 1 else top.ends[0]], np.bincount(labels)[1:])


def test_a_path_leads_through_every_node_above(grown):
    tree, labels = grown
    for row in range(60):
        path = path_of(tree, labels, row)
        above = [node for node in range(60, 119) if row in below(tree.linkage, node)]
        assert [step.together for step in path] == [len(below(tree.linkage, node)) for node in above]
        assert [step.height for step in path] == [tree.linkage[node - 60, 2] for node in above]
        joined = sum(step.joined for step in path)
        joined[labels[row] - 1] += 1
        np.testing.assert_array_equal(joined, np.bincount(labels)[1:])
