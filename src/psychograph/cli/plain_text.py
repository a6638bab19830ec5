"""Texts that options are given: what no file can hold is refused before anything is done with it."""

from __future__ import annotations

import click


class PlainText(click.types.StringParamType):
    """A text without bytes that the terminal handed over and that are no letters."""

    name = "text"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text; end with the name of the option where it cannot be read."""
        text = super().convert(value, param, ctx)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.fail(
                "bytes that are no text in UTF-8; type it again, or set the terminal to UTF-8", param, ctx
            )
        return text


PLAIN_TEXT = PlainText()
