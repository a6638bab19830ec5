"""`Hint`: what a file itself says about one of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from psychograph.codebook.codebook import Code, Role, Scale, VariableType


@dataclass(frozen=True)
class Hint:
    """What a file itself says about one of its columns; all else is guessed from the answers.

    Parameters
    ----------
    question, battery : str
        As in :class:`psychograph.codebook.codebook.Variable`.
    type : VariableType or None
        How it is answered; None where the file does not say.
    role : Role or None
        What it does; None where the file does not say.
    codes : tuple of Code
        Answers with labels.
    missing : tuple of str
        Codes that mean no answer.
    missing_range : tuple of float or None
        Range of numbers that mean no answer.
    scale : Scale or None
        Bounds of the answers.
    personal : bool
        Whether the tool itself says that it holds personal data.
    note : str
        Why it is declared as it is, where that is not plain to see.
    """

    question: str = ""
    battery: str = ""
    type: VariableType | None = None
    role: Role | None = None
    codes: tuple[Code, ...] = ()
    missing: tuple[str, ...] = ()
    missing_range: tuple[float, float] | None = None
    scale: Scale | None = None
    personal: bool = False
    note: str = ""
