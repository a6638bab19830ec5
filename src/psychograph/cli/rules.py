"""`psychograph rules`: what the advice rests on, and a check of your own rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from psychograph.cli.own_rules import knowledge_with
from psychograph.cli.talk import say_wrapped
from psychograph.errors import Problem, UsageError
from psychograph.quoting import did_you_mean, shortened

if TYPE_CHECKING:
    from psychograph.knowledge.base import KnowledgeBase
    from psychograph.knowledge.rules import Rule

EXAMPLE = """\b
Example:
  psychograph rules list
  psychograph rules show P01
"""
CHECK = """\b
Example:
  psychograph schema knowledge > our_rules.schema.json
  psychograph rules check our_rules.yaml
"""
OWN = click.option(
    "--own",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own rules, laid over those that ship.",
)


@click.group(epilog=EXAMPLE)
def rules() -> None:
    """Show the rules behind the advice, and check your own."""


@rules.command("list", epilog=EXAMPLE)
@OWN
@click.option("--json", "as_json", is_flag=True, help="Print all rules whole, as JSON.")
def list_(own: Path | None, *, as_json: bool) -> None:
    """List all rules: when they speak, and how good their evidence is."""
    from psychograph.knowledge.rule_words import when_in_words

    base = knowledge_with(own)
    if as_json:
        click.echo(json.dumps([_record(rule, base) for rule in base.rules], indent=2, ensure_ascii=False))
        return
    for rule in base.rules:
        say_wrapped(when_in_words(rule), lead=f"{rule.id:<5} {rule.grade}  ", indent=" " * 9)


@rules.command(epilog=EXAMPLE)
@click.argument("rule_id", metavar="RULE")
@OWN
def show(rule_id: str, own: Path | None) -> None:
    """Show a RULE whole: its phrases, its weight, its papers and what contradicts it."""
    from psychograph.knowledge.rule_words import rule_in_words

    base = knowledge_with(own)
    by_id = {rule.id.lower(): rule for rule in base.rules}
    rule = by_id.get(rule_id.lower())
    if rule is None:
        raise UsageError(
            Problem(
                where=shortened(rule_id),
                found="no rule of this id",
                expected="an id such as P01",
                mend=did_you_mean(rule_id, [r.id for r in base.rules])
                or "`psychograph rules list` names them",
            )
        )
    first, *others = rule_in_words(rule, base)
    say_wrapped(first)
    for text in others:
        say_wrapped(text, lead="  ", indent="    ")


@rules.command(epilog=CHECK)
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check a FILE of your own rules, constructs, words, goals and figures.

    Every mistake is named with its line. The exit code is 0 for a file in order, 2 where it cannot be used.
    """
    from psychograph.knowledge.base import shipped
    from psychograph.knowledge.rules import Grade

    before, after = shipped(), knowledge_with(file)
    known = {rule.id: rule for rule in before.rules}
    new = [rule for rule in after.rules if rule.id not in known]
    changed = [rule for rule in after.rules if rule.id in known and rule != known[rule.id]]
    off = sorted(known.keys() - {rule.id for rule in after.rules})
    said = [
        f"{len(new)} new {'rule' if len(new) == 1 else 'rules'}" + _named(rule.id for rule in new),
        f"{len(changed)} overridden" + _named(rule.id for rule in changed),
        f"{len(off)} switched off" + _named(off),
    ]
    say_wrapped(f"{file.name} is in order: {', '.join(said)}.")
    for rule in (*new, *changed):
        if rule.grade is Grade.D:
            say_wrapped(f"note: {rule.id} has grade D and is printed as a hypothesis to test.")


def _named(ids: Iterable[str]) -> str:
    found = list(ids)
    return f" ({', '.join(found)})" if found else ""


def _record(rule: Rule, base: KnowledgeBase) -> dict[str, object]:
    from psychograph.knowledge.rule_words import full_weight, when_in_words

    return {
        "id": rule.id,
        "when": when_in_words(rule),
        "then": {str(slot): phrase for slot, phrase in rule.then},
        "grade": str(rule.grade),
        "effect": rule.effect,
        "priority": rule.priority,
        "weight": round(full_weight(rule), 4),
        "evidence": list(rule.evidence),
        "against": list(rule.against),
        "asks": rule.asks or None,
        "figures": [
            {"country": survey.country, "until": f"{survey.ended.year}-{survey.ended.month:02d}"}
            for survey in (base.facts[rule.asks].surveys if rule.asks in base.facts else ())
        ],
    }
