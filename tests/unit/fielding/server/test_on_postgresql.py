"""The same server on PostgreSQL: from the link to the thanks, with a look around that changes nothing."""

from __future__ import annotations

from postgres import PostgresServer, postgres
from served_here import begun, sent, served, walked
from survey_people import main_form

from psychograph.fielding.outcomes import Outcome
from psychograph.fielding.stores.answers_tables import saves
from psychograph.fielding.stores.contact_tables import draw_entries

__all__ = ["postgres"]


def test_from_the_link_to_the_thanks(postgres: PostgresServer) -> None:
    with served(postgres.fresh_database(), entrance="anyone") as survey:
        invited = survey.invite()
        client, shown = begun(survey, invited)
        first = sent(client, shown, {"agreed": "1"})
        again = sent(client, shown, {"agreed": "1"})
        assert first.headers["location"] == again.headers["location"]
        end = walked(client, client.get(first.headers["location"]))
        thanks = client.get(sent(client, end, {"draw": "1"}).headers["location"])
        assert thanks.status_code == 200
        assert survey.case(invited.case_id).outcome is Outcome.COMPLETE
        assert len(survey.rows(saves)) == 11


def test_the_open_link_and_its_entry(postgres: PostgresServer) -> None:
    with served(postgres.fresh_database(), entrance="anyone") as survey:
        client = survey.browser()
        form = main_form(client.get("/open").text)
        for _ in range(2):
            moved = client.post(form.action, data=dict(form.hidden))
        end = walked(client, client.get(moved.headers["location"]))
        before = survey.everything()
        for path in ("/", "/privacy", "/draw", "/draw/rules", "/draw/enter", str(end.url)):
            assert client.get(path).status_code == 200
        assert survey.everything() == before
        for _ in range(2):
            assert sent(client, end, {"draw": "1", "address": "ann@example.org"}).status_code == 200
        assert len(survey.rows(draw_entries)) == 1
