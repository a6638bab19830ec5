"""Guard S03: housing, employment, credit and insurance."""

from __future__ import annotations

from collections.abc import Sequence

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard
from psychograph.strategy.guards.words import words_found
from psychograph.study.model import Study

REGULATED = frozenset({"housing", "employment", "credit", "insurance"})
PROTECTED = frozenset({"demo.age", "demo.birth_year", "demo.gender", "demo.region", "demo.household"})
PLACES = "geography"


class RegulatedCategories(Guard):
    """Offers of housing, employment, credit and insurance are not targeted by age, gender or place.

    With `strategy: category:` at one of these four, rules that rest on age, gender or place are taken out
    before any rule speaks: there are no channels by age and no events by place. Audience descriptions in
    briefs leave these attributes out, and every brief shows the notice. A persona whose segment was built
    on such an attribute is not proposed as a target.

    Why
    ---
    US law (Fair Housing Act, Equal Credit Opportunity Act, Title VII and the Age Discrimination in Employment
    Act) forbids to advertise such offers by protected traits, and a postcode may stand for one. Large ad
    platforms shut these choices for such ads. European equal treatment law goes the same way.

    Limits
    ------
    Attributes are known by what they measure and by the words of their names and questions. Attitudes can be
    proxies too; whether who sees the campaign is in fact a fair sample only its delivery tells.
    """

    code = "S03"
    title = "Housing, employment, credit and insurance"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say whether the category is one of these."""
        if not regulated(case.study):
            return self.quiet(language)
        category = language.say(f"guard-category-{case.study.strategy.category}")
        names = protected_attributes(case.study, case.matches, language)
        if names:
            return self.acts(
                language, "names", category=category, names=language.listed([readable(n) for n in names])
            )
        return self.acts(language, category=category)


def regulated(study: Study) -> bool:
    """Return whether what is offered may not be targeted by protected traits."""
    return study.strategy.category in REGULATED


def may_target_by(
    attribute: str,
    study: Study,
    matches: Sequence[ConstructMatch],
    language: Language,
) -> bool:
    """Return whether an attribute may choose or describe an audience in this study (guards S01 and S03).

    Parameters
    ----------
    attribute : str
        Name of the attribute.
    study : Study
        Says what is offered.
    matches : sequence of ConstructMatch
        What each attribute was taken to measure.
    language : Language
        Whose words for protected traits count, besides the English ones.
    """
    match = next((match for match in matches if match.attribute == attribute), None)
    if match is not None and match.source == "sensitive":
        return False
    return not (regulated(study) and is_protected(attribute, study, match, language))


def is_protected(attribute: str, study: Study, match: ConstructMatch | None, language: Language) -> bool:
    """Return whether an attribute tells age, gender or place."""
    if match is not None and match.construct is not None:
        return protected_construct(match.construct.name, match.construct.family)
    words = readable(attribute)
    if attribute in study.attributes and not study.attributes[attribute].scale:
        words = f"{words} {study.attributes[attribute].question}"  # of an attitude only the name counts
    return bool(words_found("protected", words, language))


def protected_construct(name: str, family: str) -> bool:
    """Return whether a construct tells age, gender or place."""
    return name in PROTECTED or family == PLACES


def protected_attributes(
    study: Study, matches: Sequence[ConstructMatch], language: Language
) -> tuple[str, ...]:
    """Return the attributes of a study that tell age, gender or place."""
    return tuple(m.attribute for m in matches if is_protected(m.attribute, study, m, language))
