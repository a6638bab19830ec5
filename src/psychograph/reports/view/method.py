"""Method: every setting, every attribute, and every rule that spoke."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from psychograph.knowledge.constructs import ConstructMatch
from psychograph.knowledge.rules import Condition, Rule
from psychograph.reports.manifest import Manifest, manifest_of
from psychograph.reports.view.respondents import why_left_out
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.reports.view.weights import margins_table, weights_setting
from psychograph.runs.run import Run
from psychograph.segmentation.method import Form
from psychograph.study.model import Attribute, AttributeScaling, MethodName, Missing, Origin, Scaling

SOURCES = {
    "declared": "declared in the study file",
    "question": "from the question",
    "items": "from the questions of its items",
    "name": "from the column name",
    "sensitive": "set aside: may touch special-category data",
    "taken": "another attribute measures the same better",
    "": "no construct fits",
}
SCALED = {
    Scaling.VARIABLE: "standardised basis variables",
    Scaling.PERSON: "basis variables less each respondent's own average, standardised",
}
SPREAD_OUT = {
    AttributeScaling.LOG: "distances between respondents, levels and effect sizes are taken of ln(1 + the "
    "figure), so that a few large figures do not decide alone. Means, medians and quartiles are of the "
    "figures themselves.",
    AttributeScaling.RANK: "distances between respondents, levels and effect sizes are taken of the share of "
    "respondents below a figure, and half of those at it. Means, medians and quartiles are of the figures "
    "themselves.",
}


@dataclass(frozen=True)
class Method:
    """How the report came about.

    Parameters
    ----------
    settings : tuple of (str, str)
        What was set and what came of it.
    scoring : tuple of str
        How answers became scores, and what became of missing ones.
    attributes : Table
        All attributes, with what each was taken to measure.
    rules : tuple of Rule
        Rules that are named in the report.
    manifest : Manifest
        Versions and inputs.
    margins : Table or None
        What respondents were weighted by.
    but_unweighted : str
        What of the method takes no weights, as a clause; empty where all does.
    """

    settings: tuple[tuple[str, str], ...]
    scoring: tuple[str, ...]
    attributes: Table
    rules: tuple[tuple[Rule, str], ...]
    manifest: Manifest
    margins: Table | None = None
    but_unweighted: str = ""


def method(run: Run, labels: Mapping[str, str], named_rules: Iterable[str]) -> Method:
    """Return the method of a run."""
    manifest = manifest_of(run)
    named = set(named_rules)
    columns = tuple(
        Head(text) for text in ("Question", "Type", "Part", "Taken to measure", "On what evidence")
    )
    rows = tuple(_attribute_row(run, name, match, labels) for name, match in _matched(run))
    return Method(
        settings=tuple(_settings(run, manifest, labels)),
        scoring=tuple(_scoring(run)),
        attributes=Table("All attributes", "Attribute", columns, rows, words=True),
        rules=tuple((rule, _when(rule)) for rule in run.knowledge.rules if rule.id in named),
        manifest=manifest,
        margins=margins_table(run, labels),
        but_unweighted=", though not the joining of respondents"
        if run.study.segmentation.method in {MethodName.COMPLETE, MethodName.SINGLE}
        else "",
    )


def _settings(run: Run, manifest: Manifest, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    asked = run.study.segmentation
    yield "Goal", run.study.objective.goal.value
    yield "Answers", run.study.responses
    yield from _customer_table(run)
    yield "Respondents", _respondents(run, manifest)
    yield from weights_setting(run, labels)
    yield "Basis variables", ", ".join(manifest.basis)
    yield "Descriptors", ", ".join(manifest.descriptors) or "none"
    yield (
        "Clustering",
        f"{run.segmentation.title} on {_form(run)}",
    )
    if asked.missing is Missing.IMPUTE:
        yield "Blanks in the basis", f"imputed; {manifest.imputed:,} respondents had some"
    if asked.missing is Missing.KEEP:
        blank = int(np.isnan(run.segmentation.basis.values).any(axis=1).sum())
        yield "Blanks in the basis", f"kept; {blank:,} respondents had some"
    wanted = (
        f"cut height {asked.cut_height:g}" if asked.cut_height is not None else f"{asked.segments} segments"
    )
    at = f" at height {manifest.cut_height:.4g}" if manifest.cut_height is not None else ""
    title = "Segments" if run.segmentation.tree is None else "Cut"
    yield title, f"{wanted} asked for; {manifest.segments} segments{at}"
    if manifest.options.starts is not None:
        yield "Starts", f"{manifest.options.starts:,} searches from different starts"
    if manifest.override_verdict:
        yield "Verdict", "overridden: personas are built whatever it says"
    yield "Seed", str(manifest.seed)
    strategy = run.study.strategy
    yield (
        "Target",
        "chosen by the goal" if strategy.target is None else f"segment {strategy.target}, named in the study",
    )
    yield "Category of the offer", strategy.category
    yield (
        "Names given in the study",
        ", ".join(f"{k}: {v}" for k, v in sorted(strategy.names.items())) or "none",
    )
    facts = ", ".join(sorted(run.study.objective.facts.owned)) or "none"
    yield "Facts owned", facts.replace("_", " ")


def _customer_table(run: Run) -> Iterator[tuple[str, str]]:
    declared, found = run.study.customers, run.coverage
    if declared is not None and found is not None:
        key = declared.respondent or run.study.respondent
        yield (
            "Customer table",
            f"{found.table}, {found.customers:,} customers; its column {declared.key} joined to column {key} "
            f"of the answers. Keys that are repeated: {declared.repeated}; respondents who are not in it: "
            f"{declared.unmatched}",
        )


def _form(run: Run) -> str:
    """Return in which form the method took the basis variables."""
    form = run.segmentation.points.form
    if form is Form.SCORES:
        return f"{SCALED[run.study.segmentation.scaling]}, Euclidean distance"
    return "answers as categories" if form is Form.CODES else "answers as they are, categories included"


def _respondents(run: Run, manifest: Manifest) -> str:
    read = manifest.respondents + manifest.excluded
    excluded = f", {manifest.excluded:,} left out {why_left_out(run)}" if manifest.excluded else ""
    blank = manifest.respondents - manifest.segmented
    unplaced = f", {blank:,} not placed for blanks" if blank else ""
    return f"{read:,} read{excluded}{unplaced}, {manifest.segmented:,} in segments"


def _scoring(run: Run) -> Iterator[str]:
    """Yield what became of reversed, missing and several answers, and of skewed figures."""
    for scaling, how in SPREAD_OUT.items():
        names = [name for name, one in run.study.attributes.items() if one.scaling is scaling]
        if names:
            yield f"{', '.join(names)}: {how}"
    answered = run.study.scoring.answered
    yield "Reverse-scored answers are turned: lowest plus highest possible answer, minus the answer."
    yield (
        "An attribute of several items is the mean of the items answered; it is missing where fewer than "
        f"{'half' if answered == 0.5 else 'all' if answered == 1 else f'{answered:.0%}'} were."
    )
    if run.study.segmentation.missing is Missing.IMPUTE:
        yield (
            f"Respondents who answered {answered:.0%} of the basis variables or more are segmented; for what "
            "they left blank there stands what is expected from their other answers (a normal "
            "distribution, fitted by EM). Filled-in answers count in no profile. Missing descriptors are "
            "left out one by one."
        )
    elif run.study.segmentation.missing is Missing.KEEP:
        yield (
            f"Respondents who answered {answered:.0%} of the basis variables or more are segmented by what "
            "they answered; nothing is filled in. Missing descriptors are left out one by one."
        )
    else:
        yield (
            "Missing basis variables are not filled in: such respondents are not segmented. Missing "
            "descriptors are left out one by one."
        )
    if run.study.segmentation.scaling is Scaling.PERSON:
        yield (
            "Each respondent's own average over the basis variables, in half-ranges of every scale, is taken "
            "out before segments are built. Profiles show the answers as they were given."
        )


def _matched(run: Run) -> Iterator[tuple[str, ConstructMatch]]:
    matches = {match.attribute: match for match in run.matches}
    for name in run.study.attributes:
        yield name, matches.get(name, ConstructMatch(name, None))


def _attribute_row(run: Run, name: str, match: ConstructMatch, labels: Mapping[str, str]) -> Row:
    attribute = run.study.attributes[name]
    part = (
        "basis" if name in run.study.basis else "descriptor" if name in run.study.descriptors else "not used"
    )
    construct = (
        match.construct.name + (", turned" if match.reversed else "") if match.construct else "nothing known"
    )
    source = SOURCES.get(match.source, match.source)
    score = f"fit {match.score:.2f} of 1" if match.source in {"question", "items", "name"} else ""
    return Row(
        Head(labels[name], name if name != labels[name] else ""),
        (
            Cell(attribute.question or "not given", _items(attribute), "" if attribute.question else "weak"),
            Cell(attribute.type.value, _scaled(attribute)),
            Cell(part),
            Cell(construct, tone="" if match.construct else "weak"),
            Cell(source, score),
        ),
    )


def _scaled(attribute: Attribute) -> str:
    """Return bounds, how figures are spread out, and which table they come from."""
    how = {AttributeScaling.LOG: "in logarithms", AttributeScaling.RANK: "in ranks"}
    table = "customer table" if attribute.origin is Origin.CUSTOMERS else ""
    return ", ".join(part for part in (_scale(attribute), how.get(attribute.scaling, ""), table) if part)


def _scale(attribute: Attribute) -> str:
    scale = f"{attribute.scale[0]:g} to {attribute.scale[1]:g}" if attribute.scale else ""
    return f"{scale}, reverse-scored".removeprefix(", ") if attribute.reversed else scale


def _items(attribute: Attribute) -> str:
    if not attribute.items:
        return f"column {attribute.column}" if attribute.column else ""
    items = ", ".join(f"{i.column}{' (reverse-scored)' if i.reversed else ''}" for i in attribute.items)
    return f"mean of {items}"


def _when(rule: Rule) -> str:
    """Return in words when a rule speaks."""
    whole = " and ".join(_condition(condition) for condition in rule.when)
    if rule.also_any:
        whole += f", with {' or '.join(_condition(condition) for condition in rule.also_any)}"
    if rule.goals:
        whole += f"; goal {', '.join(sorted(rule.goals))}"
    return whole + (f"; needs {rule.needs.replace('_', ' ')}" if rule.needs else "")


def _condition(condition: Condition) -> str:
    if condition.level == "always":
        return "always"
    if condition.band is not None:
        return f"{condition.construct}, median {condition.band[0]:g} to {condition.band[1]:g}"
    return f"{condition.construct} {condition.level.replace('_', ' ')}"
