"""Field periods for tests: a small one with every kind of answer, and the worked example."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from psychograph.fielding.plan.planned import Fieldwork, digest_of
from psychograph.fielding.plan.schema import FieldPlan
from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.file.reading import parse_questionnaire, read_questionnaire
from psychograph.questionnaire.model import Questionnaire
from psychograph.study.load import load_study
from psychograph.study.model import Study

WORKED_EXAMPLE = Path(__file__).parents[1] / "src/psychograph/samples/worked_example"

# Consent first; one of each kind of answer; a shuffled page; skip logic over a page and over a question.
QUESTIONS = """\
title: {en: Tea and you, de: Tee und Sie}
intro: {en: Thank you for taking part., de: Vielen Dank fürs Mitmachen.}
thanks: {en: Thank you. Your answers help., de: Danke. Ihre Antworten helfen.}
pages:
  - name: consent
    questions:
      - name: agreed
        type: consent
        ask: {en: May we evaluate your answers in groups?, de: Dürfen wir Ihre Antworten auswerten?}
        version: "2026-12"
        required: true
  - name: drinking
    title: {en: What you drink, de: Was Sie trinken}
    questions:
      - {name: hello, type: notice, text: {en: "First, some habits.", de: "Zuerst ein paar Gewohnheiten."}}
      - name: Drinks
        type: multiple
        ask: {en: What do you drink?, de: Was trinken Sie?}
        required: true
        choices:
          tea: {label: {en: Tea, de: Tee}}
          coffee: {label: {en: Coffee, de: Kaffee}}
          other: {label: {en: "Something else, namely", de: "Etwas anderes, und zwar"}, specify: true}
          none: {label: {en: None of these, de: Nichts davon}, exclusive: true}
      - name: Cups
        type: number
        ask: {en: How many cups of tea a day?, de: Wie viele Tassen Tee am Tag?}
        limits: [0, 30]
        show_if: Drinks includes tea
  - name: tea
    title: {en: Tea, de: Tee}
    show_if: Drinks includes tea
    shuffle: true
    questions:
      - name: views
        type: battery
        ask: {en: How much do you agree?, de: Wie sehr stimmen Sie zu?}
        scale: agree5
        shuffle: true
        required: true
        items:
          - {name: Calm, text: {en: Tea calms me., de: Tee beruhigt mich.}}
          - {name: Ritual, text: {en: Making tea is a ritual., de: Tee zu machen ist ein Ritual.}}
          - name: Attentive
            text: {en: Please choose Agree here., de: Bitte wählen Sie hier Stimme zu.}
            expect: 4
      - name: Order
        type: ranking
        ask: {en: Put these in order., de: Bringen Sie diese in eine Reihenfolge.}
        choices:
          green: {label: {en: Green, de: Grün}}
          black: {label: {en: Black, de: Schwarz}}
          herbal: {label: {en: Herbal, de: Kräuter}}
      - name: Taste
        type: rating
        ask: {en: I like to try new teas., de: Ich probiere gern neue Tees.}
        scale: agree5
  - name: you
    title: {en: About you, de: Über Sie}
    questions:
      - name: Age
        type: number
        ask: {en: How old are you?, de: Wie alt sind Sie?}
        limits: [10, 110]
        required: true
      - name: Gender
        type: single
        ask: {en: Which describes you?, de: Was trifft auf Sie zu?}
        choices:
          w: {label: {en: Woman, de: Frau}}
          m: {label: {en: Man, de: Mann}}
          x: {label: {en: Another, de: Anders}, specify: true}
          "-8": {label: {en: Prefer not to say, de: Keine Angabe}, declined: true}
      - {name: Since, type: day, ask: {en: Since when?, de: Seit wann?}, limits: [1950-01-01, 2026-12-31]}
      - {name: Place, type: postcode, ask: {en: Your postcode?, de: Ihre Postleitzahl?}, country: DE}
      - {name: Words, type: text, long: true, ask: {en: Anything else?, de: Noch etwas?}, most: 500}
