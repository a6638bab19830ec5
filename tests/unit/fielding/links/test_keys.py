"""The key between people and cases."""

from pathlib import Path

import pytest

from psychograph.fielding.links.keys import case_of_person, cases_of, person_of_case, tie
from psychograph.fielding.links.tokens import Purpose, issue, resolve, revoke
from psychograph.fielding.stores.opened import Stores, stores_at


@pytest.fixture
def stores(tmp_path: Path):
    with stores_at(tmp_path / "field") as opened:
        yield opened


def test_everybody_gets_one_case_however_often_it_is_asked(stores: Stores) -> None:
    people = [f"{number:032x}" for number in range(1200)]  # more than one statement holds
    first = stores.links.write(lambda links: tie(links, people))
    second = stores.links.write(lambda links: tie(links, [*people, "f" * 32]))
    assert len(set(first.values())) == 1200
    assert {one: second[one] for one in people} == first
    assert stores.links.read(lambda links: cases_of(links, people)) == first


def test_a_case_leads_to_its_person_and_back_and_nobody_else(stores: Stores) -> None:
    tied = stores.links.write(lambda links: tie(links, ["ann", "ben"]))
    assert stores.links.read(lambda links: person_of_case(links, tied["ann"])) == "ann"
    assert stores.links.read(lambda links: case_of_person(links, "ben")) == tied["ben"]
    assert stores.links.read(lambda links: case_of_person(links, "cem")) == ""
    assert stores.links.read(lambda links: person_of_case(links, "no case")) == ""


def test_a_token_opens_only_its_own_study_and_purpose_until_its_end(stores: Stores) -> None:
    token = stores.links.write(
        lambda links: issue(links, "tea", Purpose.SURVEY, at=10, expires_at=20, case_id="c")
    )

    def found(study: str, purpose: Purpose, at: int):
        return stores.links.read(lambda links: resolve(links, token, study, purpose, at=at))

    opened = found("tea", Purpose.SURVEY, 19)
    assert opened is not None
    assert (opened.case_id, opened.expired) == ("c", False)
    late = found("tea", Purpose.SURVEY, 20)
    assert late is not None
    assert late.expired
    assert found("coffee", Purpose.SURVEY, 19) is None
    assert found("tea", Purpose.UNSUBSCRIBE, 19) is None
    stores.links.write(lambda links: revoke(links, case_id="c", at=15))
    assert found("tea", Purpose.SURVEY, 19) is None


def test_the_store_holds_no_token(stores: Stores, tmp_path: Path) -> None:
    token = stores.links.write(
        lambda links: issue(links, "tea", Purpose.SURVEY, at=10, expires_at=20, case_id="c")
    )
    stores.close()
    kept = b"".join(file.read_bytes() for file in (tmp_path / "field").iterdir())
    assert b"tokens" in kept  # the tables are there, so that the next line looks at something
    assert token.encode() not in kept
