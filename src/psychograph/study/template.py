"""Write a study file that explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from psychograph.study.guess import Guess
from psychograph.study.model import AttentionCheck, Attribute, Facts, Goal, Item, Study
from psychograph.study.rules.method_rules import TREES

# Readable without quotes in every YAML dialect; all else is quoted.
PLAIN = re.compile(r"[^\W\d_](?:[\w ./()?'%!-]*[\w.)?!])?")
# Words that some YAML reader takes for true, false or nothing.
TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
MOST_IN_LINE = 90


def render_study(guess: Guess | None = None) -> str:
    """Return the text of a commented ``study.yaml``.

    Parameters
    ----------
    guess : Guess, optional
        What was guessed from answers. Without it, a starter study with example
        questions is written.

    Returns
    -------
    str
        YAML 1.2 that `parse_study` accepts.

    Examples
    --------
    >>> print(render_study().splitlines()[2])
    title: Who will try our new tea first?
    """
    if guess is None:
        from psychograph.study.starter import starter_study

        guess = starter_study()
    blocks = (_opening, _objective, _answers, _quality, _segments, _strategy)
    return "\n\n".join("\n".join(block(guess.study, guess.reasons)) for block in blocks) + "\n"


def scalar(text: str) -> str:
    """Write text as YAML, in double quotes wherever a reader could take it for something else.

    Examples
    --------
    >>> scalar("Openness"), scalar("NO"), scalar("a: b"), scalar("1")
    ('Openness', '"NO"', '"a: b"', '"1"')
    """
    if PLAIN.fullmatch(text) and text.isprintable() and text.casefold() not in TAKEN:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _opening(study: Study, _: Mapping[str, str]) -> Iterator[str]:
    yield "# A Psychograph study. Text after a # is a comment; change anything else to fit your study."
    yield "# After a change, run `psychograph check study.yaml`: it names every mistake with its line."
    yield f"title: {scalar(study.title)}"


def _objective(study: Study, _: Mapping[str, str]) -> Iterator[str]:
    goals = ", ".join(Goal)
    objective = study.objective
    yield "# Step 1: what the business wants, and which attributes answer it."
    yield "objective:"
    yield from _comment(f"The goal decides how targets are ranked. One of {goals}.", "  ")
    yield f"  goal: {objective.goal.value}"
    yield f"  statement: {scalar(objective.statement)}"
    yield "  key_questions: # each names the attributes that answer it"
    for question in objective.key_questions:
        yield f"    - question: {scalar(question.question)}"
        yield from _names("attributes", question.attributes, "      ")
    yield from _facts(objective.facts)


def _facts(facts: Facts) -> Iterator[str]:
    """Yield the product where one is named; all else is an example to fill in."""
    named = "  facts:" if facts.new_product is not None else "  # facts:"
    yield f"{named} # what you own and may say, such as a product and a cause; unproven claims are marked"
    if facts.new_product is not None:
        described = facts.new_product.description
        told = f", description: {scalar(described)}" if described else ""
        yield f"    new_product: {{name: {scalar(facts.new_product.name)}{told}}}"
    else:
        yield "  #   new_product: {name: the new tea, description: a tea without plastic}"
    yield "  #   cause: {name: clean oceans, pledges: [{text: We plant trees, evidence: the report of 2025}]}"


def _answers(study: Study, reasons: Mapping[str, str]) -> Iterator[str]:
    yield "# Step 2: what was asked. One line an attribute; its name is the column of the responses,"
    yield "# unless `column` names another. Types: likert (answers on a scale), number, category."
    yield "# Answers to a question that is worded the other way: reversed: true"
    if study.questionnaire is not None:
        yield f"questionnaire: {scalar(study.questionnaire)} # what is asked; its columns are named below"
    yield f"responses: {scalar(study.responses)}"
    if study.codebook is not None:
        yield f"codebook: {scalar(study.codebook)} # what each column means; correct it there or here"
    if study.respondent is None:
        yield "respondent: null # no column identifies respondents, so the rows are numbered"
    else:
        yield f"respondent: {scalar(study.respondent)} # the column that identifies a respondent"
    yield "attributes:"
    for name, attribute in study.attributes.items():
        reason = f" # {reasons[name]}" if name in reasons else ""
        if attribute.instrument is not None:
            # It brings its items, key, answer scale and construct.
            yield f"  {scalar(name)}: {{instrument: {scalar(attribute.instrument)}}}{reason}"
        elif attribute.items:
            yield f"  {scalar(name)}:{reason}"
            yield from (f"    {key}: {value}" for key, value in _keys(attribute))
            yield "    items: # their average is the attribute"
            yield from (f"      - {_item(item)}" for item in attribute.items)
        else:
            keys = ", ".join(f"{key}: {value}" for key, value in _keys(attribute))
            yield f"  {scalar(name)}: {{{keys}}}{reason}"


def _quality(study: Study, _: Mapping[str, str]) -> Iterator[str]:
    yield "# Which answers are checked, and how people are weighted; see `psychograph quality study.yaml`."
    yield "quality:"
    if study.quality.duration is not None:
        yield f"  duration: {scalar(study.quality.duration)} # seconds a respondent took"
    yield f"  exclude: {study.quality.exclude} # or `proposed`: leave out whom `psychograph quality` proposes"
    checks = study.quality.attention or (AttentionCheck(column="check_1", answer="4"),)
    pairs = ", ".join(f"{{column: {scalar(one.column)}, answer: {scalar(one.answer)}}}" for one in checks)
    example = "" if study.quality.attention else "# "
    yield f"  {example}attention: [{pairs}] # questions that asked for one certain answer"
    if study.weighting is not None and study.weighting.column is not None:
        yield f"weighting: {{column: {scalar(study.weighting.column)}}}"
    else:
        yield "# weighting: {margins: {Gender: {female: 51, male: 49}}} # shares of the population"


def _segments(study: Study, _: Mapping[str, str]) -> Iterator[str]:
    settings = study.segmentation
    yield "# Step 4: the basis builds the segments; descriptors only describe them."
    yield from _names("basis", study.basis, "")
    yield from _names("descriptors", study.descriptors, "")
    yield "segmentation:"
    yield f"  method: {settings.method}"
    if settings.segments is not None:
        or_height = " # or `cut_height: 10`; a lower height gives more segments"
        yield f"  segments: {settings.segments}{or_height if settings.method in TREES else ''}"
    else:
        yield f"  cut_height: {settings.cut_height} # or `segments: 3`"
    if settings.consolidate:
        yield "  consolidate: true # k-means then moves whom the tree joined too early to the nearest segment"
    yield f"  seed: {settings.seed} # the same seed gives the same results"


def _strategy(_: Study, __: Mapping[str, str]) -> Iterator[str]:
    yield "# Step 6: what you decide once you have seen the segments."
    yield "# strategy:"
    yield "#   target: 1 # chosen by the goal where absent"
    yield "#   names: {1: Explorers, 2: Traditionalists} # your own persona names"


def _keys(attribute: Attribute) -> Iterator[tuple[str, str]]:
    yield "type", attribute.type.value
    if attribute.scale is not None:
        yield "scale", f"[{attribute.scale[0]:g}, {attribute.scale[1]:g}]"
    if attribute.reversed:
        yield "reversed", "true"
    if attribute.column is not None:
        yield "column", scalar(attribute.column)
    if attribute.question:
        yield "question", scalar(attribute.question)
    if attribute.measured_construct is not None:
        yield "construct", scalar(attribute.measured_construct)


def _item(item: Item) -> str:
    turned = ", reversed: true" if item.reversed else ""
    asked = f", question: {scalar(item.question)}" if item.question else ""
    return f"{{column: {scalar(item.column)}{turned}{asked}}}"


def _names(key: str, names: Sequence[str], indent: str) -> Iterator[str]:
    line = f"{indent}{key}: [{', '.join(map(scalar, names))}]"
    if len(line) <= MOST_IN_LINE:
        yield line
    else:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {scalar(name)}" for name in names)


def _comment(text: str, indent: str) -> Iterable[str]:
    line = f"{indent}#"
    for word in text.split():
        if len(line) + len(word) >= MOST_IN_LINE:
            yield line
            line = f"{indent}#"
        line += f" {word}"
    yield line
