"""What coverage means for a reader, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from psychograph.findings import Finding, Severity
from psychograph.quoting import listed

if TYPE_CHECKING:
    from psychograph.responses.customers.coverage import Coverage

SMALL = 0.2  # standard deviations, Cohen's "small"; below, a real difference hardly matters
FAR_SHARE = 0.05  # of a category
USEFUL = 0.6  # area under the ROC curve


def coverage_findings(found: Coverage) -> Iterator[Finding]:
    """Yield how far those who answered stand for all customers.

    Parameters
    ----------
    found : Coverage
        What was compared.
    """
    apart = list(differences_in_words(found))
    head = f"{found.answered:,} of {found.customers:,} customers ({_share(found.share)}) answered"
    if found.value_share is not None:
        head += f", who hold {_share(found.value_share)} of the value"
    if not found.numbers and not found.categories:
        yield Finding("coverage", Severity.NOTE, f"{head}.")
        return
    if apart:
        grave = any(abs(one.d) >= SMALL for one in found.numbers if one.real) or any(
            abs(share.difference) >= FAR_SHARE for one in found.categories if one.real for share in one.shares
        )
        yield Finding(
            "non-response",
            Severity.CAUTION if grave else Severity.NOTE,
            f"{head}. They differ from those who did not: {'; '.join(apart)}. Sizes of segments, and what "
            f"goes with them, lean their way{_mended(found)}.",
        )
    else:
        asked = len(found.numbers) + len(found.categories)
        yield Finding(
            "coverage",
            Severity.NOTE,
            f"{head}. On {'the one attribute' if asked == 1 else f'none of the {asked} attributes'} of "
            f"{found.table} {'they do not differ' if asked == 1 else 'do they differ'} from the others by "
            "more than chance. What the table does not know may differ all the same.",
        )


def _mended(found: Coverage) -> str:
    """Return what weights mend, or that they could, to end a sentence."""
    weighted = [one for one in found.numbers if one.weighted_bias is not None and one.real]
    if not weighted:
        return "; `weighting: {customers: [...]}` in the study file mends what the table tells"
    first = max(weighted, key=lambda one: (abs(one.bias), one.name))
    return (
        f"; weights bring {first.name} from {_signed(first.bias)} to {_signed(first.weighted_bias or 0.0)} "
        "standard deviations off the mean of all customers"
    )


def _share(share: float) -> str:
    """Return a share with a decimal, and no zero where there is something."""
    return "less than 0.1%" if 0 < share < 0.0005 else f"{share:.1%}"


def _signed(figure: float) -> str:
    """Return a figure with its sign, and the sign of minus that print has."""
    return f"{figure:+.2f}".replace("-", "\N{MINUS SIGN}")


def differences_in_words(found: Coverage) -> Iterator[str]:
    """Yield each difference that is larger than chance, with its figures, the largest first."""
    numbers = sorted((one for one in found.numbers if one.real), key=lambda one: (-abs(one.d), one.name))
    for one in numbers:
        yield (
            f"{one.name} {one.answered_median:,.4g} against {one.others_median:,.4g} (medians; "
            f"{_signed(one.d)} standard deviations, {_signed(one.low)} to {_signed(one.high)})"
        )
    for kind in (one for one in found.categories if one.real):
        shares = sorted(kind.shares, key=lambda share: (-abs(share.difference), share.category))
        first = [
            f"{share.category} {share.answered_share:.0%} against {share.others_share:.0%}"
            for share in shares[:2]
        ]
        yield f"{kind.name} ({listed(first)})"


def prediction_in_words(found: Coverage) -> str:
    """Return how well the table tells who answers, in a sentence."""
    told = found.prediction
    if told is None:
        return "Too few answered, or did not, to say how well the table tells who answers."
    figures = f"area under the ROC curve {told.area:.2f}, {told.low:.2f} to {told.high:.2f}; 0.50 is chance"
    if told.low <= 0.5:
        return f"The table does not tell who answers ({figures})."
    how = "well enough to matter" if told.area >= USEFUL else "a little"
    return (
        f"The table tells who answers {how}: of two customers of whom one answered, a model names the right "
        f"one in {told.area:.0%} of the cases ({figures})."
    )
