"""A commented pack to fill in."""

from __future__ import annotations

from psychograph.instruments.notices import ENNEAGRAM

FRAMEWORKS = ("", "enneagram", "types")
HEAD = """\
# An instrument of your own. Fill it in, save it as my_scale.yaml, and add it to a study:
#   psychograph instruments add my_scale.yaml --study FOLDER \\
#     --licence CC-BY-4.0 --evidence https://example.org/terms --attest
# Only items that you may use: a test that is sold, or that is free for research alone, stays out.
"""
PLAIN = """\
id: my_scale # letters, digits and _; studies name it so
name: My scale
about: what it measures, in a few words
# framework: values # big_five, values, enneagram, types, ...; may be left out
language: en
citation: # what to cite; the instrument itself first
  - Author, A. (2020). Title. Journal, 1(2), 3-4.
answers: agree5 # a standard scale, or: {low: 1, high: 4, labels: {1: Never, 4: Always}}
stem: How much do you agree or disagree with each statement?
scales:
  - id: curiosity
    name: Curiosity
    # measures: big5.openness # how rules know it; -big5.openness where high is little of it
    # reliability: {kind: alpha, value: 0.78, source: "520 adults, Author 2020, table 2"}
    # norms: {mean: 3.4, sd: 0.8, source: "520 adults, Author 2020, table 3"} # of the mean of the items
items: # one a line; the ids are the columns of the answers
  - {id: curious_1, scale: curiosity, text: I ask many questions.}
  - {id: curious_2, scale: curiosity, text: "A text with a colon: in quotes."}
  - {id: curious_3, scale: curiosity, reversed: true, text: I leave things as they are.}
  # with translations: text: {en: I ask many questions., de: Ich stelle viele Fragen.}
# notes: [What a user must know before relying on it.]
"""
TYPES_OF_THE_ENNEAGRAM = (
    ("reformer", "The Reformer"),
    ("helper", "The Helper"),
    ("achiever", "The Achiever"),
    ("individualist", "The Individualist"),
    ("investigator", "The Investigator"),
    ("loyalist", "The Loyalist"),
    ("enthusiast", "The Enthusiast"),
    ("challenger", "The Challenger"),
    ("peacemaker", "The Peacemaker"),
)
AXES = (
    ("extraversion", "Extraversion (against introversion)"),
    ("intuition", "Intuition (against sensing)"),
    ("feeling", "Feeling (against thinking)"),
    ("judging", "Judging (against perceiving)"),
)


def template(framework: str = "") -> str:
    """Return a pack to fill in, with comments.

    Parameters
    ----------
    framework : str
        ``"enneagram"`` for the nine types, ``"types"`` for four preferences, empty for any other.

    Examples
    --------
    >>> from psychograph.instruments.reading import parse_pack
    >>> len(parse_pack(template("enneagram") + "licence: {id: LicenseRef-mine}", "mine.yaml").scales)
    9
    """
    if framework == "enneagram":
        return HEAD + _comment(ENNEAGRAM) + _scales("my_enneagram", "enneagram", TYPES_OF_THE_ENNEAGRAM)
    if framework == "types":
        warned = (
            "Four preferences come out of the Big Five as well: `psychograph preferences`. The items of the "
            "Myers-Briggs Type Indicator(R) belong to its publisher: do not copy them."
        )
        return HEAD + _comment(warned) + _scales("my_preferences", "types", AXES)
    return HEAD + PLAIN


def _scales(name: str, framework: str, scales: tuple[tuple[str, str], ...]) -> str:
    lines = [
        f"id: {name}",
        f"name: {name.replace('_', ' ').capitalize()}",
        f"about: {'the nine types of the Enneagram' if framework == 'enneagram' else 'four preferences'}",
        f"framework: {framework}",
        "language: en",
        "citation: # what to cite; the instrument itself first",
        "  - Author, A. (2020). Title. Journal, 1(2), 3-4.",
        "answers: agree5 # a standard scale, or: {low: 1, high: 4, labels: {1: Never, 4: Always}}",
        "stem: How much do you agree or disagree with each statement?",
        "scales:",
        *(f"  - {{id: {id_}, name: {title}}}" for id_, title in scales),
        "items: # three or more a scale, one of them reversed; one is here to show how",
        *(f'  - {{id: {id_}_1, scale: {id_}, text: "Your item for: {title}."}}' for id_, title in scales),
    ]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    lines, line = [], "#"
    for word in text.split():
        if len(line) + len(word) > 98:
            lines.append(line)
            line = "#"
        line += f" {word}"
    return "\n".join((*lines, line)) + "\n"
