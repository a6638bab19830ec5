"""LimeSurvey's `.lss`: the tables of its database that belong to a survey, as XML; read only.

Tables as LimeSurvey's own export writes them: with texts beside their rows until version 3, in tables of
their own (`..._l10ns`) since version 4. LimeSurvey's manual recommends the tab-separated file for writing
surveys elsewhere, so that is what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from psychograph.errors import Problem
from psychograph.questionnaire.formats.foreign.bounded import bounded_xml
from psychograph.questionnaire.formats.format import Format, QuestionnaireError, Taken
from psychograph.questionnaire.formats.limesurvey.reading import taken_from
from psychograph.questionnaire.formats.limesurvey.survey import Asked, Group, Part, Survey
from psychograph.quoting import quoted

EXPECTED = "a survey structure of LimeSurvey (*.lss)"
MEND = "export the survey structure from LimeSurvey again"
FURTHER = ("quota", "assessments")
Row = dict[str, str]


def read(name: str, content: bytes) -> Taken:
    """Return the questionnaire that an `.lss` file holds.

    Raises
    ------
    QuestionnaireError
        Where it is none; with line and column where its XML is broken.
    """
    root = bounded_xml(name, content, expected=EXPECTED, mend=MEND)
    kind = (root.findtext("LimeSurveyDocType") or "").strip()
    if root.tag != "document" or kind != "Survey":
        found = (
            f"a file of LimeSurvey that holds {quoted(kind)}"
            if kind
            else f"XML that begins with <{root.tag}>"
        )
        raise QuestionnaireError(Problem(name, found[:200], EXPECTED, MEND))
    return taken_from(name, _survey(name, root))


def is_lss(content: bytes) -> bool:
    """Return whether bytes begin as an `.lss` file does; cheap, never raises."""
    head = content[:2000]
    return b"<LimeSurveyDocType>" in head and b"Survey<" in head.replace(b" ", b"")


FORMAT = Format(
    name="lss",
    title="LimeSurvey survey structure (.lss)",
    suffix=".lss",
    read=read,
    recognises=is_lss,
)


def _rows(root: Element, table: str) -> Iterator[Row]:
    for row in root.iterfind(f"{table}/rows/row"):
        yield {cell.tag: cell.text or "" for cell in row}


def _survey(name: str, root: Element) -> Survey:
    survey = Survey()
    survey.settings = next(_rows(root, "surveys"), {})
    languages = [(language.text or "").strip() for language in root.iterfind("languages/language")]
    survey.language = survey.settings.get("language") or next(iter(languages), "en")
    further = survey.settings.get("additional_languages", "").split()
    survey.languages = tuple(
        dict.fromkeys(one for one in [*languages, *further] if one and one != survey.language)
    )
    for row in _rows(root, "surveys_languagesettings"):
        language = row.get("surveyls_language", "")
        for key, text in row.items():
            if key.startswith("surveyls_") and language:
                survey.texts.setdefault(key, {}).setdefault(language, text)
    survey.left_out = [table for table in FURTHER if next(_rows(root, table), None) is not None]
    _Tables(name, root, survey).fill()
    return survey


class _Tables:
    """Puts the rows of the tables together by their ids."""

    def __init__(self, name: str, root: Element, survey: Survey) -> None:
        self.name = name
        self.root = root
        self.survey = survey
        self.groups: dict[str, Group] = {}
        self.questions: dict[str, Asked] = {}
        self.parts: dict[str, Part] = {}

    def fill(self) -> None:
        self.take_groups()
        self.take_questions()
        self.take_parts()
        self.take_answers()
        for row in _rows(self.root, "question_attributes"):
            question = self.questions.get(row.get("qid", ""))
            if question is not None and row.get("value"):
                values = question.attributes.setdefault(row.get("attribute", ""), {})
                values[row.get("language", "")] = row["value"]
        for table, told in (("defaultvalues", "default"), ("conditions", "conditions")):
            for row in _rows(self.root, table):
                question = self.questions.get(row.get("qid", ""))
                if question is not None:
                    setattr(question, told, True)

    def take_groups(self) -> None:
        rows = sorted(_rows(self.root, "groups"), key=lambda row: _order(row, "group_order"))
        for row in rows:
            gid = row.get("gid", "")
            if gid not in self.groups:
                self.groups[gid] = Group(
                    f"group {gid}", gid, row.get("grelevance", ""), row.get("randomization_group", "")
                )
                self.survey.groups.append(self.groups[gid])
        for row in [*rows, *_rows(self.root, "group_l10ns")]:
            group, language = self.groups.get(row.get("gid", "")), row.get("language", "")
            if group is not None and language:
                group.names[language] = row.get("group_name", "")
                group.descriptions[language] = row.get("description", "")

    def take_questions(self) -> None:
        rows = sorted(_rows(self.root, "questions"), key=lambda row: _order(row, "question_order"))
        for row in rows:
            qid, gid = row.get("qid", ""), row.get("gid", "")
            if qid in self.questions:
                continue
            if gid not in self.groups:
                where = f"{self.name}, question {quoted(row.get('title', ''))}"
                raise QuestionnaireError(
                    Problem(where, f"the group {quoted(gid)}", "a group of the table groups", MEND)
                )
            question = Asked(
                where=f"question {qid}",
                code=row.get("title", ""),
                type=row.get("type", "") or "T",
                relevance=row.get("relevance", ""),
                mandatory=row.get("mandatory", ""),
                other=row.get("other", ""),
                validation=row.get("preg", ""),
                aliases=(f"{row.get('sid', '')}X{gid}X{qid}",),
            )
            self.questions[qid] = question
            self.groups[gid].questions.append(question)
        for row in [*rows, *_rows(self.root, "question_l10ns")]:
            found, language = self.questions.get(row.get("qid", "")), row.get("language", "")
            if found is not None and language:
                found.texts[language], found.helps[language] = row.get("question", ""), row.get("help", "")

    def take_parts(self) -> None:
        rows = sorted(_rows(self.root, "subquestions"), key=lambda row: _order(row, "question_order"))
        for row in rows:
            question = self.questions.get(row.get("parent_qid", ""))
            qid = row.get("qid", "")
            if question is not None and qid not in self.parts:
                part = Part(row.get("title", ""), row.get("scale_id", "") or "0")
                part.relevance = row.get("relevance", "")
                self.parts[qid] = part
                question.parts.append(part)
        for row in [*rows, *_rows(self.root, "question_l10ns")]:
            found, language = self.parts.get(row.get("qid", "")), row.get("language", "")
            if found is not None and language:
                found.texts[language] = row.get("question", "")

    def take_answers(self) -> None:
        by_id: dict[str, Part] = {}
        by_code: dict[tuple[str, str, str], Part] = {}
        for row in sorted(_rows(self.root, "answers"), key=lambda row: _order(row, "sortorder")):
            question = self.questions.get(row.get("qid", ""))
            if question is None:
                continue
            key = (row.get("qid", ""), row.get("scale_id", "") or "0", row.get("code", ""))
            if key not in by_code:
                by_code[key] = Part(key[2], key[1])
                question.answers.append(by_code[key])
            by_id.setdefault(row.get("aid", ""), by_code[key])
            if row.get("language"):
                by_code[key].texts[row["language"]] = row.get("answer", "")
        for row in _rows(self.root, "answer_l10ns"):
            found = by_id.get(row.get("aid", ""))
            if found is not None and row.get("language"):
                found.texts[row["language"]] = row.get("answer", "")


def _order(row: Row, column: str) -> int:
    said = row.get(column, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
