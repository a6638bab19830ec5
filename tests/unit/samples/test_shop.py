"""The sample shop: made by its generator, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psychograph.samples

ROOT = Path(__file__).parents[3]
SHOP = Path(psychograph.samples.__file__).parent / "shop"


def test_the_generator_makes_the_files_that_ship(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "examples" / "simulate_shop.py", tmp_path], check=True)
    for name in ("transactions.csv", "customers.csv"):
        assert (tmp_path / name).read_bytes() == (SHOP / name).read_bytes()
