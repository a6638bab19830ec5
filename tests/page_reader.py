"""Reads a page as strictly as its makers promise: every tag closed, every reference with its aim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img"}


@dataclass
class Read(HTMLParser):
    """What a page holds."""

    ids: Counter[str] = field(default_factory=Counter)
    refers: set[str] = field(default_factory=set)
    tags: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        if len({name for name, _ in attrs}) < len(attrs):
            self.wrong.append(f"{tag}: an attribute twice")
        for name, told in attrs:
            value = told or ""
            self.attributes.add(name)
            if name == "name" and tag in ("input", "select", "textarea"):
                self.fields.add(value)
            if name == "id":
                self.ids[value] += 1
            if name in ("for", "aria-describedby", "aria-labelledby"):
                self.refers |= set(value.split())
            if name in ("href", "src", "action", "formaction"):
                self.addresses.append(value)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag}: not opened")


def read(page: str) -> Read:
    """Read a page."""
    found = Read()
    found.feed(page)
    return found
