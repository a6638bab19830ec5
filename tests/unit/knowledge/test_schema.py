"""The files that ship obey the schema that is published, and no rule is surer than its studies."""

from __future__ import annotations

from itertools import pairwise

import pytest

from psychograph.knowledge.base import shipped
from psychograph.knowledge.data_files import read_data
from psychograph.knowledge.evidence import best_grade, sources_of
from psychograph.knowledge.facts import Survey, fact_tables
from psychograph.knowledge.rules import Grade, Rule
from psychograph.knowledge.schema import KnowledgeFile, knowledge_json_schema

BASE = shipped()


def shipped_files() -> list[dict[str, object]]:
    words = {key: read_data("lexicon")[key] for key in ("adjectives", "nouns", "blocked")}
    return [
        read_data("rules"),
        {"references": read_data("references")["references"]},
        {"constructs": read_data("constructs")["constructs"]},
        {"lexicon": words},
        *({"facts": {name: read_data(f"facts/{name}")}} for name in fact_tables()),
    ]


@pytest.mark.parametrize("content", shipped_files(), ids="-".join)
def test_shipped_files_obey_the_published_schema(content: dict[str, object]) -> None:
    KnowledgeFile.model_validate(content)
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(knowledge_json_schema()).validate(content)


@pytest.mark.parametrize("rule", BASE.rules, ids=lambda rule: rule.id)
def test_no_rule_is_surer_than_its_studies_or_speaks_of_what_nobody_knows(rule: Rule) -> None:
    assert rule.grade >= best_grade(sources_of(rule.evidence, rule.asks, BASE))  # later letters are worse
    assert set(rule.evidence) | set(rule.against) <= set(BASE.references)
    assert {c.construct for c in (*rule.when, *rule.also_any, *rule.unless)} <= set(BASE.constructs) | {"any"}
    assert rule.unless_measured in {"", *BASE.constructs}
    assert rule.asks in {"", *BASE.facts}
    assert rule.grade is not Grade.D or not rule.evidence  # what does not show it is not cited for it
    assert set(rule.measured) | set(rule.protects) <= {slot for slot, _ in rule.then}


def test_every_reference_is_used_and_described() -> None:
    cited = {key for rule in BASE.rules for key in (*rule.evidence, *rule.against)}
    cited |= {survey.source for table in BASE.facts.values() for survey in table.surveys}
    # Read for the design of personas and tests, and cited in the docs.
    elsewhere = {"sandy2013", "tannenbaum2015", "teeny2021"}
    assert set(BASE.references) == cited | elsewhere
    assert all(r.design and r.checked and r.finding and r.citation for r in BASE.references.values())


SURVEYS = [(name, survey) for name, table in BASE.facts.items() for survey in table.surveys]


@pytest.mark.parametrize(("name", "survey"), SURVEYS)
def test_figures_are_whole(name: str, survey: Survey) -> None:
    table = BASE.facts[name]
    assert survey.source in BASE.references
    assert survey.began.until(survey.ended) >= 0
    assert table.by in BASE.constructs
    for group in survey.groups:
        assert group.figures
        assert all(0 <= figure.share <= 1 for figure in group.figures.values())
        assert group.low <= group.high
        assert (group.name in table.names) is bool(group.name)
    bands = [(group.low, group.high) for group in survey.groups if not group.name]
    assert all(one[1] < other[0] for one, other in pairwise(bands))
