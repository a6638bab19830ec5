"""Customer table and answers are joined one to one, and whatever does not fit is counted and named."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from shop_with_survey import ANSWERS, TABLE, written

from psychograph.errors import ResponsesError
from psychograph.responses.customers.base import CustomerBase, Named
from psychograph.responses.load import study_responses
from psychograph.responses.responses import Responses
from psychograph.study.load import load_study

LEAVE_OUT = {"respondent: Key}": "respondent: Key, repeated: leave out}"}


def joined(folder: Path) -> Responses:
    return study_responses(load_study(folder), folder)


def base_of(responses: Responses) -> CustomerBase:
    assert responses.customers is not None
    return responses.customers


def refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(ResponsesError) as caught:
        joined(folder)
    return [(problem.where, problem.found) for problem in caught.value.problems]


def test_cells_of_the_table_stand_beside_the_answers(tmp_path: Path) -> None:
    found = joined(written(tmp_path))
    assert found.numbers("customers: orders").tolist() == [1, 20, 3]
    assert found.categories("customers: region") == ("North", "South", "South")
    base = base_of(found)
    assert (len(base), base.joined.matched, base.findings) == (4, 3, ())
    assert base.column("Region").counts().tolist() == [1, 1, 2]


def test_space_around_keys_does_not_matter_and_nothing_else_is_forgiven(tmp_path: Path) -> None:
    answers = (("R1", " a ", "1"), ("R2", "B", "5"), ("R3", "c", "2"))
    found = base_of(joined(written(tmp_path, table=((" a", "1", "North"), *TABLE[1:]), answers=answers)))
    assert set(found.rows) == {"R1", "R3"}
    assert found.joined.unknown == Named(1, ("R2",))


def test_respondents_who_are_not_in_the_table_are_kept_or_left_out(tmp_path: Path) -> None:
    answers = (*ANSWERS, ("R4", "x", "3"), ("R5", "", "4"))
    kept = joined(written(tmp_path, answers=answers))
    assert len(kept) == 5
    assert kept.categories("customers: region")[3:] == (None, None)
    found = base_of(kept).joined
    assert (found.unknown, found.blank, found.unmatched) == (Named(1, ("R4",)), Named(1, ("R5",)), 2)
    texts = [finding.text for finding in base_of(kept).findings]
    assert texts == [
        "1 of 5 respondents gave a key that is not in customers.csv (R4): it was kept, with the attributes "
        "of the table blank.",
        "1 of 5 respondents gave no key (R5): it was kept, with the attributes of the table blank.",
    ]
    out = joined(
        written(
            tmp_path, answers=answers, changes={"respondent: Key}": "respondent: Key, unmatched: leave out}"}
        )
    )
    assert out.table.columns["Id"] == ("R1", "R2", "R3")
    assert out.table.row_numbers == (2, 3, 4)


def test_repeated_keys_are_refused_in_both_files_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path, table=(*TABLE, TABLE[0]), answers=(*ANSWERS, ("R4", "b", "3")))
    assert refused(folder) == [
        ("customers.csv, column customer", "1 key in several rows: a"),
        ("the answers, column Key", "1 key given by 2 respondents: b"),
    ]


def test_rows_of_repeated_keys_are_joined_to_nobody_where_they_are_left_out(tmp_path: Path) -> None:
    folder = written(
        tmp_path, table=(*TABLE, TABLE[0]), answers=(*ANSWERS, ("R4", "b", "3")), changes=LEAVE_OUT
    )
    found = joined(folder)
    base = base_of(found)
    assert set(base.rows) == {"R3"}
    assert len(base) == 3  # b, c and d: the two rows of a are no customers
    assert base.joined.table_repeated == Named(1, ("a",))
    assert base.joined.repeated == Named(1, ("b",))
    assert found.categories("customers: region") == (None, None, "South", None)
    assert {finding.code for finding in base.findings} >= {"repeated-key", "repeated-customer"}


def test_rows_without_a_key_are_no_customers(tmp_path: Path) -> None:
    base = base_of(joined(written(tmp_path, table=(*TABLE, ("", "9", "West")))))
    assert (len(base), base.joined.table_blank) == (4, 1)
    assert [finding.code for finding in base.findings] == ["customer-without-key"]


def test_no_key_in_common_says_what_both_hold(tmp_path: Path) -> None:
    ((where, found),) = refused(written(tmp_path, answers=(("R1", "0001", "1"), ("R2", "0002", "5"))))
    assert where == "customers > respondent"
    assert found == (
        "no respondent whose key is in customers.csv: the answers hold '0001', '0002', the table 'a', 'b'"
    )


def test_every_problem_of_the_table_is_told_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        table=(("ann@example.org", "many", "North"), ("b", "-2", "South"), ("c", "1e99", "South")),
    )
    assert refused(folder) == [
        ("customers.csv, column customer", "1 e-mail address as keys"),
        (
            "customers.csv, column orders",
            "3 cells without a usable figure, such as 'many' (customer ann@example.org), '-2' (customer b), "
            "'1e99' (customer c)",
        ),
    ]


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path, changes={"column: orders": "column: order", "key: customer": "key: id"})
    assert refused(folder) == [
        ("customers.csv, header", "no column 'id'"),
        ("customers.csv, header", "no column 'order'"),
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"PK\x03\x04 a spreadsheet", "no text"),
        (b"PAR1 and then nothing", "a table that cannot be read"),
        (b"customer,orders,region\na,1,N,7,8\n", "a table that cannot be read"),
        (b"customer,orders,region\na,1,\xff\xfe\n", "a table that cannot be read"),
        (None, "no such file"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, content: bytes | None, found: str) -> None:
    folder = written(tmp_path)
    file = folder / "customers.csv"
    file.unlink() if content is None else file.write_bytes(content)
    ((_, told),) = refused(folder)
    assert told.startswith(found)


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    folder = written(tmp_path)
    plain = base_of(joined(folder))
    frame = pl.read_csv(folder / "customers.csv").with_columns(pl.col("orders").cast(pl.Int32))
    frame.write_parquet(folder / "customers.csv")  # known by its content, not by its name
    packed = base_of(joined(folder))
    for one, other in zip(plain.columns, packed.columns, strict=True):
        assert one.values.tolist() == other.values.tolist()
        assert one.levels == other.levels


def test_days_are_no_numbers(tmp_path: Path) -> None:
    folder = written(tmp_path)
    frame = pl.read_csv(folder / "customers.csv").with_columns(
        pl.lit("2026-01-01").str.to_date().alias("orders")
    )
    frame.write_parquet(folder / "customers.csv")
    assert refused(folder) == [("customers.csv, column orders", "dates")]


def test_semicolons_come_with_decimal_commas(tmp_path: Path) -> None:
    folder = written(tmp_path)
    text = "customer;orders;region\na;1,5;North\nb;20;South\nc; NA ;South\n"
    (folder / "customers.csv").write_text(text, encoding="utf-8")
    cells = joined(folder).table.columns["customers: orders"]
    assert cells == ("1.5", "20", None)


def test_names_of_people_as_keys_are_cautioned(tmp_path: Path) -> None:
    table = (("Ann Lee", "1", "North"), ("Bob Ray", "20", "South"), ("Cy Young", "3", "South"))
    answers = tuple((f"R{at}", key, "3") for at, (key, _, _) in enumerate(table))
    (finding,) = base_of(joined(written(tmp_path, table=table, answers=answers))).findings
    assert finding.code == "personal-key"
    assert "most look like a first and a last name" in finding.text
