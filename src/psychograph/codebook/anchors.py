"""Words of answer scales, in their order: how `Strongly agree` becomes 5."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from psychograph.codebook.anchor_families import DEGREES, FAMILIES, LADDERS, MIDDLES, NO_ANSWERS, POLES
from psychograph.codebook.codebook import Code

Words = tuple[str, ...]  # sorted, so that "Disagree strongly" is "Strongly disagree"


@dataclass(frozen=True)
class Step:
    """One step of a family of anchors: all its wordings, and the one that is shown where nobody chose it."""

    wordings: tuple[Words, ...]
    shown: str


Steps = tuple[Step, ...]  # from least to most

# A number before or behind its label: "1 - Not at all", "(1) Not at all", "Not at all (1)", "1 = Not at all".
BEFORE = re.compile(r"\s*[(\[]?(-?[0-9]{1,2})(?:\s*[)\].:=\u2010-\u2015\u2212-]+)?\s+([^\W\d].*)", re.DOTALL)
BEHIND = re.compile(r"\s*([^\W\d].*?)\s*[(\[](-?[0-9]{1,2})[)\]]", re.DOTALL)
MARKED = re.compile(r"\s*(?:[(\[]-?[0-9]|-?[0-9]{1,2}\s*[)\].:=\u2010-\u2015\u2212-])", re.ASCII)
BARE = re.compile(r"\s*(-?[0-9]{1,2})\s*", re.ASCII)
# With its number in brackets in front, the label may follow in brackets of its own: "7 (Very much)".
BRACKETED = re.compile(r"\s*(-?[0-9]{1,2})\s*[(\[]([^\W\d].*)[)\]]\s*", re.DOTALL)
MOST_POINTS = 11
FEWEST_WORDS = 3  # two answers in words, such as Agree and Disagree, are as well two categories
TWO_WORDS = {"a little bit": "a_little", "a little": "a_little", "a bit": "a_bit", "tend to": "tend_to"}
ASIDE = re.compile(r"\([^()]*\)")
NOT_AT_ALL = frozenset({"not at", "not very", "überhaupt nicht", "gar nicht", "pas du", "helemaal niet"})
UTTERLY = frozenset("very extremely completely strongly totally sehr völlig äußerst très muy zeer".split())
ARTICLES = frozenset({"i", "it", "is", "ich", "je", "am"})  # "I agree" and "it is important"


def codes_of(labels: Iterable[str]) -> tuple[Code, ...]:
    """Return codes for the labels of an answer scale, lowest first; empty where they are none.

    Labels are codes themselves where each bears a number (`1 - Not at all`); those between labelled
    ends may be bare numbers. Otherwise they are looked for among the wordings of answer scales;
    labels that nobody chose are added, so that the scale keeps its ends.

    Parameters
    ----------
    labels : iterable of str
        Distinct answers of a column, or of all columns of one battery.

    Examples
    --------
    >>> [(code.value, code.label) for code in codes_of(["Agree", "Disagree", "Neutral"])]
    [('1', 'Disagree'), ('2', 'Neutral'), ('3', 'Agree')]
    >>> [code.value for code in codes_of(["0 - Not at all likely", "7", "8", "10 - Extremely likely"])]
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']
    >>> codes_of(["Berlin", "Hamburg"])
    ()
    """
    return coded_labels(labels).codes


@dataclass(frozen=True)
class Anchored:
    """The labels of an answer scale, coded; all empty where they are none.

    Parameters
    ----------
    codes : tuple of Code
        Steps of the scale, lowest first.
    silent : tuple of Code
        Labels that mean no answer, such as `Don't know`, with negative codes.
    """

    codes: tuple[Code, ...] = ()
    silent: tuple[Code, ...] = ()


def coded_labels(labels: Iterable[str]) -> Anchored:
    """Return codes as :func:`codes_of` does, and apart from them those of labels that mean no answer.

    Parameters
    ----------
    labels : iterable of str
        Distinct answers of a column, or of all columns of one battery.

    Examples
    --------
    >>> found = coded_labels(["Often", "Rarely", "Always", "Don't know"])
    >>> [code.label for code in found.codes], [(code.value, code.label) for code in found.silent]
    (['Never', 'Rarely', 'Sometimes', 'Often', 'Always'], [('-98', "Don't know")])
    """
    seen = sorted({label.strip() for label in labels if label.strip()})
    if len(seen) < 2:
        return Anchored()
    codes = _numbered(seen) or _worded(seen)  # "Not sure" may be the middle of a scale
    if codes:
        return Anchored(codes)
    silent = [label for label in seen if is_no_answer(label)]
    answers = [label for label in seen if label not in silent]
    if not silent or len(answers) < 2:
        return Anchored()
    codes = _numbered(answers) or _worded(answers)
    return Anchored(codes, _silent(silent)) if codes else Anchored()


def is_no_answer(label: str) -> bool:
    """Return whether a label means no answer, in English, German, French, Spanish or Dutch.

    Examples
    --------
    >>> is_no_answer("Prefer not to say"), is_no_answer("Unfamiliar (N/A)"), is_no_answer("No")
    (True, True, False)
    """
    return _plain(label) in _no_answers() or "(n/a)" in label.casefold()


@cache
def _no_answers() -> dict[str, str]:
    return {_plain(wording): value for value, text in NO_ANSWERS.items() for wording in text.split("|")}


def _silent(labels: Sequence[str]) -> tuple[Code, ...]:
    """Give labels that mean no answer a code each."""
    taken: set[str] = set()
    codes = []
    for label in labels:
        value = _no_answers().get(_plain(label), "-97")
        while value in taken:
            value = str(int(value) - 10)
        taken.add(value)
        codes.append(Code(value, label))
    return tuple(codes)


# Numbers with labels ---------------------------------------------------------------------------------


def _numbered(seen: Sequence[str]) -> tuple[Code, ...]:
    """Return codes where labels bear their numbers: every one, or the ends with bare numbers between."""
    pairs = [_number_and_label(label) for label in seen]
    known = [pair for pair in pairs if pair is not None]
    texts = [text for _, text in known if text]
    values = [value for value, _ in known]
    if len(known) < len(pairs) or not texts or len(set(values)) < len(values):
        return ()
    low, high = min(values), max(values)
    if high - low >= MOST_POINTS or high == low:
        return ()
    bare = len(texts) < len(known)
    marked = any(
        MARKED.match(label) or BRACKETED.fullmatch(label) or BEHIND.fullmatch(label) for label in seen
    )
    if not (bare and marked and high - low > 2) and not any(map(_is_degree, texts)):
        return ()
    written = {value: label for (value, _), label in zip(known, seen, strict=True)}
    return tuple(Code(str(value), written.get(value, str(value))) for value in range(low, high + 1))


def _number_and_label(label: str) -> tuple[int, str] | None:
    if found := BARE.fullmatch(label):
        return int(found[1]), ""
    if found := BRACKETED.fullmatch(label):
        return int(found[1]), found[2].strip()
    if found := BEFORE.fullmatch(label):
        return int(found[1]), found[2].strip()
    if found := BEHIND.fullmatch(label):
        return int(found[2]), found[1].strip()
    return None


def _is_degree(text: str) -> bool:
    """Say whether a text may label a step of a scale rather than name a thing."""
    words = _words(text)
    plain = " ".join(_plain(text).split()[:2])
    return (
        any(words in step.wordings for steps in (*_families(), *_ladders()) for step in steps)
        or plain in NOT_AT_ALL
        or plain.partition(" ")[0] in UTTERLY
        or any(_degree(words, wordings) is not None for poles in _poles() for wordings in poles)
    )


# Words -----------------------------------------------------------------------------------------------


def _worded(seen: Sequence[str]) -> tuple[Code, ...]:
    """Return codes where the labels are wordings of one scale; of several, the one with the fewest steps."""
    if not FEWEST_WORDS <= len(seen) <= MOST_POINTS:
        return ()
    for asides in (True, False):
        written = {_words(label if asides else ASIDE.sub(" ", label)): label for label in seen}
        if len(written) == len(seen):
            fitting = [steps for steps in (*_families(), *_with_shared(written)) if _fits(written, steps)]
            found = [_labelled(written, steps) for steps in fitting]
            found += [codes for poles in _poles() if (codes := _between(written, *poles))]
            if found:
                return min(found, key=len)
    return ()


def _fits(written: Mapping[Words, str], steps: Steps) -> bool:
    """Say whether every label is a step, no two of them the same."""
    places = [next((i for i, step in enumerate(steps) if words in step.wordings), None) for words in written]
    return None not in places and len(set(places)) == len(places)


def _labelled(written: Mapping[Words, str], steps: Steps) -> tuple[Code, ...]:
    return tuple(
        Code(
            str(place),
            next((written[words] for words in step.wordings if words in written), None) or step.shown,
        )
        for place, step in enumerate(steps, 1)
    )


@cache
def _families() -> tuple[Steps, ...]:
    return _read(FAMILIES)


@cache
def _ladders() -> tuple[Steps, ...]:
    return _read(LADDERS)


def _read(text: str) -> tuple[Steps, ...]:
    """Read families, one a line; what is indented goes on."""
    return tuple(map(_steps, text.replace("\n    ", " ").strip().splitlines()))


def _steps(line: str) -> Steps:
    """Read one family: steps parted by |, their wordings by /, ~ before those that mean neither."""
    steps = []
    for part in line.split("|"):
        wordings = [wording.strip() for wording in part.replace("~", "").split("/")]
        if "~" in part:
            wordings = [wording for wording in (*wordings, *MIDDLES) if wording]
        steps.append(Step(tuple(map(_words, wordings)), wordings[0].capitalize()))
    return tuple(steps)


def _with_shared(written: Mapping[Words, str]) -> tuple[Steps, ...]:
    """Return the ladders of degree with the words that all labels share, such as `important`."""
    degrees = {word for steps in _ladders() for step in steps for words in step.wordings for word in words}
    rests = {tuple(word for word in words if word not in degrees) for words in written} - {()}
    if not rests:
        return _ladders()
    if len(rests) > 1:
        return ()
    shared = rests.pop()
    last = next(label for words, label in written.items() if set(shared) <= set(words))
    spoken = " ".join(word for word in _tokens(last) if word in shared)
    return tuple(tuple(_joined(step, shared, spoken) for step in steps) for steps in _ladders())


def _joined(step: Step, shared: Words, spoken: str) -> Step:
    wordings = tuple(tuple(sorted((*words, *shared))) for words in step.wordings)
    return Step((*wordings, *filter(None, step.wordings)), f"{step.shown} {spoken}".strip().capitalize())


@cache
def _poles() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the wordings of both poles, the least first."""
    lines = (line.split("|") for line in POLES.strip().splitlines())
    return tuple((tuple(_parts(least)), tuple(_parts(most))) for least, most in lines)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("/")]


