"""A questionnaire on paper and on a screen, as respondents will see it."""

from psychograph.reports.questionnaire.pdf import pdf_of
from psychograph.reports.questionnaire.printable import printable

__all__ = ["pdf_of", "printable"]
