"""YAML that cannot be read at all: what each syntax error means to somebody who does not know YAML."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from psychograph.errors import Problem
from psychograph.quoting import shortened

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError

MOST_BRACKETS = 100
QUOTE_IT = 'put the whole text in double quotes, as in question: "Which brand: A or B?"'
INDENT_IT = (
    "indent with two spaces a level, and start the keys of one block in the same column; "
    "text that goes on after a closing quote also causes this"
)

# The parser's words, a plain expectation, a remedy. The first that fits wins.
KNOWN = (
    (
        "mapping values are not allowed",
        "at most one `key: value` in a line",
        f"if the text contains a colon, {QUOTE_IT}",
    ),
    ("could not find expected ':'", "`key: value`, with a colon and a space", INDENT_IT),
    (
        "expected ',' or ']'",
        "a list that ends with ]",
        "close the list, as in [1, 5], with a comma between entries",
    ),
    (
        "expected ',' or '}'",
        "a block that ends with }",
        "close it, as in {type: likert, scale: [1, 5]}, put text with a comma or a colon in double quotes, "
        "and write an apostrophe inside single quotes twice",
    ),
    (
        "undefined alias",
        "text that does not start with *",
        "put the text in double quotes: a * at its start means something else in YAML",
    ),
    (
        "duplicate anchor",
        "text that does not start with &",
        "put the text in double quotes: an & at its start means something else in YAML",
    ),
    (
        "but found another document",
        "one document in a file",
        "take out the line with --- and what follows it",
    ),
    (
        "cannot start any token",
        "text that starts with a letter or a digit, or that is in quotes",
        "put the text in double quotes",
    ),
    ("while scanning an alias", "text that does not start with *", "put the text in double quotes"),
    ("while scanning an anchor", "text that does not start with &", "put the text in double quotes"),
    ("unknown escape", "a \\ only where it is meant", "use single quotes, or write \\\\ for one backslash"),
    ("sequence entries are not allowed", "`- entry` on a line of its own", INDENT_IT),
    (
        "expected the node content",
        "a value, with brackets and commas in their places",
        "look for a comma, a bracket or a brace too many, and put text that starts with one in double quotes",
    ),
    (
        "while scanning a block scalar",
        "text that does not start with | or >",
        "put the text in double quotes",
    ),
    ("expected <block end>", "keys of one block that start in the same column", INDENT_IT),
    ("<document start>", "keys that all start in the first column", INDENT_IT),
)


def syntax_problem(name: str, text: str, reason: YAMLError, *, example: str = "title: My study") -> Problem:
    """Put a YAML error into plain words.

    Parameters
    ----------
    name : str
        File name, for the message.
    text : str
        The file's text.
    reason : YAMLError
        What the parser said.
    example : str
        A line as such files hold it.
    """
    lines = text.splitlines()
    said = f"{getattr(reason, 'context', None) or ''} {getattr(reason, 'problem', None) or ''}"
    at = _line(reason)
    opened = getattr(reason, "context_mark", None)
    if "quoted scalar" in said and "end of stream" in said and opened is not None:
        return Problem(
            where=f"{name}, line {opened.line + 1}",
            found=f"a quote that is opened and never closed: {_shown(lines, opened.line)}",
            expected="a closing quote of the same kind",
            mend="close the quote; an apostrophe inside single quotes is written twice, as in 'it''s'",
        )
    tab = next((n for n in (at, at - 1) if 0 <= n < len(lines) and _tabbed(lines[n])), None)
    if tab is not None:
        return Problem(
            where=f"{name}, line {tab + 1}",
            found="a tab at the start of the line",
            expected="spaces for indentation",
            mend="replace each tab with two spaces",
        )
    above = _line_above(lines, reason) if "mapping values" in said else None
    if above is not None:
        return Problem(
            where=f"{name}, line {above + 1}",
            found=_shown(lines, above),
            expected="`key: value`, with a colon and a space",
            mend="write an ordinary colon and a space after the key",
        )
    if opened is not None and ("flow sequence" in said or "flow mapping" in said):
        at = opened.line  # where the bracket was opened, not where the parser gave up
    expected, mend = next(
        ((expected, mend) for words, expected, mend in KNOWN if words in said),
        (f"lines such as `{example}`", "compare the line with those around it"),
    )
    return Problem(where=f"{name}, line {at + 1}", found=_shown(lines, at), expected=expected, mend=mend)


def unprintable(name: str, text: str) -> Problem | None:
    """Report the first character that no text file should hold, None where there is none."""
    match = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text)
    if match is None:
        return None
    line = len(text[: match.start()].splitlines()) or 1
    letter = match.group()
    known = "a zero byte" if letter == "\0" else f"a control character ({unicodedata.category(letter)})"
    return Problem(
        where=f"{name}, line {line}",
        found=f"{known}, code {ord(letter)}",
        expected="plain text",
        mend="open the file in a text editor and save it as text in UTF-8",
    )


def deeply_bracketed(name: str, text: str, noun: str) -> Problem | None:
    """Report brackets in brackets beyond reason, before the parser spends minutes on them."""
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > MOST_BRACKETS:
            return too_deep(name, noun, text.count("\n", 0, bracket.start()) + 1)
    return None


def too_deep(name: str, noun: str, line: int | None = None) -> Problem:
    """Report nesting that no such file needs."""
    return Problem(
        where=name if line is None else f"{name}, line {line}",
        found="blocks nested too deeply to be read",
        expected=f"{noun}, which nests five or six levels",
        mend="look for a long run of brackets or dashes, and take it out",
    )


def _line(reason: YAMLError) -> int:
    mark = getattr(reason, "problem_mark", None) or getattr(reason, "context_mark", None)
    return int(mark.line) if mark is not None else 0


def _line_above(lines: list[str], reason: YAMLError) -> int | None:
    """Return the line that was read as one text with the line of the error, None where there is none.

    `title:Tea` holds no key, so the next line is taken for the rest of a text, and its
    first colon comes as a surprise. The slip is in the line before.
    """
    mark = getattr(reason, "problem_mark", None)
    if mark is None or mark.line >= len(lines) or ":" in lines[mark.line][: mark.column]:
        return None
    return next((n for n in range(mark.line - 1, -1, -1) if lines[n].strip()), None)


def _tabbed(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def _shown(lines: list[str], at: int) -> str:
    if not 0 <= at < len(lines):
        return "the end of the file"
    return shortened(lines[at].strip()) or "a blank line"
