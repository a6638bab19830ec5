"""From a data frame straight to attributes, for notebooks: no study file, no codebook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from psychograph.codebook.codebook import Scale, VariableType
from psychograph.codebook.columns import LARGEST
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import closest, listed, quoted, shortened
from psychograph.responses.attributes import Attributes
from psychograph.responses.cell_text import cleaned
from psychograph.responses.frames import NUMERIC, opened, responses_from_frame
from psychograph.responses.numbers import number_problems
from psychograph.stats.weights import normalised

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Bounds = tuple[float, float]
Floats = NDArray[np.float64]
MOST_LISTED = 5
FRAME = "data frame"


@dataclass(frozen=True, eq=False)
class _Column:
    name: str
    values: Floats
    scale: Scale | None = None
    levels: tuple[str, ...] = ()


def attributes_from_frame(
    frame: Any,
    columns: Sequence[str] | None = None,
    *,
    weights: str | ArrayLike | None = None,
    respondents: str | None = None,
    scales: Bounds | Mapping[str, Bounds] | None = None,
) -> Attributes:
    """Take attributes from a data frame: every column is one, or those that are named.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, polars.LazyFrame or pyarrow.Table
        One row a respondent. Columns of numbers are taken as they are, true and false as 1 and 0. In
        columns of text, answers on a known scale ("agree", "strongly agree") become its numbers, and
        other answers become categories. Null, NaN and NaT are missing answers.
    columns : sequence of str, optional
        Those to take; all of them without it.
    weights : str or array_like of float, shape (n,), optional
        How many people each respondent stands for, above 0: a column, which is then no attribute, or
        the weights themselves.
    respondents : str, optional
        Column with an id of each respondent, which is then no attribute. Without it, ids are the index
        of a pandas frame where no entry is repeated, and else the numbers of the rows from 0.
    scales : pair of float, or mapping of str to pair of float, optional
        Least and greatest answer: of all columns of numbers, or of those named.

    Returns
    -------
    psychograph.Attributes
        Weights have a mean of 1.

    Raises
    ------
    ResponsesError
        With everything that is wrong: columns that hold free text, dates or things that are no
        answers, numbers that are infinite or outside their scale, weights that are not above 0, ids
        that are blank or repeated, names that are no columns.

    Examples
    --------
    >>> import polars
    >>> frame = polars.DataFrame({"Calm": [1, 5, None], "City": ["Ulm", "Ulm", "Bonn"], "w": [1, 1, 4]})
    >>> people = attributes_from_frame(frame, weights="w")
    >>> people.names, people.levels, people.values.tolist()
    (('Calm', 'City'), ((), ('Bonn', 'Ulm')), [[1.0, 1.0], [5.0, 1.0], [nan, 0.0]])
    >>> people.weights.tolist(), people.respondents
    ([0.5, 0.5, 2.0], ('0', '1', '2'))
    """
    given = opened(frame, FRAME)
    problems = [*_not_there(given, columns, weights, respondents, scales)]
    ResponsesError.collect(problems)
    ids = _ids(given, respondents, problems)
    masses = _masses(given, weights, problems)
    taken = {respondents, weights if isinstance(weights, str) else None}
    wanted = [name for name in given.columns if name not in taken] if columns is None else list(columns)
    found = _columns(given.select(wanted), scales, problems)
    ResponsesError.collect(problems)
    return Attributes(
        respondents=ids,
        names=tuple(column.name for column in found),
        questions=("",) * len(found),
        scales=tuple(column.scale for column in found),
        values=np.column_stack([column.values for column in found]) if found else np.empty((len(given), 0)),
        weights=masses,
        levels=tuple(column.levels for column in found),
    )


def _not_there(
    given: nw.DataFrame[Any],
    columns: Sequence[str] | None,
    weights: str | ArrayLike | None,
    respondents: str | None,
    scales: Bounds | Mapping[str, Bounds] | None,
) -> Iterator[Problem]:
    wanted: list[tuple[str, object]] = [("weights", weights), ("respondents", respondents)]
    wanted += [("columns", name) for name in columns or ()]
    wanted += [("scales", name) for name in scales] if isinstance(scales, Mapping) else []
    for argument, name in wanted:
        if isinstance(name, str) and name not in given.columns:
            near = closest(name, given.columns)
            yield Problem(
                where=argument,
                found=f"no column {quoted(name)}",
                expected=f"a column of the frame: {listed(map(str, given.columns))}",
                mend=f"did you mean {quoted(near)}?" if near else "name a column of the frame that is given",
            )


def _ids(given: nw.DataFrame[Any], column: str | None, problems: list[Problem]) -> tuple[str, ...]:
    import narwhals.stable.v2 as nw

    if column is not None:
        ids = [None if value is None else cleaned(str(value)) for value in given[column].to_list()]
        repeated = len(ids) - len(set(ids))
        if repeated or None in ids:
            problems.append(
                Problem(
                    where=f"{FRAME}, column {shortened(column)}",
                    found="blank ids" if None in ids else f"{repeated:,} ids that stood there before",
                    expected="an id that no other respondent has",
                    mend="name another column under `respondents`, or leave it out to go by row",
                )
            )
        return tuple(name or "" for name in ids)
    index = nw.maybe_get_index(given)
    if index is not None and index.is_unique:
        return tuple(map(str, index))
    return tuple(map(str, range(len(given))))


def _masses(
    given: nw.DataFrame[Any], weights: str | ArrayLike | None, problems: list[Problem]
) -> NDArray[np.float64]:
    n = len(given)
    if weights is None:
        return np.ones(n)
    if isinstance(weights, str):
        column = given[weights]
        masses = _numbers(column) if _is_number(column) else np.full(n, np.nan)
        where = f"{FRAME}, column {shortened(weights)}"
    else:
        where = "weights"
        try:
            masses = np.asarray(weights, dtype=np.float64)
        except (TypeError, ValueError):
            masses = np.full(n, np.nan)
    bad = int((~(np.isfinite(masses) & (masses > 0))).sum()) if masses.shape == (n,) else 0
    if masses.shape != (n,) or bad:
        problems.append(
            Problem(
                where=where,
                found=f"{bad:,} of {n:,} that are blank, 0, negative or no number"
                if bad
                else f"weights of shape {masses.shape}",
                expected=f"{n:,} numbers above 0, one a respondent",
                mend="leave those respondents out, or correct their weights",
            )
        )
        return np.ones(n)
    return normalised(masses) if n else masses


def _columns(
    given: nw.DataFrame[Any], scales: Bounds | Mapping[str, Bounds] | None, problems: list[Problem]
) -> list[_Column]:
    plain = [name for name in given.columns if _is_number(given[name])]
    found = [_plain(given[name], scales, problems) for name in plain]
    texts = [name for name in given.columns if name not in set(plain)]
    if texts:
        found += _from_texts(given.select(texts), problems)
    place = {cleaned(name): at for at, name in enumerate(given.columns)}
    return sorted(found, key=lambda column: place.get(column.name, len(place)))


def _is_number(column: nw.Series[Any]) -> bool:
    import narwhals.stable.v2 as nw

    if column.dtype.is_numeric() or column.dtype == nw.Boolean:
        return True
    if column.dtype == nw.Object:  # of pandas, which may hold anything
        return all(isinstance(value, Real) for value in column.to_list() if _present(value) is not None)
    return bool(column.is_null().all())


def _present(value: Any) -> Any:
    """Return a value, None where it is missing."""
    missing = value is None or type(value).__name__ in {"NAType", "NaTType"}
    return None if missing or (isinstance(value, float) and math.isnan(value)) else value


def _numbers(column: nw.Series[Any]) -> Floats:
    import narwhals.stable.v2 as nw

    if column.dtype.is_numeric() or column.dtype == nw.Boolean:
        found = column.cast(nw.Float64).fill_null(float("nan"))
        return np.array(found.to_numpy(), dtype=np.float64)
    given = (_present(value) for value in column.to_list())
    return np.array([np.nan if value is None else value for value in given], dtype=np.float64)


def _plain(
    column: nw.Series[Any], scales: Bounds | Mapping[str, Bounds] | None, problems: list[Problem]
) -> _Column:
    values, name = _numbers(column), cleaned(str(column.name))
    bounds = scales.get(name) if isinstance(scales, Mapping) else scales
    scale = None if bounds is None else Scale(float(bounds[0]), float(bounds[1]))
    outside = np.abs(values) > LARGEST
    if scale is not None:
        outside |= (values < scale.low) | (values > scale.high)
    if outside.any():
        problems.append(
            Problem(
                where=f"{FRAME}, column {shortened(name)}",
                found=f"{int(outside.sum()):,} answer{'' if outside.sum() == 1 else 's'} such as "
                f"{values[outside][0]:g}",
                expected=f"numbers up to {LARGEST:,}"
                if scale is None
                else f"{scale.low:g} to {scale.high:g}",
                mend="correct these answers, or leave them blank",
            )
        )
    return _Column(name, values, scale)


def _from_texts(given: nw.DataFrame[Any], problems: list[Problem]) -> list[_Column]:
    """Return columns of text, read as any other survey's are."""
    responses = responses_from_frame(given.to_native(), name=FRAME, keep=given.columns).responses
    rows = np.array(responses.table.row_numbers, dtype=np.int64) - 1  # rows without any text are not there

    def placed(values: Floats) -> Floats:
        every = np.full(len(given), np.nan)
        every[rows] = values
        return every

    found: list[_Column] = []
    for variable in responses.codebook:
        name = variable.name
        if variable.type in NUMERIC:
            problems += number_problems(responses, name)
            found.append(_Column(name, placed(responses.numbers(name)), variable.scale))
        elif variable.type is VariableType.CATEGORY:
            levels, codes = _codes(responses.categories(name))
            found.append(_Column(name, placed(codes), levels=levels))
        else:
            problems.append(
                Problem(
                    where=f"{FRAME}, column {shortened(name)}",
                    found="dates" if variable.type is VariableType.DATE else "free text, or ids",
                    expected="numbers, answers on a scale, or categories",
                    mend="select the columns that hold answers; name the one with ids under `respondents`",
                )
            )
    return found


def _codes(answers: Sequence[str | None]) -> tuple[tuple[str, ...], Floats]:
    """Return the categories, and the position of every answer among them."""
    levels = tuple(sorted({answer for answer in answers if answer is not None}))
    code = {level: float(at) for at, level in enumerate(levels)}
    return levels, np.array([np.nan if answer is None else code[answer] for answer in answers])