@cache
def _strengths() -> dict[str, float]:
    return {word: strength for strength, words in DEGREES.items() for word in words.split()}


def _degree(words: Words, pole: Sequence[str]) -> tuple[float, str] | None:
    """Return how far towards a pole a label lies and the word that says so; None where it does not."""
    for wording in pole:
        rest = list(words)
        try:
            for word in _words(wording):
                rest.remove(word)
        except ValueError:
            continue
        if not rest:
            return 3.0, ""
        if len(rest) == 1 and rest[0] in _strengths():
            return _strengths()[rest[0]], rest[0].replace("_", " ")
    return None


def _between(written: Mapping[Words, str], least: Sequence[str], most: Sequence[str]) -> tuple[Code, ...]:
    """Return codes for labels that lie between two poles, as many steps on either side of the middle."""
    sides: tuple[dict[float, str], dict[float, str]] = ({}, {})
    degrees: dict[float, str] = {}
    middle = ""
    for words, label in written.items():
        below, above = _degree(words, least), _degree(words, most)
        if words in _middles(least, most) and not middle:
            middle = label
            continue
        side, found = (sides[0], below) if below else (sides[1], above)
        if found is None or found[0] in side:
            return ()
        side[found[0]] = label
        degrees.setdefault(*found)
    if not degrees:
        return ()
    order = sorted(degrees, reverse=True)
    labels = [sides[0].get(d) or f"{degrees[d]} {least[0]}".strip().capitalize() for d in order]
    labels += [middle] if middle else []
    labels += [sides[1].get(d) or f"{degrees[d]} {most[0]}".strip().capitalize() for d in reversed(order)]
    return tuple(Code(str(place), label) for place, label in enumerate(labels, 1))


@cache
def _middles(least: Sequence[str], most: Sequence[str]) -> frozenset[Words]:
    """Return the wordings of neither pole."""
    both = [f"neither {a} {link} {b}" for a in least for b in most for link in ("nor", "or")]
    aside = [f"{text} {middle}" for text in both for middle in ("neutral", "undecided")]
    return frozenset(map(_words, (*MIDDLES, *both, *aside)))


@lru_cache(maxsize=20_000)  # the same wordings are asked for with every column
def _words(label: str) -> Words:
    return tuple(sorted(_tokens(label)))


def _tokens(label: str) -> list[str]:
    text = f" {_plain(label)} "
    for words, one in TWO_WORDS.items():
        text = text.replace(f" {words} ", f" {one} ")
    return [word for word in text.split() if word not in ARTICLES]


def _plain(label: str) -> str:
    """Return a label in lower case, without punctuation, apostrophes straight."""
    text = label.casefold().replace("\u2019", "'").replace("\u2018", "'").replace("favour", "favor")
    return " ".join(re.sub(r"[^\w']+", " ", text).split())
