"""`asked-twice`: the same statement twice, or nearly."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Asked, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named
from psychograph.questionnaire.lint.similar import Meaning, same_text
from psychograph.questionnaire.model import Choice, choices_of

MOST_COMPARED = 600


class AskedTwice(LintRule):
    """Statements that are asked twice, word for word (a caution) or nearly (a note).

    Instruments overlap: the IPIP's need for cognition and its intellect share items, and so do its long and
    short forms. Who meets a statement again wonders, and the two scales then correlate because they are
    partly the same.

    A choice that is offered twice is found as well: people take either, and answers in words fit both codes.

    Nearly the same are statements with three quarters of their words in common, denials apart; within one
    instrument these are meant so and passed over.

    **Where it is weak.** It compares words, so that "I like parties" and "I enjoy social events" differ.

    References
    ----------
    Goldberg et al. 2006, J Res Pers 40:84, on how scales of the IPIP were made of one pool; Nicholls, Licht
    & Pearl 1982, Psychol Bull 92:572, on items that scales share.
    """

    code = "asked-twice"
    title = "The same statement twice"
    severity = Severity.CAUTION
    source = "Nicholls, Licht & Pearl 1982, Psychol Bull 92:572"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for all statements that two instruments share, and for each other pair."""
        first: dict[str, Asked] = {}
        shared: dict[tuple[str, str], list[str]] = {}
        for one in case.asked:
            said = same_text(one.text.text)
            before = first.setdefault(said, one) if said and not one.expected else one
            if before is not one:
                names = shared.setdefault((_pack(before), _pack(one)), [])
                names.append(f"{before.name} = {one.name}")
        for (mine, theirs), names in shared.items():
            by = f" by {mine} and {theirs}" if mine and theirs and mine != theirs else ""
            yield self.remark(
                named(names),
                f"{'is' if len(names) == 1 else 'are'} asked twice{by}, word for word.",
                "Ask it once, in the scale that has fewer; a study takes each column for one attribute.",
            )
        for question in case.questionnaire.questions:
            yield from self._choices(question.name, choices_of(question.answer))
        distinct = [one for one in first.values() if one.scale is not None]
        yield from self._near(distinct[:MOST_COMPARED])

    def _choices(self, name: str, choices: tuple[Choice, ...]) -> Iterator[Remark]:
        codes: dict[str, list[str]] = {}
        for choice in choices:
            codes.setdefault(_label(choice), []).append(choice.code)
        for choice in choices:
            same = codes.pop(_label(choice), [])
            if len(same) > 1:
                yield self.remark(
                    name,
                    f'offers "{choice.label}" more than once, under the codes {named(same)}.',
                    "Offer each choice once.",
                )

    def _near(self, asked: list[Asked]) -> Iterator[Remark]:
        meant = [(one, _pack(one), Meaning.of(one.text.text)) for one in asked]
        for place, (one, pack, meaning) in enumerate(meant):
            for other, its_pack, its_meaning in meant[place + 1 :]:
                if (pack and pack == its_pack) or not meaning.nearly(its_meaning):
                    continue
                yield self.remark(
                    f"{one.name}, {other.name}",
                    f'say nearly the same: "{one.text}" and "{other.text}".',
                    "Keep one of them, unless both are needed for their instruments.",
                    Severity.NOTE,
                )


def _label(choice: Choice) -> str:
    return " ".join(choice.label.text.casefold().split())


def _pack(one: Asked) -> str:
    return one.source.partition("/")[0]
