"""Files from strangers: JSON, XML, text and workbooks, taken in bounded time and memory or refused in words.

Every reader of a format begins here. What is wrong is said with its line and column where the file has
lines. Texts come without letters that no respondent sees and no file can hold (control characters, halves
of letters).
"""

from __future__ import annotations

import codecs
import io
import json
import math
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import NoReturn, TypeAlias
from xml.etree.ElementTree import Element, TreeBuilder

from psychograph.errors import Problem, ResponsesError
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.quoting import quoted, shortened

MOST_BYTES = 20_000_000  # the questionnaires of the largest panels have one or two million
MOST_UNPACKED = 100_000_000  # bytes of a workbook
MOST_VALUES = 1_000_000  # of JSON; elements and attributes of XML
MOST_LINES = 1_000_000
DEEPEST = 100  # brackets or elements inside each other
LONGEST_NUMBER = 18  # digits
MOST_PARTS = 10_000  # questions of a questionnaire, choices of a question

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
Refuses: TypeAlias = Callable[[str], QuestionnaireError]


class _RefusedError(ValueError):
    """What a JSON file may not hold, from inside of its parser."""


def seen(text: str) -> str:
    r"""Return text without control characters and halves of letters, with one kind of line end.

    Examples
    --------
    >>> seen("How old\x00 are you?\r\nIn years")
    'How old are you?\nIn years'
    """
    return text if text.isprintable() else UNSEEN.sub("", LINE_END.sub("\n", text))


def bounded_text(name: str, content: bytes, *, expected: str, mend: str) -> str:
    """Return the text of a file.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The file: UTF-8 or UTF-16 with or without its mark, or Windows-1252.
    expected, mend : str
        What is said where it is no text.

    Raises
    ------
    QuestionnaireError
        Where the bytes are not text, or more than a questionnaire has.
    """

    def refused(found: str) -> QuestionnaireError:
        return QuestionnaireError(Problem(name, found, expected, mend))

    if len(content) > MOST_BYTES:
        raise refused(f"a file of more than {MOST_BYTES // 1_000_000} megabytes")
    if not content.strip():
        raise refused("an empty file")
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        text = seen(text)
        if text.count("\n") > MOST_LINES:
            raise refused(f"more than {MOST_LINES:,} lines")
        return text
    raise refused("bytes that are not text")


