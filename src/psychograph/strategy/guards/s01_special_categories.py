"""Guard S01: special categories of data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psychograph.errors import Problem, StudyError
from psychograph.findings import Finding, Severity
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.matching import is_sensitive
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.responses.attributes import ScoredResponses
from psychograph.strategy.guards.guard import Case, Guard
from psychograph.strategy.guards.words import plain
from psychograph.study.model import Study


class SpecialCategories(Guard):
    """Attributes that touch special categories of personal data are quarantined.

    Religion, politics, ethnic origin, health, sexuality, union membership, genetic and biometric data: an
    attribute whose question or name points to one of them is taken out before anything is computed, whatever
    its part in the study. It builds no segments, describes none, is not tested, and stands in no name,
    sentence, table, target or brief. A finding names it. A rule of your own that would write of such a matter
    is taken out too.

    If nothing is left in the basis then, the run stops and says why.

    Where an attribute was taken for one of these by mistake, or where you may use it and have settled that
    with whoever advises you, say so in the study file: write `construct: none`, or a construct, on the
    attribute. The tool asks no further then.

    Why
    ---
    GDPR Art. 9 forbids to process such data without one of its exceptions. The Digital Services Act, Art.
    26(3), bars platforms from showing ads by profiles of such data, consent or not. A persona that stands
    on them would be a profile of that kind.

    Limits
    ------
    It goes by words. A question that hides what it asks passes, and so may a proxy: a quarter, a first
    name, a shop. What attributes were set aside stands in the report, so that somebody can look.
    """

    code = "S01"
    title = "Special categories of data"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say which attributes and which lines of rules were taken out."""
        named = set_aside(case.matches)
        lines = [line.rule for line in case.withheld if line.guard == self.code]
        if named:
            return self.acts(language, names=language.listed([readable(name) for name in named]))
        if lines:
            return self.acts(language, "rules", rules=language.listed(lines))
        return self.quiet(language)


def set_aside(matches: Sequence[ConstructMatch]) -> tuple[str, ...]:
    """Return the attributes that touch special categories of data."""
    return tuple(match.attribute for match in matches if match.source == "sensitive")


def tells_special_category(text: str) -> bool:
    """Return whether a text speaks of a special category of data."""
    return is_sensitive(plain(text))


def quarantined(study: Study, matches: Sequence[ConstructMatch]) -> Study:
    """Return a study without any use of attributes that touch special categories of data.

    Parameters
    ----------
    study : Study
        As declared.
    matches : sequence of ConstructMatch
        What each attribute was taken to measure.

    Returns
    -------
    Study
        The same declarations, but neither basis nor descriptors nor key questions name such an attribute.

    Raises
    ------
    StudyError
        Where nothing is left to build segments of.
    """
    out = set(set_aside(matches))
    if not out & {*study.basis, *study.descriptors, *_asked(study)}:
        return study
    basis = tuple(name for name in study.basis if name not in out)
    StudyError.collect(() if basis else [_nothing_left(study)])
    questions = tuple(
        asked.model_copy(update={"attributes": tuple(a for a in asked.attributes if a not in out)})
        for asked in study.objective.key_questions
    )
    return study.model_copy(
        update={
            "basis": basis,
            "descriptors": tuple(name for name in study.descriptors if name not in out),
            "objective": study.objective.model_copy(update={"key_questions": questions}),
        }
    )


def as_if_not_asked(study: Study, matches: Sequence[ConstructMatch]) -> Study:
    """Return a study that does not even declare attributes that touch special categories of data."""
    out = set(set_aside(matches))
    kept = {name: attribute for name, attribute in study.attributes.items() if name not in out}
    return study if not out else study.model_copy(update={"attributes": kept})


def _asked(study: Study) -> tuple[str, ...]:
    return tuple(name for asked in study.objective.key_questions for name in asked.attributes)


def _nothing_left(study: Study) -> Problem:
    return Problem(
        where="basis",
        found="only attributes that touch special categories of data (GDPR Art. 9): "
        + ", ".join(readable(name) for name in study.basis),
        expected="at least one attribute that does not",
        mend="take other attributes; where one of these was taken for such data by mistake, write "
        "construct: none on it",
    )


def without_special_categories(
    responses: ScoredResponses, matches: Sequence[ConstructMatch]
) -> ScoredResponses:
    """Return answers without the attributes that touch special categories of data."""
    out = set(set_aside(matches))
    if not out & {*responses.numeric.names, *(column.name for column in responses.categorical)}:
        return responses
    return replace(
        responses,
        numeric=responses.numeric.select([name for name in responses.numeric.names if name not in out]),
        categorical=tuple(column for column in responses.categorical if column.name not in out),
    )


def quarantine_findings(
    study: Study, matches: Sequence[ConstructMatch], language: Language
) -> tuple[Finding, ...]:
    """Return what was set aside, as a finding; `study` is as it was declared."""
    found = []
    for part, names in (
        ("basis", [name for name in set_aside(matches) if name in study.basis]),
        ("other", [name for name in set_aside(matches) if name not in study.basis]),
    ):
        if names:
            found.append(
                Finding(
                    "special-category",
                    Severity.SERIOUS if part == "basis" else Severity.CAUTION,
                    language.say(
                        f"guard-s01-finding-{part}", names=language.listed([readable(n) for n in names])
                    ),
                )
            )
    return tuple(found)
