"""Scores of every respondent as a table: as they are, and as a share of the maximum possible."""

from __future__ import annotations

from psychograph.cells import csv_text
from psychograph.responses.attributes import ScoredResponses
from psychograph.responses.scoring import pomp

POMP = "_pomp"


def scores_csv(scored: ScoredResponses, *, respondent: str = "respondent") -> str:
    """Return numeric attributes as CSV that no spreadsheet takes for formulas.

    Parameters
    ----------
    scored : ScoredResponses
        Scores; a missing one is left blank.
    respondent : str
        Header of the column of ids.

    Returns
    -------
    str
        One row a respondent, in the order of the responses: the id, and for every numeric attribute
        its score and, where it has a scale, the same from 0 to 100 under its name with ``_pomp``.

    Examples
    --------
    >>> import numpy as np
    >>> from psychograph.codebook.codebook import Scale
    >>> from psychograph.responses.attributes import Attributes
    >>> answers = np.array([[4.0, 31.0]])
    >>> people = Attributes(("Ann",), ("Openness", "Age"), ("", ""), (Scale(1, 5), None), answers)
    >>> print(scores_csv(ScoredResponses(people)), end="")
    respondent,Openness,Openness_pomp,Age
    Ann,4,75,31
    """
    numeric = scored.numeric
    taken = {*numeric.names}
    header = [_unused(respondent, taken)]
    columns: list[list[float]] = []
    for name, scale in zip(numeric.names, numeric.scales, strict=True):
        values = numeric.column(name)
        header.append(name)
        columns.append(values.tolist())
        if scale is not None:
            header.append(_unused(name + POMP, taken))
            columns.append(pomp(values, scale).tolist())
    rows = ((who, *(column[row] for column in columns)) for row, who in enumerate(numeric.respondents))
    return csv_text(header, rows)


def _unused(name: str, taken: set[str]) -> str:
    """Return a header that no other column has."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name
