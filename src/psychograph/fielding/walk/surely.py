"""Conditions while some answers are still to come: true, false, or not known yet (Kleene's strong logic)."""

from __future__ import annotations

from collections.abc import Mapping

from psychograph.questionnaire.conditions import All, Any, Condition, Given, Not, holds


def surely(condition: Condition, settled: Mapping[str, Given]) -> bool | None:
    """Return whether a condition holds whatever is answered later; None where that is not known yet.

    Parameters
    ----------
    condition : Condition
        What is asked.
    settled : mapping of str to Given
        Answers that will not come any more: given, or None for those that were left open or never asked.
        A name that is absent may still be answered.

    Notes
    -----
    Kleene, S. C. (1952), Introduction to Metamathematics, section 64: a conjunction is false as soon as one
    part is, a disjunction true as soon as one part is, whatever the others become.

    Examples
    --------
    >>> from psychograph.questionnaire.condition_text import parse_condition
    >>> abroad = parse_condition('Age < 18 or not (Country = "US")')
    >>> surely(abroad, {}), surely(abroad, {"Age": "9"}), surely(abroad, {"Age": "40", "Country": "US"})
    (None, True, False)
    """
    match condition:
        case All(parts):
            found = [surely(part, settled) for part in parts]
            return False if False in found else None if None in found else True
        case Any(parts):
            found = [surely(part, settled) for part in parts]
            return True if True in found else None if None in found else False
        case Not(part):
            inner = surely(part, settled)
            return None if inner is None else not inner
        case _:
            return holds(condition, settled) if condition.name in settled else None
