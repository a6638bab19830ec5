"""SPSS files: what they say about their answers, and what damaged ones do."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import polars as pl
import pyreadstat
import pytest
from files_that_harm import damaged, with_head, with_sets

from psychograph.codebook.codebook import Code, Role, Scale, VariableType
from psychograph.errors import ResponsesError
from psychograph.responses.imported import Imported
from psychograph.responses.readers import apart, read_responses, sav_header

AGREE = {1: "Strongly disagree", 2: "Disagree", 3: "Neither", 4: "Agree", 5: "Strongly agree"}
YES_NO = {0: "No", 1: "Yes"}


def written(folder: Path, columns: dict[str, list[object]], name: str = "a.sav", **told: object) -> Path:
    options = {"compress": True} if name.endswith(".zsav") else {"row_compress": True}
    pyreadstat.write_sav(pl.DataFrame(columns), folder / name, **options, **told)
    return folder / name


def read(folder: Path, columns: dict[str, list[object]], name: str = "a.sav", **told: object) -> Imported:
    return read_responses(written(folder, columns, name, **told))


def refused(path: Path) -> str:
    with pytest.raises(ResponsesError) as found:
        read_responses(path)
    return str(found.value)


@pytest.mark.parametrize("name", ["a.sav", "a.zsav", "named.csv"])
def test_codes_stay_codes_and_labels_go_to_the_codebook(name: str, tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"q": [1, 5, None], "region": ["n", "s", "n"]},
        name,
        column_labels=["I like tea", "Region"],
        variable_value_labels={"q": AGREE, "region": {"n": "North", "s": "South"}},
    ).responses
    assert found.table.columns == {"q": ("1", "5", None), "region": ("n", "s", "n")}
    assert found.codebook["q"].codes == tuple(Code(str(code), label) for code, label in AGREE.items())
    assert found.codebook["q"].question == "I like tea"
    assert found.codebook["q"].scale == Scale(1, 5)
    assert found.categories("region") == ("North", "South", "North")


def test_user_missing_codes_stay_in_the_cells_and_are_declared(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"a": [1, 8, 9], "low": [3, -5, 40], "high": [50, 97, 7], "text": ["x", "zz", "y"]},
        variable_value_labels={"a": {1: "One", 8: "Refused", 9: "Don't know"}},
        missing_ranges={
            "a": [8, 9],
            "low": [{"lo": float("-inf"), "hi": 0}, 40],
            "high": [{"lo": 90, "hi": float("inf")}],
            "text": ["zz"],
        },
    ).responses
    book = found.codebook
    assert found.table.columns["a"] == ("1", "8", "9")
    assert (book["a"].missing, book["a"].missing_range) == (("8", "9"), None)
    assert (book["low"].missing, book["low"].missing_range) == (("40",), (float("-inf"), 0))
    assert book["high"].missing_range == (90, float("inf"))
    assert np.isnan(found.numbers("low")).tolist() == [False, True, True]
    assert found.categories("text") == ("x", None, "y")


@pytest.mark.parametrize(
    ("measure", "labels", "answers", "kind", "scale"),
    [
        ("nominal", {1: "Red", 2: "Blue", 3: "Green"}, [1, 2, 3], VariableType.CATEGORY, None),
        ("nominal", AGREE, [1, 2, 5], VariableType.LIKERT, Scale(1, 5)),
        ("ordinal", {1: "Small", 2: "Medium", 3: "Large"}, [1, 2, 1], VariableType.LIKERT, Scale(1, 3)),
        ("ordinal", {1: "Small", 4: "Medium", 9: "Large"}, [1, 4, 9], VariableType.CATEGORY, None),
        ("scale", {}, [17, 93, 40], VariableType.NUMBER, None),
        ("scale", {1: "Not at all", 7: "Very"}, [1, 4, 6], VariableType.LIKERT, Scale(1, 7)),
        ("scale", {0: "None", 8: "Eight or more"}, [1, 4, 6], VariableType.NUMBER, None),
        ("scale", {1: "Not at all", 7: "Very"}, [1, 4, 60], VariableType.NUMBER, None),
        ("nominal", {8: "Eight or more"}, [0, 2, 14], VariableType.NUMBER, None),
        ("nominal", {1: "Not at all", 5: "Very"}, [1, 2, 3, 4, 5], VariableType.LIKERT, Scale(1, 5)),
        ("nominal", {1: "North", 2: "South"}, [1, 2, 3], VariableType.CATEGORY, None),
    ],
)
def test_types_follow_measures_and_labels(
    measure: str,
    labels: dict[int, str],
    answers: list[int],
    kind: VariableType,
    scale: Scale | None,
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path,
        {"v": answers},
        variable_measure={"v": measure},
        variable_value_labels={"v": labels} if labels else None,
    ).responses.codebook["v"]
    assert (found.type, found.scale) == (kind, scale)


def test_labels_of_missing_codes_make_no_categories(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"educ": [12, 16, 99], "place": [1, 2, 99]},
        variable_measure={"educ": "nominal", "place": "nominal"},
        variable_value_labels={"educ": {99: "No answer"}, "place": {1: "Farm", 2: "Town", 99: "No answer"}},
        missing_ranges={"educ": [99], "place": [99]},
    ).responses
    assert found.codebook["educ"].type is VariableType.NUMBER
    assert np.array_equal(found.numbers("educ"), [12, 16, np.nan], equal_nan=True)
    assert found.codebook["place"].type is VariableType.CATEGORY


def test_an_ordered_question_on_its_own_describes_and_builds_no_segments(tmp_path: Path) -> None:
    ages = {1: "18-34", 2: "35-54", 3: "55+"}
    book = read(
        tmp_path,
        {"age": [1, 2, 3], "q": [1, 2, 3]},
        variable_value_labels={"age": ages, "q": AGREE},
        variable_measure={"age": "ordinal", "q": "ordinal"},
    ).responses.codebook
    assert (book["age"].role, book["q"].role) == (Role.DESCRIPTOR, Role.BASIS)


def test_three_neighbours_that_share_codes_and_a_stem_are_a_grid(tmp_path: Path) -> None:
    labels = ["Do you agree?: Fun", "Do you agree?: Work", "Do you agree?: Rest", "Other: Fun", "Other: Work"]
    book = read(
        tmp_path,
        {f"q{place}": [1, 2, 3] for place in range(5)},
        column_labels=labels,
        variable_value_labels={f"q{place}": AGREE for place in range(5)},
    ).responses.codebook
    assert [(v.battery, v.question) for v in book] == [
        ("Do you agree?", "Fun"),
        ("Do you agree?", "Work"),
        ("Do you agree?", "Rest"),
        ("", "Other: Fun"),
        ("", "Other: Work"),
    ]


def test_dates_and_times_are_iso_8601() -> None:
    pytest.importorskip("pyreadstat")
    shown = {
        "EDATE": ("2018-05-06", 13744944000.0),
        "DATETIME": ("2018-05-06T10:10:10", 13744980610.0),
        "TIME": ("10:10:10", 36610.0),
        "DTIME": ("27:00:01", 97201.0),
    }
    from psychograph.responses.readers.spss import _text

    # Seconds since 14 October 1582, as in the sample that pyreadstat publishes (sample.sav).
    assert {form: _text(seconds, form) for form, (_, seconds) in shown.items()} == {
        form: text for form, (text, _) in shown.items()
    }
    assert _text(1e300, "DATE") == "1e+300"


def test_the_weight_of_the_file_is_found_behind_long_texts_and_long_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"comment": ["x" * 300, "y", "z"], "a_long_name_of_a_weight": [1.0, 0.5, 1.5], "q": [1, 2, 3]},
    )
    content = path.read_bytes()
    plain = sav_header.read_sav_header("a.sav", content)
    assert plain.weight == ""
    # A text of 300 letters takes 39 pieces of 8 bytes, so that the weight is the 40th.
    path.write_bytes(with_head(content, 76, plain.segments - 1))
    found = read_responses(path).responses
    assert found.codebook["a_long_name_of_a_weight"].role is Role.WEIGHT
    assert "weights these answers by a_long_name_of_a_weight" in found.table.notes[0]


SETS = {
    "in the file": b"$places=D1 1 6 Places a b c\n",
    "beside it": b"MRSETS\n /MDGROUP NAME=$places LABEL='Places' VARIABLES=A TO c\n VALUE=1.\n",
}


@pytest.mark.parametrize("where", SETS)
def test_a_multiple_response_set_is_one_column_an_option(where: str, tmp_path: Path) -> None:
    columns = {"a": [1, 0, None], "b": [0, None, None], "c": [0, 0, None], "q": [1, 2, 3]}
    path = written(tmp_path, columns, column_labels=["Shop", "Web", "Market", "Q"])
    if where == "in the file":
        path.write_bytes(with_sets(path.read_bytes(), SETS[where]))
    else:
        path.with_suffix(".sps").write_bytes(SETS[where])
    found = read_responses(path).responses
    assert {name: found.table.columns[name] for name in "abc"} == {
        "a": ("1", "0", None),
        "b": ("0", "0", None),
        "c": ("0", "0", None),
    }
    assert [(v.type, v.battery, v.question) for v in found.codebook][:2] == [
        (VariableType.OPTION, "Places", "Shop"),
        (VariableType.OPTION, "Places", "Web"),
    ]


def test_a_set_of_first_and_second_answers_becomes_options(tmp_path: Path) -> None:
    brands = {1: "Assam", 2: "Ceylon", 3: "Darjeeling", 9: "None"}
    path = written(
        tmp_path,
        {"m1": [1, 3, None, 9], "m2": [2, None, None, None]},
        variable_value_labels={"m1": brands, "m2": brands},
        missing_ranges={"m1": [9], "m2": [9]},
    )
    path.with_suffix(".sps").write_text('mrsets /mcgroup name=$brands label="Brands" variables=m1 m2.\n')
    imported = read_responses(path)
    found = imported.responses
    assert imported.columns_in_file == 2
    assert [drop.column for drop in imported.dropped] == ["m2"]
    assert found.table.columns == {
        "brands_1": ("1", "0"),
        "brands_2": ("1", "0"),
        "brands_3": ("0", "1"),
    }
    assert [v.question for v in found.codebook] == ["Assam", "Ceylon", "Darjeeling"]


def test_text_that_fits_no_stated_encoding_is_read_as_windows_1252(tmp_path: Path) -> None:
    path = written(tmp_path, {"town": ["Kxln", "Bonn", "Ulm"]})
    path.write_bytes(path.read_bytes().replace(b"Kxln", b"K\xf6ln"))
    found = read_responses(path).responses
    assert found.table.columns["town"] == ("Köln", "Bonn", "Ulm")
    assert "Windows-1252" in found.table.notes[0]


def test_promises_that_the_file_cannot_hold_are_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = written(tmp_path, {"q": [1, 2, 3]})
    content = path.read_bytes()
    for cases, said in ((2**31 - 1, "2,147,483,647 respondents"), (5_000, "promises 5,000 respondents")):
        path.write_bytes(with_head(content, 80, cases))
        assert said in refused(path)
    path.write_bytes(with_head(content, 80, -1))  # not known: allowed by the format
    assert len(read_responses(path).responses) == 3


def test_a_packed_file_that_unpacks_beyond_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, {"q": ["x" * 200] * 1_000}, "a.zsav")
    monkeypatch.setattr(sav_header, "MOST_UNPACKED", 100_000)
    assert "when unpacked" in refused(path)
    monkeypatch.undo()
    content = path.read_bytes()
    packed_size = content.index(struct.pack("<i", 0x3FF000)) + 4 + 4 + 16
    path.write_bytes(content[:packed_size] + struct.pack("<i", 2**31 - 1) + content[packed_size + 4 :])
    assert "damaged" in refused(path)


@pytest.mark.parametrize("name", ["a.sav", "a.zsav"])
def test_damaged_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"id": ["a", "b", "c"] * 9, "q": [1, 2, None] * 9, "r": [3, 9, 8] * 9, "long": ["x" * 300] * 27},
        name,
        column_labels=["Id", "Q: one", "Q: two", "Long"],
        variable_value_labels={"q": {1: "No", 2: "Yes"}, "id": {"a": "A"}},
        missing_ranges={"r": [8, {"lo": 90, "hi": 99}]},
    )
    outcomes = set()
    for content in damaged(path.read_bytes(), 30, seed=11):
        path.write_bytes(content)
        try:
            found = read_responses(path).responses
        except ResponsesError:
            outcomes.add("refused")
        else:
            outcomes.add("read")
            for variable in found.codebook:
                assert len(found.numbers(variable.name)) == len(found.categories(variable.name)) == len(found)
    assert outcomes == {"read", "refused"}


def test_a_file_that_makes_the_library_crash_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, {"q": [1, 2, 3]})
    crash = tmp_path / "crash.py"
    crash.write_text("import os, signal; os.kill(os.getpid(), getattr(signal, 'SIGSEGV', signal.SIGTERM))")
    monkeypatch.setattr(apart, "WORKER", crash)
    assert "a damaged file, which cannot be decoded" in refused(path)
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(apart, "WORKER", endless)
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    assert "more than 1 seconds" in refused(path)


@pytest.mark.parametrize("content", [b"$FL2", b"$FL3" + b"\0" * 500, b"$FL2" + bytes(range(256)) * 8])
def test_what_only_begins_as_an_spss_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.sav").write_bytes(content)
    assert "damaged file" in refused(tmp_path / "a.sav")


def test_a_portable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.por").write_bytes(b" " * 200 + b"ASCII SPSS PORT FILE" + b" " * 300)
    assert "an SPSS portable file (.por), which is not read" in refused(tmp_path / "a.por")
