"""Tests run one a core, so linear algebra takes one thread, as in the command line; read when numpy loads."""

import os

for threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(threads, "1")