"""

PLAN: dict[str, Any] = {
    "organiser": {
        "name": "Northwind Research",
        "contact": "survey@example.org",
        "address": "1 High Street, Northtown",
        "privacy_notice": {
            "en": "Answers are kept apart from addresses.",
            "de": "Antworten stehen getrennt.",
        },
    },
    "period": {"opens": "2026-12-01 08:00", "closes": "2026-12-20 18:00", "time_zone": "UTC"},
    "invitations": {"sender": "survey@example.org"},
    "incentives": {
        "draw": {
            "prizes": [{"what": {"en": "Gift card", "de": "Gutschein"}, "worth": 100, "number": 2}],
            "currency": "EUR",
            "drawn": "2026-12-22 12:00",
            "eligible": {"en": "Adults who live in Germany", "de": "Erwachsene in Deutschland"},
            "law": {"en": "German law holds.", "de": "Es gilt deutsches Recht."},
        }
    },
    "consents": {
        "draw": {
            "version": "2026-12",
            "text": {
                "en": "Keep my address for the draw.",
                "de": "Meine Adresse darf zur Verlosung bleiben.",
            },
        },
        "marketing": {
            "version": "2026-12",
            "text": {"en": "Write to me about tea.", "de": "Schreiben Sie mir zum Thema Tee."},
        },
    },
    "screen_out": [{"name": "minors", "when": "Age < 18"}],
    "quotas": [{"name": "women", "when": "Gender = w", "at_most": 200}],
    "counting": {"needed": ["Age"]},
    "privacy": {"destroy_key": "2027-02-01", "erase_contacts": "2027-03-01", "erase_answers": "2029-12-31"},
}


@cache  # nobody can change it, and reading it takes longer than most tests
def questions(text: str = QUESTIONS) -> Questionnaire:
    """Read a questionnaire; by default one of each kind of answer."""
    return parse_questionnaire(text, "questionnaire.yaml", shipped())


def plan_of(**changes: Any) -> dict[str, Any]:
    """Return field.yaml as data: blocks that are given are laid over the usual ones; None takes one out."""
    return _over(deepcopy(PLAN), changes)


def fieldwork(*, folder: Path = Path(), questionnaire: str = QUESTIONS, **changes: Any) -> Fieldwork:
    """Make a small field period; `changes` are blocks of field.yaml, laid over the usual ones.

    ``fieldwork(entrance="anyone", incentives=None, period={"closes": "2026-12-05 12:00"})``
    """
    plan = plan_of(**changes)
    digest = digest_of(json.dumps(plan, sort_keys=True).encode(), questionnaire.encode())
    return Fieldwork(folder, FieldPlan.model_validate(plan), questions(questionnaire), None, digest)


def worked_example(*, folder: Path = WORKED_EXAMPLE, **changes: Any) -> Fieldwork:
    """Make a field period of the worked example, with its study; no question of the small one is there."""
    plan = plan_of(**{"screen_out": None, "quotas": None, "counting": {"needed": ["Age"]}, **changes})
    file = WORKED_EXAMPLE / "questionnaire.yaml"
    digest = digest_of(json.dumps(plan, sort_keys=True).encode(), file.read_bytes())
    return Fieldwork(folder, FieldPlan.model_validate(plan), *_worked_example(), digest)


@cache
def _worked_example() -> tuple[Questionnaire, Study]:
    questionnaire = read_questionnaire(WORKED_EXAMPLE / "questionnaire.yaml", shipped())
    return questionnaire, load_study(WORKED_EXAMPLE)


def field_folder(folder: Path, *, questionnaire: str = QUESTIONS, **changes: Any) -> Path:
    """Write questionnaire.yaml, field.yaml and settings of a small field period, for commands."""
    (folder / "field").mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.yaml").write_text(questionnaire, encoding="utf-8")
    plan = json.dumps(plan_of(**changes), ensure_ascii=False, indent=2)  # JSON is YAML
    (folder / "field.yaml").write_text(plan, encoding="utf-8")
    settings = folder / "field" / "settings.env"
    settings.write_text(f"PSYCHOGRAPH_PUBLIC_URL=http://127.0.0.1:8000\nPSYCHOGRAPH_SECRET={SECRET}\n")
    settings.chmod(0o600)
    return folder


SECRET = "kX4vD0u-2aQyR8mZ_tG7hWnPj5sLc9fEbB1iKo3wUeM"  # noqa: S105 - of tests alone


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in above.items():
        if value is None:
            below.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(below.get(key), dict):
            below[key] = _over(below[key], value)
        else:
            below[key] = value
    return below
