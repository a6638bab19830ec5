"""What a study knows beforehand: the shipped knowledge, its own file laid over it, and its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from psychograph.findings import Finding, Severity
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
    """

    knowledge: KnowledgeBase
    language: Language
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def known_to(study: Study, folder: Path | None = None) -> Known:
    """Return the knowledge and the language that a study asks for.

    Parameters
    ----------
    study : Study
        Its ``knowledge`` and ``language`` name files.
    folder : Path or None
        Where the study stands; None for a study without files, which is given what ships.

    Raises
    ------
    KnowledgeError, LanguageError
        With every problem of the file.
    """
    base, files = shipped(), []
    if folder is None:
        return Known(base, shipped_language())
    if study.knowledge is not None:
        files.append(folder / study.knowledge)
        base = own_knowledge(files[-1], base)
    if study.language == SHIPPED:
        return _cleared(Known(base, shipped_language(), tuple(files)))
    files.append(folder / study.language)
    reading = read_language(files[-1], base)
    findings = tuple(_lacking(study.language, reading.checked.missing))
    return _cleared(Known(translated(base, reading.language), reading.language, tuple(files), findings))


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
