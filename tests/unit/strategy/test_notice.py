"""The standing notice says who was asked, on what footing, and what personas are not for."""

from __future__ import annotations

from psychograph.language.language import language
from psychograph.runs.run import Run
from psychograph.strategy.guards import notice
from psychograph.study.model import Fieldwork


def told(run: Run, **fieldwork: object) -> tuple[str, ...]:
    study = run.study.model_copy(update={"fieldwork": Fieldwork.model_validate(fieldwork)})
    return notice(study, language(), respondents=28)


def test_what_is_declared_is_told(worked_example: Run) -> None:
    said = told(
        worked_example,
        asked="customers of 2026.",
        start="2026-09-01",
        end="2026-09-21",
        consent="consent to research",
    )
    assert said[:3] == (
        "Who was asked: customers of 2026. Answers of 28 people were used.",
        "They were asked from 1 September 2026 to 21 September 2026.",
        "Their answers are used on this footing: consent to research.",
    )


def test_what_is_missing_is_told_to_be_missing(worked_example: Run) -> None:
    said = " ".join(told(worked_example))
    assert "does not say who was asked" in said
    assert "does not say when" in said
    assert "does not say on what footing" in said


def test_one_day_is_enough(worked_example: Run) -> None:
    assert "They were asked on 1 September 2026." in told(worked_example, start="2026-09-01")


def test_rights_and_limits_always_stand(worked_example: Run) -> None:
    said = " ".join(told(worked_example))
    for right in ("Art. 21(2)", "Art. 22", "not legal advice"):
        assert said.count(right) == 1
    assert "Openness" in said
    assert "Occupation" in said
