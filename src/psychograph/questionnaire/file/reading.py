"""questionnaire.yaml: from its text to a `Questionnaire`, or to every problem of the file at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from psychograph.errors import Problem
from psychograph.knowledge.user_files import text_of_file
from psychograph.questionnaire.file.entries import laid_out
from psychograph.questionnaire.file.schema import QuestionnaireFile
from psychograph.questionnaire.file.schema_words import QUESTION, problems_of, where
from psychograph.questionnaire.formats.format import QuestionnaireError
from psychograph.questionnaire.model import Questionnaire
from psychograph.questionnaire.structure.problems import problems as breaches
from psychograph.yaml_files.places import Path, Tree
from psychograph.yaml_files.reading import FileKind, read_tree

if TYPE_CHECKING:
    from psychograph.instruments.catalogue import Catalogue

LARGEST = 2_000_000  # bytes; a thousand questions in five languages are one million
MOST_TOLD = 100  # problems of a file, before their number is told
UNNAMED = "?"  # stands for what is broken, so that the rest can be checked
QUESTIONNAIRE_FILE = FileKind(
    noun="a questionnaire file",
    holds="a questionnaire: title and pages of questions",
    example="title: A survey on shopping",
    start="run `psychograph questionnaire suggest` in an empty folder to get a file to start from",
    described="`psychograph schema questionnaire` describes what it holds",
    error=QuestionnaireError,
)


def read_questionnaire(path: FilePath, catalogue: Catalogue) -> Questionnaire:
    """Read and check a questionnaire file.

    Parameters
    ----------
    path : Path
        A YAML file in UTF-8, usually ``questionnaire.yaml``; or the folder it stands in.
    catalogue : Catalogue
        Instruments that it may refer to.

    Returns
    -------
    Questionnaire
        With references written out and defaults filled in.

    Raises
    ------
    QuestionnaireError
        With every problem of the file, each with its line.
    """
    path = FilePath(path)
    inside = path / "questionnaire.yaml"
    path = inside if path.is_dir() else path
    text = text_of_file(
        path,
        most=LARGEST,
        error=QuestionnaireError,
        expected="a questionnaire file",
        mend="check the name and the folder, or run `psychograph questionnaire suggest` to write one",
    )
    return parse_questionnaire(text, path.name, catalogue)


def parse_questionnaire(text: str, name: str, catalogue: Catalogue) -> Questionnaire:
    """Check the text of a questionnaire file.

    Parameters
    ----------
    text : str
        YAML 1.2.
    name : str
        File name, for messages.
    catalogue : Catalogue
        Instruments that it may refer to.

    Raises
    ------
    QuestionnaireError
        With every problem of the text, each with its line: what cannot be read, unknown keys, types,
        scales and instruments, names given twice, conditions that look at later questions.

    Examples
    --------
    >>> from psychograph.instruments.catalogue import shipped
    >>> survey = parse_questionnaire('''
    ... title: Tea
    ... pages:
    ...   - questions:
    ...       - {name: age, type: number, ask: How old are you?, limits: [16, 110]}
    ...       - {name: cups, type: single, ask: How many cups a day?, choices: [None, One, More]}
    ... ''', "questionnaire.yaml", shipped())
    >>> survey.question("cups").answer.choices[1].code
    '2'
    """
    tree, problems = read_tree(text.removeprefix("\ufeff"), name, QUESTIONNAIRE_FILE)
    file, broken = _validated(tree, problems)
    if file is not None:
        laid = laid_out(file, tree.data, broken, catalogue)
        found = [*laid.breaches, *breaches(laid.questionnaire, doubtful=laid.doubtful)]
        for breach in found:
            place = laid.path(breach.place)
            problem = Problem(where(place, tree), breach.found, breach.expected, breach.mend)
            problems.append((tree.line(place), problem))
    problems.sort(key=lambda placed: placed[0])
    QuestionnaireError.collect(_told(name, list(dict.fromkeys(problem for _, problem in problems))))
    assert file is not None  # noqa: S101 - a file that was refused has a problem
    return laid.questionnaire


def _told(name: str, problems: list[Problem]) -> list[Problem]:
    """Return problems, and of very many the first with the number of the others."""
    if len(problems) <= MOST_TOLD:
        return problems
    more = f"{len(problems) - MOST_TOLD:,} more problems"
    rest = Problem(name, more, "a file in order", "mend these first: many may have one cause")
    return [*problems[:MOST_TOLD], rest]


def _validated(
    tree: Tree, problems: list[tuple[int, Problem]]
) -> tuple[QuestionnaireFile | None, frozenset[Path]]:
    """Return the file without its broken parts, and their places; None where too much is broken."""
    data: Any = tree.data
    given = data.get("language", "en") if isinstance(data, Mapping) else "en"
    context = {"language": given if isinstance(given, str) else "en"}
    try:
        return QuestionnaireFile.model_validate(data, context=context), frozenset()
    except ValidationError as reason:
        found = list(problems_of(reason, tree))
    problems += [(tree.line(path), problem) for path, problem in found]
    broken = frozenset(path for path, _ in found)
    try:
        return QuestionnaireFile.model_validate(_mended(data, broken), context=context), broken
    except ValidationError:
        return None, broken


def _mended(data: Mapping[str, Any], broken: frozenset[Path]) -> dict[str, Any]:
    """Return a file without its broken parts; every question and page keeps its position."""
    kept = {key: value for key, value in data.items() if (key,) not in broken}
    kept.setdefault("title", UNNAMED)
    pages = kept.get("pages")
    if not isinstance(pages, list):
        return kept
    kept["pages"] = [_mended_page(page, ("pages", at), broken) for at, page in enumerate(pages)]
    return kept


def _mended_page(page: object, place: Path, broken: frozenset[Path]) -> object:
    if place in broken or not isinstance(page, Mapping):
        return {}
    kept = {key: value for key, value in page.items() if (*place, key) not in broken}
    questions = kept.get("questions")
    if isinstance(questions, list):
        bad = {path[:QUESTION] for path in broken if path[:2] == place and len(path) >= QUESTION}
        kept["questions"] = [
            {"name": UNNAMED, "type": "notice", "text": UNNAMED}
            if (*place, "questions", at) in bad
            else question
            for at, question in enumerate(questions)
        ]
    return kept
