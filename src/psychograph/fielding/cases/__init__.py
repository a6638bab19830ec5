"""Cases in the store of answers: begun, saved, finished, and the log of what happened to them.

What others do with cases is named here; each is a function of a connection to the store of answers.
"""

from psychograph.fielding.cases.case import Case, UnknownCaseError, case_by_id, case_of
from psychograph.fielding.cases.enrolling import Enrolment, enrol, new_case_id
from psychograph.fielding.cases.log import consent, opened, record
from psychograph.fielding.cases.saving import Saved, Submitted, save
from psychograph.fielding.cases.visits import begin, begin_open, decline, language

__all__ = [
    "Case",
    "Enrolment",
    "Saved",
    "Submitted",
    "UnknownCaseError",
    "begin",
    "begin_open",
    "case_by_id",
    "case_of",
    "consent",
    "decline",
    "enrol",
    "language",
    "new_case_id",
    "opened",
    "record",
    "save",
]
