"""Texts of LimeSurvey: HTML in which braces are computed; ours are written so that they are only shown."""

from __future__ import annotations

import re

from psychograph.questionnaire.formats.foreign.html_text import Plain, html_of, text_of

# An expression is what follows a brace without a space, up to the next brace on the same line.
COMPUTED = re.compile(r"\{(?!\s)[^{}\n]*(?<!\s)\}")


def safe(text: str) -> str:
    r"""Return HTML that LimeSurvey shows as the text and does not compute.

    Quotes and backslashes become references too, since PHP's reader of tables stumbles over ``\"``.

    Examples
    --------
    >>> safe('A {name} & "more"')
    'A &#123;name&#125; &amp; &quot;more&quot;'
    """
    shown = html_of(text)
    for sign, reference in (("{", "&#123;"), ("}", "&#125;"), ('"', "&quot;"), ("\\", "&#92;")):
        shown = shown.replace(sign, reference)
    return shown


def plain(source: str) -> Plain:
    """Return the lines of a text, and the names of the tags that shaped it."""
    return text_of(source)


def computes(source: str) -> bool:
    """Return whether a part of a text is computed when it is shown.

    Examples
    --------
    >>> computes("Dear {TOKEN:FIRSTNAME}"), computes("a { b }"), computes(safe("{age}"))
    (True, False, False)
    """
    return COMPUTED.search(source) is not None
