"""`not-filled-in`: places in square brackets that wait for words of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named

# A letter first: "[1]" is a footnote. The second kind is a text that a survey tool puts in.
PLACES = re.compile(r"(?<!\$)\[\s*[^\W\d_][^\[\]]*\](?!\()")
INSERTED = re.compile(r"^\[(?:[a-z]+://|contact:|question\()|^\[\w+\.\w+\]$", re.I)


class NotFilledIn(LintRule):
    """Words in square brackets, as the bank and suggestions write where only you know what to say:
    "[Name of your organisation]", "[brand A]", "[amount A] or more".

    Respondents would read them as they stand. In the text of agreement the missing name, address or purpose
    is what makes consent informed.

    Texts that a survey tool puts in itself ("[question('name')]", "[customer.name]") and numbers ("[1]") are
    passed over. Brackets that are meant to be read, such as "[sic]", are found as well: use round ones.

    References
    ----------
    Regulation (EU) 2016/679 (GDPR), Art. 13: who asks, and for what, is told to those who are asked.
    """

    code = "not-filled-in"
    title = "Places in square brackets that nobody filled in"
    severity = Severity.CAUTION
    source = "GDPR, Art. 13"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each question or page that has any, in whatever language."""
        places: dict[str, dict[str, None]] = {}
        for where, text in case.texts:
            for said in (text.text, *(said for _, said in text.others)):
                hits = (hit for hit in PLACES.findall(said) if not INSERTED.match(hit))
                places.setdefault(where, {}).update(dict.fromkeys(hits))
        for where, found in places.items():
            if found:
                yield self.remark(
                    where,
                    f"has places to fill in, which respondents would read as they stand: {named([*found])}.",
                    "Write your own words there.",
                )
