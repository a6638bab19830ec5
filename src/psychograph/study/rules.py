"""Rules that a study must keep beyond the shape of its file: one rule, one function, one code.

Each rule yields what it finds as `Breach`es; its docstring says why the rule is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from psychograph.quoting import did_you_mean, quoted, shortened
from psychograph.study.model import Attribute, AttributeType, Criterion, Study
from psychograph.study.places import Path


@dataclass(frozen=True)
class Breach:
    """One place where a study breaks a rule.

    Parameters
    ----------
    path : tuple of str or int
        Keys on the way to the place.
    found, expected, mend : str
        As in :class:`psychograph.errors.Problem`.
    """

    path: Path
    found: str
    expected: str
    mend: str


LONGEST_NAME = 1_000  # the shortest limit of a path among today's systems is 1,024

Rule = Callable[[Study], Iterator[Breach]]
RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule under its code."""

    def register(function: Rule) -> Rule:
        RULES[code] = function
        return function

    return register


def breaches(study: Study) -> Iterator[tuple[str, Breach]]:
    """Apply every rule.

    Yields
    ------
    tuple of (str, Breach)
        Code of the rule and what it found.
    """
    for code, check in RULES.items():
        for breach in check(study):
            yield code, breach


@rule("no-attributes")
def no_attributes(study: Study) -> Iterator[Breach]:
    """Without attributes there is nothing to score."""
    if not study.attributes:
        yield Breach(
            ("attributes",),
            "no attributes",
            "at least one attribute",
            "add a line such as Openness: {type: likert, scale: [1, 5]}",
        )


@rule("empty-basis")
def empty_basis(study: Study) -> Iterator[Breach]:
    """Segments are built from the basis, so an empty one builds nothing."""
    if not study.basis:
        numeric = [n for n, a in study.attributes.items() if a.type is not AttributeType.CATEGORY]
        yield Breach(
            ("basis",),
            "an empty list",
            "the attributes that build the segments",
            f"write basis: [{', '.join(map(shortened, numeric[:3])) or 'Openness'}]",
        )


@rule("undeclared")
def undeclared(study: Study) -> Iterator[Breach]:
    """A name that no attribute bears is a slip of the pen, and its column would be left out silently."""
    named: list[tuple[Path, str]] = [(("basis", i), name) for i, name in enumerate(study.basis)]
    named += [(("descriptors", i), name) for i, name in enumerate(study.descriptors)]
    for q, asked in enumerate(study.objective.key_questions):
        place = ("objective", "key_questions", q, "attributes")
        named += [((*place, i), name) for i, name in enumerate(asked.attributes)]
    for path, name in named:
        if name not in study.attributes:
            yield Breach(
                path,
                quoted(name),
                "the name of an attribute, as `attributes` spells it",
                did_you_mean(name, study.attributes) or "declare it under `attributes`, or take it out here",
            )


@rule("named-twice")
def named_twice(study: Study) -> Iterator[Breach]:
    """An attribute that stands twice in the basis would count twice in every distance."""
    for block in ("basis", "descriptors"):
        first: dict[str, int] = {}
        for i, name in enumerate(getattr(study, block)):
            if name in first:
                yield Breach(
                    (block, i),
                    f"{quoted(name)} again, as in entry {first[name] + 1}",
                    "each attribute once",
                    "take one of the two out",
                )
            first.setdefault(name, i)


@rule("basis-and-descriptor")
def basis_and_descriptor(study: Study) -> Iterator[Breach]:
    """Segments differ on their basis by construction, so it cannot describe them as news."""
    for i, name in enumerate(study.descriptors):
        if name in study.basis:
            yield Breach(
                ("descriptors", i),
                f"{quoted(name)}, which is in the basis too",
                "an attribute that only describes the segments",
                "take it out of `descriptors` or out of `basis`",
            )


@rule("likert-without-scale")
def likert_without_scale(study: Study) -> Iterator[Breach]:
    """What is high or low depends on the scale, and the answers alone do not tell it."""
    for name, attribute in study.attributes.items():
        if attribute.type is AttributeType.LIKERT and attribute.scale is None:
            yield Breach(
                ("attributes", name),
                "type: likert without `scale`",
                "the lowest and the highest possible answer",
                "add scale: [1, 5], or whatever the questionnaire offered",
            )


