"""Lines of a brief from advice: lawful ones only, each with what must be settled before it is used."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Self

from psychograph.knowledge.rules import Advice, Slot
from psychograph.personas.persona import Persona
from psychograph.strategy.guards import PUBLISHED, checks_for_copy, lever_is_lawful
from psychograph.strategy.lines import BriefLine, line_of_advice
from psychograph.strategy.situation import Situation

MOST_LINES = 4


class GuardedLines:
    """The advice for a persona, slot by slot, as lines of a brief.

    Parameters
    ----------
    situation : Situation
        Study and language.
    persona : Persona
        Whose advice.
    slots : frozenset of Slot, optional
        Matters that the persona's role leaves; all by default.
    """

    def __init__(self, situation: Situation, persona: Persona, slots: frozenset[Slot] | None = None) -> None:
        self._situation = situation
        self._persona = persona
        spoken = [a for a in persona.advice if slots is None or a.slot in slots]
        self.advice = tuple(a for a in spoken if lever_is_lawful(a, situation.language))
        self.blocked = tuple(a for a in spoken if not lever_is_lawful(a, situation.language))

    def keeping(self, wanted: Callable[[Advice], bool]) -> Self:
        """Return only the advice that is wanted."""
        kept = copy(self)
        kept.advice = tuple(a for a in self.advice if wanted(a))
        return kept

    def slot(self, slot: str) -> tuple[Advice, ...]:
        """Return the heaviest advice on one matter."""
        return tuple(a for a in self.advice if a.slot == slot)[:MOST_LINES]

    def about(self, *slots: str) -> tuple[BriefLine, ...]:
        """Return lines on some matters, in the order of the matters."""
        return tuple(self.line(a) for slot in slots for a in self.slot(slot))

    def line(self, advice: Advice) -> BriefLine:
        """Return one line."""
        checks: tuple[str, ...] = ()
        if advice.slot in PUBLISHED:
            checks = self.checks(advice.phrase, risks=advice.risks, slot=advice.slot)
        return line_of_advice(advice, checks)

    def checks(
        self, text: str, *, risks: tuple[str, ...] = (), slot: str = "", evidence: str | None = None
    ) -> tuple[str, ...]:
        """Return what must be settled before a text is printed."""
        study, language = self._situation.study, self._situation.language
        return checks_for_copy(text, study, risks=risks, language=language, slot=slot, evidence=evidence)

    def theme(self) -> BriefLine:
        """Return the idea of the campaign: the rules' theme, else the angle or motive that weighs most.

        Of two angles of one weight, the one that rests on what sets the persona apart most. A hypothesis
        is taken only where there is nothing else.
        """
        for slot in (Slot.THEME, Slot.FRAME, Slot.MOTIVE):
            firm = [a for a in self.slot(slot) if not a.hypothesis]
            if firm:
                return self.line(min(firm, key=self._rank))
        for advice in (*self.slot(Slot.FRAME), *self.slot(Slot.MOTIVE)):
            return self.line(advice)
        return BriefLine(self._situation.say("brief-theme-plain"), "hypothesis")

    def _rank(self, advice: Advice) -> tuple[float, float, str]:
        apart = [abs(s.g) for s in self._persona.standings if s.attribute in advice.attributes]
        return round(-advice.weight, 6), -max(apart, default=0.0), advice.phrase
