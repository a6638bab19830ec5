"""Rules on the files that a study names."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import quoted
from psychograph.study.model import Study
from psychograph.study.rules.rule import Breach, rule

LONGEST_NAME = 1_000  # the shortest limit of a path among today's systems is 1,024


@rule("responses-name")
def responses_name(study: Study) -> Iterator[Breach]:
    """Answers are read from a file, never from the web."""
    if "://" in study.responses:
        yield Breach(
            ("responses",),
            f"{quoted(study.responses)}, a web address",
            "the name of a file beside the study file",
            "download the answers there, and write responses: responses.csv",
        )


@rule("file-name")
def file_name(study: Study) -> Iterator[Breach]:
    """A name that no system gives a file finds none, and some systems answer it with no plain error."""
    examples = {"responses": "responses.csv", "codebook": "codebook.json"}
    examples |= {"language": "de.ftl", "knowledge": "our_rules.yaml", "questionnaire": "questionnaire.yaml"}
    for key, example in examples.items():
        name = getattr(study, key) or ""
        if len(name) > LONGEST_NAME or not name.isprintable():
            yield Breach(
                (key,),
                f"{quoted(name)}, which is no name of a file",
                f"a name of at most {LONGEST_NAME} characters, without line breaks or control characters",
                f"rename the file, and write its name as in {key}: {example}",
            )
