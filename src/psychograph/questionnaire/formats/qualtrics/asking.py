"""One question of Qualtrics as a file says it: texts, choices, codes, order; what is not taken is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from psychograph.instruments.translated import Translated
from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.qualtrics.logic import Element, Seen
from psychograph.questionnaire.formats.qualtrics.texts import (
    BELOW,
    parts_of,
    piped,
    plain,
    tag_of,
    translated,
)
from psychograph.questionnaire.losses import Aspect
from psychograph.questionnaire.model import Choice
from psychograph.quoting import shortened


@dataclass
class Asking:
    """One question as it is read.

    Parameters
    ----------
    payload : dict
        What the file says of it.
    name : str
        As it is called here.
    lose : callable
        Tells what is not taken.
    item_name : callable
        Gives a statement, or one of several questions in one, a name like a wanted one.
    version : str or None
        Of the text that is agreed to, where the survey states one for a question of this name.
    """

    payload: Element
    name: str
    lose: Callable[[Aspect, str, str], None]
    item_name: Callable[[str], str]
    version: str | None = None
    seen: dict[str, Seen] = field(default_factory=dict)  # by start of locator, without the question's id

    @property
    def selector(self) -> str:
        """Which kind of its type it is."""
        return str(self.payload.get("Selector", ""))

    @property
    def languages(self) -> Mapping[str, Element]:
        """What is translated, by the language's tag."""
        said = self.payload.get("Language")
        if not isinstance(said, dict):
            return {}
        return {tag_of(key): value for key, value in said.items() if isinstance(value, dict)}

    @property
    def settings(self) -> Element:
        """What is checked of its answer."""
        validation = self.payload.get("Validation")
        settings = validation.get("Settings") if isinstance(validation, dict) else None
        return settings if isinstance(settings, dict) else {}

    def texts(self) -> tuple[Translated, Translated, Translated]:
        """Return the question, its help and the unit of its answer."""
        sources: dict[str | None, Json] = {None: self.payload.get("QuestionText")}
        sources |= {
            tag: said["QuestionText"] for tag, said in self.languages.items() if "QuestionText" in said
        }
        found = {
            tag: parts_of(source, BELOW, ("text", "help", "unit"))
            for tag, source in sources.items()
            if isinstance(source, str)
        }
        shared = any(parts["help"] or parts["unit"] for parts in found.values())
        made = []
        for part in ("text", "help", "unit"):
            said = {tag: self.plain(parts[part], Aspect.TEXT) for tag, parts in found.items()}
            made.append(translated(said, same=not shared))
        return made[0], made[1], made[2]

    def plain(self, source: Json, aspect: Aspect = Aspect.TEXT) -> str:
        """Return a text without HTML, and tell what shaped it."""
        found = plain(source)
        if found.lost:
            what = f"how its text is set (HTML: {', '.join(found.lost[:8])})"
            self.lose(aspect, what, "it is plain text")
        if isinstance(source, str) and piped(source):
            self.lose(aspect, "what is put into its text from elsewhere (${...})", "it stands there as it is")
        return found.text

    def entries(self, key: str) -> dict[str, Element]:
        """Return choices or answers by their keys, in the order in which they are shown."""
        listed = self.payload.get(key)
        order = self.payload.get("ChoiceOrder" if key == "Choices" else "AnswerOrder")
        if isinstance(listed, list):
            start = 0 if self.selector == "NPS" or _first(order) == "0" else 1
            found = {str(at): one for at, one in enumerate(listed, start)}
        else:
            found = dict(listed) if isinstance(listed, dict) else {}
        entries: dict[str, Element] = {}
        for entry, one in found.items():
            if one is not None:
                entries[entry] = one if isinstance(one, dict) else {"Display": one}
        keys = [str(one) for one in order if isinstance(one, (str, int))] if isinstance(order, list) else []
        return {one: entries[one] for one in dict.fromkeys([*keys, *entries]) if one in entries}

    def label(self, key: str, entry: str, said: Element) -> Translated:
        """Return the text of a choice or an answer with its translations."""
        texts: dict[str | None, str] = {None: self.plain(said.get("Display"))}
        for tag, other in self.languages.items():
            listed = other.get(key)
            shown = listed.get(entry) if isinstance(listed, dict) else None
            if isinstance(shown, dict) and "Display" in shown:
                texts[tag] = self.plain(shown["Display"])
        return translated(texts, same=True)

    def codes(self, keys: list[str]) -> dict[str, str]:
        """Return the code that answers hold for each key."""
        recoded = self.payload.get("RecodeValues")
        found = recoded if isinstance(recoded, dict) else {}
        codes = {key: str(found.get(key, key)) or key for key in keys}
        if len(set(codes.values())) < len(codes):
            self.lose(Aspect.CODES, "codes that several of its answers share", "each has a code of its own")
            return {key: key for key in keys}
        return codes

    def declined(self, key: str) -> bool:
        """Return whether an answer is left out of analyses."""
        left_out = self.payload.get("AnalyzeChoices")
        return isinstance(left_out, dict) and str(left_out.get(key, "")).lower() == "no"

    def choices(self, *, several: bool) -> tuple[Choice, ...]:
        """Return the choices."""
        entries = self.entries("Choices")
        codes = self.codes(list(entries))
        made = []
        for key, said in entries.items():
            label = self.label("Choices", key, said)
            made.append(
                Choice(
                    codes[key],
                    label if label else Translated(codes[key]),
                    exclusive=several and said.get("ExclusiveAnswer") is True,
                    specify=str(said.get("TextEntry", "")).lower() == "true",
                    declined=self.declined(key),
                )
            )
            if said.get("DisplayLogic"):
                what = f"when '{shortened(label.text or key)}' is offered"
                self.lose(Aspect.SKIP, what, "it is always offered")
        self.seen["SelectableChoice"] = Seen(self.name, codes, several)
        return tuple(made)

    def shuffled(self) -> bool:
        """Return whether the choices or statements stand in an order of chance."""
        said = self.payload.get("Randomization")
        if not isinstance(said, dict):
            return False
        if str(said.get("Type", "")) == "ScaleReversal":
            self.lose(Aspect.ORDER, "that its scale is turned by chance", "it never is")
            return False
        advanced = said.get("Advanced")
        subset = str(said.get("TotalRandSubset") or "")
        if str(said.get("Type", "")) == "Subset" or subset not in {"", "0"}:
            self.lose(Aspect.ORDER, "that only some of its choices are shown, by chance", "all are shown")
        if str(said.get("Type", "")) in {"All", "Subset", "Random"}:
            return True
        return isinstance(advanced, dict)


def _first(order: Json) -> str:
    return str(order[0]) if isinstance(order, list) and order else ""
