"""Words that guards look for, in English and in another language, and what is told of copy."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Slot
from psychograph.language.language import Language, language, of_texts
from psychograph.runs.run import Run
from psychograph.strategy.guards import checks_for_copy, claims, cleared, may_target_by, stock_figure
from psychograph.strategy.guards.copy import DESCRIBING, generic_claims
from psychograph.strategy.guards.s02_minors import adults, adults_in_groups
from psychograph.strategy.guards.s03_regulated_categories import is_protected
from psychograph.strategy.guards.words import words_found
from psychograph.study.model import CampaignSettings, Facts, Study

LEVERS = (
    "use their worries about the bill",
    "because you are afraid to miss out",
    "for the lonely evenings",
    "debts? forget them",
    "an anxious parent buys twice",
    "play on guilt",
    "before they panic",
    "hooked from the first day",
)
HARMLESS = (
    "worry-free returns",
    "No worries: send it back",
    "don\N{RIGHT SINGLE QUOTATION MARK}t worry, it is easy",
    "fearless design",
    "debt-free by design",
    "a compact terrier",
    "feeding the birds",
    "noise isolation headphones",
    "a guilty pleasure",
)


def german() -> Language:
    """A language with word lists of its own, and nothing else."""
    return of_texts("de", ["guard-words-levers = Angst, Sorge*\nguard-words-green = Baum, umwelt*\n"])


def study_with(study: Study, *, facts: dict[str, object] | None = None, **campaign: object) -> Study:
    objective = study.objective.model_copy(update={"facts": Facts.model_validate(facts or {})})
    strategy = study.strategy.model_copy(update={"campaign": CampaignSettings.model_validate(campaign)})
    return study.model_copy(update={"objective": objective, "strategy": strategy})


@pytest.mark.parametrize("text", LEVERS)
def test_levers_are_found(text: str) -> None:
    assert words_found("levers", text, language())


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_are_left_alone(text: str) -> None:
    assert words_found("levers", text, language()) == ()


def test_a_language_brings_its_own_words_and_keeps_the_english_ones() -> None:
    text = "Keine Angst vor Sorgen, no fear"
    assert words_found("levers", text, german()) == ("angst", "sorgen", "fear")
    assert words_found("levers", text, language()) == ("fear",)


def test_shipped_rules_press_on_nothing_and_tell_of_no_special_category(worked_example: Run) -> None:
    assert cleared(shipped(), worked_example.study, language()).withheld == ()
    warned = [p for rule in shipped().rules for slot, p in rule.then if slot in DESCRIBING]
    assert any(words_found("levers", phrase, language()) for phrase in warned)  # warnings may name them


@pytest.mark.parametrize(
    ("campaign", "kind"),
    [
        ({}, "eu-unsaid"),
        ({"country": "DE"}, "eu-barred"),
        ({"country": "DE", "start": date(2026, 9, 27)}, "eu-barred"),
        ({"country": "DE", "start": date(2026, 9, 26)}, "eu-soon"),
        ({"country": "US"}, "us"),
        ({"country": "GB", "start": date(2027, 1, 1)}, "gb"),
        ({"country": "CH"}, "elsewhere"),
    ],
)
def test_generic_claims_by_country_and_day(
    worked_example: Run, campaign: dict[str, object], kind: str
) -> None:
    study = study_with(worked_example.study, **campaign)
    assert generic_claims(study) == kind
    (check,) = checks_for_copy("An eco-friendly soap", study, language=language())
    assert check == "S05: " + language().say(
        f"guard-check-s05-{kind}", words=language().say("guard-quoted", word="eco-friendly")
    )


def test_evidence_settles_a_specific_claim_and_no_generic_one_in_the_eu(worked_example: Run) -> None:
    study = study_with(worked_example.study, country="FR")
    assert (
        checks_for_copy("Every purchase plants a tree", study, evidence="audit 2026", language=language())
        == ()
    )
    assert checks_for_copy("Every purchase plants a tree", study, language=language()) != ()
    assert checks_for_copy("Climate-neutral soap", study, evidence="audit 2026", language=language()) != ()
    abroad = study_with(worked_example.study, country="US")
    assert checks_for_copy("Climate-neutral soap", abroad, evidence="audit 2026", language=language()) == ()


def test_a_claim_that_presses_on_a_weakness_is_not_printed(worked_example: Run) -> None:
    said = [{"text": "Fear of missing out? Buy now"}, {"text": "Three years of warranty"}]
    study = study_with(worked_example.study, facts={"claims": said})
    assert [claim.text for claim in claims(study, language())] == ["Three years of warranty"]
    assert checks_for_copy("Fear of missing out? Buy now", study, language=language())[0].startswith("S04")


@pytest.mark.parametrize(
    ("slot", "text", "found"),
    [
        (Slot.INFLUENCER, "niche experts", True),
        (Slot.REFERRAL, "easy sharing tools", True),
        (Slot.OFFER, "free samples for a first try", True),
        (Slot.OFFER, "money-back guarantee", False),
        (Slot.KPI, "sales by influencers", False),
        ("", "our ambassadors", True),
    ],
)
def test_who_must_disclose(worked_example: Run, slot: str, text: str, found: bool) -> None:
    checks = checks_for_copy(text, worked_example.study, slot=slot, language=language())
    assert any(check.startswith("S06") for check in checks) is found


@pytest.mark.parametrize(
    ("given", "figure"), [(None, ""), ("very few", ""), ("500 bottles", "500 bottles"), ("30 June 2027",) * 2]
)
def test_scarcity_needs_a_figure(worked_example: Run, given: str | None, figure: str) -> None:
    study = study_with(worked_example.study, facts={"new_product": {"name": "tea", "limited_to": given}})
    assert stock_figure(study) == figure
    assert bool(checks_for_copy("A limited edition", study, language=language())) is (figure == "")


@pytest.mark.parametrize(
    ("answer", "minor", "unsure"),
    [
        ("Under 18", True, 0),
        ("16-17", True, 0),
        ("16 to 24", False, 1),
        ("18-29", False, 0),
        ("65+", False, 0),
        ("> 60", False, 0),
        ("Over 17", False, 1),
        ("17", True, 0),
        ("younger than 16 years", True, 0),
        ("30 or older", False, 0),
        ("prefer not to say", False, 0),
        (None, False, 0),
    ],
)
def test_age_groups(answer: str | None, minor: bool, unsure: int) -> None:
    found = adults_in_groups([answer], language())
    assert (found.minors.tolist(), found.unsure) == ([minor], unsure)


def test_codes_of_age_groups_are_no_ages() -> None:
    assert not adults(np.array([1.0, 2, 3, 6])).minors.any()
    assert adults(np.array([12.0, 15, 17])).minors.all()
    assert not adults(np.array([-99.0, 40, np.nan])).minors.any()


def test_years_of_birth_need_a_day() -> None:
    born = np.array([2009.0, 2008, 2007, np.nan])
    assert adults(born, "demo.birth_year").unread
    assert not adults(born, "demo.birth_year").minors.any()
    # Whoever turns 18 in the year of asking may have been 17.
    assert adults(born, "demo.birth_year", 2026).minors.tolist() == [True, True, False, False]


def test_what_may_choose_an_audience(wearable: Run) -> None:
    study = wearable.study.model_copy(
        update={"strategy": wearable.study.strategy.model_copy(update={"category": "credit"})}
    )
    barred = {
        name for name in study.attributes if not may_target_by(name, study, wearable.matches, language())
    }
    assert barred == {"Age", "Gender", "Region", "Geo_Urbanicity"}
    assert all(may_target_by(name, wearable.study, wearable.matches, language()) for name in study.attributes)
    sensitive = ConstructMatch("Faith", None, source="sensitive")
    assert not may_target_by("Faith", wearable.study, (sensitive,), language())


@pytest.mark.parametrize(
    ("name", "protected"),
    [("PostCode", True), ("MaritalStatus", True), ("Sex", True), ("Agency", False), ("Packaging", False)],
)
def test_protected_names(worked_example: Run, name: str, protected: bool) -> None:
    assert is_protected(name, worked_example.study, None, language()) is protected
