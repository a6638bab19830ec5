"""Tests run one a core, so linear algebra takes one thread, as in the command line; read when numpy loads."""

import gc
import os

for threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(threads, "1")


def pytest_collection_finish() -> None:
    """Set what modules and collection left apart: searching it for garbage takes 0.4 s each time."""
    gc.collect()
    gc.freeze()
