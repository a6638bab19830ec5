"""A study laid over a codebook: what its items measure."""

from __future__ import annotations

from psychograph.codebook.codebook import Codebook, Variable, VariableType
from psychograph.responses.declared import declared
from psychograph.responses.responses import Responses
from psychograph.responses.table import Table
from psychograph.study.model import Study


def _constructs(attributes: dict[str, object]) -> dict[str, str]:
    columns = [Variable(name, VariableType.LIKERT, construct="old") for name in ("a1", "a2", "b", "c")]
    study = Study.model_validate(
        {
            "title": "Tea",
            "objective": {"goal": "trial", "statement": "Who tries our tea?"},
            "attributes": attributes,
            "basis": list(attributes),
        }
    )
    return {variable.name: variable.construct for variable in declared(Codebook(tuple(columns)), study)}


def _likert(**more: object) -> dict[str, object]:
    return {"type": "likert", "scale": [1, 5], **more}


ITEMS = [{"column": "a1"}, {"column": "a2", "reversed": True}]


def test_items_of_one_attribute_measure_one_thing() -> None:
    found = _constructs({"Calm": _likert(items=ITEMS), "b": _likert()})
    assert found == {"a1": "Calm", "a2": "Calm", "b": "old", "c": "old"}


def test_a_declared_construct_goes_before_the_name() -> None:
    found = _constructs({"Calm": _likert(items=ITEMS, construct="big5.neuroticism")})
    assert found["a1"] == found["a2"] == "big5.neuroticism"


def test_attributes_that_measure_nothing_known_are_not_one_scale() -> None:
    found = _constructs(
        {
            "Calm": _likert(items=ITEMS, construct="none"),
            "b": _likert(construct="none"),
            "c": _likert(construct="none"),
        }
    )
    assert found == {"a1": "Calm", "a2": "Calm", "b": "", "c": ""}


def test_an_option_that_is_read_as_a_category_says_yes_or_no() -> None:
    options = tuple(Variable(name, VariableType.OPTION, battery="Where?") for name in ("shop", "web"))
    study = Study.model_validate(
        {
            "title": "Tea",
            "objective": {"goal": "trial", "statement": "Who tries our tea?"},
            "attributes": {"a": _likert(), "shop": {"type": "category"}, "web": {"type": "number"}},
            "basis": ["a"],
            "descriptors": ["shop", "web"],
        }
    )
    table = Table("a.csv", {"shop": ("1", None, "0"), "web": ("1", "0", "1")}, (2, 3, 4))
    found = Responses(table, declared(Codebook(options), study))
    assert found.categories("shop") == ("yes", None, "no")
    assert found.numbers("web").tolist() == [1, 0, 1]
    assert not found.codebook["web"].codes
