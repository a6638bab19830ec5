"""`absolutes`: always, never, everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark

ABSOLUTE = re.compile(
    r"\b(?:always|never|everyone|everybody|nobody|no one|everything|nothing|all|every)\b",
    re.IGNORECASE,
)
# Here they are not meant to the letter, or count something.
HARMLESS = re.compile(
    r"\b(?:(?:almost|nearly|hardly|not|practically|virtually|or) (?:always|never|all|every|everyone|"
    r"everybody|everything|nothing)|"
    r"(?:after|above|at|in|first of|once and for|overall|of) all|all (?:that|who|which|in all|day|year|"
    r"night|over|along|"
    r"of the above|right|kinds of|sorts of|things considered)|"
    r"every (?:day|week|month|year|morning|evening|night|hour|time|few|other|two|three|now and then|\d+)|"
    r"each and every|"
    r"nothing (?:but|much)|all the (?:time|same)|(?:have|has|had) (?:you )?never|never (?:tried|heard|used|"
    r"bought|been)|never before|(?:has|have|had) always)\b",
    re.IGNORECASE,
)


class Absolutes(LintRule):
    """Words without exception: always, never, all, everybody, nothing.

    Hardly anybody does anything always. Those who take the word at its word deny what is mostly true of them;
    others overlook it. So answers differ by how people read, not by what they are like.

    Not remarked are expressions that only sound so ("almost always", "every week", "after all"), labels of
    answers, and items of validated instruments.

    **Where it is weak.** "I never smoke" is a plain fact; the rule cannot tell.

    References
    ----------
    Payne 1951, The Art of Asking Questions, ch. 10; DeVellis 2017, Scale Development, 4th ed., ch. 5; Choi &
    Pak 2005, Prev Chronic Dis 2:A13.
    """

    code = "absolutes"
    title = "Words without exception"
    severity = Severity.NOTE
    source = "DeVellis 2017, Scale Development, ch. 5"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each text that is rated and has such a word."""
        for one, text in case.our_texts:
            found = ABSOLUTE.search(HARMLESS.sub(" ", text))
            if found and one.scale is not None:
                word = found[0].casefold()
                yield self.remark(
                    one.name,
                    f'"{word}" leaves no exception: some will deny what is mostly true of them, others '
                    "overlook it.",
                    f'Leave "{word}" out, or write "usually" or "most".',
                )
