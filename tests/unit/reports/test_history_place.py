"""Results of an exploration take the place of nothing but earlier results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psychograph.errors import OutputError, UsageError
from psychograph.reports.history.place import MANIFEST, PAGE, check_place, left_from_earlier

BESIDES = ("customers.csv", "codebook.json")


def signed(folder: Path, *names: str) -> Path:
    """Return a folder with an earlier exploration, which wrote these files."""
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps({"outputs": [{"name": name} for name in names]}), "utf-8")
    for name in (PAGE, *names):
        (folder / name).write_text("ours", "utf-8")
    return folder


def test_new_and_earlier_folders_are_taken_and_left_as_they_are(tmp_path: Path) -> None:
    check_place(tmp_path / "not" / "there", besides=BESIDES)
    assert list(tmp_path.iterdir()) == []
    earlier = signed(tmp_path / "earlier")
    check_place(earlier, besides=BESIDES)
    for name in BESIDES:
        (earlier / name).write_text("ours", "utf-8")
    check_place(earlier, besides=BESIDES)
    assert {path.name for path in earlier.iterdir()} == {MANIFEST, PAGE, *BESIDES}


@pytest.mark.parametrize("name", [PAGE, "customers.csv"])
def test_files_of_others_stand_in_the_way(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not written here"):
        check_place(tmp_path, besides=BESIDES)


def test_customers_beside_earlier_results_may_be_somebody_elses(tmp_path: Path) -> None:
    (signed(tmp_path) / "customers.csv").write_text("mine", "utf-8")
    check_place(tmp_path)
    with pytest.raises(UsageError, match="not written here"):
        check_place(tmp_path, besides=BESIDES)


@pytest.mark.parametrize("name", ["customers.csv", "history-months.csv"])
def test_files_that_are_read_are_not_written_over(tmp_path: Path, name: str) -> None:
    signed(tmp_path, name, *BESIDES)
    with pytest.raises(UsageError, match="this exploration reads"):
        check_place(tmp_path / "." / ".." / tmp_path.name, inputs=[tmp_path / name], besides=BESIDES)
    check_place(tmp_path, inputs=[tmp_path / "sales.csv"], besides=BESIDES)


@pytest.mark.parametrize("below", ["file", "file/deeper/still"])
def test_a_file_in_the_path_is_no_folder(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="where a folder should be made"):
        check_place(tmp_path / below)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder that nobody can write into")
def test_a_folder_that_cannot_be_written_is_told_before_the_work() -> None:
    with pytest.raises(OutputError):
        check_place(Path("/proc/explored"))


def test_only_what_an_earlier_exploration_listed_is_taken_away(tmp_path: Path) -> None:
    assert left_from_earlier(tmp_path) == frozenset()
    signed(tmp_path, "history-season.png", PAGE, "../history-escape.csv")
    (tmp_path / "history-2023.csv").write_text("sales of 2023", "utf-8")
    assert left_from_earlier(tmp_path) == {"history-season.png"}
    (tmp_path / MANIFEST).write_text("[1]", "utf-8")
    assert left_from_earlier(tmp_path) == frozenset()
