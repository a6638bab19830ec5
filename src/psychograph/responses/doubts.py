"""Numbers that can be read, and may mean something else: a note for the report, never a correction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

NO_ANSWER_CODES = (-9, -99, -999, -9999, 999, 9999)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def no_answer_codes(values: NDArray[np.float64]) -> Iterator[str]:
    """Yield a note for every number that probably stands for no answer.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Answers without a scale; NaN is missing.

    Examples
    --------
    >>> list(no_answer_codes(np.array([31.0, 46.0, -99.0])))
    ['-99 (once), which often stands for no answer; if it does here, leave those cells blank']
    """
    known = values[np.isfinite(values)]
    real = known[~np.isin(known, NO_ANSWER_CODES)]
    for code in NO_ANSWER_CODES:
        times = int((known == code).sum())
        alone = len(real) > 0 and (real.min() >= 0 if code < 0 else code > 4 * real.max())
        if times and alone:
            counted = "once" if times == 1 else f"{times} times"
            yield (
                f"{code} ({counted}), which often stands for no answer; "
                "if it does here, leave those cells blank"
            )


def thousands(cells: Sequence[str | None]) -> Iterator[str]:
    """Yield a note where every decimal mark may as well part thousands.

    Parameters
    ----------
    cells : sequence of (str or None)
        Answers without a scale, of a file that writes 3,5 for three and a half.

    Examples
    --------
    >>> list(thousands(["980", "1,250"]))
    ["'1,250', read as 1.25; if it means 1250, take the mark out of these numbers"]
    """
    marked = [cell for cell in cells if cell is not None and ("," in cell or "." in cell)]
    if marked and all(map(THOUSANDS.fullmatch, marked)):
        first = marked[0]
        read = float(first.replace(",", "."))
        whole = first.replace(",", "").replace(".", "")
        yield f"'{first}', read as {read:g}; if it means {whole}, take the mark out of these numbers"
