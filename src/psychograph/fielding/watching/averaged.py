"""Scores that a study expects as a column, made of the statements that the questionnaire asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role, Scale, Variable, VariableType
from psychograph.questionnaire.answers.codebook import codebook_of
from psychograph.questionnaire.model import Questionnaire
from psychograph.quoting import listed
from psychograph.responses.declared import attribute_items
from psychograph.study.model import Study


def averaged(
    questionnaire: Questionnaire, study: Study, cells: Mapping[str, Sequence[str | None]]
) -> list[tuple[Variable, list[str | None]]]:
    """Return columns that a study names and no question gives, as means of the statements that measure them.

    The worked example is such a study: it wants a column Openness, and its questionnaire asks three
    statements with ``attribute: Openness``. Reversed statements are turned (low + high - answer); who
    answered fewer than the study's share of them (`scoring`, half if absent) has none. A column whose
    statements are on different scales is not made.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    study : Study
        What it expects.
    cells : mapping of str to sequence of (str or None)
        Answers by column.
    """
    from psychograph.responses.scoring import average_items, reverse

    wanted = {
        item.column: name for name, of in study.attributes.items() for item in attribute_items(name, of)
    }
    found: list[tuple[Variable, list[str | None]]] = []
    for column, name in wanted.items():
        if column in cells:
            continue
        items = [one for one in codebook_of(questionnaire) if one.construct in (column, name) and one.scale]
        scales = {one.scale for one in items}
        if len(scales) != 1 or None in scales:
            continue
        (scale,) = scales
        assert scale is not None  # noqa: S101 - looked at just above
        values = [_numbers(cells[one.name], one, scale) for one in items]
        turned = [reverse(of, scale) if one.reversed else of for one, of in zip(items, values, strict=True)]
        means = average_items(np.column_stack(turned), study.scoring.answered)
        words = f"Average of {listed(one.name for one in items)}, reversed ones turned"
        variable = Variable(column, VariableType.LIKERT, Role.BASIS, words, scale=scale)
        found.append((variable, [None if np.isnan(mean) else f"{mean:.6g}" for mean in means.tolist()]))
    return found


def _numbers(cells: Sequence[str | None], variable: Variable, scale: Scale) -> NDArray[np.float64]:
    """Return answers on the scale; declining is no answer."""
    steps = {str(step): float(step) for step in range(round(scale.low), round(scale.high) + 1)}
    known = {code: step for code, step in steps.items() if code not in variable.missing}
    return np.array([known.get(cell or "", np.nan) for cell in cells])
