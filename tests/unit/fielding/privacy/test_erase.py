"""Erasing somebody reaches every copy; asking for what is held finds every copy."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from people_answered import Answered, fill, population
from sqlalchemy import delete, func, select

from psychograph.fielding.errors import ContactsError, StoreError
from psychograph.fielding.links.tokens import Purpose, issue
from psychograph.fielding.privacy.access import account_of
from psychograph.fielding.privacy.copies import Fate, note_copy
from psychograph.fielding.privacy.erase import erase, erase_again, erased_hashes
from psychograph.fielding.privacy.subjects import (
    ABOUT_NOBODY,
    Subject,
    reached,
    subject_of_address,
    subject_of_case,
)
from psychograph.fielding.stores.answers_tables import cases, events
from psychograph.fielding.stores.contact_tables import draw_entries, persons, suppressed, vouchers, winners
from psychograph.fielding.stores.opened import TABLES, Stores, stores_at

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
SECRET = "kX4vD0u-2aQyR8mZ_tG7hWnPj5sLc9fEbB1iKo3wUeM"  # noqa: S105
ADA = Answered(
    900_001, "Ada.Zebra@Quagga.example", "Ada Zebra-Öztürk", "my 'unmistakable' wörds", "customers",
    "Europe/Berlin", "de",
)  # fmt: skip
PEOPLE = (*population(60), ADA, *population(120)[60:])
TRACES = (
    "ada.zebra",
    "quagga",
    "zebra",
    "ztürk",
    "unmistakable",
    "wörds",
    ADA.person_id,
    ADA.case_id,
    ADA.handle,
)


def _erase(stores: Stores, address: str = ADA.address):  # type: ignore[no-untyped-def]
    return erase(stores, subject_of_address(stores, address), SECRET, NOW)


def _counts(stores: Stores) -> dict[str, int]:
    return {
        table.name: store.read(lambda c, t=table: c.execute(select(func.count()).select_from(t)).scalar_one())  # type: ignore[misc]
        for store in stores.all
        for table in TABLES[store.name].sorted_tables
    }


def _traces(folder: Path) -> set[tuple[str, str]]:
    """Return where anything of Ada stands, in any writing: every byte of every file."""
    wanted = {}
    for trace in TRACES:
        escaped = json.dumps(trace)[1:-1]
        wanted |= {trace.encode(): trace, escaped.encode(): trace, trace.encode("utf-16-le"): trace}
    return {
        (file.name, trace)
        for file in folder.rglob("*")
        if file.is_file()
        for content in (file.read_bytes(), file.read_bytes().lower())
        for bytes_, trace in wanted.items()
        if bytes_ in content or bytes_.lower() in content
    }


def test_no_byte_of_anybody_erased_is_left_in_any_file(tmp_path: Path) -> None:
    with stores_at(tmp_path / "field") as stores:
        fill(stores, PEOPLE, draw="draw")
        export = tmp_path / "field" / "answers.csv"
        _export(export)
        note_copy(stores, export, "export", 0)
        before = _traces(tmp_path)
        assert {trace for _, trace in before} == set(TRACES)  # the search finds what is there
        _erase(stores)
        assert _traces(tmp_path) == set()
    assert _traces(tmp_path) == set()


def test_nobody_else_loses_anything(stores: Stores) -> None:
    fill(stores, population(120), draw="draw")
    without = _counts(stores)
    fill(stores, [ADA])
    done = _erase(stores)
    assert done.suppressed
    counts = _counts(stores)
    # One bare number and its event, so that counts add up; the address as a keyed hash; a code given away.
    left = {"cases": 1, "events": 1, "suppressed": 1, "vouchers": 1, "erasures": 3}
    assert {name: counts[name] - without[name] for name in counts if counts[name] != without[name]} == left


def test_what_is_left_of_a_case_says_only_that_it_was_erased(stores: Stores) -> None:
    fill(stores, [ADA])
    _erase(stores)
    (row,) = stores.answers.read(lambda c: c.execute(select(cases)).all())
    (event,) = stores.answers.read(lambda c: c.execute(select(events)).all())
    assert row.case_id == event.case_id != ADA.case_id
    assert (row.answers, row.group_name, row.time_zone, row.network, row.seed) == ("{}", "", "", "", 0)
    assert (event.kind, event.at % 86_400_000, row.created_at % 86_400_000) == ("erased", 0, 0)


def test_every_table_is_reached_or_says_why_not() -> None:
    tables = {table.name for metadata in TABLES.values() for table in metadata.sorted_tables}
    assert {one.table.name for one in reached(Subject())} | ABOUT_NOBODY == tables


def test_again_does_no_harm(stores: Stores) -> None:
    fill(stores, [ADA])
    _erase(stores)
    before = _counts(stores)
    again = _erase(stores)
    assert again.rows == {}
    assert _counts(stores) == before
    nobody = subject_of_address(stores, "nobody@example.org")
    assert not nobody.known


@pytest.mark.parametrize("broken", ["answers", "links", "contacts"])
def test_an_erasure_that_was_interrupted_is_finished_by_the_next(
    stores: Stores, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(stores, (*PEOPLE[:5], ADA))
    store = getattr(stores, broken)
    written = []

    def failing(work):  # type: ignore[no-untyped-def]
        written.append(work)
        if len(written) == 2:
            raise KeyboardInterrupt
        return original(work)

    original = store.write
    monkeypatch.setattr(store, "write", failing)
    if broken == "answers":
        written.append(None)  # its one visit fails
    with pytest.raises(KeyboardInterrupt):
        _erase(stores)
    monkeypatch.setattr(store, "write", original)
    _erase(stores)
    assert not subject_of_address(stores, ADA.address).known
    assert (
        stores.answers.read(lambda c: c.execute(select(cases).where(cases.c.case_id == ADA.case_id)).first())
        is None
    )
    assert (
        len(stores.answers.read(lambda c: c.execute(select(events).where(events.c.kind == "erased")).all()))
        == 1
    )


def test_the_next_list_does_not_bring_the_address_back(stores: Stores) -> None:
    from psychograph.fielding.contacts.suppression import suppressions

    fill(stores, [ADA])
    _erase(stores)
    told = stores.contacts.read(lambda c: suppressions(c, [ADA.address.lower()], SECRET))
    assert told == {ADA.address.lower(): "erased"}
    rows = stores.contacts.read(lambda c: c.execute(select(suppressed)).all())
    assert not any("zebra" in str(row).lower() for row in rows)


def test_a_winner_is_forgotten_and_the_place_stays(stores: Stores) -> None:
    fill(stores, [ADA, *population(10)], draw="draw")
    done = _erase(stores)
    assert done.places == (1,)
    first = stores.contacts.read(lambda c: c.execute(select(winners).where(winners.c.place == 1)).one())
    assert (first.entry_id, first.prize, first.state) == ("", "Gift card", "claimed")


def test_a_voucher_that_was_given_is_never_given_again(stores: Stores) -> None:
    fill(stores, [ADA])
    _erase(stores)
    (voucher,) = stores.contacts.read(lambda c: c.execute(select(vouchers)).all())
    assert voucher.person_id
    assert voucher.person_id != ADA.person_id


def test_where_the_list_came_from_is_told(stores: Stores) -> None:
    fill(stores, [ADA])
    assert _erase(stores).lists == ("people.csv",)


def _export(path: Path, *, mark: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        rows = csv.writer(file)
        rows.writerow(["case_id", "Words"])
        rows.writerows([one.case_id, one.answer] for one in (*population(3), ADA))


def test_exports_are_rewritten_deleted_or_told(stores: Stores, tmp_path: Path) -> None:
    fill(stores, (*population(3), ADA))
    names = {"with.csv": Fate.REWRITTEN, "without.csv": Fate.UNTOUCHED, "unknown.csv": Fate.DELETED,
             "answers.parquet": Fate.DELETED, "gone.csv": Fate.GONE, "backup.zip": Fate.KEPT}  # fmt: skip
    _export(tmp_path / "with.csv", mark="\ufeff")
    (tmp_path / "without.csv").write_text(f"case_id,Words\n{population(1)[0].case_id},x\n")
    (tmp_path / "unknown.csv").write_text("row,Words\n1,my 'unmistakable' words\n")
    (tmp_path / "answers.parquet").write_bytes(b"PAR1")
    (tmp_path / "backup.zip").write_bytes(b"PK")
    for name in names:
        note_copy(stores, tmp_path / name, "backup" if name == "backup.zip" else "export", 0)
    fates = {Path(one.path).name: one.fate for one in _erase(stores).copies}
    assert fates == names
    with (tmp_path / "with.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["case_id", "Words"], *([one.case_id, one.answer] for one in population(3))]
    assert (tmp_path / "with.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_restored_backup_is_erased_again(stores: Stores) -> None:
    fill(stores, (*PEOPLE[:10], ADA))
    _erase(stores)
    hashes = erased_hashes(stores)
    stores.contacts.write(lambda c: c.execute(delete(vouchers)))  # as the backup holds it
    fill(stores, [ADA])
    gone = erase_again(stores, hashes, NOW)
    assert gone > 0
    assert not subject_of_address(stores, ADA.address).known
    assert erase_again(stores, hashes, NOW) == 0


def test_somebody_of_an_open_link_is_found_by_case_and_by_link(stores: Stores) -> None:
    fill(stores, PEOPLE[:3])
    stores.answers.write(
        lambda c: c.execute(
            cases.insert().values(
                case_id="open1",
                handle="abcdefghijklmnop",
                source="open",
                seed=1,
                outcome="complete",
                created_at=1,
            )
        )
    )
    token = stores.links.write(
        lambda c: issue(c, "study", Purpose.RESUME, at=0, expires_at=9, case_id="open1")
    )
    named = [
        "abcdefghijklmnop",
        "https://ask.example.org/r/abcdefghijklmnop/Words",
        token,
        f"https://x/s/{token}",
    ]
    for name in named:
        subject = subject_of_case(stores, name, "study", 20)
        assert subject == Subject(case_ids=("open1",), handles=("abcdefghijklmnop",)), name
    erase(stores, subject_of_case(stores, token, "study", 20), SECRET, NOW)
    assert not subject_of_case(stores, token, "study", 20).known
    assert (
        stores.contacts.read(lambda c: c.execute(select(func.count()).select_from(persons)).scalar_one()) == 3
    )


def test_a_case_leads_to_the_person_where_there_is_one(stores: Stores) -> None:
    fill(stores, [ADA])
    by_case = subject_of_case(stores, ADA.handle, "study", 0)
    assert by_case == subject_of_address(stores, ADA.address)
    assert not subject_of_case(stores, "", "study", 0).known


@pytest.mark.parametrize("address", ["", "ada", "a@b@c"])
def test_what_is_no_address_is_told(stores: Stores, address: str) -> None:
    with pytest.raises(ContactsError):
        subject_of_address(stores, address)


def test_an_account_holds_every_row_about_somebody_and_none_about_others(
    stores: Stores, tmp_path: Path
) -> None:
    fill(stores, (*population(60), ADA), draw="draw")
    _export(tmp_path / "answers.csv")
    note_copy(stores, tmp_path / "answers.csv", "export", 0)
    note_copy(stores, tmp_path / "backup.zip", "backup", 0)
    account = account_of(stores, subject_of_address(stores, "ada.zebra@quagga.EXAMPLE"), SECRET, NOW)
    told = json.loads(account.json)
    assert set(told["held"]) == {
        "persons", "outbox", "draw_entries", "vouchers", "key", "tokens", "cases", "saves", "events",
        "consents", "quota_members",
    }  # fmt: skip
    assert told["held"]["cases"][0]["answers"] == {"Words": ADA.answer}
    assert told["held"]["persons"][0]["address"] == ADA.address
    assert "2026-12-" in told["held"]["cases"][0]["started_at"]
    assert len(told["held"]["events"]) == 6
    assert told["exports"] == {str(tmp_path / "answers.csv"): [{"case_id": ADA.case_id, "Words": ADA.answer}]}
    assert [one["kind"] for one in told["other_copies"]] == ["backup"]
    for text in (account.json, account.text):
        assert ADA.address in text
        assert ADA.answer in text
        assert not any(one.address in text or one.case_id in text for one in population(60))
        assert "token_hash" not in text


def test_an_account_of_somebody_unknown_says_nothing_is_held(stores: Stores) -> None:
    fill(stores, PEOPLE[:3])
    account = account_of(stores, subject_of_address(stores, "nobody@example.org"), SECRET, NOW)
    assert "Nothing." in account.text
    fill(stores, [ADA])
    _erase(stores)
    account = account_of(stores, subject_of_address(stores, ADA.address), SECRET, NOW)
    assert "You are not written to any more (erased)." in account.text


def test_an_entry_without_a_survey_is_found_by_its_address(stores: Stores) -> None:
    from psychograph.fielding.incentives.entries import enter

    stores.contacts.write(lambda c: enter(c, "Free@example.org", "Free Way", "free", None, 1))
    account = account_of(stores, subject_of_address(stores, "free@example.org"), SECRET, NOW)
    assert account.tables["draw_entries"][0]["name"] == "Free Way"
    _erase(stores, "free@example.org")
    assert (
        stores.contacts.read(lambda c: c.execute(select(func.count()).select_from(draw_entries)).scalar())
        == 0
    )


def test_a_reader_that_keeps_the_log_from_being_emptied_is_told(tmp_path: Path) -> None:
    with stores_at(tmp_path / "field") as stores:
        fill(stores, [ADA])
        impatient = stores.contacts.database.writing.raw_connection()  # the one that overwrites
        impatient.cursor().execute("PRAGMA busy_timeout = 50").close()
        impatient.close()
        with stores.contacts.engine.connect() as reading:
            reading.execute(select(persons)).all()
            with pytest.raises(StoreError, match="still holds what was deleted"):
                _erase(stores)
        _erase(stores)
        assert _traces(tmp_path) == set()


def test_a_server_that_has_the_stores_open_is_no_hindrance(tmp_path: Path) -> None:
    with stores_at(tmp_path / "field") as server, stores_at(tmp_path / "field") as command:
        fill(server, (*population(30), ADA))
        assert subject_of_address(server, ADA.address).known
        _erase(command)
        assert not subject_of_address(server, ADA.address).known
        assert _traces(tmp_path) == set()
