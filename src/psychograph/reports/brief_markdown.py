"""A brief as Markdown: what a director reads first, then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from psychograph.reports.formats import capitalised
from psychograph.reports.markdown import coded, document, escaped, heading, items, marks, strong, table
from psychograph.reports.persona_markdown import evidence_markdown, footnotes, line_markdown
from psychograph.reports.view.brief_page import BriefPage
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.messages import Message
from psychograph.strategy.sizes import SizeRow


def brief_markdown(page: BriefPage) -> str:
    """Return a brief as Markdown, with footnotes for the statements it names."""
    parts = (_head, _idea, _where, _test_in_short, _content, _house, _activation, _measures, _test, _behind)
    return document(text for part in parts for text in part(page))


def _head(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    yield heading(1, say("card-brief-of", name=brief.persona))
    badge = f" ({say('card-exploratory')})" if page.view.persona.exploratory else ""
    yield escaped(f"{page.view.kind}{badge}")
    yield escaped(brief.objective)
    if brief.caution:
        yield f"{strong(say('card-caution') + '.')} {escaped(brief.caution)}"
    yield heading(2, say("card-brief-four"))
    four = brief.summary
    yield items(
        f"{strong(say(f'card-brief-{key}'))} {escaped(text)}{marks(four.statements) if key == 'who' else ''}"
        for key, text in (("get", four.get), ("who", four.who), ("to", four.to), ("by", four.by))
    )
    yield escaped(brief.why_role)
    if brief.would_change:
        yield heading(2, say("card-brief-would-change"))
        yield items(map(coded, brief.would_change))


def _idea(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    yield heading(2, say("card-brief-idea"))
    insight = escaped(brief.insight.text) + marks(brief.insight.statements)
    yield items(
        (
            f"{strong(say('card-brief-insight') + ':')} {insight}",
            f"{strong(say('card-brief-theme') + ':')} {_line(brief.theme, page)}",
            f"{strong(say('card-brief-proposition') + ':')} {_line(brief.proposition, page)}",
        )
    )
    yield heading(2, say("card-brief-messages"))
    yield (
        items(_message(message, page) for message in brief.messages)
        if brief.messages
        else coded(say("card-brief-no-messages"))
    )


def _message(message: Message, page: BriefPage) -> str:
    say = page.run.language.say
    status = say("card-brief-substantiated" if message.substantiated else "card-brief-needs-evidence")
    behind = [strong(status), escaped(message.evidence)]
    behind += [f"{strong(say('card-brief-settle'))} {escaped(check)}" for check in message.checks]
    copied = f" {escaped(say('card-brief-copy'))}: “{escaped(message.filled)}”" if message.filled else ""
    return f"“{escaped(message.text)}” {' '.join(part for part in behind if part)}{copied}"


def _where(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    if page.view.stages:
        yield heading(2, say("card-brief-channels"))
        for stage in page.view.stages:
            yield heading(3, f"{stage.title}: {stage.job}")
            yield items(_line(line, page) for line in stage.lines)
    yield heading(2, say("card-brief-aims"))
    yield items(
        (
            f"{strong(say('card-brief-now') + ':')} {escaped(brief.where_now.text)}",
            f"{strong(say('card-brief-to-be') + ':')} {escaped(brief.where_to_be.text)}",
        )
    )


def _test_in_short(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    if brief.plan is not None:
        yield heading(2, say("card-brief-test"))
        yield escaped(brief.plan.question)
        yield f"{strong(say('card-brief-wrong') + ':')} {escaped(brief.plan.wrong_if)}"
    if brief.before_start:
        yield heading(2, say("card-brief-before"))
        yield items(map(coded, brief.before_start))


def _content(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    for title, lines in (("role", brief.role_advice), ("differs", brief.differs)):
        if lines:
            yield heading(2, say(f"card-brief-{title}"))
            yield items(_line(line, page) for line in lines)
    for part in page.view.content:
        yield heading(2, part.title)
        yield items(_line(line, page) for line in part.lines)


def _house(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    house = brief.house
    if house.pillars or house.floor:
        yield heading(2, say("card-brief-house"))
        yield strong(house.roof)
    if house.pillars:
        none = escaped(say("card-brief-no-proof"))
        rows = [
            [
                f"{escaped(capitalised(pillar.frame.text))} ({escaped(', '.join(pillar.rules))})",
                escaped(capitalised(pillar.proof.text)) if pillar.proof else none,
            ]
            for pillar in house.pillars
        ]
        yield table([escaped(say(key)) for key in ("card-brief-pillar", "card-brief-pillar-proof")], rows)
    if house.floor:
        yield escaped(say("card-brief-floor"))
        yield items(_line(line, page) for line in house.floor)
    if brief.reasons:
        yield heading(2, say("card-brief-reasons"))
        yield items(
            f"{escaped(capitalised(reason.text))} {strong(_status(reason.status.value, page))}"
            for reason in brief.reasons
        )


def _status(status: str, page: BriefPage) -> str:
    return page.run.language.say(f"card-brief-{status.replace(' ', '-')}")


def _activation(page: BriefPage) -> Iterator[str]:
    brief, say = page.view.brief, page.run.language.say
    for part in (*page.view.activation, *page.view.control):
        yield heading(2, part.title)
        yield items(_line(line, page) for line in part.lines)
    if brief.timing:
        yield heading(2, say("card-brief-timing"))
        for wave in brief.timing:
            lead = strong(say("card-brief-wave", number=wave.number, persona=wave.persona) + ".")
            yield f"{lead} {escaped(wave.start)}"
            if wave.lines:
                yield items(_line(line, page) for line in wave.lines)
    if brief.open_questions:
        yield heading(2, say("card-brief-open"))
        for question in brief.open_questions:
            yield escaped(question.text)
            yield items(_line(side, page) for side in question.sides)
            yield escaped(say("card-brief-arms-that-test", arms=", ".join(question.arms)))


def _measures(page: BriefPage) -> Iterator[str]:
    brief, language = page.view.brief, page.run.language
    say = language.say
    if (kpis := brief.kpis) is not None:
        yield heading(2, say("card-brief-measures"))
        rows = [[escaped(say("card-brief-primary")), strong(kpis.primary.text)]]
        if kpis.formula:
            rows.append([escaped(say("card-brief-formula")), escaped(kpis.formula)])
        rows += [
            [escaped(say(f"card-brief-stage-{stage.stage.value}")), _texts(stage.lines)]
            for stage in kpis.diagnostics
        ]
        if kpis.guardrails:
            rows.append([escaped(say("card-brief-guardrails")), _texts(kpis.guardrails)])
        yield table([escaped(say(key)) for key in ("card-brief-stage", "card-brief-measures")], rows)
    yield heading(2, say("card-brief-budget"))
    yield escaped(brief.budget.text)
    if brief.budget.portions:
        yield items(
            f"{escaped(capitalised(portion.purpose))}: {language.percent(portion.share)}"
            + ("" if portion.money is None else f" ({language.number(portion.money, 0)})")
            for portion in brief.budget.portions
        )
    if brief.budget.lines:
        yield items(_line(line, page) for line in brief.budget.lines)


def _texts(lines: Iterable[BriefLine]) -> str:
    return "; ".join(escaped(line.text) for line in lines)


def _test(page: BriefPage) -> Iterator[str]:
    plan, language = page.view.brief.plan, page.run.language
    if plan is None:
        return
    say = language.say
    yield heading(2, say("card-brief-arms"))
    heads = [escaped(say(key)) for key in ("card-brief-arm", "card-brief-shows")]
    yield table(heads, [[escaped(arm.name), escaped(arm.text)] for arm in plan.arms])
    yield escaped(say("card-brief-sizes", lift=language.percent(plan.lift)))
    columns = ("base", "lifted", "per-arm", "per-cell", "in-all", "holdout")
    yield table(
        [escaped(say(f"card-brief-{key}")) for key in columns], [_size(row, page) for row in plan.sizes]
    )
    yield escaped(plan.duration)
    if plan.steps:
        yield "\n".join(f"{at}. {coded(step)}" for at, step in enumerate(plan.steps, 1))
    if plan.lines:
        yield items(_line(line, page) for line in plan.lines)


def _size(row: SizeRow, page: BriefPage) -> list[str]:
    number, percent = page.run.language.number, page.run.language.percent
    cell = "\N{EN DASH}" if row.per_cell is None else number(row.per_cell, 0)
    counts = [number(row.in_all, 0), number(row.holdout, 0)]
    return [percent(row.base, 1), percent(row.lifted, 1), number(row.per_arm, 0), cell, *counts]


def _behind(page: BriefPage) -> Iterator[str]:
    brief, language = page.view.brief, page.run.language
    say = language.say
    yield heading(2, say("card-brief-guards"))
    yield escaped(say("card-brief-guards-lead"))
    yield items(
        f"{strong(guard.id + ' ' + say('card-brief-acts' if guard.acts else 'card-brief-quiet'))} "
        f"{escaped(guard.text)}"
        for guard in sorted(brief.guards, key=lambda guard: not guard.acts)
    )
    if brief.silent:
        yield heading(2, say("card-brief-silent"))
        yield items(f"{escaped(rule)}: {coded(why)}" for rule, why in brief.silent)
    yield from evidence_markdown(page.evidence, language)
    if page.notice:
        yield heading(2, say("card-notice"))
        yield items(map(escaped, page.notice))
    yield escaped(say("card-made-with", version=page.version))
    yield footnotes(page.view.cited_statements, page.view.persona, page.labels, page.evidence, language)


def _line(line: BriefLine, page: BriefPage) -> str:
    return line_markdown(line, page.labels, page.evidence, page.run.language)
