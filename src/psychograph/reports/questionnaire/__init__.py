"""A questionnaire on paper and on a screen, as respondents will see it."""

from psychograph.reports.questionnaire.pdf import pdf_of
from psychograph.reports.questionnaire.preview import preview
from psychograph.reports.questionnaire.printable import printable

__all__ = ["pdf_of", "preview", "printable"]
