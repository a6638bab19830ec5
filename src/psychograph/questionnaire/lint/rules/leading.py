"""`leading`: words that tell what to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark

PUSHING = re.compile(
    r"\b(?:don't you|wouldn't you|shouldn't|isn't it|aren't you|wasn't it|(?:do|would|don't|wouldn't) you "
    r"(?:not )?agree|"
    r"surely|obviously|undoubtedly|as (?:everyone|everybody|we all|you) knows?|"
    r"(?:everyone|everybody) (?:knows|agrees)|most people (?:think|believe|agree|say|feel|prefer)|"
    r"(?:experts|scientists|doctors|studies|research) (?:say|agree|show|believe|recommend|have shown)|"
    r"how much (?:did|do) you (?:enjoy|love)|how (?:great|good|wonderful|amazing|satisfied and "
    r"happy)\b)",
    re.IGNORECASE,
)
PRAISE = (
    "amazing|award-winning|beautiful|best-in-class|brilliant|cutting-edge|delicious|excellent|exciting|"
    "fantastic|great|"
    "innovative|leading|outstanding|popular|premium|revolutionary|superior|wonderful|world-class"
)
LOADED = re.compile(
    rf"\b(?:our|the|this|these|your) (?:new )?(?:{PRAISE}) (?:new )?(?:product|service|brand|bread|line|"
    rf"offer|range|"
    rf"company|team|staff|app|shop|store|store|idea|concept|design|\w+s)\b|\bour (?:new )?(?:{PRAISE})\b|"
    r"\b(?:outrageous|greedy|shameful|disgusting|irresponsible|wasteful|so-called|hard-working families|"
    r"innocent|evil|corrupt)\b",
    re.IGNORECASE,
)


class Leading(LintRule):
    """Words that tell what to answer: "Don't you agree ...", "our award-winning ...".

    People are polite, and follow the words. Looked for are questions that expect a yes ("wouldn't you say"),
    authority and company ("experts agree", "most people think"), praise of what is asked about ("our
    innovative service") and words that condemn ("greedy").

    **Where it is weak.** It knows some fifty expressions in English. A question can lead by what it leaves
    out, or by an answer scale with more good steps than bad; it sees neither.

    References
    ----------
    Schuman & Presser 1981, Questions and Answers in Attitude Surveys, ch. 11; Loftus & Palmer 1974, J Verbal
    Learn Verbal Behav 13:585; Choi & Pak 2005, Prev Chronic Dis 2:A13, a catalogue of biases in
    questionnaires.
    """

    code = "leading"
    title = "Words that tell what to answer"
    severity = Severity.CAUTION
    source = "Choi & Pak 2005, Prev Chronic Dis 2:A13"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each text with such words."""
        for one, text in case.our_texts:
            for words in (PUSHING.search(text), LOADED.search(text)):
                if words:
                    yield self.remark(
                        one.name,
                        f'"{words[0]}" tells people what you would like to hear, and many will say it.',
                        "Name the thing plainly, and give both sides the same room.",
                    )
                    break
