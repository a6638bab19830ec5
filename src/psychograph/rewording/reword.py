"""Asking a language model for other words, sentence by sentence, and taking those that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from psychograph.findings import Finding, Severity, by_severity
from psychograph.knowledge.lexicon import Lexicon
from psychograph.personas.persona import Persona, Sentence
from psychograph.quoting import listed, shortened
from psychograph.rewording.asker import Asker
from psychograph.rewording.check import Allowed, check
from psychograph.rewording.endpoint import NoAnswerError
from psychograph.rewording.passages import (
    Passage,
    brief_passage,
    persona_passage,
    with_brief_texts,
    with_persona_texts,
)
from psychograph.rewording.prompt import (
    PROMPT_VERSION,
    UnusableReplyError,
    digest,
    request_body,
    sentences_in,
)
from psychograph.rewording.reworded import Assistance, Exchange, Reworded, RewordedRun
from psychograph.rewording.store import ReplyStore
from psychograph.strategy.brief import Brief
from psychograph.study.model import WordingSettings

ENGLISH = "en"
LACKING = "the answer lacks it"
MOST_REASONS = 4


@dataclass(frozen=True)
class _Told:
    """What became of a passage; `refused` says why all of it kept its own words, where that is so."""

    subject: str
    sentences: Mapping[str, Reworded]
    exchange: Exchange
    refused: str = ""


def reword_run(
    personas: Sequence[Persona],
    briefs: Sequence[Brief],
    settings: WordingSettings,
    lexicon: Lexicon,
    *,
    kept: Path | None = None,
    language: str = ENGLISH,
) -> RewordedRun:
    """Return personas and briefs in a language model's words where these say the same.

    Each persona, and each brief, is one request, which holds sentences and ids of statements and nothing
    else of the study. Whatever goes wrong, texts stay as they are and a finding says so; an endpoint
    that failed is not asked again.

    Parameters
    ----------
    personas : sequence of Persona
        The personas.
    briefs : sequence of Brief
        Their briefs.
    settings : WordingSettings
        Endpoint, model, the name of the variable that holds the key, and the time-out.
    lexicon : Lexicon
        Says which words are blocked.
    kept : Path or None
        Folder in which answers are kept by the digest of their request, so that a rerun asks nobody and
        gives the same bytes; None keeps nothing.
    language : str
        Language of the texts; only English can be checked, and others are sent nowhere.

    Returns
    -------
    RewordedRun
        Nothing but texts differs.
    """
    asker = Asker(settings, ReplyStore(kept))
    if language != ENGLISH:
        asker.refuse("only English can be checked against the original")
    passages = [*map(persona_passage, personas), *map(brief_passage, briefs)]
    allowed = Allowed(lexicon=lexicon)
    told = {
        passage.subject: _told(passage, settings.model, asker, allowed)
        for passage in passages
        if passage.sentences
    }
    texts = {subject: _texts(one) for subject, one in told.items()}
    return RewordedRun(
        tuple(with_persona_texts(one, texts.get(persona_passage(one).subject, {})) for one in personas),
        tuple(with_brief_texts(one, texts.get(brief_passage(one).subject, {})) for one in briefs),
        by_severity(_findings(tuple(told.values()), settings.model)),
        Assistance(settings.model, asker.host, PROMPT_VERSION, tuple(one.exchange for one in told.values())),
        {subject: one.sentences for subject, one in told.items()},
    )


def _told(passage: Passage, model: str, asker: Asker, allowed: Allowed) -> _Told:
    """Ask for a passage, and judge what is answered sentence by sentence."""
    body = request_body(passage, model)
    asked, count = digest(body), len(passage.sentences)
    try:
        content = asker.content(body)
        answered = sentences_in(content, passage)
    except (NoAnswerError, UnusableReplyError) as reason:
        kept = {
            key: Reworded(one.text, one.statements, assisted=False, reasons=(str(reason),))
            for key, one in passage.sentences.items()
        }
        return _Told(passage.subject, kept, Exchange(passage.subject, asked, None, count, 0), str(reason))
    asker.keep(body, content)
    judged = {key: _judged(one, answered.get(key), allowed) for key, one in passage.sentences.items()}
    taken = sum(one.assisted for one in judged.values())
    exchange = Exchange(passage.subject, asked, digest(content.encode("utf-8", "replace")), count, taken)
    return _Told(passage.subject, judged, exchange)


def _judged(original: Sentence, answered: Sentence | None, allowed: Allowed) -> Reworded:
    if answered is None:
        return Reworded(original.text, original.statements, assisted=False, reasons=(LACKING,))
    reasons = check(original, answered, allowed)
    taken = not reasons and answered.text != original.text
    text = answered.text.strip() if taken else original.text
    return Reworded(text, original.statements, assisted=taken, reasons=tuple(reasons))


def _texts(told: _Told) -> dict[str, str]:
    return {key: one.text for key, one in told.sentences.items() if one.assisted}


def _findings(told: Sequence[_Told], model: str) -> Iterator[Finding]:
    name = shortened(model)
    refused: dict[str, list[str]] = {}
    for one in told:
        if one.refused:
            refused.setdefault(one.refused, []).append(one.subject)
    for reason, subjects in refused.items():
        yield Finding(
            "wording-kept",
            Severity.CAUTION,
            f"The texts of {listed(subjects)} stand in their own words and not in those of {name}: {reason}.",
        )
    judged = [sentence for one in told if not one.refused for sentence in one.sentences.values()]
    rejected = [sentence for sentence in judged if sentence.reasons]
    if rejected:
        # Kinds of reasons alone: what a model made up must not reach a page by way of a finding.
        kinds = Counter(reason.partition(":")[0] for sentence in rejected for reason in sentence.reasons)
        why = listed([f"{kind} ({count})" for kind, count in kinds.most_common(MOST_REASONS)])
        yield Finding(
            "wording-rejected",
            Severity.NOTE,
            f"{len(rejected)} of {len(judged)} sentences stand in their own words, since those of {name} did "
            f"not say the same: {why}.",
        )
