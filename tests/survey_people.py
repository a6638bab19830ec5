"""People who answer a survey over HTTP: they read each page's form as a browser without scripts would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

# What somebody says to a question: given its field and the values on offer (none for a text), the values.
Says = Callable[[str, Sequence[str]], Sequence[str]]
MOST_SCREENS = 200  # a way that is longer goes round in circles


@dataclass
class Form:
    """A form of a page: where it goes, what it holds already, what it offers."""

    action: str
    method: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)  # radio, checkbox, select
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.form)
        if self.form is None:
            return
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "input" and name:
            kind = said.get("type", "text")
            if kind == "hidden":
                self.form.hidden.append((name, value))
            elif kind in ("radio", "checkbox"):
                self.form.offered.setdefault(name, []).append(value or "on")
                self.form.kinds[name] = kind
            elif kind == "submit":
                self.form.buttons.append((name, value))
            else:
                self.form.texts[name] = value
                self.form.kinds[name] = kind
        elif tag == "textarea" and name:
            self.form.texts[name] = ""
            self.form.kinds[name] = "textarea"
        elif tag == "select" and name:
            self.select = name
            self.form.offered[name] = []
            self.form.kinds[name] = "select"
        elif tag == "option" and self.select and value:
            self.form.offered[self.select].append(value)
        elif tag == "button" and name:
            self.form.buttons.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = ""


def forms_of(page: str) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def filled(form: Form, says: Says) -> list[tuple[str, str]]:
    """Return what a form sends when somebody has filled it in."""
    sent = list(form.hidden)
    for name, values in form.offered.items():
        sent += [(name, value) for value in says(name, values)]
    for name in form.texts:
        sent += [(name, value) for value in says(name, ())]
    return sent


def main_form(page: str, action: str = "") -> Form:
    """Return the form that asks: of those that are posted, the one with most to fill in."""
    posted = [form for form in forms_of(page) if form.method == "post" and form.action.endswith(action)]
    assert posted, f"no form on the page: {page[:2000]}"
    return max(posted, key=lambda form: len(form.offered) + len(form.texts))


@dataclass
class Person:
    """Somebody with a browser without scripts; `seen` are the paths that were shown."""

    client: httpx.Client
    says: Says
    seen: list[str] = field(default_factory=list)
    page: httpx.Response | None = None

    def open(self, link: str) -> httpx.Response:
        """Follow a link."""
        self.page = self.client.get(link)
        return self.page

    def send(self, says: Says | None = None, *, action: str = "") -> httpx.Response:
        """Fill in the form of the page, and send it."""
        assert self.page is not None
        form = main_form(self.page.text, action)
        sent = filled(form, says or self.says)
        target = urljoin(str(self.page.url), form.action) if form.action else str(self.page.url)
        body: dict[str, list[str]] = {}
        for name, value in sent:
            body.setdefault(name, []).append(value)
        self.page = self.client.post(target, data=body, follow_redirects=True)
        self.seen.append(urlsplit(str(self.page.url)).path)
        return self.page

    def finish(self, stop: Callable[[httpx.Response], bool], *, most: int = MOST_SCREENS) -> httpx.Response:
        """Answer screen after screen until `stop` holds of the page."""
        for _ in range(most):
            assert self.page is not None
            if stop(self.page):
                return self.page
            self.send()
        raise AssertionError(f"no end after {most} screens: {self.seen[-6:]}")


def knowing(answers: Mapping[str, str | Sequence[str]], otherwise: Says) -> Says:
    """Return somebody who answers what is known of them, and else as `otherwise` says."""

    def says(name: str, values: Sequence[str]) -> Sequence[str]:
        if name not in answers:
            return otherwise(name, values)
        given = answers[name]
        return [given] if isinstance(given, str) else list(given)

    return says