@rule("scale-order")
def scale_order(study: Study) -> Iterator[Breach]:
    """A scale runs upwards; answers that run the other way are `reversed`."""
    for name, attribute in study.attributes.items():
        if attribute.scale is not None and attribute.scale[0] >= attribute.scale[1]:
            low, high = attribute.scale
            turned = f"write scale: [{high:g}, {low:g}]; if agreement means less, add reversed: true"
            yield Breach(
                ("attributes", name, "scale"),
                f"{low:g} to {high:g}",
                "the lower number first",
                turned if low > high else "write two different numbers, as in scale: [1, 5]",
            )


@rule("column-and-items")
def column_and_items(study: Study) -> Iterator[Breach]:
    """An attribute is one column or an average of several; with both, one would be ignored."""
    for name, attribute in study.attributes.items():
        if attribute.column is not None and attribute.items:
            yield Breach(
                ("attributes", name, "column"),
                "`column` together with `items`",
                "one of the two",
                "take `column` out to average the items, or `items` out to read the column",
            )


@rule("reversed-whole")
def reversed_whole(study: Study) -> Iterator[Breach]:
    """Reversal belongs to the item that is worded the other way, not to the average."""
    for name, attribute in study.attributes.items():
        if attribute.reversed and attribute.items:
            yield Breach(
                ("attributes", name, "reversed"),
                "reversed: true on an attribute with items",
                "reversed: true on the items that are worded the other way",
                "move it to those items, as in {column: ope_2, reversed: true}",
            )


@rule("reversed-without-scale")
def reversed_without_scale(study: Study) -> Iterator[Breach]:
    """Turning an answer needs both ends of its scale: lowest + highest - answer."""
    for name, attribute in study.attributes.items():
        turned = attribute.reversed or any(item.reversed for item in attribute.items)
        if turned and attribute.type is AttributeType.NUMBER and attribute.scale is None:
            yield Breach(
                ("attributes", name),
                "reversed: true without `scale`",
                "the lowest and the highest possible answer",
                "add scale: [0, 10], or whatever the questionnaire offered",
            )


@rule("category-extras")
def category_extras(study: Study) -> Iterator[Breach]:
    """A category has no order, so it has no scale, no items to average, nothing to reverse and no norms."""
    for name, attribute in study.attributes.items():
        if attribute.type is AttributeType.CATEGORY:
            for key in ("scale", "items", "reversed", "norms"):
                if getattr(attribute, key):
                    yield Breach(
                        ("attributes", name, key),
                        f"`{key}` on a category",
                        f"a category without `{key}`",
                        "take it out, or change the type to likert or number",
                    )


@rule("norms-off-scale")
def norms_off_scale(study: Study) -> Iterator[Breach]:
    """Published norms are often sums of items; scores here are means, on the scale of the answers."""
    for name, attribute in study.attributes.items():
        if attribute.norms is None or attribute.scale is None:
            continue
        low, high = attribute.scale
        if not low <= attribute.norms.mean <= high:
            yield Breach(
                ("attributes", name, "norms", "mean"),
                f"{attribute.norms.mean:g}, outside the scale {low:g} to {high:g}",
                "the mean of the population in the units of the scale",
                "divide the norms of a sum, mean and sd alike, by the number of items",
            )


def columns_of(name: str, attribute: Attribute) -> list[tuple[Path, str]]:
    """Return each column an attribute reads, with the place that names it."""
    base: Path = ("attributes", name)
    if attribute.items:
        return [((*base, "items", i, "column"), item.column) for i, item in enumerate(attribute.items)]
    if attribute.column is not None:
        return [((*base, "column"), attribute.column)]
    return [(base, name)]


@rule("column-twice")
def column_twice(study: Study) -> Iterator[Breach]:
    """One answer under two names would count twice, and most often one name is a slip."""
    first: dict[str, Path] = {}
    for name, attribute in study.attributes.items():
        for path, column in columns_of(name, attribute):
            if column in first:
                other = first[column][1]
                same = other == name
                yield Breach(
                    path,
                    f"the column {quoted(column)} again"
                    + ("" if same else f", which '{shortened(str(other))}' reads already"),
                    "each column once",
                    "take one of the two out, or name another column",
                )
            first.setdefault(column, path)


