"""`psychograph schema`: the JSON Schema of files that you write, and of records that a run writes."""

from __future__ import annotations

import json

import click

EXAMPLE = """\b
Example:
  psychograph schema > study.schema.json
  psychograph schema persona > persona.schema.json
  psychograph schema knowledge > our_rules.schema.json
  psychograph schema questionnaire > questionnaire.schema.json
  psychograph schema field > field.schema.json
  psychograph schema history > history.schema.json
"""


@click.command(epilog=EXAMPLE)
@click.argument(
    "file",
    type=click.Choice(
        ["study", "questionnaire", "field", "history", "knowledge", "instrument", "persona", "brief"]
    ),
    default="study",
    metavar="[study|questionnaire|field|history|knowledge|instrument|persona|brief]",
)
def schema(file: str) -> None:
    """Print the JSON Schema of a file.

    Of study.yaml, questionnaire.yaml, field.yaml, history.yaml, your own rules or an instrument of your own,
    for editors that complete and check them; of persona-1.json or brief-1.json, which a run writes, for
    programs that read them.
    """
    click.echo(json.dumps(_schema(file), indent=2, ensure_ascii=False))


def _schema(file: str) -> dict[str, object]:
    if file in {"persona", "brief"}:
        from psychograph.reports.schemas import record_schema

        return record_schema(file)
    if file == "questionnaire":
        from psychograph.questionnaire.file.schema import questionnaire_json_schema

        return questionnaire_json_schema()
    if file == "field":
        from psychograph.fielding.plan.json_schema import plan_json_schema

        return plan_json_schema()
    if file == "history":
        from psychograph.history.plan import json_schema

        return json_schema.plan_json_schema()
    if file == "knowledge":
        from psychograph.knowledge.schema import knowledge_json_schema

        return knowledge_json_schema()
    if file == "instrument":
        from psychograph.instruments.schema import pack_json_schema

        return pack_json_schema()
    from psychograph.study.schema import study_json_schema

    return study_json_schema()
