"""A stream of Arrow data as Polars takes it.

Polars keeps the type of whatever it reads a stream from until the process ends, and with it all that the
module of that type refers to. Where that is duckdb, its library complains at the end of things that were not
let go of ("nanobind: leaked ..."). This module refers to nothing, so nothing else may be imported here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class ArrowStream:
    """Hands on a stream of another object, whose type Polars then does not see."""

    def __init__(self, take: "Callable[[], object]") -> None:
        self._take = take

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the stream, as the Arrow PyCapsule interface has it."""
        return self._take()
