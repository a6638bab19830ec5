"""docs/field-plan.md: every key of field.yaml, from the schema that reads it.

``python -m psychograph.fielding.plan.page docs/field-plan.md``
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator
from datetime import time
from enum import Enum
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from psychograph.fielding.plan.schema import FieldPlan
from psychograph.yaml_files.shape import as_yaml, choices_of, core, fields_of

Fields = typing.Any
Blocks = list[tuple[str, type[BaseModel]]]


def page() -> str:
    """Return the text of the page."""
    return "\n".join((HEAD, *_keys(), TAIL))


def blocks() -> Blocks:
    """Return every block of a plan with the way to it, such as ``invitations > waves``."""
    found: Blocks = [("", FieldPlan)]
    for way, model in found:  # grows while it is walked through
        for name, field in fields_of(model).items():
            kind = _block(field.annotation)
            if kind is not None:
                found.append((f"{way} > {name}" if way else name, kind))
    return found


def _block(annotation: object) -> type[BaseModel] | None:
    """Return the block that a key holds, or holds several of; None for a value."""
    kind = core(annotation)
    while typing.get_args(kind):
        kind = core(typing.get_args(kind)[-1 if typing.get_origin(kind) is dict else 0])
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _keys() -> Iterator[str]:
    for way, model in blocks():
        rows = [_row(name, field) for name, field in fields_of(model).items()]
        yield f"### {f'`{way}`' if way else 'The file'}"
        yield ""
        yield " ".join((model.__doc__ or "").split())
        yield ""
        yield "| key | what it is | if absent | example |"
        yield "|---|---|---|---|"
        yield from rows
        yield ""


def _row(name: str, field: Fields) -> str:
    inside = _block(field.annotation)
    meaning = field.description or (" ".join((inside.__doc__ or "").split()) if inside else "")
    choices = choices_of(core(field.annotation))
    if choices:
        meaning = f"{meaning.rstrip('.')}: {', '.join(f'`{one}`' for one in choices)}."
    if inside is not None:
        meaning += " See below."
    example = f"`{name}: {as_yaml(field.examples[0])}`" if field.examples else ""
    return f"| `{name}` | {meaning.replace('|', '/')} | {_absent(field)} | {example} |"


def _absent(field: Fields) -> str:
    default = field.default
    if default is PydanticUndefined:
        return "must be there"
    if default is None or default == ():
        return "none"
    if isinstance(default, BaseModel):
        return "as its own keys say"
    return _shown(default)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ", ".join(getattr(one, "name", None) or _shown(one) for one in value)
    return (
        f"{value:g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
    )


HEAD = """\
# field.yaml: what is decided before the start

Who asks, when, whom, how often, for which thanks, and when what is forgotten stands in one file beside
`questionnaire.yaml`. It is written before the field opens, and the server notes a hash of both when it
opens, so that a change shows (`psychograph field doctor`, and the audit log).

```
psychograph field init my-study     # a commented field.yaml, and settings with a fresh secret
psychograph field check my-study    # every mistake with its line, then what weakens the plan
psychograph schema field            # JSON Schema, for editors that complete and check
```

The least that can be fielded:

```yaml
organiser: {name: Northwind Research, contact: survey@northwind.example}
period: {opens: "2026-12-01 09:00", closes: "2026-12-20 18:00", time_zone: Europe/Berlin}
invitations: {sender: survey@northwind.example}
```

**Texts** are a text, or a text for each language: `{en: Hello, de: Hallo}`. One in the language of the
questionnaire must be among them; it is shown where another lacks.

**Conditions** are those of `questionnaire.yaml`: `Age < 18`, `Drinks includes "tea"`, `answered(Age) and
not (Gender = w)`. They may look at any question, and at any statement of a battery; codes, not labels, are
compared.

**Days and hours** are on the clock of `period > time_zone`; windows of mail on the clock of each recipient.
An hour that clocks skip in spring is refused; of one that comes twice in autumn, the earlier is meant.

## What is refused

A plan is refused, with the line, where a part of it cannot be meant: a close before the opening; a
questionnaire that does not begin with consent; a condition on a question nobody is asked; a wave after the
close, or before the wave it reminds of; a window that ends before it begins; a message without `{link}`, or
with a placeholder that nothing is filled in for; a draw without a consent to keep addresses, or before
everybody has finished (two hours after the close); contacts erased before winners can claim; an arm that
offers an incentive nobody gets.

What could be fielded, and should be looked at first, are **findings** of `psychograph field check`: no
privacy notice, a draw without law, a window in which people sleep, texts without translation, fewer
contacts than the segments need, arms with too few people to show anything, and others.

## Every key
"""

TAIL = """\
## Settings are elsewhere

How the server is run (address, secret, database, mail server) stands in the environment or in
`field/settings.env`, never in this file, so that the plan can be shown to anyone: see
[field-deployment.md](field-deployment.md)."""


def main(arguments: list[str]) -> None:
    """Write the page to the file that is named."""
    Path(arguments[0]).write_text(page() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
