"""What a study knows beforehand: what ships and what is its own of knowledge, language and instruments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from psychograph.findings import Finding, Severity
from psychograph.instruments.catalogue import Catalogue, catalogue_of
from psychograph.instruments.catalogue import shipped as shipped_instruments
from psychograph.knowledge.base import KnowledgeBase, shipped
from psychograph.knowledge.own import own_knowledge
from psychograph.knowledge.translation import read_language, translated
from psychograph.language.language import SHIPPED, Language
from psychograph.language.language import language as shipped_language
from psychograph.strategy.guards.clearance import without_special_poles
from psychograph.study.model import Study


@dataclass(frozen=True, eq=False)
class Known:
    """Knowledge and language of a study.

    Parameters
    ----------
    knowledge : KnowledgeBase
        Rules, constructs, words, goals and figures, in the language of the study.
    language : Language
        What personas, targets and briefs are written in.
    files : tuple of Path
        The files they came from, if any.
    findings : tuple of Finding
        What a translation lacks.
    catalogue : Catalogue
        Instruments, a study's own among them where it uses any.
    """

    knowledge: KnowledgeBase
    language: Language
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    catalogue: Catalogue = field(default_factory=shipped_instruments)


def known_to(study: Study, folder: Path | None = None) -> Known:
    """Return the knowledge, the language and the instruments that a study asks for.

    Parameters
    ----------
    study : Study
        Its ``knowledge`` and ``language`` name files, its attributes instruments.
    folder : Path or None
        Where the study stands; None for a study without files, which is given what ships.

    Raises
    ------
    KnowledgeError, LanguageError, InstrumentError
        With every problem of the file.
    """
    base = shipped()
    if folder is None:
        return Known(base, shipped_language())
    catalogue, files = _instruments(study, folder)
    if study.knowledge is not None:
        files.append(folder / study.knowledge)
        base = own_knowledge(files[-1], base)
    if study.language == SHIPPED:
        return _cleared(Known(base, shipped_language(), tuple(files), catalogue=catalogue))
    files.append(folder / study.language)
    reading = read_language(files[-1], base)
    findings = tuple(_lacking(study.language, reading.checked.missing))
    knowledge = translated(base, reading.language)
    return _cleared(Known(knowledge, reading.language, tuple(files), findings, catalogue))


def _instruments(study: Study, folder: Path) -> tuple[Catalogue, list[Path]]:
    """Return the instruments a study may name, and the files of those of its own that it does."""
    named = {one.instrument.partition("/")[0].strip() for one in study.attributes.values() if one.instrument}
    if named <= shipped_instruments().packs.keys():  # others in its folder are nobody's business
        return shipped_instruments(), []
    catalogue = catalogue_of(folder)
    return catalogue, [path for name, path in catalogue.files.items() if name in named]


def _cleared(known: Known) -> Known:
    """Return knowledge whose constructs say nothing of special categories of data (guard S01)."""
    knowledge, texts = without_special_poles(known.knowledge)
    if not texts:
        return known
    names = known.language.listed(list(texts))
    lines = "; ".join(line for poles in texts.values() for line in poles)
    said = known.language.say("guard-s01-finding-rules", rules=names, lines=lines)
    finding = Finding("withheld-line", Severity.CAUTION, said)
    return replace(known, knowledge=knowledge, findings=(*known.findings, finding))


def _lacking(name: str, missing: tuple[str, ...]) -> Iterator[Finding]:
    if missing:
        texts = "1 text is" if len(missing) == 1 else f"{len(missing):,} texts are"
        yield Finding(
            "untranslated",
            Severity.NOTE,
            f"{texts} missing in {name}, such as {missing[0]}, and printed in English: "
            f"`psychograph language check {name}` names them.",
        )
