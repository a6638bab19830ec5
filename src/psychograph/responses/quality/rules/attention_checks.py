"""`attention-checks`: questions that asked for one certain answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Role, Variable
from psychograph.quoting import listed, quoted
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.rule import Family, QualityRule, RuleResult, at_least

SHARE = 0.5


class AttentionChecks(QualityRule):
    """Questions that asked for one certain answer, such as "please tick 4", answered otherwise.

    The index is the share of checks failed among those answered; half or more is remarked, so that
    one slip among three or more is forgiven. A check left blank is not counted. The answer may be
    declared as a code or as its label. A check that nobody passed is not counted either, and named:
    its answer is more likely declared wrongly than failed by all.

    **Where it is weak.** Who ticks at random passes a check on five steps one time in five. Attentive
    people fail a few, most of all checks that are hard to see or that insult them.

    References
    ----------
    Instructed response items: Meade & Craig 2012, Psychol Methods 17:437, doi:10.1037/a0028085. Attentive
    people fail checks for reasons of their own: Curran & Hauser 2019, J Res Pers 82:103849,
    doi:10.1016/j.jrp.2019.103849. Indices often detect better: Goldammer et al.
    2024, doi:10.3758/s13428-024-02484-3.
    """

    code = "attention-checks"
    title = "Attention checks failed"
    family = Family.ATTENTION

    def applies(self, answers: Answers) -> str | None:
        """A check with its answer is needed, which at least one respondent gave."""
        checks = _checks(answers)
        if not checks:
            return "no attention check is declared: name it as `attention` under `quality`"
        if not _passable(checks, answers):
            return f"nobody gave the answer declared: {_told(checks)}; correct it under `quality`"
        return None

    def check(self, answers: Answers) -> RuleResult:
        """Return the share of checks failed."""
        declared = _checks(answers)
        checks = _passable(declared, answers)
        wrong = [variable for variable in declared if variable not in checks]
        answered = np.zeros(len(answers))
        failed = np.zeros(len(answers))
        for variable in checks:
            known, passed = _passed(answers, variable)
            answered += known
            failed += known & ~passed
        index = np.divide(failed, answered, out=np.full(len(answers), np.nan), where=answered > 0)
        many = "attention check" if len(checks) == 1 else "attention checks"
        return at_least(
            index,
            SHARE,
            f"share failed of {len(checks)} {many}, blanks not counted; {SHARE:.0%} or more is remarked"
            + (f"; not counted, since nobody gave the answer declared: {_told(wrong)}" if wrong else ""),
        )


def _checks(answers: Answers) -> tuple[Variable, ...]:
    return tuple(v for v in answers.responses.codebook.with_role(Role.CHECK) if v.expected)


def _passable(checks: Sequence[Variable], answers: Answers) -> list[Variable]:
    return [variable for variable in checks if _passed(answers, variable)[1].any()]


def _told(checks: Sequence[Variable]) -> str:
    return listed(f"{variable.name} ({quoted(variable.expected)})" for variable in checks)


def _passed(answers: Answers, variable: Variable) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who answered a check, and who gave the answer asked for; each (n,)."""
    cells = answers.responses.table.columns[variable.name]
    wanted = _form(variable.expected, variable)
    right = {
        cell: None if cell is None or variable.is_missing(cell) else _form(cell, variable) == wanted
        for cell in set(cells)
    }
    known = np.array([right[cell] is not None for cell in cells], dtype=bool)
    return known, np.array([bool(right[cell]) for cell in cells], dtype=bool)


def _form(cell: str, variable: Variable) -> str:
    """Return an answer as its code, a number in one way of writing, else its text in lower case."""
    text = cell.strip()
    if text not in variable.labels:
        text = variable.code_of.get(text.casefold(), text)
    try:
        return f"{float(text):g}"
    except ValueError:
        return text.casefold()