@rule("respondent-column")
def respondent_column(study: Study) -> Iterator[Breach]:
    """The number that identifies a respondent is no answer."""
    for name, attribute in study.attributes.items():
        for path, column in columns_of(name, attribute):
            if column == study.respondent:
                yield Breach(
                    path,
                    f"the column {quoted(column)}, which identifies respondents",
                    "a column with answers",
                    "take the attribute out, or correct `respondent`",
                )


@rule("weighting-by-one")
def weighting_by_one(study: Study) -> Iterator[Breach]:
    """Weights are there already, or they are made; a study that says both says neither."""
    if study.weighting is None:
        return
    both = study.weighting.column is not None and bool(study.weighting.margins)
    if both or (study.weighting.column is None and not study.weighting.margins):
        yield Breach(
            ("weighting", "margins") if both else ("weighting",),
            "both `column` and `margins`" if both else "neither `column` nor `margins`",
            "one of the two",
            "take one of them out"
            if both
            else "add column: weight, or margins: {Gender: {female: 0.51, male: 0.49}}",
        )


@rule("weighting-column")
def weighting_column(study: Study) -> Iterator[Breach]:
    """A weight says how many people a respondent stands for; it is no answer and no name."""
    if study.weighting is None or study.weighting.column is None:
        return
    column = study.weighting.column
    answers = {
        read for name, attribute in study.attributes.items() for _, read in columns_of(name, attribute)
    }
    used = (
        "an attribute reads"
        if column in answers
        else "identifies respondents"
        if column == study.respondent
        else "`quality` reads"
        if column in {read for _, read in quality_columns(study)}
        else ""
    )
    if used:
        yield Breach(
            ("weighting", "column"),
            f"the column {quoted(column)}, which {used}",
            "a column of its own with weights",
            "name the column with weights" + (", or take the attribute out" if column in answers else ""),
        )


@rule("weighting-margin")
def weighting_margin(study: Study) -> Iterator[Breach]:
    """Shares of a population belong to categories, and one category alone leaves nothing to weight."""
    if study.weighting is None:
        return
    categories = [n for n, a in study.attributes.items() if a.type is AttributeType.CATEGORY]
    for name, shares in study.weighting.margins.items():
        place: Path = ("weighting", "margins", name)
        if name not in study.attributes:
            yield Breach(
                place,
                quoted(name),
                "the name of a category, as `attributes` spells it",
                did_you_mean(name, categories)
                or "declare it under `attributes`, as in Gender: {type: category}",
            )
        elif name not in categories:
            yield Breach(
                place,
                f"{quoted(name)}, a {study.attributes[name].type.value}",
                "a category",
                "group its answers in a column of their own, and declare that with type: category",
            )
        elif len(shares) < 2:
            yield Breach(
                place,
                f"{len(shares) or 'no'} share{'' if len(shares) == 1 else 's'}",
                "a share for every category, two or more",
                "add the others, as in {female: 0.51, male: 0.49}",
            )


@rule("weighting-trim")
def weighting_trim(study: Study) -> Iterator[Breach]:
    """The average weight is 1, so bounds that do not lie on both sides of it leave no room."""
    if study.weighting is None or study.weighting.trim is None:
        return
    low, high = study.weighting.trim
    if not low < 1 < high:
        yield Breach(
            ("weighting", "trim"),
            f"{low:g} to {high:g}",
            "a bound below 1 and one above it, since the average weight is 1",
            "write the smallest and the largest weight, as in trim: [0.3, 3]",
        )


@rule("how-many-segments")
def how_many_segments(study: Study) -> Iterator[Breach]:
    """The number of segments and the height of the cut each decide the other."""
    chosen = [key for key in ("segments", "cut_height") if getattr(study.segmentation, key) is not None]
    if len(chosen) != 1:
        yield Breach(
            ("segmentation", "cut_height") if chosen else ("segmentation",),
            "both `segments` and `cut_height`" if chosen else "neither `segments` nor `cut_height`",
            "one of the two",
            "take one of them out" if chosen else "add segments: 3",
        )


