"""`psychograph field draw rules`: the rules as people are told them."""

from __future__ import annotations

from pathlib import Path

import click

from psychograph.cli.talk import say, say_wrapped

EXAMPLE = """\b
Example:
  psychograph field draw rules my-study
"""


@click.command(epilog=EXAMPLE)
@click.argument("study", type=click.Path(path_type=Path))
def rules(study: Path) -> None:
    """Print the rules of the draw of STUDY, and their SHA-256.

    They come from field.yaml alone, and are frozen when the field first opens.
    """
    from psychograph.cli.field.opened import opened_field
    from psychograph.fielding.incentives.published import published

    with opened_field(study) as opened:
        found = published(opened.stores, opened.field)
    if found is None:
        say("field.yaml has no draw.", err=True)
        return
    say(found.rules.text.rstrip("\n"))
    say(f"SHA-256 of these rules: {found.rules.sha256}")
    if found.frozen is None:
        say_wrapped("They are not frozen yet: that happens when the field first opens.")
    elif found.changed:
        say_wrapped(
            f"When the field opened, the rules were others (SHA-256 {found.frozen.sha256}). Put field.yaml "
            "back, or say why when you commit: it is published with the draw."
        )
    else:
        say("They are those that the field opened with.")
