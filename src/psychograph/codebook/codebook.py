"""`Codebook`: every variable of a survey with its question, codes and role."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True)
class Scale:
    """Closed bounds of an answer scale, in the units of the answers."""

    low: float
    high: float

    @property
    def midpoint(self) -> float:
        """Halfway between the bounds."""
        return (self.low + self.high) / 2

    @property
    def half_range(self) -> float:
        """Half the distance between the bounds."""
        return (self.high - self.low) / 2

    def __str__(self) -> str:
        return f"{self.low:g}-{self.high:g}"


class VariableType(StrEnum):
    """How a variable is answered."""

    LIKERT = "likert"  # on a scale with ends
    NUMBER = "number"  # such as age; no ends
    CATEGORY = "category"  # one of several, without order
    OPTION = "option"  # one option of a question with several answers: 1 chosen, 0 not
    TEXT = "text"
    DATE = "date"


class Role(StrEnum):
    """What a variable does."""

    BASIS = "basis"  # builds segments
    DESCRIPTOR = "descriptor"  # only describes them
    WEIGHT = "weight"  # how many people a respondent stands for
    ID = "id"  # identifies a respondent
    CHECK = "check"  # attention check: tells whether a respondent reads
    DURATION = "duration"  # seconds spent on the questionnaire or a page
    IGNORED = "ignored"


@dataclass(frozen=True)
class Code:
    """One possible answer: its code as the table holds it, and its label as respondents saw it."""

    value: str
    label: str


@dataclass(frozen=True)
class Variable:
    """One column of a survey.

    Parameters
    ----------
    name : str
        Column of the table.
    type : VariableType
        How it is answered.
    role : Role
        What it does.
    question : str
        The question as it was asked; for an item of a battery, the item.
    battery : str
        The question that several variables share: the stem of a grid, or the question of
        which an option is one answer. Empty where it stands alone.
    codes : tuple of Code
        Possible answers with labels, in the order of the questionnaire. Cells may hold either.
    missing : tuple of str
        Codes that mean no answer, such as ``"-99"``.
    missing_range : tuple of float or None
        Closed range of numbers that mean no answer; ends may be infinite.
    scale : Scale or None
        Bounds of the answers, in codes.
    reversed : bool
        Whether agreement means less of what is measured.
    construct : str
        What is measured; items of one construct make up a scale. Empty where nobody said.
    expected : str
        The answer that an attention check asks for; empty for any other variable.
    note : str
        Why it was declared as it is, where that was guessed.
    """

    name: str
    type: VariableType
    role: Role = Role.IGNORED
    question: str = ""
    battery: str = ""
    codes: tuple[Code, ...] = ()
    missing: tuple[str, ...] = ()
    missing_range: tuple[float, float] | None = None
    scale: Scale | None = None
    reversed: bool = False
    construct: str = ""
    expected: str = ""
    note: str = ""

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Label of each code; the code itself where its label is blank."""
        return {code.value: code.label if code.label.strip() else code.value for code in self.codes}

    @cached_property
    def code_of(self) -> Mapping[str, str]:
        """Code of each label, in lower case; a label that two codes share is left out."""
        found: dict[str, str] = {}
        shared: set[str] = set()
        for code in self.codes:
            label = code.label.casefold()
            if label in found:
                shared.add(label)
            found[label] = code.value
        return {label: value for label, value in found.items() if label not in shared}

    def is_missing(self, cell: str) -> bool:
        """Return whether a cell holds a code, or the label of a code, that means no answer.

        Examples
        --------
        >>> age = Variable("Age", VariableType.NUMBER, missing=("-99",), missing_range=(900, 999))
        >>> [age.is_missing(cell) for cell in ("31", "-99", "-99.0", "950")]
        [False, True, True, True]
        """
        if not self.missing and self.missing_range is None:
            return False
        if cell in self.missing or self.code_of.get(cell.casefold()) in self.missing:
            return True
        try:
            number = float(cell)
        except ValueError:
            return False
        return number in self._missing_numbers or (
            self.missing_range is not None and self.missing_range[0] <= number <= self.missing_range[1]
        )

    @cached_property
    def _missing_numbers(self) -> frozenset[float]:
        numbers = set()
        for code in self.missing:
            try:
                numbers.add(float(code))
            except ValueError:
                continue
        return frozenset(number for number in numbers if not math.isnan(number))


@dataclass(frozen=True)
class Codebook:
    """Every variable of a survey.

    Parameters
    ----------
    variables : tuple of Variable
        In the order of the table; names are unique.
    """

    variables: tuple[Variable, ...]

    def __len__(self) -> int:
        return len(self.variables)

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.variables)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Variable:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.variables}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variables."""
        return tuple(self._by_name)

    def with_role(self, *roles: Role) -> tuple[Variable, ...]:
        """Return the variables of the given roles."""
        return tuple(variable for variable in self.variables if variable.role in roles)

    def batteries(self) -> Mapping[str, tuple[Variable, ...]]:
        """Return the variables that share a question, by that question."""
        found: dict[str, list[Variable]] = {}
        for variable in self.variables:
            if variable.battery:
                found.setdefault(variable.battery, []).append(variable)
        return {battery: tuple(members) for battery, members in found.items()}

    def updated(self, changes: Mapping[str, Variable]) -> Codebook:
        """Return the codebook with some variables replaced, and new ones added at its end."""
        kept = tuple(changes.get(variable.name, variable) for variable in self.variables)
        return replace(
            self, variables=(*kept, *(v for name, v in changes.items() if name not in self._by_name))
        )
