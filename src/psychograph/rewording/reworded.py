"""`Reworded`: a sentence after a language model was asked, and what is known of the asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.findings import Finding
from psychograph.personas.persona import Persona
from psychograph.strategy.brief import Brief


@dataclass(frozen=True)
class Reworded:
    """One sentence after a language model was asked for other words.

    Parameters
    ----------
    text : str
        The model's words where nothing speaks against them, else the text as it was.
    statements : tuple of str
        Ids of the statements, or rules, that the sentence rests on; always those of the original.
    assisted : bool
        Whether the words are the model's.
    reasons : tuple of str
        Why they are not; empty where they are, and where the model left the text as it was.
    """

    text: str
    statements: tuple[str, ...]
    assisted: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One request to the model and its answer, by their digests.

    Parameters
    ----------
    subject : str
        What was reworded: ``"segment 1"``, or ``"brief of segment 1"``.
    prompt_sha256 : str
        Of the request's body.
    reply_sha256 : str or None
        Of the model's answer; None where there was none that could be used.
    sentences, assisted : int
        Sentences that were sent, and those that took the model's words.
    """

    subject: str
    prompt_sha256: str
    reply_sha256: str | None
    sentences: int
    assisted: int


@dataclass(frozen=True)
class Assistance:
    """Who helped with the wording.

    Parameters
    ----------
    model, host : str
        The model, and the host that was asked; never a key.
    prompt_version : str
        Version of the instructions.
    exchanges : tuple of Exchange
        Every request.
    """

    model: str
    host: str
    prompt_version: str
    exchanges: tuple[Exchange, ...]

    @property
    def assisted(self) -> int:
        """Return how many sentences took the model's words."""
        return sum(exchange.assisted for exchange in self.exchanges)


@dataclass(frozen=True)
class RewordedRun:
    """Personas and briefs after a language model was asked for other words.

    Parameters
    ----------
    personas : tuple of Persona
        With texts replaced; nothing else differs.
    briefs : tuple of Brief
        The same.
    findings : tuple of Finding
        What kept its own words, and why.
    assistance : Assistance
        Who helped, for the pages and for the manifest.
    sentences : mapping of str to mapping of str to Reworded
        What became of every sentence, by subject and key.
    """

    personas: tuple[Persona, ...]
    briefs: tuple[Brief, ...]
    findings: tuple[Finding, ...]
    assistance: Assistance
    sentences: Mapping[str, Mapping[str, Reworded]]
