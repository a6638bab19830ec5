"""The page on suggestions says what the mapping says."""

from __future__ import annotations

from pathlib import Path

from psychograph.instruments.catalogue import shipped
from psychograph.questionnaire.suggest.mapping import suggestions
from psychograph.questionnaire.suggest.page import suggestions_page

PAGE = Path(__file__).parents[4] / "docs" / "questionnaire-suggest.md"


def test_the_page_is_written_from_the_mapping() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == suggestions_page(suggestions(), shipped()), (
        "python -m psychograph.questionnaire.suggest.page docs/questionnaire-suggest.md"
    )


def test_every_topic_goal_and_construct_has_its_line() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for topic in suggestions().topics:
        assert any(line.startswith(f"| {topic}: ") for line in lines), topic
        assert any(line.startswith(f"- **{topic}**: ") for line in lines), topic
    for name in (*suggestions().goals, *suggestions().constructs):
        assert any(line.startswith(f"| {name} | ") for line in lines), name
