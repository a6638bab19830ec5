"""Pages on the instruments that ship: written from them, so that they cannot say otherwise.

``python -m psychograph.instruments.pages docs/instruments.md src/psychograph/instruments/data/LICENCES.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from psychograph.instruments.answer_scale import AnswerScale
from psychograph.instruments.answer_scales import scale_source, standard_scales
from psychograph.instruments.cannot_ship import not_bundled
from psychograph.instruments.catalogue import Catalogue, shipped
from psychograph.instruments.notices import ENNEAGRAM, TYPES, UNVALIDATED
from psychograph.instruments.pack import Pack, PackScale

HEAD = """# Instruments

This page is written by `python -m psychograph.instruments.pages`, from the files in
`src/psychograph/instruments/data`.

An instrument is a set of items with a key: which item belongs to which scale, and which are turned. A study
names a scale, and gets items, key, answers and construct:

```yaml
attributes:
  Extraversion: {instrument: mini_ipip_20/extraversion}
```

The columns are the ids of the items. Where your survey tool calls them otherwise, name as many columns,
in the order that `psychograph instruments show mini_ipip_20/extraversion` prints:

```yaml
attributes:
  Extraversion:
    instrument: mini_ipip_20/extraversion
    items: [{column: Q5_1}, {column: Q5_6}, {column: Q5_11}, {column: Q5_16}]
```

The key stays that of the instrument: an item that says otherwise is refused. A `scale:` of your own,
such as `scale: [1, 7]`, is taken where you asked the items on other steps; published norms are then left out.
A score is the mean of the items that were answered, with those of the key turned (low + high - answer), where
at least `scoring: answered` of them were.

What is printed as published was read where its source says; what nobody could verify is left out, norms among
it: none of these instruments brings any.

## Which to take

| you want | take |
|---|---|
| personality, short enough for any survey | `mini_ipip_20` |
| personality, as well as a survey can | `ipip_bffm_50`; `ipip_neo_120` for facets |
| personality in ten items, if nothing else fits | `tipi_10` |
| values, attitudes, prices, technology, media, lifestyle | `psychograph_...`, and look at the reliability |
| interests and activities | `ipip_orvis_92`, `ipip_orais_200`: pick scales, not the whole |

"""
OWN = f"""## Your own

```
psychograph instruments template > my_scale.yaml
psychograph instruments add my_scale.yaml --study . \\
  --licence CC-BY-4.0 --evidence https://example.org/terms --attest
```

`add` checks the pack whole (every mistake with its line), and writes it to `instruments/` in the folder of
the study, with your attestation that its terms allow the use, and with your evidence. A file put there by
hand without them is refused. JSON does as well as YAML. A key may stand with the items, or with the scales,
as published keys do:
`{{id: curiosity, name: Curiosity, items: [curious_1, -curious_3]}}`.

**Enneagram** (`template --framework enneagram`). {ENNEAGRAM}
This stands on screen wherever such a pack is shown.

**Types** (`template --framework types`). {TYPES}
Four preferences come out of the Big Five as well: [preferences](preferences.md).

"""
LICENCES_HEAD = """# Licences of the instruments

The files in `packs/` carry these terms, each with its evidence; those of the project's code are Apache-2.0.
Written by `python -m psychograph.instruments.pages`.
"""


def instruments_page(catalogue: Catalogue) -> str:
    """Return the page that lists instruments, their scales, and those that do not ship."""
    return HEAD + "\n".join(_lines(catalogue)) + "\n"


def licences_page(catalogue: Catalogue) -> str:
    """Return the page of terms that goes wherever the instruments go."""
    return LICENCES_HEAD + "\n".join(line for pack in catalogue.in_order for line in _terms(pack)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield "## What ships\n"
    yield "| instrument | measures | scales | items | turned | published alpha | licence |"
    yield "|---|---|---|---|---|---|---|"
    yield from map(_row, catalogue.in_order)
    yield f"\n\\* {UNVALIDATED}\n"
    yield from OWN.splitlines()
    yield "## What does not ship\n"
    yield "Add one as a pack of your own where you have the right to.\n"
    yield "| instrument | measures | why not | read in | instead |"
    yield "|---|---|---|---|---|"
    for one in not_bundled():
        instead = ", ".join(f"`{name}`" for name in one.instead) or "none here"
        yield f"| {one.title} | {one.about} | {one.why} | {one.source} | {instead} |"
    yield "\n## Answer scales\n"
    yield "| name | answers | words from |"
    yield "|---|---|---|"
    for name, scale in standard_scales().items():
        yield f"| `{name}` | {_answers(scale)} | {scale_source(name)} |"
    yield "\n## Scales\n"
    yield "Construct: what rules and names know a scale by; a minus sign where high scores mean little of it."
    for pack in catalogue.in_order:
        yield from _pack(pack)


def _row(pack: Pack) -> str:
    mark = "" if pack.validated else " \\*"
    turned = sum(item.reversed for item in pack.items)
    alphas = sorted(scale.reliability.value for scale in pack.scales if scale.reliability is not None)
    span = "none verified" if not alphas else f"{alphas[0]:.2f} to {alphas[-1]:.2f}"
    return (
        f"| `{pack.id}`{mark} | {pack.about} | {len(pack.scales)} | {len(pack.items)} | {turned} | {span} "
        f"| {pack.licence.id} |"
    )


def _pack(pack: Pack) -> Iterator[str]:
    yield f"\n### {pack.name} (`{pack.id}`)\n"
    yield f"Answers: {_answers(pack.answer_scale)}.\n"
    yield f"Verified: {pack.verified or 'written here, so that there is nothing to verify against'}.\n"
    yield from (f"- {note}" for note in pack.notes)
    yield "\n| scale | name | items | turned | construct | published | note |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_scale(pack, scale) for scale in pack.scales)


def _scale(pack: Pack, scale: PackScale) -> str:
    items = pack.items_of(scale.id)
    known = scale.reliability
    published = "" if known is None else f"{known.kind} {known.value:.2f} ({known.source})"
    turned = sum(item.reversed for item in items)
    return (
        f"| `{scale.id}` | {scale.name} | {len(items)} | {turned} | {scale.measures} | {published} "
        f"| {scale.note} |"
    )


def _answers(scale: AnswerScale) -> str:
    said = ", ".join(f"{code} {label}" for code, label in scale.labels)
    if scale.fully_labelled:
        return said
    return f"{scale.low} to {scale.high}" + (f": {said}" if said else "")


def _terms(pack: Pack) -> Iterator[str]:
    terms = pack.licence
    yield f"\n## {pack.name} (`packs/{pack.id}.json`)\n"
    yield f"- Licence: {terms.id}" + (f"; {terms.requires}" if terms.requires else "")
    if terms.caveat:
        yield f"- Caveat: {terms.caveat}"
    for one in terms.evidence:
        yield f'- Evidence: "{one.quote}"' + "".join(f", {part}" for part in (one.url, one.seen_as) if part)
    yield from (f"- {work}" for work in pack.citation)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(instruments_page(shipped()), encoding="utf-8")
    Path(sys.argv[2]).write_text(licences_page(shipped()), encoding="utf-8")
