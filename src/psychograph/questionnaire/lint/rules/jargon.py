"""`jargon`: words of the trade, not of those who answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import LintRule, Remark

TRADE = re.compile(
    r"\b(?:brand (?:equity|salience|affinity|advocacy)|touch ?points?|omni-?channel|multi-?channel|"
    r"customer journey|"
    r"value proposition|unique selling|psychographics?|demographics?|segmentation|persona|early adopters?|"
    r"innovators?|"
    r"stakeholders?|synerg(?:y|ies)|leverage|ecosystem|engagement rate|conversion|top[- ]of[- ]mind|"
    r"unaided|aided recall|"
    r"net promoter|user experience|onboarding|churn|FMCG|CPG|SKUs?|B2B|B2C|D2C|CRM|KPIs?|ROI|CSR|ESG|USP|"
    r"UX|NPS|CTA|SaaS|"
    r"LOHAS|Likert|extraversion|conscientiousness|agreeableness|neuroticism|locus of control|self-efficacy|"
    r"heuristics?|"
    r"corporate social responsibility|carbon neutrality|scope 3|circular economy|programmatic|OTT|SVOD|PII|"
    r"GDPR)\b"
)


class Jargon(LintRule):
    """Words of the trade: "touchpoint", "brand equity", "CSR", "neuroticism".

    Who does not know a word answers all the same, and answers something else. The names of traits tell
    besides what is being measured, which changes answers.

    **Where it is weak.** A list of some seventy English words; your own trade has others. In a survey among
    experts its words are right.

    References
    ----------
    Lenzner, Kaczmirek & Lenzner 2010, Appl Cogn Psychol 24:1003 (rare words slow answers); Tourangeau, Rips
    & Rasinski 2000, The Psychology of Survey Response, ch. 2.
    """

    code = "jargon"
    title = "Words of the trade"
    severity = Severity.NOTE
    source = "Lenzner et al. 2010, Appl Cogn Psychol 24:1003"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each place with such a word."""
        seen = set()
        for where, text in case.texts:
            found = TRADE.search(case.english(text))
            if found and where not in seen:
                seen.add(where)
                yield self.remark(
                    where,
                    f'"{found[0]}" is a word of the trade; who does not know it answers something else.',
                    "Write what people say themselves, or explain it in brackets.",
                )
