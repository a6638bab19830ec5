"""`psychograph schema`: the JSON Schema of a study file."""

from __future__ import annotations

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of study.yaml, for editors that complete and check it.

    \b
    Example:
      psychograph schema > study.schema.json
    """  # noqa: D301 - click reads the \b
    from psychograph.study.schema import study_json_schema

    click.echo(json.dumps(study_json_schema(), indent=2, ensure_ascii=False))
