"""The border with data frames: pandas, Polars and PyArrow, to and fro, none of them imported here."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from psychograph.codebook.codebook import Codebook, Variable, VariableType
from psychograph.codebook.hint import Hint
from psychograph.errors import Problem, ResponsesError, UsageError
from psychograph.quoting import quoted, shortened
from psychograph.responses.cell_text import cleaned, text_of
from psychograph.responses.grid import MOST_CELLS, MOST_COLUMNS
from psychograph.responses.imported import Imported, Sheet, Split
from psychograph.responses.importing import imported
from psychograph.responses.readers.checked import checked_table, refuse_repeated
from psychograph.responses.readers.options import Options, options_of_lists
from psychograph.responses.responses import Responses

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Kind = Literal["polars", "pandas", "pyarrow"]
KINDS: tuple[Kind, ...] = ("polars", "pandas", "pyarrow")
NUMERIC = {VariableType.LIKERT, VariableType.NUMBER, VariableType.OPTION}
EXPECTED = "a data frame of pandas or Polars, or a table of PyArrow, with one row a respondent"


def responses_from_frame(
    frame: Any,
    codebook: Codebook | None = None,
    name: str = "data frame",
    *,
    keep: Collection[str] = (),
) -> Imported:
    """Take answers from a data frame.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, polars.LazyFrame or pyarrow.Table
        One row a respondent. Categories keep their labels, numbers become codes, dates ISO 8601; null,
        NaN and NaT are missing answers. A column of lists becomes one column an option. The index
        of a pandas frame is left out.
    codebook : Codebook or None
        What the columns mean; guessed where absent. Columns that it does not describe are left out.
    name : str
        What messages call the frame.
    keep : collection of str
        Columns to keep although they look personal.

    Returns
    -------
    Imported
        As :func:`psychograph.read_responses` gives it.

    Raises
    ------
    ResponsesError
        Where it is no data frame, larger than any survey, has two columns of one name, or a column
        of things that are no answers.

    Examples
    --------
    >>> import polars
    >>> found = responses_from_frame(polars.DataFrame({"Calm": [1, 5, None], "City": ["Ulm", "Ulm", "Bonn"]}))
    >>> found.responses.numbers("Calm").tolist(), found.responses.categories("City")
    ([1.0, 5.0, nan], ('Ulm', 'Ulm', 'Bonn'))
    """
    columns: dict[str, tuple[str | None, ...]] = {}
    hints: dict[str, Hint] = {}
    problems: list[Problem] = []
    names: list[str] = []
    split: list[Split] = []
    rows = 0
    for header, values in _columns(frame, name):
        rows = len(values)
        found = _cells(header, values, name, problems)
        names += found.names if isinstance(found, Options) else [header]
        if isinstance(found, Options):
            columns.update(found.columns())
            hints.update(found.hints())
            split.append(found.split())
        elif found is not None:
            columns[header] = found
    ResponsesError.collect(problems)
    refuse_repeated(name, names)
    sheet = Sheet(checked_table(name, columns, range(1, rows + 1)), hints, split=tuple(split))
    return imported(sheet, "frame", ("it was given as a data frame",), codebook=codebook, keep=keep)


def responses_to_frame(responses: Responses, kind: Kind, *, labels: bool = False) -> Any:
    """Return answers as a data frame, one column a variable.

    Parameters
    ----------
    responses : Responses
        Answers with their codebook.
    kind : str
        ``"polars"``, ``"pandas"`` or ``"pyarrow"``, which must be installed.
    labels : bool
        Whether scales and categories are given as their labels (of a categorical type, in the order of the
        codebook) rather than as codes. Codes stay where a label could be taken for another answer.

    Returns
    -------
    polars.DataFrame, pandas.DataFrame or pyarrow.Table
        Numbers and codes as 64-bit floats; categories without codes as they are; texts and dates as
        text. Every missing answer is null, whichever code it had, and so is a cell that should be
        a number and is none.

    Raises
    ------
    UsageError
        Where the kind is unknown or not installed.

    Examples
    --------
    >>> import polars
    >>> found = responses_from_frame(polars.DataFrame({"Calm": [1, 5, None], "City": ["Ulm", "Ulm", "Bonn"]}))
    >>> responses_to_frame(found.responses, "polars").rows()
    [(1.0, 'Ulm'), (5.0, 'Ulm'), (None, 'Bonn')]
    """
    if kind not in KINDS:
        raise _unusable(quoted(kind), f"one of {', '.join(KINDS)}", "name one of them")
    try:
        import narwhals.stable.v2 as nw

        built = [_built(responses, variable, kind, labels=labels) for variable in responses.codebook]
        return nw.from_dict(
            {name: values for name, values, _ in built},
            schema={name: dtype for name, _, dtype in built},
            backend=kind,
        ).to_native()
    except ImportError:
        raise _unusable(
            f"{kind} is not installed", "a kind that is installed", f"install {kind}, or name another kind"
        ) from None


def _unusable(found: str, expected: str, mend: str) -> UsageError:
    return UsageError(Problem(where="the kind of data frame", found=found, expected=expected, mend=mend))


def opened(frame: Any, name: str) -> nw.DataFrame[Any]:
    """Return a data frame of any library as one of narwhals, once its size is known to be usable.

    Raises
    ------
    ResponsesError
        Where it is no data frame, larger than any survey, or has two columns of one name.
    """
    import narwhals.stable.v2 as nw
    from narwhals.exceptions import NarwhalsError

    try:
        given = nw.from_native(frame)
        if isinstance(given, nw.LazyFrame):
            width = max(len(given.collect_schema()), 1)
            _refuse_large(name, 1, width)
            given = given.head(MOST_CELLS // width + 1).collect()
    except ResponsesError:
        raise
    except (NarwhalsError, TypeError, ValueError) as reason:
        raise ResponsesError(
            Problem(
                where=name,
                found=shortened(str(reason)) or type(reason).__name__,
                expected=EXPECTED,
                mend="give every column a name of its own; for other libraries, convert to one of these",
            )
        ) from None
    table: nw.DataFrame[Any] = given
    _refuse_large(name, len(table), max(len(table.columns), 1))
    return table


def _columns(frame: Any, name: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield header and values of every column."""
    import narwhals.stable.v2 as nw

    for series in opened(frame, name).iter_columns():
        values = series.to_list()
        if series.dtype == nw.Float32:  # shown as short as they were typed
            values = [None if value is None else np.float32(value) for value in values]
        yield cleaned(str(series.name)), values


