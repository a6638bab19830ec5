"""Names of contacts are other people's words: in mail they are text, and no header, no link and no script."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from html.parser import HTMLParser

from fieldworks import fieldwork
from hostile_inputs import HOSTILE

from psychograph.fielding.invitations.composing import Composer, Reader
from psychograph.fielding.invitations.messages import envelope_of

LINK = "https://ask.example.org/s/" + "A" * 22
STOP = "https://ask.example.org/u/" + "B" * 22
PLACEHOLDERS = ("{link}", "{organiser}", "{{name}}", "{name.__class__}", "%(link)s", "{ $title }")
WAVES = [
    {"name": "invitation", "after_days": 0},
    {
        "name": "own",
        "after_days": 4,
        "subject": {"en": "For {name}"},
        "text": {"en": "Dear {name},\n\nplease: {link}\n\n{organiser}"},
    },
]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}


def test_a_hostile_name_changes_no_header_and_no_mark_up() -> None:
    field = fieldwork(invitations={"sender": "survey@example.org", "waves": WAVES})
    assert field.plan.invitations is not None
    composer, at = Composer(field), datetime(2026, 12, 1, 10, tzinfo=UTC)
    for wave in field.plan.invitations.waves:
        plain = Tags()
        found = []
        for name in ("Ann Lee", *HOSTILE, *PLACEHOLDERS):
            reader = Reader(name[:200], "en", "UTC", {})
            letter = composer.letter(wave, reader, link=LINK, unsubscribe_link=STOP)
            sent = envelope_of(
                field, letter, message_id="5eed", address="ann@example.org", name=name[:200], at=at
            ).content
            message = email.message_from_bytes(sent, policy=email.policy.SMTP)
            html = message.get_body(("html",))
            assert html is not None, name
            tags = Tags()
            tags.feed(html.get_content())
            if name == "Ann Lee":
                plain, found = tags, sorted(message.keys())
            assert (tags.seen, tags.links) == (plain.seen, plain.links), name
            assert sorted(message.keys()) == found, name
            assert [one.addr_spec for one in message["To"].addresses] == ["ann@example.org"], name
            assert max(map(len, sent.split(b"\r\n"))) <= 998, name
            assert "\n" not in letter.subject, name
            assert "49" not in letter.opening[0], name
