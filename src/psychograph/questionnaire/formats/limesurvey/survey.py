"""A survey as LimeSurvey keeps it: groups of questions with sub-questions and answers, in all languages.

Both of its files, tab-separated and `.lss`, hold this; what it means is read in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# By language: a text, or for groups and questions two.
Texts = dict[str, str]


@dataclass
class Part:
    """A sub-question, or an answer, of a question: its code, its scale (0 or 1) and its texts."""

    code: str
    scale: str = "0"
    texts: Texts = field(default_factory=dict)
    relevance: str = ""


@dataclass
class Asked:
    """A question.

    Parameters
    ----------
    where : str
        Its place in the file, for messages.
    code, type, relevance, mandatory, other, validation
        As LimeSurvey calls them; `type` is one letter or sign.
    texts, helps : Texts
        Question and help by language.
    attributes : mapping of str to Texts
        Values by name and language; the language is empty for those that have none.
    parts, answers : list of Part
        Sub-questions and answers.
    aliases : tuple of str
        Further names by which expressions call it, such as ``"616667X119X254"``.
    default : bool
        Whether an answer is filled in beforehand.
    conditions : bool
        Whether conditions of the old designer belong to it.
    """

    where: str
    code: str
    type: str
    relevance: str = ""
    mandatory: str = ""
    other: str = ""
    validation: str = ""
    texts: Texts = field(default_factory=dict)
    helps: Texts = field(default_factory=dict)
    attributes: dict[str, Texts] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)
    aliases: tuple[str, ...] = ()
    default: bool = False
    conditions: bool = False

    def attribute(self, name: str, language: str = "") -> str:
        """Return the value of an attribute; empty where it has none."""
        values: Mapping[str, str] = self.attributes.get(name, {})
        return values.get(language) or values.get("") or next(iter(values.values()), "")


@dataclass
class Group:
    """A group of questions, which is a page: what orders it, its names and descriptions by language."""

    where: str
    key: str
    relevance: str = ""
    random_group: str = ""
    names: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)


@dataclass
class Survey:
    """A whole survey; `texts` has by name, such as ``surveyls_title``, what is said by language."""

    language: str = ""
    languages: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # such as quotas
