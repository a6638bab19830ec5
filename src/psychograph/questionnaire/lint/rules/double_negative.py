"""`double-negative`: two denials in one statement, or one that must be denied again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark
from psychograph.questionnaire.lint.topics import agreeing

NOT = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|hardly|without|cannot|\w+n['\u2019]t)\b",
    re.IGNORECASE,
)
SIMPLY_NOT = re.compile(r"\b(?:not|never|cannot|\w+n['\u2019]t)\b", re.IGNORECASE)
IDIOMS = re.compile(
    r"\b(?:not only|whether or not|or not|no matter|no longer|no one but|nothing but|not at all|no doubt|"
    r"no \. \d+)\b",
    re.IGNORECASE,
)
DENYING = re.compile(
    r"\b(?:un(?:able|aware|certain|clear|comfortable|common|conscious|easy|fair|familiar|favou?rable|"
    r"friendly|happy|healthy|"
    r"important|interested|interesting|known|likely|lucky|necessary|organi[sz]ed|pleasant|predictable|"
    r"reasonable|reliable|safe|"
    r"satisfied|sure|true|usual|willing|wise|worthy)|im(?:possible|patient|polite|practical|moral|perfect)|"
    r"in(?:correct|accurate|appropriate|sincere|secure|tolerant|significant|effective|efficient|dependent "
    r"of)|"
    r"dis(?:agree|approve|honest|interested|like|loyal|organi[sz]ed|please[ds]?|satisfied|trust)(?:s|d|ing)?|"
    r"irr(?:elevant|esponsible|ational)|illegal|unless|except|fail(?:s|ed)? to|avoid(?:s|ed|ing)?|"
    r"refuse(?:s|d)?|prohibit(?:s|ed)?|"
    r"forbid(?:s|den)?|oppose(?:s|d)?|deny|denies)\b",
    re.IGNORECASE,
)


class DoubleNegative(LintRule):
    """Two denials in one statement: "It is not unimportant to me ...", "I don't dislike ...".

    Whoever agrees has to work out with what. A single "not" in a statement that is turned when scored is the
    same once it is disagreed with: to disagree with "I do not like parties" denies twice. That is a note
    only; reversed items are needed, but better made of opposite words ("I prefer quiet evenings") than of
    "not".

    **Where it is weak.** It knows some eighty denying words in English, and no irony.

    References
    ----------
    Bassili & Scott 1996, Public Opin Q 60:390; Swain, Weathers & Niedrich 2008, J Mark Res 45:116: people who
    disagree with reversed items misanswer them far more often where these deny; Barnette 2000, Educ Psychol
    Meas 60:361.
    """

    code = "double-negative"
    title = "Two denials in one statement"
    severity = Severity.CAUTION
    source = "Swain, Weathers & Niedrich 2008, J Mark Res 45:116"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for two denials, and a note for a denial in a reversed item."""
        for one, text in case.our_texts:
            plain = IDIOMS.sub(" ", text)
            denials = [match[0].casefold() for match in NOT.finditer(plain)]
            denying = [match[0].casefold() for match in DENYING.finditer(plain)]
            if denials and len(denials) + len(denying) >= 2:
                first, second = (denials + denying)[:2]
                yield self.remark(
                    one.name,
                    f'"{first}" and "{second}" deny twice, and whoever agrees has to work out with what.',
                    "Say it without either.",
                )
            elif one.reversed and agreeing(case, one) and (plainly := SIMPLY_NOT.search(plain)):
                yield self.remark(
                    one.name,
                    f'is turned when scored and says "{plainly[0].casefold()}"; to disagree denies a denial, '
                    "which many get wrong.",
                    "Say the opposite in words of its own, without a denial.",
                    Severity.NOTE,
                )
