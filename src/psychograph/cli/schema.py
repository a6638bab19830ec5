"""`psychograph schema`: the JSON Schema of a study file."""

from __future__ import annotations

import json

import click

EXAMPLE = """\b
Example:
  psychograph schema > study.schema.json
"""


@click.command(epilog=EXAMPLE)
def schema() -> None:
    """Print the JSON Schema of study.yaml, for editors that complete and check it."""
    from psychograph.study.schema import study_json_schema

    click.echo(json.dumps(study_json_schema(), indent=2, ensure_ascii=False))