def bounded_json(name: str, content: bytes, *, expected: str, mend: str) -> Json:
    """Return what a JSON file holds.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The file.
    expected, mend : str
        What is said where it cannot be taken.

    Returns
    -------
    Json
        Values; every text as respondents could read it, see :func:`seen`.

    Raises
    ------
    QuestionnaireError
        With line and column where the file ends early or is no JSON; where it is too large or too
        deep, has a key twice in one place, or a number that is none (NaN, Infinity) or endless.
    """
    text = bounded_text(name, content, expected=expected, mend=mend)

    def refused(found: str, where: str = name) -> QuestionnaireError:
        return QuestionnaireError(Problem(where, found, expected, mend))

    _refuse_deep(text, refused)
    try:
        value: Json = json.loads(
            text,
            parse_int=_whole,
            parse_float=_number,
            parse_constant=_no_number,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as reason:
        place = f"{name}, line {reason.lineno}, column {reason.colno}"
        ends = reason.pos >= len(text.rstrip()) or reason.msg.startswith("Unterminated string")
        found = "a file that ends early" if ends else f"no JSON ({reason.msg})"
        raise refused(found, place) from None
    except _RefusedError as reason:
        raise refused(str(reason)) from None
    return _seen(value)


def bounded_xml(name: str, content: bytes, *, expected: str, mend: str) -> Element:
    """Return the root of an XML file.

    A reference to a document type on the web is passed over and never fetched.

    Parameters
    ----------
    name : str
        File name, for messages.
    content : bytes
        The file, in any encoding that it declares.
    expected, mend : str
        What is said where it cannot be taken.

    Raises
    ------
    QuestionnaireError
        With line and column where the file ends early or is no XML; where it declares entities, by
        which XML grows without end or reads other files, or anything else inside of its document
        type; where it is too large or too deep.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    def refused(found: str, where: str = name) -> QuestionnaireError:
        return QuestionnaireError(Problem(where, found, expected, mend))

    if len(content) > MOST_BYTES:
        raise refused(f"a file of more than {MOST_BYTES // 1_000_000} megabytes")
    if not content.strip():
        raise refused("an empty file")
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.parser.StartDoctypeDeclHandler = _no_declarations
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        raise refused("XML that declares entities") from None
    except _RefusedError as reason:
        raise refused(str(reason)) from None
    except ParseError as reason:
        line, column = reason.position
        said = str(reason).split(":", maxsplit=1)[0]
        ends = said in {"no element found", "unclosed token", "unclosed CDATA section"}
        found = "a file that ends early" if ends else f"no XML ({shortened(said)})"
        raise refused(found, f"{name}, line {line}, column {column + 1}") from None
    except (LookupError, ValueError) as reason:
        raise refused(f"XML that cannot be read ({shortened(str(reason))})") from None
    return root


def refuse_hostile_workbook(name: str, content: bytes, *, expected: str, mend: str) -> None:
    """Refuse an XLSX file that is small on disk and enormous in memory, damaged or locked.

    Raises
    ------
    QuestionnaireError
        Where it unpacks to more than a questionnaire has, declares entities, or cannot be opened.
    """
    from psychograph.responses.readers.oversized import refuse_oversized

    def refused(found: str) -> QuestionnaireError:
        return QuestionnaireError(Problem(name, found, expected, mend))

    if len(content) > MOST_BYTES:
        raise refused(f"a file of more than {MOST_BYTES // 1_000_000} megabytes")
    if not content.startswith(b"PK"):
        raise refused("a file that is no XLSX workbook")
    try:
        unpacked = 0
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for part in file.infolist():
                if part.flag_bits & 1:
                    raise refused("a workbook that is locked with a password")
                with file.open(part) as stream:
                    while piece := stream.read(1_000_000):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise refused(f"more than {MOST_UNPACKED // 1_000_000} megabytes when unpacked")
        refuse_oversized(name, content)
    except ResponsesError as reason:
        raise QuestionnaireError(
            *(Problem(problem.where, problem.found, expected, mend) for problem in reason.problems)
        ) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError):
        raise refused("a workbook that cannot be opened (damaged)") from None


def number(value: Json) -> float | None:
    """Return a number, also one that is written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def refuse_many(where: str, count: int, what: str) -> None:
    """Refuse more questions, or choices of a question, than any questionnaire has.

    Parameters
    ----------
    where : str
        The file, or the place in it.
    count : int
        How many there are.
    what : str
        Of what: ``"questions"``.

    Raises
    ------
    QuestionnaireError
        Where there are more than 10,000.
    """
    if count > MOST_PARTS:
        problem = Problem(
            where, f"{count:,} {what}", f"at most {MOST_PARTS:,}", "take out those that nobody is asked"
        )
        raise QuestionnaireError(problem)


def _refuse_deep(text: str, refused: Refuses) -> None:
    """Refuse brackets inside of brackets without end, and values without number, before memory is asked."""
    marks = [mark for mark in MARKS.findall(text) if len(mark) == 1 and mark != '"']
    if len(marks) > MOST_VALUES:
        raise refused(f"more than {MOST_VALUES:,} values")
    depth = accumulate((mark in "[{") - (mark in "]}") for mark in marks)
    if max(depth, default=0) > DEEPEST:
        raise refused(f"brackets that stand more than {DEEPEST} deep in each other")


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _RefusedError(f"a number of {len(text):,} digits")
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _RefusedError(f"the number {quoted(text)}, which is too large")
    return number


def _no_number(text: str) -> NoReturn:
    raise _RefusedError(f"{text}, which is no number")


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise _RefusedError(f"the key {quoted(seen(twice))} twice in one place")
    return made


def _seen(value: Json) -> Json:
    """Return a value with all its texts as respondents could read them; at most `DEEPEST` calls deep."""
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, list):
        return [_seen(one) for one in value]
    if isinstance(value, dict):
        return {seen(key): _seen(one) for key, one in value.items()}
    return value


class _Bounded(TreeBuilder):
    """The elements of an XML file, as long as they are not too many or too deep."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.count += 1 + len(attrs)
        self.depth += 1
        if self.count > MOST_VALUES:
            raise _RefusedError(f"more than {MOST_VALUES:,} elements")
        if self.depth > DEEPEST:
            raise _RefusedError(f"elements that stand more than {DEEPEST} deep in each other")
        return super().start(tag, {key: seen(value) for key, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)

    def data(self, data: str, /) -> None:
        super().data(seen(data))


def _no_declarations(*told: object) -> None:
    """Refuse what a document type declares inside of a file; one that only names its type is passed over."""
    *_, declared_inside = told
    if declared_inside:
        raise _RefusedError("XML with declarations inside of its document type")
