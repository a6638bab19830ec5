"""From the text of a pack to a `Pack`, or to every problem of the text at once, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from psychograph.errors import Problem
from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.errors import InstrumentError
from psychograph.instruments.pack import Evidence, Licence, Norms, Pack, PackItem, PackScale, Published
from psychograph.instruments.pack_rules import Breach, Rule, breaches
from psychograph.instruments.schema import AnswersEntry, LicenceEntry, PackFile, Said, ScaleEntry
from psychograph.instruments.translated import NO_TEXT, Translated
from psychograph.named_files import read_file
from psychograph.yaml_files.places import Tree
from psychograph.yaml_files.reading import FileKind, read_tree
from psychograph.yaml_files.refusals import refusals

LARGEST = 2_000_000  # bytes; a thousand items in five languages have half of that
MOST_TOLD = 100  # problems of a file, before their number is told
PACK_FILE = FileKind(
    noun="a file with an instrument",
    holds="an instrument: id, name, about, licence, answers, scales and items",
    example="name: Our values inventory",
    start="run `psychograph instruments template` to get a file to start from",
    described="`psychograph instruments template` shows what it holds",
    error=InstrumentError,
)


def read_pack(path: Path) -> Pack:
    """Read and check a file with an instrument, in YAML or JSON.

    Parameters
    ----------
    path : Path
        A file in UTF-8.

    Returns
    -------
    Pack
        The instrument.

    Raises
    ------
    InstrumentError
        With every problem of the file, each with its line.
    """
    return parse_pack(text_of(path), path.name)


def parse_pack(text: str, name: str) -> Pack:
    """Return the instrument that a text describes; see `read_pack`.

    Parameters
    ----------
    text : str
        YAML 1.2, or JSON.
    name : str
        File name, for messages.

    Returns
    -------
    Pack
        The instrument.

    Raises
    ------
    InstrumentError
        With every problem of the text, each with its line.

    Examples
    --------
    >>> pack = parse_pack('''
    ... id: our_pace
    ... name: Our pace scale
    ... about: how fast people like things to go
    ... licence: {id: LicenseRef-ours, commercial_use: true}
    ... answers: agree5
    ... scales:
    ...   - {id: pace, name: Pace}
    ... items:
    ...   - {id: pace_1, scale: pace, text: I walk faster than most.}
    ...   - {id: pace_2, scale: pace, reversed: true, text: I like long pauses.}
    ... ''', "our_pace.yaml")
    >>> [(item.id, item.reversed) for item in pack.items_of("pace")]
    [('pace_1', False), ('pace_2', True)]
    """
    return pack_of(parse_entry(text, name))


def parse_entry(
    text: str,
    name: str,
    *,
    further: Iterable[Rule] = (),
    licensed: Callable[[object], object] | None = None,
) -> PackFile:
    """Return the checked content of a file with an instrument.

    Parameters
    ----------
    text : str
        YAML 1.2, or JSON.
    name : str
        File name, for messages.
    further : iterable of Rule
        Rules to keep beside those of every pack.
    licensed : callable, optional
        From what the file says of its licence (None for nothing) to what is to be checked instead.

    Raises
    ------
    InstrumentError
        With every problem of the text, each with its line.
    """
    tree, problems = read_tree(text.removeprefix("\ufeff"), name, PACK_FILE)
    if licensed is not None and isinstance(tree.data, dict):
        tree = replace(tree, data={**tree.data, "licence": licensed(tree.data.get("licence"))})
    try:
        entry = PackFile.model_validate(tree.data)
    except ValidationError as reason:
        problems += [(tree.line(path), problem) for path, problem in refusals(reason, tree, PackFile)]
        raise InstrumentError(*_in_order(problems)) from None
    problems += _breaches(breaches(entry, further), tree)
    InstrumentError.collect(_in_order(problems))
    return entry


def text_of(path: Path) -> str:
    """Return the text of a file with an instrument.

    Raises
    ------
    InstrumentError
        Where it cannot be read.
    """
    start = "name the file with the instrument; `psychograph instruments template` prints one to start from"
    try:
        return read_file(path, most=LARGEST).decode("utf-8-sig")
    except OSError as reason:
        found = "no such file" if isinstance(reason, FileNotFoundError) else reason.strerror or str(reason)
        raise InstrumentError(Problem(str(path), found, PACK_FILE.noun, start)) from None
    except UnicodeDecodeError:
        mend = "open the file in a text editor and save it with the encoding UTF-8"
        raise InstrumentError(Problem(path.name, "bytes that are not UTF-8", "text in UTF-8", mend)) from None


def pack_of(entry: PackFile) -> Pack:
    """Return the instrument that a valid file describes."""
    key = {
        name.removeprefix("-"): (scale.id, name.startswith("-"))
        for scale in entry.scales
        for name in scale.items
    }
    items = []
    for item in entry.items:
        scale, turned = key.get(item.id, (item.scale or "", item.reversed))
        items.append(PackItem(item.id, translated(item.text, entry.language), scale, turned))
    return Pack(
        id=entry.id,
        name=entry.name,
        about=entry.about,
        licence=_licence(entry.licence),
        answer_scale=answer_scale_of(entry.answers, entry.language),
        scales=tuple(map(_scale, entry.scales)),
        items=tuple(items),
        stem=NO_TEXT if entry.stem is None else translated(entry.stem, entry.language),
        framework=entry.framework,
        citation=entry.citation,
        notes=entry.notes,
        verified=entry.verified,
        language=entry.language,
    )


def translated(said: Said, language: str) -> Translated:
    """Return a text of a file, with what it says in other languages."""
    if isinstance(said, str):
        return Translated(said)
    return Translated.of(said[language], {tag: text for tag, text in said.items() if tag != language})


def answer_scale_of(answers: AnswersEntry | str, language: str) -> AnswerScale:
    """Return the standard scale of a name, or the scale that a file describes."""
    if isinstance(answers, str):
        return standard_scales()[answers]
    labels = tuple((code, translated(text, language)) for code, text in sorted(answers.labels.items()))
    return AnswerScale(answers.low, answers.high, labels)


def _licence(entry: LicenceEntry) -> Licence:
    return Licence(
        id=entry.id,
        verdict=entry.verdict,
        commercial_use=entry.commercial_use,
        requires=entry.requires,
        caveat=entry.caveat,
        evidence=tuple(Evidence(one.quote or "", one.url or "", one.seen_as or "") for one in entry.evidence),
        attestation=entry.attestation,
    )


def _scale(entry: ScaleEntry) -> PackScale:
    published, norms = entry.reliability, entry.norms
    return PackScale(
        id=entry.id,
        name=entry.name,
        measures=entry.measures or "",
        parts=entry.parts,
        reliability=None
        if published is None
        else Published(published.kind, published.value, published.source),
        norms=None if norms is None else Norms(norms.mean, norms.sd, norms.source),
        note=entry.note,
    )


def _breaches(found: Iterable[Breach], tree: Tree) -> list[tuple[int, Problem]]:
    return [
        (tree.line(one.path), Problem(tree.where(one.path), one.found, one.expected, one.mend))
        for one in found
    ]


def _in_order(problems: list[tuple[int, Problem]]) -> list[Problem]:
    """Return problems by line; of very many the first, and how many there are besides."""
    told = [problem for _, problem in sorted(problems, key=lambda one: one[0])]
    if len(told) <= MOST_TOLD:
        return told
    name = told[0].where.split(",")[0]
    more = Problem(name, f"{len(told) - MOST_TOLD:,} more problems", "none", "mend those above first")
    return [*told[:MOST_TOLD], more]
