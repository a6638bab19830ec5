"""What marks a segment, and who is most typical of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from psychograph.profiling.profile import AttributeProfile, CategoryProfile, Marker, excludes_zero
from psychograph.profiling.segmented import Segmented
from psychograph.stats.weights import weighted_mean

FAR_IN_RANGE = 0.25  # of the answer scale
FAR_IN_SHARE = 0.25
FAR_RELATIVE = 0.5
PARAGONS = 5


def markers(
    attributes: Sequence[AttributeProfile], categories: Sequence[CategoryProfile]
) -> Iterator[Marker]:
    """Yield the attributes and categories that mark a segment; see :class:`Marker`.

    Attributes without an answer scale, such as age, mark nothing. Categories that may not be shown do
    not either.
    """
    for part in attributes:
        if part.scale is None:
            continue
        far = FAR_IN_RANGE * (part.scale.high - part.scale.low)
        if abs(part.mean - part.overall_mean) >= far - 1e-9 and excludes_zero(part.g_interval):
            yield Marker(part.name, None, part.mean, part.overall_mean)
    for category in categories:
        for cell in category.shown:
            gap = abs(cell.share - cell.overall_share)
            far_off = gap >= min(FAR_IN_SHARE, FAR_RELATIVE * cell.overall_share) - 1e-9
            if far_off and excludes_zero(cell.h_interval):
                yield Marker(category.name, cell.category, cell.share, cell.overall_share)


def paragons(data: Segmented, group: int, most: int = PARAGONS) -> tuple[str, ...]:
    """Return the respondents nearest to the centre of a group, the nearest first.

    The centre is the weighted mean of the members' places. Those equally near are told apart by what
    they answered, and those who answered alike by their ids, so that the order of the rows does not
    matter.

    Parameters
    ----------
    data : Segmented
        Respondents in segments.
    group : int
        The group, from 1.
    most : int
        How many to return.
    """
    at = np.flatnonzero(data.groups == group)
    places = data.places[at]
    mass = data.numeric.weights[at]
    # Rounded, so that the last bit does not decide between mirror images.
    far = ((places - weighted_mean(places, mass)) ** 2).sum(axis=1).round(9)
    edge = np.sort(far)[min(most, len(at)) - 1]
    nearest = [
        (float(far[row]), _answers(data, int(at[row])), data.numeric.respondents[at[row]])
        for row in np.flatnonzero(far <= edge)
    ]
    return tuple(respondent for _, _, respondent in sorted(nearest)[:most])


def _answers(data: Segmented, row: int) -> tuple[float, ...]:
    """Return what a respondent answered, blanks lowest, as something to sort by."""
    numbers = np.nan_to_num(data.numeric.values[row], nan=-np.inf).tolist()
    return (*numbers, *(float(column.codes[row]) for column in data.categories), data.numeric.weights[row])
