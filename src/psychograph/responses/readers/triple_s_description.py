"""The description of a Triple-S survey, versions 1.1, 1.2 and 2.0.

The format is public: "The Triple-S Survey Interchange Standard", version 2.0 (2006), triple-s.org.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from psychograph.codebook.codebook import Code, Scale
from psychograph.errors import Problem, ResponsesError
from psychograph.quoting import quoted, shortened
from psychograph.responses.cell_text import cleaned
from psychograph.responses.grid import MOST_COLUMNS

TYPES = ("single", "multiple", "quantity", "character", "logical", "date", "time")
VERSIONS = ("1.1", "1.2", "2.0")
MOST_LISTED = 10
MOST_SUBFIELDS = 1_000
EXPECTED = "a Triple-S description, version 1.1, 1.2 or 2.0"
MEND = "export the survey again as Triple-S 2.0, or as CSV"


@dataclass(frozen=True)
class TripleSVariable:
    """One variable of a Triple-S survey.

    Parameters
    ----------
    name, label : str
        Name and question.
    type : str
        One of `TYPES`.
    start, finish : int
        First and last place of its cells, counted from 1: letters, or columns of a CSV.
    codes : tuple of Code
        Labelled values.
    range : Scale or None
        Range of the answers, where there is one.
    decimals : bool
        Whether the range is written with decimals.
    subfields, width : int
        How often, and in how many letters, a multiple answer lists codes; 0 for one place an option.
    use : str
        ``"weight"``, ``"serial"`` or empty.
    """

    name: str
    label: str
    type: str
    start: int
    finish: int
    codes: tuple[Code, ...] = ()
    range: Scale | None = None
    decimals: bool = False
    subfields: int = 0
    width: int = 0
    use: str = ""


@dataclass(frozen=True)
class Description:
    """What a Triple-S description says.

    Parameters
    ----------
    version : str
        Version of the standard.
    csv : bool
        Whether the answers are delimited; else every cell has its fixed place.
    skip : int
        Lines before the first answers.
    encoding : str
        Encoding of the description, which its answers share where they are not UTF-8.
    variables : tuple of TripleSVariable
        In the order of the description.
    """

    version: str
    csv: bool
    skip: int
    encoding: str
    variables: tuple[TripleSVariable, ...]


def read_description(name: str, xml: bytes) -> Description:
    """Read a Triple-S description.

    A reference to the document type on the web is passed over and never fetched. Entities, by which
    XML grows without end or reads other files, are refused.

    Raises
    ------
    ResponsesError
        With everything that is wrong with it.
    """
    root = _parsed(name, xml)
    version = root.get("version", "1.1")
    records = root.findall("survey/record")
    if root.tag != "sss" or len(records) != 1 or root.find("hierarchy") is not None:
        found = (
            f"{len(records)} records"
            if root.tag == "sss"
            else f"XML that begins with <{shortened(root.tag)}>"
        )
        raise _refused(name, f"{found}, where each respondent should have one row", EXPECTED)
    if version not in VERSIONS:
        raise _refused(name, f"version {quoted(version)}", EXPECTED)
    problems: list[Problem] = []
    variables = []
    for place, element in enumerate(records[0].findall("variable"), 1):
        try:
            variables.append(_variable(element))
        except ValueError as reason:
            called = cleaned(element.findtext("name") or "") or f"number {place}"
            problems.append(_problem(f"{name}, variable {quoted(called)}", str(reason)))
    if not variables and not problems:
        problems.append(_problem(name, "no variables"))
    names = [variable.name for variable in variables]
    problems += [
        _problem(f"{name}, variable {quoted(repeated)}", f"{times} variables of this name")
        for repeated, times in Counter(names).items()
        if times > 1
    ]
    ResponsesError.collect(problems[:MOST_LISTED])
    skip = records[0].get("skip", "0").strip()
    declared = re.match(rb"[^>]*?encoding\s*=\s*[\"']([\w.-]+)", xml[:200])
    return Description(
        version=version,
        csv=records[0].get("format", "fixed").strip().lower() == "csv",
        skip=int(skip) if re.fullmatch(r"[0-9]{1,6}", skip) else 0,
        encoding=declared[1].decode("ascii") if declared else "utf-8",
        variables=tuple(variables),
    )


def _parsed(name: str, xml: bytes) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(xml, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise _refused(name, "XML that declares entities", EXPECTED) from None
    except (ParseError, LookupError, ValueError, RecursionError) as reason:
        raise _refused(name, f"XML that cannot be read ({shortened(str(reason))})", EXPECTED) from None
    return root


def _variable(element: Element) -> TripleSVariable:
    """Return a variable; a ValueError says what is wrong with it."""
    kind = element.get("type", "").strip().lower()
    if kind not in TYPES:
        raise ValueError(f"the type {quoted(kind)}, which is none of {', '.join(TYPES)}")
    name = cleaned(element.findtext("name") or "")
    if not name:
        raise ValueError("a variable without a name")
    position = element.find("position")
    if position is None:
        raise ValueError("no position")
    start = _whole(position.get("start"), "the start of its position")
    finish = _whole(position.get("finish", position.get("start")), "the finish of its position")
    if not 1 <= start <= finish:
        raise ValueError(f"a position from {start} to {finish}")
    values = element.find("values")
    low_high, decimals = _range(element, values)
    subfields, width = _spread(element.find("spread"), finish - start + 1)
    codes = tuple(_codes(values)) if values is not None else ()
    if kind == "multiple" and not codes and low_high is not None:
        low, high = int(low_high.low), int(low_high.high)
        if high - low >= MOST_COLUMNS:
            raise ValueError(f"{high - low + 1:,} options")
        codes = tuple(Code(str(code), str(code)) for code in range(low, high + 1))
    return TripleSVariable(
        name=name,
        label=_text(element.find("label")),
        type=kind,
        start=start,
        finish=finish,
        codes=codes,
        range=low_high,
        decimals=decimals,
        subfields=subfields,
        width=width,
        use=element.get("use", "").strip().lower(),
    )


def _codes(values: Element) -> Iterator[Code]:
    seen = set()
    for value in values.findall("value"):
        code = cleaned(value.get("code", ""))
        if not code:
            raise ValueError("a value without a code")
        if code in seen:
            raise ValueError(f"two values with the code {quoted(code)}")
        seen.add(code)
        yield Code(code, _text(value) or code)


def _range(element: Element, values: Element | None) -> tuple[Scale | None, bool]:
    """Return the range of the answers, inside of the values or beside them, and whether it has decimals."""
    found = values.find("range") if values is not None else None
    found = element.find("range") if found is None else found
    if found is None:
        return None, False
    ends = [(found.get(end) or "").strip() for end in ("from", "to")]
    if not all(re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", end) for end in ends):
        return None, False  # of dates, times, or codes that are no numbers
    low, high = map(float, ends)
    if low > high:
        raise ValueError(f"a range from {ends[0]} to {ends[1]}")
    return Scale(low, high), "." in "".join(ends)


def _spread(spread: Element | None, letters: int) -> tuple[int, int]:
    if spread is None:
        return 0, 0
    subfields = _whole(spread.get("subfields"), "the number of subfields")
    if not 1 <= subfields <= MOST_SUBFIELDS:
        raise ValueError(f"{subfields} subfields")
    width = _whole(spread.get("width", str(letters // subfields or 1)), "the width of a subfield")
    return subfields, max(width, 1)


def _whole(text: str | None, what: str) -> int:
    if text is None or not re.fullmatch(r"\s*[0-9]{1,9}\s*", text):
        raise ValueError(f"{quoted(text)} for {what}")
    return int(text)


def _text(element: Element | None) -> str:
    """Return the text of a label: line breaks as spaces, further markup without its tags.

    Version 2.0 may hold the same text for other languages and modes; the first stands.
    """
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "text":
            parts += [" " if child.tag == "br" else "", _text(child)]
        parts.append(child.tail or "")
    text = " ".join("".join(parts).split())
    if not text:
        text = next((found for found in map(_text, element.findall("text")) if found), "")
    return cleaned(text)


def _problem(where: str, found: str) -> Problem:
    return Problem(where=where, found=found, expected="a variable as Triple-S describes it", mend=MEND)


def _refused(name: str, found: str, expected: str) -> ResponsesError:
    return ResponsesError(Problem(where=name, found=found, expected=expected, mend=MEND))
