"""`translations`: texts that some readers get in another language."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import WHOLE, Case
from psychograph.questionnaire.lint.rule import LintRule, Remark, named


class Translations(LintRule):
    """Languages into which some texts are translated, and others not.

    Readers of that language meet texts they may not read, and skip them or leave. Labels of answer scales
    count as well.

    References
    ----------
    ISO 20252:2019, on translated questionnaires; Harkness et al. 2010, Survey Methods in Multinational,
    Multiregional, and Multicultural Contexts.
    """

    code = "translations"
    title = "Texts that are not translated"
    severity = Severity.CAUTION
    source = "ISO 20252:2019"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each language that is not complete."""
        for language in case.questionnaire.languages:
            missing = [(where, text) for where, text in case.texts if not text.has(language)]
            if not missing:
                continue
            places = list(dict.fromkeys(where for where, _ in missing))
            number = len(missing)
            yield self.remark(
                named(places),
                f"{number} text{'s' if number > 1 else ''} of {len(case.texts)} "
                f"{'have' if number > 1 else 'has'} no translation into {language}.",
                f"Translate {'them' if number > 1 else 'it'}, or leave {language} out.",
                Severity.NOTE if places == [WHOLE] else Severity.CAUTION,
            )
