"""Rules that an instrument must keep beyond the shape of its file: one rule, one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from psychograph.instruments.answer_scales import standard_scales
from psychograph.instruments.schema import MOST_POINTS, AnswersEntry, PackFile
from psychograph.quoting import did_you_mean, listed, quoted, shortened
from psychograph.yaml_files.places import Path


@dataclass(frozen=True)
class Breach:
    """One place where a pack breaks a rule; see `psychograph.errors.Problem` for the words."""

    path: Path
    found: str
    expected: str
    mend: str


Rule = Callable[[PackFile], Iterator[Breach]]


def breaches(pack: PackFile, further: Iterable[Rule] = ()) -> Iterator[Breach]:
    """Yield where a pack breaks a rule, rule by rule."""
    for rule in (*RULES, *further):
        yield from rule(pack)


def answers_make_a_scale(pack: PackFile) -> Iterator[Breach]:
    """Answers lie between two ends, and words belong to steps between them."""
    answers = pack.answers
    if not isinstance(answers, AnswersEntry):
        known = standard_scales()
        if answers not in known:
            yield Breach(
                ("answers",),
                quoted(answers),
                f"a standard scale ({listed(known, most=30)}), or one of your own",
                did_you_mean(answers, known)
                or "write answers: {low: 1, high: 5, labels: {1: Never, 5: Always}}",
            )
        return
    if answers.low >= answers.high:
        yield Breach(
            ("answers", "low"),
            f"low {answers.low} and high {answers.high}",
            "a lowest answer below the highest",
            "write the code of the least answer as low, that of the most as high",
        )
        return
    if answers.high - answers.low + 1 > MOST_POINTS:
        yield Breach(
            ("answers", "high"),
            f"{answers.high - answers.low + 1:,} steps",
            f"2 to {MOST_POINTS} steps",
            "write the codes that respondents can choose",
        )
    for code in answers.labels:
        if not answers.low <= code <= answers.high:
            yield Breach(
                ("answers", "labels", str(code)),
                f"words for {code}",
                f"codes from {answers.low} to {answers.high}",
                "correct the code, or the ends of the scale",
            )


def names_are_unique(pack: PackFile) -> Iterator[Breach]:
    """A name stands for one thing; columns that differ by capitals alone are mixed up by some tools."""
    yield from _repeated("items", [item.id for item in pack.items], "item")
    yield from _repeated("scales", [scale.id for scale in pack.scales], "scale")


def _repeated(block: str, names: Sequence[str], what: str) -> Iterator[Breach]:
    first: dict[str, int] = {}
    for at, name in enumerate(names):
        form = name.casefold()
        if form in first:
            yield Breach(
                (block, at, "id"),
                f"the {what} {quoted(name)} again, as in entry {first[form] + 1}",
                f"each {what} under an id of its own, capitals aside",
                "rename one of the two",
            )
        first.setdefault(form, at)


def key_names_what_is_there(pack: PackFile) -> Iterator[Breach]:
    """A key ties items to scales, and both must exist."""
    items, scales = {item.id for item in pack.items}, {scale.id for scale in pack.scales}
    for at, scale in enumerate(pack.scales):
        for place, entry in enumerate(scale.items):
            name = entry.removeprefix("-")
            if name not in items:
                yield Breach(
                    ("scales", at, "items", place),
                    f"the item {quoted(name)}, which is not in the pack",
                    "an item of `items`",
                    did_you_mean(name, items) or "correct the id, or add the item",
                )
    for at, item in enumerate(pack.items):
        if item.scale is not None and item.scale not in scales:
            yield Breach(
                ("items", at, "scale"),
                f"the scale {quoted(item.scale)}, which is not in the pack",
                f"one of {listed(scale.id for scale in pack.scales)}",
                did_you_mean(item.scale, scales) or "correct the id, or add the scale",
            )


def every_item_has_one_scale(pack: PackFile) -> Iterator[Breach]:
    """An item without a scale is asked for nothing; one of two scales is scored twice."""
    keyed: dict[str, list[tuple[Path, str, bool]]] = {}
    for at, scale in enumerate(pack.scales):
        for place, entry in enumerate(scale.items):
            where: Path = ("scales", at, "items", place)
            keyed.setdefault(entry.removeprefix("-"), []).append((where, scale.id, entry.startswith("-")))
    for at, item in enumerate(pack.items):
        named = keyed.get(item.id, [])
        if item.scale is None and not named:
            yield Breach(
                ("items", at),
                f"the item {quoted(item.id)} in no scale",
                "a scale for every item",
                f"add scale: {pack.scales[0].id}, or list the item under its scale",
            )
        taken = item.scale or (named[0][1] if named else None)
        seen = item.scale is not None
        for where, scale_id, turned in named:
            if scale_id != taken or (seen and item.scale is None):
                yield Breach(
                    where,
                    f"the item {quoted(item.id)}, which is in the scale {quoted(str(taken))} already",
                    "an item in one scale",
                    "take it out of one of the two",
                )
            elif item.scale is not None and turned != item.reversed:
                yield Breach(
                    where,
                    f"{quoted(('-' if turned else '') + item.id)}, while the item says "
                    + f"reversed: {str(item.reversed).lower()}",
                    "the same direction in both places",
                    "say it in one place only",
                )
            seen = True


def every_scale_has_items(pack: PackFile) -> Iterator[Breach]:
    """A scale is the mean of its items, or of those of its parts."""
    used = {item.scale for item in pack.items}
    for at, scale in enumerate(pack.scales):
        own = scale.id in used or bool(scale.items)
        if not own and not scale.parts:
            yield Breach(
                ("scales", at),
                f"the scale {quoted(scale.id)} without items",
                "items that name it, or `parts`",
                f"add scale: {scale.id} to its items, or take the scale out",
            )
        if own and scale.parts:
            yield Breach(
                ("scales", at, "parts"),
                f"parts of the scale {quoted(scale.id)}, which has items of its own",
                "items or parts, not both",
                "make a further scale of its own items, and name that among the parts",
            )


def parts_lead_somewhere(pack: PackFile) -> Iterator[Breach]:
    """A scale made of scales must end at scales that have items."""
    parts = {scale.id: scale.parts for scale in pack.scales}
    told: set[frozenset[str]] = set()
    for at, scale in enumerate(pack.scales):
        for place, part in enumerate(scale.parts):
            where: Path = ("scales", at, "parts", place)
            if part not in parts:
                yield Breach(
                    where,
                    f"the scale {quoted(part)}, which is not in the pack",
                    "a scale of `scales`",
                    did_you_mean(part, parts) or "correct the id, or add the scale",
                )
            elif part in scale.parts[:place]:
                yield Breach(
                    where, f"the part {quoted(part)} again", "each part once", "take one of the two out"
                )
        circle = _circle(scale.id, parts)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield Breach(
                ("scales", at, "parts"),
                f"a circle of parts: {shortened(' -> '.join(circle))}",
                "parts that lead to scales with items",
                "take one of them out of the parts",
            )


def _circle(start: str, parts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the way from a scale through its parts back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for part in parts.get(way[-1], ()):
            if part == start:
                return (*way, start)
            if part not in seen:
                seen.add(part)
                ways.append((*way, part))
    return ()


def texts_are_in_the_language(pack: PackFile) -> Iterator[Breach]:
    """Translations are of something: of the text in the language of the pack."""
    said: list[tuple[Path, object]] = [(("stem",), pack.stem)]
    said += [(("items", at, "text"), item.text) for at, item in enumerate(pack.items)]
    if isinstance(pack.answers, AnswersEntry):
        said += [(("answers", "labels", str(code)), text) for code, text in pack.answers.labels.items()]
    for path, text in said:
        if isinstance(text, dict) and pack.language not in text:
            yield Breach(
                path,
                f"texts in {listed(text) or 'no language'} alone",
                f"a text in the language of the pack, {pack.language}",
                f"add {pack.language}: and the text, or correct `language`",
            )


def texts_differ_inside_a_scale(pack: PackFile) -> Iterator[Breach]:
    """The same statement twice in one scale counts twice, and most often one is a slip."""
    first: dict[tuple[str | None, str], int] = {}
    keyed = {entry.removeprefix("-"): scale.id for scale in pack.scales for entry in scale.items}
    for at, item in enumerate(pack.items):
        text = item.text.get(pack.language, "") if isinstance(item.text, dict) else item.text
        known = (item.scale or keyed.get(item.id), " ".join(text.casefold().split()))
        if known in first:
            yield Breach(
                ("items", at, "text"),
                f"{quoted(text)} again, as in entry {first[known] + 1}",
                "each statement once in a scale",
                "correct one of the two, or take it out",
            )
        first.setdefault(known, at)


def evidence_says_something(pack: PackFile) -> Iterator[Breach]:
    """Evidence is words, or a place where they stand."""
    for at, one in enumerate(pack.licence.evidence):
        if one.quote is None and one.url is None:
            yield Breach(
                ("licence", "evidence", at),
                "neither `quote` nor `url`",
                "the words of the licence, or where they stand",
                "add quote: and the words, or url: and the address",
            )


def norms_lie_on_the_scale(pack: PackFile) -> Iterator[Breach]:
    """Published norms are often sums of items; scores here are means, in the units of the answers."""
    ends = _ends(pack)
    for at, scale in enumerate(pack.scales):
        if scale.norms is not None and ends is not None and not ends[0] <= scale.norms.mean <= ends[1]:
            yield Breach(
                ("scales", at, "norms", "mean"),
                f"{scale.norms.mean:g}, outside the answers {ends[0]} to {ends[1]}",
                "the mean of the population in the units of the answers",
                "divide the norms of a sum, mean and sd alike, by the number of items",
            )


def _ends(pack: PackFile) -> tuple[int, int] | None:
    if isinstance(pack.answers, AnswersEntry):
        return pack.answers.low, pack.answers.high
    standard = standard_scales().get(pack.answers)
    return None if standard is None else (standard.low, standard.high)


RULES: tuple[Rule, ...] = (
    answers_make_a_scale,
    names_are_unique,
    key_names_what_is_there,
    every_item_has_one_scale,
    every_scale_has_items,
    parts_lead_somewhere,
    texts_are_in_the_language,
    texts_differ_inside_a_scale,
    evidence_says_something,
    norms_lie_on_the_scale,
)
