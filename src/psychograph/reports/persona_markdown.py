"""A persona as Markdown: the card in words and tables, and footnotes with what each sentence rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from psychograph.knowledge.references import Reference
from psychograph.knowledge.rules import Grade
from psychograph.language.language import Language
from psychograph.personas.persona import Persona, Sentence, Statement
from psychograph.reports.formats import capitalised, fixed, numbered
from psychograph.reports.markdown import (
    document,
    escaped,
    footnote,
    heading,
    items,
    marks,
    strong,
    table,
)
from psychograph.reports.view.cards import Line, Matter, RingView
from psychograph.reports.view.evidence import Backed, Evidence, NamedRule, figures_of
from psychograph.reports.view.members import Said
from psychograph.reports.view.persona_page import PersonaPage
from psychograph.strategy.lines import BriefLine


def persona_markdown(page: PersonaPage) -> str:
    """Return a persona as Markdown, with footnotes for its statements."""
    return document([*_head(page), *_body(page), *_behind(page)])


def _head(page: PersonaPage) -> Iterator[str]:
    card, persona, say = page.card, page.card.persona, page.run.language.say
    yield heading(1, persona.plural)
    badge = f" ({say('card-exploratory')})" if persona.exploratory else ""
    yield escaped(f"{card.kind}{badge}")
    yield strong(sentence_text(persona.one_line)) + marks(persona.one_line.statements)
    yield f"{strong(card.people)}, {escaped(card.share)}; {escaped(card.interval)}"
    if persona.exploratory:
        yield escaped(say("card-exploratory-why"))
    if persona.caution:
        yield f"{strong(say('card-caution') + '.')} {escaped(persona.caution)}"


def sentence_text(sentence: Sentence) -> str:
    """Return the text of a sentence, without white space around it."""
    return sentence.text.strip()


def _body(page: PersonaPage) -> Iterator[str]:
    card, persona, language = page.card, page.card.persona, page.run.language
    say = language.say
    for matter in card.todo:
        yield from _matter(matter, say("card-line-hypothesis"))
    yield heading(2, say("card-headlines"))
    if card.headlines:
        yield table(
            [escaped(say(key)) for key in ("card-attribute", "card-level", "card-mean", "card-others-mean")],
            [
                [strong(h.label), escaped(h.level), fixed(h.profile.mean), fixed(h.others_mean)]
                for h in card.headlines
            ],
        )
    else:
        yield escaped(say("card-no-headlines"))
    if persona.narrative:
        yield heading(2, say("card-story"))
        yield sentences(persona.narrative)
    for matter in card.reasons:
        yield from _matter(matter, say("card-line-hypothesis"))
    if card.answers:
        yield heading(2, say("card-answers"))
        yield _said(card.answers)
    yield heading(2, say("card-who"))
    yield _said(card.who) if card.who else escaped(say("card-who-none"))
    if persona.demographics:
        yield sentences(persona.demographics)
    yield heading(2, say("card-rings"))
    yield items(_ring(view) for view in card.rings)
    if card.spread:
        yield heading(2, say("card-spread"))
        yield sentences(card.spread)
    if persona.not_known:
        yield heading(2, say("card-not-known"))
        yield items(escaped(capitalised(text)) for text in persona.not_known)
    yield heading(2, say("card-source"))
    yield escaped(card.source)
    if card.alternatives:
        yield escaped(say("card-also-called", names=card.alternatives))


def _behind(page: PersonaPage) -> Iterator[str]:
    persona, language = page.card.persona, page.run.language
    if page.advice:
        yield heading(2, language.say("card-lines"))
        for title, lines in page.advice:
            yield heading(3, title)
            yield items(line_markdown(line, page.labels, page.evidence, language) for line in lines)
    yield from evidence_markdown(page.evidence, language)
    if page.notice:
        yield heading(2, language.say("card-notice"))
        yield items(escaped(sentence) for sentence in page.notice)
    yield escaped(language.say("card-made-with", version=page.version))
    yield footnotes(persona.statements, persona, page.labels, page.evidence, language)


def footnotes(
    statements: Iterable[Statement],
    persona: Persona,
    labels: Mapping[str, str],
    evidence: Evidence,
    language: Language,
) -> str:
    """Return what the marks of statements lead to."""
    found = []
    for statement in statements:
        kind = escaped(language.say(f"card-kind-{statement.kind.value}"))
        figures = escaped(figures_of(statement, persona, labels, language))
        behind = [kind, figures, evidence_marks(statement, statement.grade, evidence, language)]
        text = f"{escaped(statement.text)} ({'; '.join(part for part in behind if part)})"
        found.append(footnote(statement.id, text))
    return "\n".join(found)


def evidence_marks(item: Backed, grade: Grade | None, evidence: Evidence, language: Language) -> str:
    """Return grade, rules and numbered references of a statement or a line, as Markdown."""
    say = language.say
    parts = [say("card-grade", grade=grade.value)] if grade is not None else []
    if item.rules:
        parts.append(f"{say('card-rules-word', n=len(item.rules))} {', '.join(item.rules)}")
    both = [key for key in item.evidence if key in item.against]
    alone = [key for key in item.evidence if key not in item.against]
    against = [key for key in item.against if key not in item.evidence]
    for key, cited in (("card-for-word", alone), ("card-both-word", both), ("card-against-word", against)):
        if numbers := numbered(cited, evidence.cited):
            parts.append(f"{say(key)} {' '.join(f'[{number}]' for number in numbers)}")
    return escaped(", ".join(parts))


def line_markdown(line: BriefLine, labels: Mapping[str, str], evidence: Evidence, language: Language) -> str:
    """Return a line of advice with what it rests on, and what must be settled before it is used."""
    say = language.say
    behind = [escaped(say(f"card-kind-{line.basis}"))]
    if line.attributes:
        named = ", ".join(labels.get(name, name) for name in line.attributes)
        behind.append(escaped(say("card-brief-from", attributes=named)))
    behind += [evidence_marks(line, line.grade, evidence, language), escaped(line.note)]
    checks = "".join(f" {strong(say('card-brief-settle'))} {escaped(check)}" for check in line.checks)
    return f"{escaped(capitalised(line.text))} ({'; '.join(part for part in behind if part)}){checks}"


def evidence_markdown(evidence: Evidence, language: Language) -> Iterator[str]:
    """Yield the rules and references that a document names."""
    say = language.say
    if evidence.rules:
        yield heading(2, say("card-rules"))
        heads = ("card-rule", "card-rule-grade", "card-rule-effect", "card-rule-for", "card-rule-against")
        yield table(
            [escaped(say(key)) for key in heads], [_rule(r, evidence, language) for r in evidence.rules]
        )
    if evidence.references:
        yield heading(2, say("card-references"))
        yield escaped(say("card-references-lead"))
        yield "\n".join(
            f"{at}. {_reference(reference, language)}" for at, reference in enumerate(evidence.references, 1)
        )


def _rule(rule: NamedRule, evidence: Evidence, language: Language) -> list[str]:
    say = language.say

    def numbers(keys: Iterable[str]) -> str:
        return escaped(" ".join(f"[{at}]" for at in numbered(keys, evidence.cited)) or say("card-none"))

    effect = say(f"card-effect-{rule.effect}")
    return [
        escaped(rule.id),
        rule.grade.value,
        escaped(effect),
        numbers(rule.evidence),
        numbers(rule.against),
    ]


def _reference(reference: Reference, language: Language) -> str:
    link = (
        f" <{reference.link}>" if reference.link.startswith("https://") and " " not in reference.link else ""
    )
    read = language.say(f"card-read-{reference.checked}")
    return f"{escaped(reference.citation)}{link} {escaped(capitalised(reference.finding))}. {escaped(read)}"


def sentences(found: Sequence[Sentence]) -> str:
    """Return sentences in a paragraph, each with its marks."""
    return " ".join(escaped(sentence_text(s)) + marks(s.statements) for s in found)


def _matter(matter: Matter, hypothesis: str) -> Iterator[str]:
    yield heading(2, matter.title)
    yield items(_line(line, hypothesis) for line in matter.lines) if matter.lines else escaped(matter.nothing)


def _line(line: Line, hypothesis: str) -> str:
    behind = [line.grade.value, *line.rules, *([hypothesis] if line.hypothesis else [])]
    return f"{escaped(line.text)} ({escaped(', '.join(behind))})"


def _said(said: Sequence[Said]) -> str:
    return items(f"{strong(item.label + ':')} {escaped(item.text)}" for item in said)


def _ring(view: RingView) -> str:
    asked = f" {escaped(view.ask)}" if view.ask else ""
    return f"{strong(view.title + ':')} {escaped(view.text)}{marks(view.ring.statements)}{asked}"
