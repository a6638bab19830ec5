"""What has been there before, row by row."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray


def repeats(keys: Sequence[Hashable | None]) -> NDArray[np.int64]:
    """Return for each key how often it stood before; None is never compared.

    Examples
    --------
    >>> repeats(["a", "b", "a", None, None, "a"]).tolist()
    [0, 0, 1, 0, 0, 2]
    """
    seen: dict[Hashable, int] = {}
    found = np.zeros(len(keys), dtype=np.int64)
    for row, key in enumerate(keys):
        if key is not None:
            found[row] = seen.get(key, 0)
            seen[key] = int(found[row]) + 1
    return found
