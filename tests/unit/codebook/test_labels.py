"""Labels of codes, where somebody edited the codebook."""

from __future__ import annotations

from psychograph.codebook.codebook import Code, Variable, VariableType
from psychograph.responses.coding import categories


def test_a_code_whose_label_is_blank_is_called_by_its_code() -> None:
    sex = Variable("sex", VariableType.CATEGORY, codes=(Code("f", " "), Code("m", "Men")))
    assert categories(("f", "m", None), sex) == ("f", "Men", None)
