"""What is missing: by question, by pattern, and whether by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from psychograph.codebook.codebook import Variable, VariableType
from psychograph.responses.quality.answers import CLOSE, MOST_EFFORT, Answers
from psychograph.responses.quality.report import GapPattern, Missingness, Unanswered
from psychograph.responses.quality.rules.mostly_unanswered import ASKED, answered
from psychograph.stats.blanks.missing import LittleTest, fit_normal, least_effort, little_test
from psychograph.stats.blanks.patterns import patterns_of

MOST_PATTERNS = 10
RESPONDENTS_A_QUESTION = 3
MOST_QUESTIONS = 500  # beyond, the test takes minutes


def missingness_of(answers: Answers) -> Missingness:
    """Return what is missing among the questions that build or describe segments.

    Parameters
    ----------
    answers : Answers
        The answers.
    """
    questions = answers.columns(*ASKED)
    known = (
        np.column_stack([answered(answers, variable) for variable in questions])
        if questions
        else np.empty((len(answers), 0), dtype=bool)
    )
    little, untested = _little(answers, questions)
    patterns, frequent = _patterns(questions, known)
    return Missingness(
        share=float(1 - known.mean()) if known.size else 0.0,
        complete=int(known.all(axis=1).sum()),
        questions=_by_question(questions, known),
        patterns=frequent,
        distinct=patterns,
        little=little,
        untested=untested,
    )


def _by_question(questions: tuple[Variable, ...], known: NDArray[np.bool_]) -> tuple[Unanswered, ...]:
    if not known.size:
        return ()
    shares = (1 - known.mean(axis=0)).tolist()
    found = [Unanswered(variable.name, share) for variable, share in zip(questions, shares, strict=True)]
    return tuple(sorted(found, key=lambda question: -question.share))


def _patterns(
    questions: tuple[Variable, ...], known: NDArray[np.bool_]
) -> tuple[int, tuple[GapPattern, ...]]:
    """Return how many patterns of blanks there are, and the most frequent."""
    if not known.size:
        return 0, ()
    patterns, which = patterns_of(known)
    sizes = np.bincount(which, minlength=len(patterns))
    order = np.argsort(-sizes, kind="stable")[:MOST_PATTERNS].tolist()
    return len(patterns), tuple(
        GapPattern(
            int(sizes[place]),
            tuple(v.name for v, there in zip(questions, patterns[place].tolist(), strict=True) if not there),
        )
        for place in order
    )


def _little(answers: Answers, questions: tuple[Variable, ...]) -> tuple[LittleTest | None, str]:
    """Return Little's test, or why there is none."""
    numeric = [v for v in questions if v.type in {VariableType.LIKERT, VariableType.NUMBER}]
    if len(numeric) < 2:
        return None, "fewer than two questions are answered with numbers"
    if len(numeric) > MOST_QUESTIONS:
        return None, f"more than {MOST_QUESTIONS} questions are answered with numbers"
    if len(answers) < RESPONDENTS_A_QUESTION * len(numeric):
        return None, (
            f"{len(answers)} respondents for {len(numeric)} questions, fewer than {RESPONDENTS_A_QUESTION} "
            "a question"
        )
    rows = answers.fitted_rows
    values = np.column_stack([answers.responses.numbers(v.name)[rows] for v in numeric])
    if np.isfinite(values).all():
        return None, "no answer to these questions is missing"
    if least_effort(values) > MOST_EFFORT:
        return None, "so much is blank that it would take minutes"
    model = fit_normal(values, rng=answers.rng, tolerance=CLOSE)
    if model.ridge > 0 or not model.modelled.any():
        return None, "some questions follow from others"
    test = little_test(values, model)
    if not np.isfinite(test.p):
        return None, "the patterns of blanks leave nothing to compare"
    return test, ""
