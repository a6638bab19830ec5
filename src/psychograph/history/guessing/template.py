"""Write a history.yaml that explains itself, from what was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from psychograph.history.guessing.guess import Guess
from psychograph.study.template import scalar

WIDTH = 100
Reasons = Mapping[tuple[str, str], str]
COMMENTS = {
    ("transactions", "data"): "relative to this file",
    ("transactions", "customer"): "whose row it is",
    ("transactions", "time"): "when it was bought",
    ("transactions", "dates"): "iso, day first or month first",
    ("transactions", "order"): "lines of one order have the same",
    ("transactions", "cancelled"): "numbers of cancelled orders begin so",
    ("transactions", "amount"): "money of the row; below 0 where goods came back",
    ("transactions", "currency"): "only one currency is used; others are left out and counted",
    ("customers", "customer"): "as in the transactions",
    ("customers", "since"): "when they became customers",
}


def render_plan(guess: Guess) -> str:
    """Return the text of a commented ``history.yaml``.

    Parameters
    ----------
    guess : Guess
        What was guessed.

    Returns
    -------
    str
        YAML 1.2 that `parse_plan` accepts. What is unsure stands in comments.
    """
    plan = guess.planned.plan
    blocks = [_head(plan.title), _block("transactions", plan.transactions, guess.reasons)]
    if plan.customers is not None:
        blocks.append(_block("customers", plan.customers, guess.reasons))
    else:
        blocks.append(_no_customers())
    blocks.append(_rest())
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(title: str) -> Iterator[str]:
    yield "# Where the history of customers lies, and what its columns mean. It was guessed from names, types"
    yield "# and rows: read it, correct it, then run `psychograph history explore history.yaml`."
    yield "# docs/history-plan.md says what every key means."
    yield f"title: {scalar(title)}"
    yield "# currency: EUR # of all amounts"


def _block(name: str, source: Any, reasons: Reasons) -> Iterator[str]:
    yield f"{name}:"
    for key, value in source.model_dump(exclude_defaults=True).items():
        written = _written(value)
        reason = _on_one_line(reasons.get((name, key), ""))
        if reason.startswith("unsure"):
            yield from (f"  # {line}" for line in wrap(reason, WIDTH))
            reason = ""
        comment = "; ".join(filter(None, (COMMENTS.get((name, key)), reason)))
        yield f"  {key}: {written}" + (f" # {comment}" if comment else "")
    if name == "transactions":
        yield "  # duplicates: drop # rows that are equal in every column are kept, unless you say so"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_braces(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_in_braces(one) for one in value) + "]"
    return scalar(str(value))


def _in_braces(text: str) -> str:
    """Write text within brackets, where a comma would part it."""
    plain = scalar(text)
    return plain if plain.startswith('"') or not set(plain) & set(",[]{}") else f'"{plain}"'


def _on_one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _no_customers() -> Iterator[str]:
    yield "# Where there is a table of the customers, one row each:"
    yield "# customers:"
    yield "#   data: customers.csv"
    yield "#   customer: CustomerID"
    yield "#   groups: [gender, age_group]"
    yield "#   places: {region: Region}"


def _rest() -> Iterator[str]:
    yield "# Where something is renewed, one row a subscription:"
    yield "# subscriptions:"
    yield "#   data: subscriptions.csv"
    yield "#   customer: CustomerID"
    yield "#   started: start_date"
    yield "#   ended: end_date # blank while it runs"
    yield "#   period: year # month, quarter or year"
    yield ""
    yield "# earliest: 1990-01-01 # days before it are mistakes"
    yield "# until: 2026-01-01 # recency counts back from it; the day after the last row, if absent"
    yield "returns: subtract # from the value of who bought them; or: leave out"
    yield "seed: 1 # of everything that uses chance"
