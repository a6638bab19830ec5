"""Screens that nobody answered yet are rendered once for each way they can look, then only addressed.

What differs from one person to the next on such a page is the case's handle, in addresses, and the signed
field of the form. Marks of chance stand in their place in the page that is kept, and are filled in for each
visit. A page with an answer on it, or with what somebody typed, is never kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from dataclasses import replace

from psychograph.fielding.server.pages.views import Around, Form, QuestionView
from psychograph.fielding.server.security.signing import FORM
from psychograph.fielding.walk.orders import choices_in_order, items_in_order
from psychograph.questionnaire.model import Battery, Question

MOST = 2_000  # pages; some 10 kB each


class KeptScreens:
    """Pages of screens without answers.

    Parameters
    ----------
    render : callable
        Makes the page of a view.
    """

    def __init__(self, render: Callable[[QuestionView], str]) -> None:
        self._render = render
        self._handle, self._ticket = secrets.token_hex(16), secrets.token_hex(16)
        self._kept: dict[Hashable, str] = {}

    def page(self, view: QuestionView, handle: str) -> str:
        """Return the page of a screen without answers, for a case.

        Parameters
        ----------
        view : QuestionView
            What it shows; without answers and without anything typed.
        handle : str
            Of the case, as it stands in the view's addresses.
        """
        screen = view.screen
        key = (
            screen.name,
            tuple(notice.name for notice in screen.notices),
            screen.opens_page,
            view.place,
            view.around.language,
            view.back.partition(handle)[2],
            view.last,
            _order(screen.question, view.seed),
        )
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = self._render(self._marked(view, handle))
        (_, ticket), *_ = view.form.hidden
        return found.replace(self._handle, handle).replace(self._ticket, ticket)

    def _marked(self, view: QuestionView, handle: str) -> QuestionView:
        def marked(address: str) -> str:
            return address.replace(f"/{handle}/", f"/{self._handle}/")

        return replace(
            view,
            around=Around(view.around.language, marked(view.around.path), view.around.test),
            form=Form(marked(view.form.action), ((FORM, self._ticket),)),
            answers={},
            back=marked(view.back),
            later=marked(view.later),
        )


def _order(question: Question, seed: int) -> tuple[str, ...]:
    """Return the order in which a case sees choices or statements; empty where it is that of the list."""
    if not getattr(question.answer, "shuffled", False):
        return ()
    if isinstance(question.answer, Battery):
        return tuple(item.name for item in items_in_order(question, seed))
    return tuple(choice.code for choice in choices_in_order(question, seed))
