"""`Translated`: a text as respondents read it, and the same in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Translated:
    """A text and its translations.

    Parameters
    ----------
    text : str
        In the language of the whole it belongs to; empty for no text.
    others : tuple of (str, str)
        Language, by its tag (BCP 47, such as ``"de"`` or ``"pt-BR"``), and text; sorted by tag, none blank.

    Examples
    --------
    >>> agree = Translated.of("Agree", {"de": "Stimme zu"})
    >>> str(agree), agree.read("de"), agree.read("fr")
    ('Agree', 'Stimme zu', 'Agree')
    """

    text: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, others: Mapping[str, str] | None = None) -> Translated:
        """Return a text with translations, without those that are blank."""
        return cls(text, tuple(sorted((tag, said) for tag, said in (others or {}).items() if said)))

    def read(self, language: str | None) -> str:
        """Return the text in a language; as it was written where there is no translation."""
        return dict(self.others).get(language or "", self.text)

    def has(self, language: str) -> bool:
        """Return whether there is a translation into a language."""
        return any(tag == language for tag, _ in self.others)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the translations."""
        return tuple(tag for tag, _ in self.others)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


NO_TEXT = Translated()
