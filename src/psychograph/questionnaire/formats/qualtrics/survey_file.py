"""The frame of a QSF file: what Qualtrics wants of every survey, whatever it asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psychograph.questionnaire.formats.foreign.bounded import Json
from psychograph.questionnaire.formats.qualtrics.logic import Element

SURVEY = "SV_000000000000001"  # Qualtrics gives new ids to all that it takes in
RESPONSES = "RS_000000000000001"
RANDOM = "{~Randomized~}"


def survey_file(
    name: str, languages: Sequence[str], blocks: Json, flow: Json, questions: Sequence[Json]
) -> Element:
    """Return a survey.

    Parameters
    ----------
    name : str
        As projects list it.
    languages : sequence of str
        As Qualtrics names them, that of the survey first.
    blocks, flow : Json
        What `BL` and `FL` hold.
    questions : sequence of Json
        Entries of the file, made by `element`.
    """
    entry: Element = {
        "SurveyID": SURVEY,
        "SurveyName": name,
        "SurveyDescription": None,
        "SurveyOwnerID": "UR_000000000000001",
        "SurveyBrandID": "",
        "DivisionID": None,
        "SurveyLanguage": languages[0],
        "SurveyActiveResponseSet": RESPONSES,
        "SurveyStatus": "Inactive",
        "SurveyStartDate": "0000-00-00 00:00:00",
        "SurveyExpirationDate": "0000-00-00 00:00:00",
        "SurveyCreationDate": "0000-00-00 00:00:00",
        "CreatorID": "UR_000000000000001",
        "LastModified": "0000-00-00 00:00:00",
        "LastAccessed": "0000-00-00 00:00:00",
        "LastActivated": "0000-00-00 00:00:00",
        "Deleted": None,
    }
    options: Element = {
        "BackButton": "false",
        "SaveAndContinue": "true",
        "SurveyProtection": "PublicSurvey",
        "BallotBoxStuffingPrevention": "false",
        "NoIndex": "Yes",
        "SecureResponseFiles": "true",
        "SurveyExpiration": "None",
        "SurveyTermination": "DefaultMessage",
        "Header": "",
        "Footer": "",
        "ProgressBarDisplay": "None",
        "PartialData": "+1 week",
        "ValidationMessage": "",
        "PreviousButton": "",
        "NextButton": "",
        "SurveyTitle": name,
        "SkinLibrary": "Qualtrics",
        "SkinType": "templated",
        "Skin": {"brandingId": None, "templateId": "*base", "overrides": None},
        "NewScoring": 1,
        "SurveyLanguage": languages[0],
        "AvailableLanguages": {one: [] for one in languages},
    }
    scoring: Element = {
        "ScoringCategories": [],
        "ScoringCategoryGroups": [],
        "ScoringSummaryCategory": None,
        "ScoringSummaryAfterQuestions": 0,
        "ScoringSummaryAfterSurvey": 0,
        "DefaultScoringCategory": None,
        "AutoScoringCategory": None,
    }
    count = str(len(questions))
    project: Element = {"ProjectCategory": "CORE", "SchemaVersion": "1.1.0"}
    statistics: Element = {"MobileCompatible": True, "ID": "Survey Statistics"}
    return {
        "SurveyEntry": entry,
        "SurveyElements": [
            element("BL", "Survey Blocks", blocks),
            element("FL", "Survey Flow", flow),
            element("SO", "Survey Options", options),
            element("SCO", "Scoring", scoring),
            element("PROJ", "CORE", project, third="1.1.0"),
            element("STAT", "Survey Statistics", statistics),
            element("QC", "Survey Question Count", None, second=count),
            element("RS", RESPONSES, None, second="Default Response Set"),
            *questions,
        ],
    }


def element(kind: str, first: str, payload: Json, *, second: Json = None, third: Json = None) -> Element:
    """Return one entry of the file."""
    return {
        "SurveyID": SURVEY,
        "Element": kind,
        "PrimaryAttribute": first,
        "SecondaryAttribute": second,
        "TertiaryAttribute": third,
        "Payload": payload,
    }


def block_id(at: int) -> str:
    """Return the id of a block, by its place from 0."""
    return f"BL_{at + 1:015d}"


def block_of(at: int, description: str, questions: Iterable[str]) -> Element:
    """Return a block of questions, by their ids."""
    return {
        "Type": "Standard" if at else "Default",
        "SubType": "",
        "Description": description,
        "ID": block_id(at),
        "BlockElements": [{"Type": "Question", "QuestionID": number} for number in questions],
        "Options": {"BlockLocking": "false", "RandomizeQuestions": "false", "BlockVisibility": "Expanded"},
    }


def chance(order: Iterable[str], moved: Iterable[str]) -> Element:
    """Return an order in which some ids or choices move by chance, and the others keep their places."""
    return {
        "Advanced": {
            "FixedOrder": list(order),
            "RandomizeAll": list(moved),
            "RandomSubSet": [],
            "Undisplayed": [],
            "TotalRandSubset": 0,
            "QuestionsPerPage": 0,
        }
    }
