"""`psychograph schema`: the JSON Schema of a study file, or of a file of your own knowledge."""

from __future__ import annotations

import json

import click

EXAMPLE = """\b
Example:
  psychograph schema > study.schema.json
  psychograph schema knowledge > our_rules.schema.json
"""


@click.command(epilog=EXAMPLE)
@click.argument(
    "file", type=click.Choice(["study", "knowledge"]), default="study", metavar="[study|knowledge]"
)
def schema(file: str) -> None:
    """Print the JSON Schema of study.yaml, or of your own rules, for editors that complete and check it."""
    if file == "knowledge":
        from psychograph.knowledge.schema import knowledge_json_schema as found
    else:
        from psychograph.study.schema import study_json_schema as found

    click.echo(json.dumps(found(), indent=2, ensure_ascii=False))
