"""`lint`: every remark of every rule on a questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psychograph.findings import Severity
from psychograph.questionnaire.lint.case import Case
from psychograph.questionnaire.lint.rule import Remark
from psychograph.questionnaire.lint.rules import RULES
from psychograph.questionnaire.model import Questionnaire

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue
    from psychograph.study.model import Study

ORDER = (Severity.SERIOUS, Severity.CAUTION, Severity.NOTE)


def lint(
    questionnaire: Questionnaire, study: Study | None = None, catalogue: Catalogue | None = None
) -> tuple[Remark, ...]:
    """Look for what makes a questionnaire worse than it need be.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is to be asked; its structure may be wrong, rules then look at what there is.
    study : Study, optional
        The study it is for. Without one, rules on basis variables and key questions are silent.
    catalogue : Catalogue, optional
        Instruments; those that ship if absent. The wording of a validated item is nobody's to change, so
        rules of wording pass it over.

    Returns
    -------
    tuple of Remark
        The most serious first, otherwise by rule and then in the order of the questionnaire.

    Examples
    --------
    >>> from psychograph.instruments.answer_scales import standard_scales
    >>> from psychograph.instruments.translated import Translated
    >>> from psychograph.questionnaire.model import Page, Question, Rating
    >>> text = Translated("I like the taste and the price of our award-winning bread.")
    >>> asked = Question("taste", text, Rating(standard_scales()["agree5"]))
    >>> for remark in lint(Questionnaire(Translated("Bread"), (Page("one", (asked,)),))):
    ...     print(remark.severity, remark.code, remark.where)
    caution double-barrelled taste
    caution leading taste
    caution no-consent questionnaire
    """
    if catalogue is None:
        from psychograph.instruments.catalogue import shipped

        catalogue = shipped()
    case = Case(questionnaire, study, catalogue)
    remarks = [remark for rule in RULES for remark in rule.check(case)]
    return tuple(sorted(remarks, key=lambda remark: ORDER.index(remark.severity)))
