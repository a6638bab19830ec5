"""The knowledge that commands look at: what ships, with a file of your own laid over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psychograph.knowledge.base import KnowledgeBase


def knowledge_with(own: Path | None) -> KnowledgeBase:
    """Return what ships, and a file of the user's own laid over it where there is one.

    Raises
    ------
    KnowledgeError
        Where the file cannot be used.
    """
    from psychograph.knowledge.base import shipped
    from psychograph.knowledge.own import own_knowledge

    return shipped() if own is None else own_knowledge(own, shipped())
