"""All rules of quality on one set of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from psychograph.codebook.codebook import Role
from psychograph.responses.quality.answers import Answers
from psychograph.responses.quality.missingness import missingness_of
from psychograph.responses.quality.report import Outcome, QualityReport
from psychograph.responses.quality.rule import QualityRule
from psychograph.responses.quality.rules import RULES
from psychograph.responses.quality.weaknesses import verdict_on, weaknesses_of
from psychograph.responses.responses import Responses


def check_quality(
    responses: Responses, *, rng: np.random.Generator, rules: Iterable[QualityRule] = RULES
) -> QualityReport:
    """Check the quality of answers, and propose whom to leave out.

    A respondent is proposed where rules of two independent families remark them, or for a repeated
    submission. Nobody is left out here: that is for the study to say.

    Parameters
    ----------
    responses : Responses
        Answers as they were given, with a codebook: items on an answer scale that build or describe
        segments are looked at, in the order of the file.
    rng : numpy.random.Generator
        Draws pairs of rows, and respondents where there are very many; the same start gives the same report.
    rules : iterable of QualityRule
        Rules to apply; all where left out.

    Returns
    -------
    QualityReport
        Every rule with what it found or why it could not run.

    Examples
    --------
    A table of ten people who agree and disagree, and one who ticks 3 throughout.

    >>> from psychograph.codebook.codebook import Scale
    >>> from psychograph.responses.quality.answers import answers_of
    >>> codes = np.random.default_rng(1).integers(1, 6, (11, 12)).astype(float)
    >>> codes[10] = 3
    >>> report = check_quality(answers_of(codes, Scale(1, 5)).responses, rng=np.random.default_rng(1))
    >>> report.proposal(10).rules, report.outcome("synonyms").silent
    (('longstring', 'low-spread'), 'fewer than 50 respondents, so that correlations may be chance')
    """
    answers = Answers(responses, rng)
    report = QualityReport(
        respondents=_respondents(responses),
        outcomes=tuple(_outcome(rule, answers) for rule in rules),
        missingness=missingness_of(answers),
    )
    return replace(report, findings=weaknesses_of(report), verdict=verdict_on(report))


def _outcome(rule: QualityRule, answers: Answers) -> Outcome:
    reason = rule.applies(answers) if len(answers) > 1 else "fewer than two respondents"
    return Outcome(
        code=rule.code,
        title=rule.title,
        family=rule.family,
        result=rule.check(answers) if reason is None else None,
        silent=reason or "",
    )


def _respondents(responses: Responses) -> tuple[str, ...]:
    """Return ids where a column holds them, else numbers of rows from 1."""
    identifying = responses.codebook.with_role(Role.ID)
    cells = responses.table.columns[identifying[0].name] if identifying else (None,) * len(responses)
    return tuple(cell if cell is not None else str(row) for row, cell in enumerate(cells, 1))