@rule("segment-number")
def segment_number(study: Study) -> Iterator[Breach]:
    """Segments are numbered from 1, so no other number can be targeted, named or rated."""
    most = study.segmentation.segments
    numbers: list[tuple[Path, int]] = [(("strategy", "names", str(n)), n) for n in study.strategy.names]
    numbers += [(("strategy", "ratings", str(n)), n) for n in study.strategy.ratings]
    if study.strategy.target is not None:
        numbers.append((("strategy", "target"), study.strategy.target))
    for path, number in numbers:
        if number < 1 or (most is not None and number > most):
            yield Breach(
                path,
                f"segment {number}",
                f"a segment from 1 to {most}" if most is not None else "a segment, counted from 1",
                "correct the number" + (", or ask for more segments" if number >= 1 else ""),
            )


@rule("weights-of-nothing")
def weights_of_nothing(study: Study) -> Iterator[Breach]:
    """Criteria that all count nothing choose no target."""
    weights = study.strategy.weights
    if weights and len(weights) == len(Criterion) and not any(weights.values()):
        yield Breach(
            ("strategy", "weights"),
            "0 points for every criterion",
            "points for at least one criterion",
            "write points, as in objective_fit: 50, or take `weights` out",
        )


@rule("name-twice")
def name_twice(study: Study) -> Iterator[Breach]:
    """Two personas of one name cannot be told apart in any report."""
    first: dict[str, int] = {}
    for number, name in study.strategy.names.items():
        if name.casefold() in first:
            yield Breach(
                ("strategy", "names", str(number)),
                f"{quoted(name)}, the name of segment {first[name.casefold()]} too",
                "a name of its own for every segment",
                "choose another name for one of the two",
            )
        first.setdefault(name.casefold(), number)


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


@rule("fieldwork-days")
def fieldwork_days(study: Study) -> Iterator[Breach]:
    """Asking that ends before it began is a slip, and every persona would print it."""
    start, end = study.fieldwork.start, study.fieldwork.end
    if start is not None and end is not None and end < start:
        yield Breach(
            ("fieldwork", "end"),
            f"{end}, before the first day of asking, {start}",
            f"{start} or later",
            "correct one of the two",
        )


def quality_columns(study: Study) -> list[tuple[Path, str]]:
    """Return each column that tells about the quality of answers, with the place that names it."""
    found: list[tuple[Path, str]] = [
        (("quality", "attention", place, "column"), check.column)
        for place, check in enumerate(study.quality.attention)
    ]
    if study.quality.duration is not None:
        found.append((("quality", "duration"), study.quality.duration))
    return found


@rule("quality-column")
def quality_column(study: Study) -> Iterator[Breach]:
    """A check or a duration says how somebody answered, not who they are, so it describes no segment."""
    answers = {
        column for name, attribute in study.attributes.items() for _, column in columns_of(name, attribute)
    }
    first: set[str] = set()
    for path, column in quality_columns(study):
        what = "a duration" if path[-1] == "duration" else "an attention check"
        if column in answers:
            yield Breach(
                path,
                f"the column {quoted(column)}, which an attribute reads",
                f"a column of its own for {what}",
                "take the attribute out, or name another column",
            )
        elif column == study.respondent:
            yield Breach(
                path,
                f"the column {quoted(column)}, which identifies respondents",
                f"a column of its own for {what}",
                "name the right column, or correct `respondent`",
            )
        elif column in first:
            yield Breach(
                path,
                f"the column {quoted(column)} again",
                "each column once",
                "take one of the two out",
            )
        first.add(column)


@rule("also-exclude-twice")
def also_exclude_twice(study: Study) -> Iterator[Breach]:
    """Naming somebody twice is a slip: perhaps another id was meant."""
    first: dict[str, int] = {}
    for place, name in enumerate(study.quality.also_exclude):
        if name in first:
            yield Breach(
                ("quality", "also_exclude", place),
                f"{quoted(name)} again, as in entry {first[name] + 1}",
                "each respondent once",
                "take one of the two out, or correct it",
            )
        first.setdefault(name, place)
