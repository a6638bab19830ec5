"""`attribute-not-asked`: an attribute of the study without its questions."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case, columns_of_attribute
from psychograph.questionnaire.lint.rule import LintRule, Remark, named


class AttributeNotAsked(LintRule):
    """An attribute of the study whose columns the questionnaire does not ask, all or some of them.

    The answers will lack the column, and the study will refuse them. Serious where the attribute builds
    segments; for another a caution, as its column may come from elsewhere, such as a customer database. An
    attribute that statements are asked for is passed over: its column may be their average, made before.

    References
    ----------
    The study's own attributes (step 2).
    """

    code = "attribute-not-asked"
    title = "Attributes of the study that nobody asks"
    severity = Severity.CAUTION
    source = "the study's own attributes"

    def check(self, case: Case) -> Iterator[Remark]:
        """Yield a remark for each such attribute."""
        if case.study is None:
            return
        known = case.columns | {one.attribute for one in case.asked}
        for name, attribute in case.study.attributes.items():
            missing = [column for column in columns_of_attribute(name, attribute) if column not in known]
            if missing:
                basis = name in case.study.basis
                yield self.remark(
                    name,
                    f"needs {named(missing)}, which the questionnaire does not ask"
                    + (", and builds segments." if basis else "."),
                    "Ask it under that name, or say in the study where it comes from.",
                    Severity.SERIOUS if basis else Severity.CAUTION,
                )
