"""How respondents were weighted: in one line, and margin by margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from psychograph.personas.wording import join_words
from psychograph.reports.view.table import Cell, Head, Row, Table
from psychograph.responses.weighting.weight_result import WeightResult
from psychograph.runs.run import Run


def weights_setting(run: Run, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield how weights came about and what they cost; nothing where the study weights nobody."""
    found = run.responses.weighting
    if found is not None:
        yield (
            "Weights",
            f"{_made(found, labels)}; from {found.smallest:.2f} to {found.largest:.2f}, where the average is "
            f"1{_trimmed(found)}. Design effect {found.design_effect:.2f}: "
            f"{len(found.weights):,} respondents tell as much as {found.effective_n:,.0f} of equal weight",
        )


def _made(found: WeightResult, labels: Mapping[str, str]) -> str:
    if found.convergence is None:
        return f"column {found.column}"
    names = list(dict.fromkeys(share.attribute for share in found.margins))
    kept = (
        "all margins kept"
        if found.convergence.converged
        else f"margins missed by up to {found.convergence.deviation:.1%}"
    )
    passes = f"{found.convergence.passes} pass{'es' * (found.convergence.passes != 1)}"
    return f"raked to {join_words([labels[name] for name in names])} in {passes}, {kept}"


def _trimmed(found: WeightResult) -> str:
    if found.trim is None:
        return ""
    low, high = found.trim
    stand = f"{found.trimmed:,} respondent{'s' * (found.trimmed != 1)}"
    return f"; bounded by {low:g} and {high:g}, at which {stand} stand{'s' * (found.trimmed == 1)}"


def margins_table(run: Run, labels: Mapping[str, str]) -> Table | None:
    """Return what was weighted by; None where there are no margins."""
    found = run.responses.weighting
    if found is None or not found.margins:
        return None
    columns = tuple(
        Head(text) for text in ("Respondents", "Population", "Before weighting", "After weighting")
    )
    rows = tuple(
        Row(
            Head(f"{labels[share.attribute]}: {share.category}"),
            (
                Cell(f"{share.respondents:,}"),
                Cell(f"{share.population:.1%}"),
                Cell(f"{share.unweighted:.1%}"),
                Cell(f"{share.weighted:.1%}"),
            ),
        )
        for share in found.margins
    )
    return Table("What respondents were weighted by", "Category", columns, rows)