def _refuse_large(name: str, rows: int, width: int) -> None:
    if width > MOST_COLUMNS or rows * width > MOST_CELLS:
        raise ResponsesError(
            Problem(
                where=name,
                found=f"{width:,} columns" if width > MOST_COLUMNS else f"more than {MOST_CELLS:,} cells",
                expected=f"at most {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells",
                mend="select the columns you need",
            )
        )


def _cells(
    header: str, values: Sequence[Any], name: str, problems: list[Problem]
) -> tuple[str | None, ...] | Options | None:
    """Return one column as cells, or a column of lists as options; None and a problem where it is neither."""
    try:
        if any(isinstance(value, (list, tuple, set, frozenset)) for value in values):
            options = options_of_lists(header, [_listed(value) for value in values])
            if options is not None:
                return options
            values = [None if value is None else "; ".join(map(str, value)) for value in values]
        try:
            # 1, 1.0 and True are one key of a dict and three different cells.
            known = {(type(value), value): text_of(value) for value in set(values)} if _alike(values) else {}
        except TypeError:
            known = {}
        if known:
            kind = next(iter(known))[0]
            return tuple(known[kind, value] for value in values)
        return tuple(map(text_of, values))
    except TypeError as reason:
        problems.append(
            Problem(
                where=f"{name}, column {shortened(header)}",
                found=f"values of the type {reason}",
                expected="numbers, texts, dates, true and false, or lists of them",
                mend="leave the column out, or convert it to text",
            )
        )
        return None


def _alike(values: Sequence[Any]) -> bool:
    return len(set(map(type, values))) == 1


def _listed(value: Any) -> Collection[object] | None:
    if value is None or isinstance(value, (list, tuple, set, frozenset)):
        return value
    return None if text_of(value) is None else (value,)


def _built(
    responses: Responses, variable: Variable, kind: Kind, *, labels: bool
) -> tuple[str, list[Any], nw.dtypes.DType]:
    """Return name, values and type of one column."""
    import narwhals.stable.v2 as nw

    name = variable.name
    if variable.type in {VariableType.LIKERT, VariableType.CATEGORY}:
        if labels and _labelled_plainly(variable):
            shown = list(responses.categories(name))
            return name, shown, _categorical(variable, shown, kind)
        if variable.type is VariableType.CATEGORY:
            if not _all_coded(responses, variable):
                cells = responses.table.columns[name]
                answers = [None if cell is None or variable.is_missing(cell) else cell for cell in cells]
                return name, list(answers), nw.String() if variable.codes else nw.Categorical()
            return name, _numbers(responses, name), nw.Float64()
    if variable.type in NUMERIC:
        return name, _numbers(responses, name), nw.Float64()
    return name, list(_texts(responses, variable)), nw.String()


def _numbers(responses: Responses, name: str) -> list[float | None]:
    return [None if math.isnan(number) else number for number in responses.numbers(name).tolist()]


def _texts(responses: Responses, variable: Variable) -> Iterator[str | None]:
    for cell in responses.table.columns[variable.name]:
        yield None if cell is None or variable.is_missing(cell) else cell


def _all_coded(responses: Responses, variable: Variable) -> bool:
    """Say whether every answer of a category is one of its codes or labels, and every code a number."""
    if not variable.codes or any(text_of(_number(code.value)) != code.value for code in variable.codes):
        return False
    cells = {cell for cell in responses.table.columns[variable.name] if cell is not None}
    return all(
        cell in variable.labels or cell.casefold() in variable.code_of or variable.is_missing(cell)
        for cell in cells
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _labelled_plainly(variable: Variable) -> bool:
    """Say whether every label leads back to its code and to no other."""
    values = {code.value for code in variable.codes}
    return all(
        variable.code_of.get(code.label.casefold()) == code.value
        and cleaned(code.label) == code.label != ""
        and code.label not in values
        and not variable.is_missing(code.label)
        for code in variable.codes
        if not variable.is_missing(code.value)
    )


def _categorical(variable: Variable, shown: Sequence[str | None], kind: Kind) -> nw.dtypes.DType:
    """Return the type of a column of labels: in the order of the codebook where the library has an order."""
    import narwhals.stable.v2 as nw

    if kind == "pyarrow" or not variable.codes:
        return nw.Categorical()
    known = [code.label for code in variable.codes if not variable.is_missing(code.value)]
    others = sorted({label for label in shown if label is not None} - set(known))
    return nw.Enum([*known, *others])
