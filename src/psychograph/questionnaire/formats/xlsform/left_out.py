"""What a form says beside its questions and is not taken: each cell and setting is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from psychograph.questionnaire.formats.xlsform.columns import Languages
from psychograph.questionnaire.formats.xlsform.tree import Node
from psychograph.questionnaire.losses import WHOLE, Aspect
from psychograph.quoting import listed, quoted, shortened

Lose = Callable[[str, Aspect, str, str], None]
# Columns whose content is taken, or means nothing to what is asked.
TAKEN = {
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message",
    "appearance", "parameters", "choice_filter",
}  # fmt: skip
SETTINGS = {
    "form_title", "form_id", "set_form_title", "set_form_id", "version", "default_language", "style",
    "clean_text_values", "allow_choice_duplicates",
}  # fmt: skip
KNOWN_APPEARANCES = {"field-list", "table-list", "likert", "multiline", "label", "list-nolabel"}


def tell_of_whole(settings: Mapping[str, str], languages: Languages, lose: Lose) -> None:
    """Name what the settings and the columns of a form say and is not taken."""
    others = sorted(key for key in settings if key not in SETTINGS)
    if others:
        lose(WHOLE, Aspect.CONTENT, f"the settings {listed(others)}", "set them in the tool by hand")
    for name in languages.unknown:
        lose(
            WHOLE,
            Aspect.TRANSLATION,
            f"the language called {quoted(name)}",
            "it is kept by a private tag",
        )


def tell_of_row(where: str, node: Node, lose: Lose) -> None:
    """Name what else a row says and is not taken."""
    cells = node.cells
    for key, cell in cells.others.items():
        if key not in TAKEN and key != "":
            told = f"what its column {key} says ('{shortened(cell)}')"
            lose(where, Aspect.CONTENT, told, "left out")
    for key in ("required_message", "guidance_hint"):
        if cells.text(key):
            lose(where, Aspect.TEXT, f"its {key} '{shortened(cells.text(key).text)}'", "left out")
    message = cells.text("constraint_message")
    if message and not message.text.startswith(("\u2265 ", "\u2264 ")) and " \u2013 " not in message.text:
        lose(where, Aspect.TEXT, f"its message '{shortened(message.text)}'", "the tool's own words")
    other = sorted(node.appearances - KNOWN_APPEARANCES)
    if other:
        lose(where, Aspect.TYPE, f"how it is drawn ({listed(other)})", "it is drawn as usual")
    if cells["choice_filter"]:
        lose(
            where,
            Aspect.CHOICE,
            f"which choices are shown when ({shortened(cells['choice_filter'])})",
            "all are shown",
        )
