"""Instruments in words that fit a terminal: a line for each, an instrument whole, a scale with its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from psychograph.cli.talk import WIDTH, wrapped
from psychograph.instruments.notices import notices
from psychograph.instruments.pack import Pack, PackScale, Verdict
from psychograph.instruments.translated import NO_TEXT
from psychograph.questionnaire.model import Battery, Item, Page, Question, Questionnaire
from psychograph.questionnaire.planning.length import duration

MARK = "*"  # of what nobody has validated
TIE = "\xa0"  # keeps a code and its words on one line
LEAD = 11  # letters of the names of what is said, and a space
LICENCES = {
    "LicenseRef-IPIP-public-domain": "public domain",
    "LicenseRef-author-blanket-permission": "author's word",
    "LicenseRef-published-sample-questions": "guide's words",
    "CC0-1.0": "CC0",
    "CC-BY-4.0": "CC BY 4.0",
}


def listed_instruments(packs: Sequence[Pack]) -> Iterator[str]:
    """Yield the list of instruments: two lines each."""
    yield f"{'instrument':<26}{'items':>5}{'min':>5}   {'alpha':<11}licence"
    for pack in packs:
        mark = "" if pack.validated else f" {MARK}"
        yield (
            f"{pack.id + mark:<26}{len(pack.items):>5}{minutes(pack):>5}   {alphas(pack):<11}{licence(pack)}"
        )
        yield from wrapped("  ", pack.about)
    yield ""
    if not all(pack.validated for pack in packs):
        yield f"{MARK} unvalidated: nobody has shown that it measures what it is meant to"
    own = [pack for pack in packs if pack.licence.verdict is Verdict.ATTESTED]
    for pack in own:
        for notice in notices(pack):
            yield from wrapped("! ", f"{pack.id}: {notice}")
    yield "Minutes are those of people of usual pace, who read every word."
    yield f"More of one: psychograph instruments show {packs[0].id}"


def minutes(pack: Pack) -> int:
    """Return about how many minutes an instrument takes, at least 1."""
    items = tuple(Item(item.id, item.text) for item in pack.items)
    asked = Question("asked", pack.stem, Battery(pack.answer_scale, items))
    whole = Questionnaire(NO_TEXT, (Page("page", (asked,)),), pack.language)
    return max(1, round(duration(whole).seconds / 60))


def alphas(pack: Pack) -> str:
    """Return the range of the published alphas of an instrument; a dash for none."""
    known = (scale.reliability for scale in pack.scales)
    values = sorted(one.value for one in known if one is not None and one.kind == "alpha")
    if not values:
        return "-"
    low, high = _decimal(values[0]), _decimal(values[-1])
    return low if low == high else f"{low}-{high}"


def licence(pack: Pack) -> str:
    """Return the licence of an instrument in two words."""
    return LICENCES.get(pack.licence.id, pack.licence.id)


def told(pack: Pack) -> str:
    """Return how long an instrument is.

    Examples
    --------
    >>> from psychograph.instruments.catalogue import shipped
    >>> told(shipped().pack("guide_sample_lifestyle"))
    '1 scale, 1 item'
    """
    return f"{_counted(len(pack.scales), 'scale')}, {_counted(len(pack.items), 'item')}"


def instrument_in_words(pack: Pack, options: str = "") -> Iterator[str]:
    """Yield an instrument whole: what it measures, its scales, its terms and what is known of it.

    The command that shows a scale is printed with the options by which the instrument was found.
    """
    yield f"{pack.name} ({pack.id})"
    for notice in notices(pack):
        yield from wrapped("! ", notice)
    yield from _said("measures", pack.about)
    yield from _said("length", f"{told(pack)}, about {_counted(minutes(pack), 'minute')}")
    yield from _said("asked", str(pack.stem))
    yield from _said("answers", _answers(pack))
    yield ""
    yield from _scales(pack)
    yield ""
    for note in pack.notes:
        yield from _said("note", note)
    yield from _said("licence", _terms(pack))
    for one in pack.licence.evidence:
        quote = f'"{one.quote}"' if one.quote else ""
        yield from _said("evidence", ", ".join(filter(None, (quote, one.url, one.seen_as))))
    yield from _said("attested", f'"{pack.licence.attestation}"' if pack.licence.attestation else "")
    yield from _said("verified", pack.verified)
    for work in pack.citation:
        yield from _said("cite", work)
    yield ""
    yield "Items and key:"
    yield f"  psychograph instruments show {pack.id}/{pack.scales[0].id}{options}"
    yield from _next(pack, pack.scales[0])


def scale_in_words(pack: Pack, scale: PackScale) -> Iterator[str]:
    """Yield one scale: its items in the order in which they are asked, with the key."""
    items = pack.items_of(scale.id)
    yield f"{scale.name} ({pack.id}/{scale.id})"
    for notice in notices(pack):
        yield from wrapped("! ", notice)
    yield from _said("of", pack.name)
    yield from _said("measures", _construct(scale))
    if scale.reliability is not None:
        known = scale.reliability
        yield from _said("published", f"{known.kind} {_decimal(known.value)} ({known.source})")
    else:
        yield from _said("published", "no reliability that was verified")
    if scale.norms is not None:
        yield from _said("norms", f"mean {scale.norms.mean:g}, sd {scale.norms.sd:g} ({scale.norms.source})")
    yield from _said("made of", ", ".join(scale.parts))
    yield from _said("note", scale.note)
    yield from _said("asked", str(pack.stem))
    yield from _said("answers", _answers(pack))
    yield from _said("score", "mean of the items answered; those with a minus turned: low + high - answer")
    yield ""
    width = max(len(item.id) for item in items)
    for item in items:
        lead = f"{'-' if item.reversed else '+'} {item.id:<{width}}  "
        yield from wrapped(lead, str(item.text), indent=" " * len(lead))
    yield ""
    yield from _next(pack, scale)


def _scales(pack: Pack) -> Iterator[str]:
    width = max(len(scale.id) for scale in pack.scales) + 2
    yield f"{'scale':<{width}}{'items':>5}{'turned':>8}{'alpha':>7}  measures"
    for scale in pack.scales:
        items = pack.items_of(scale.id)
        known = scale.reliability
        alpha = _decimal(known.value) if known is not None and known.kind == "alpha" else "-"
        turned = sum(item.reversed for item in items)
        lead = f"{scale.id:<{width}}{len(items):>5}{turned:>8}{alpha:>7}  "
        yield from wrapped(lead, _construct(scale), indent=" " * len(lead))
    noted = [scale for scale in pack.scales if scale.note]
    if noted:
        yield ""
    for scale in noted:
        yield from wrapped("", f"{scale.id}: {scale.note}")


def _next(pack: Pack, scale: PackScale) -> Iterator[str]:
    from psychograph.questionnaire.file.instrument_references import identifier

    name = identifier(scale.name)  # as the questionnaire calls it
    yield "In study.yaml, under attributes:"
    line = f"  {name}: {{instrument: {pack.id}/{scale.id}}}"
    yield from [line] if len(line) <= WIDTH else [f"  {name}:", f"    instrument: {pack.id}/{scale.id}"]
    yield "In questionnaire.yaml, under questions:"
    yield f"  - instrument: {pack.id}/{scale.id}"


def _terms(pack: Pack) -> str:
    terms = pack.licence
    use = "business use allowed" if terms.commercial_use else "no business use, as far as is known"
    if terms.verdict is Verdict.ATTESTED:
        use = "business use allowed, you say" if terms.commercial_use else "business use not stated"
    return "; ".join(filter(None, (terms.id, use, terms.requires, terms.caveat)))


def _answers(pack: Pack) -> str:
    scale = pack.answer_scale
    shown = ", ".join(f"{code}{TIE}{scale.label(code)}" for code in scale.values if scale.label(code))
    missing = "" if scale.fully_labelled else f", {scale.low} to {scale.high}"
    return f"{shown}{missing}" + (f" ({scale.name})" if scale.name else "")


def _construct(scale: PackScale) -> str:
    if not scale.measures:
        return scale.name
    turned = scale.measures.startswith("-")
    return f"{scale.name}: " + ("the opposite of " if turned else "") + scale.measures.removeprefix("-")


def _said(name: str, text: str) -> Iterable[str]:
    if not text:
        return ()
    lines = wrapped(f"  {name:<{LEAD}}", text, indent=" " * (LEAD + 2))
    return [line.replace(TIE, " ") for line in lines]


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
