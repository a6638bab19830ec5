"""Arms: which window, subject and incentive a person gets, by chance and evenly within each group.

A permuted block holds every combination of arms once (Matts & Lachin 1988, Control Clin Trials 9:327), so
that groups and times of enrolment cannot differ between arms by more than a part of one block. Within a
block, chance chooses only among the combinations that keep each factor as even as it can be.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from psychograph.fielding.plan.schema import Invitations

Combination = tuple[tuple[str, str], ...]  # factor and arm of each factor


@dataclass(frozen=True)
class Factor:
    """Something that is varied: its name and the names of its arms."""

    name: str
    arms: tuple[str, ...]


def factors_of(invitations: Invitations | None) -> tuple[Factor, ...]:
    """Return what a plan varies by chance; nothing for most.

    Examples
    --------
    >>> from psychograph.fielding.plan.schema import Arms
    >>> varied = Arms(incentive=("none", "draw"))
    >>> factors_of(Invitations(sender="survey@example.org", arms=varied))
    (Factor(name='incentive', arms=('none', 'draw')),)
    """
    if invitations is None:
        return ()
    arms = invitations.arms
    declared: dict[str, Sequence[str] | None] = {
        "window": tuple(arms.window) if arms.window else None,
        "subject": tuple(arms.subject) if arms.subject else None,
        "incentive": arms.incentive,
    }
    return tuple(Factor(name, tuple(dict.fromkeys(values))) for name, values in declared.items() if values)


def draw_arms(
    factors: Sequence[Factor],
    people: Mapping[str, Sequence[str]],
    drawn: Mapping[str, int],
    seed: str,
) -> dict[str, dict[str, str]]:
    """Draw the arms of people who have none yet.

    Parameters
    ----------
    factors : sequence of Factor
        What is varied.
    people : mapping of str to sequence of str
        Keys of people, by group. Their order does not matter.
    drawn : mapping of str to int
        How many of each group were drawn before: the sequence of the group goes on from there.
    seed : str
        ``Fieldwork.digest``; the same seed and people give the same arms.

    Returns
    -------
    dict
        Factor and arm, by key of the person; empty mappings where nothing is varied.

    Examples
    --------
    >>> varied = (Factor("incentive", ("none", "draw")),)
    >>> got = draw_arms(varied, {"north": ["ann", "ben", "cem", "dora"]}, {}, "tea")
    >>> sorted(arms["incentive"] for arms in got.values())
    ['draw', 'draw', 'none', 'none']
    """
    found: dict[str, dict[str, str]] = {}
    for group, keys in people.items():
        chances = sequence(factors, group, seed)
        for _ in range(drawn.get(group, 0)):
            next(chances)
        in_order = sorted(keys, key=lambda key: hashlib.sha256(f"{seed}\0{key}".encode()).digest())
        found.update((key, dict(next(chances))) for key in in_order)
    return found


def sequence(factors: Sequence[Factor], group: str, seed: str) -> Iterator[Combination]:
    """Yield the combinations of a group, block after block, without end."""
    told = hashlib.sha256("\0".join(("arms", seed, group)).encode()).digest()
    chance = np.random.default_rng(int.from_bytes(told[:16], "big"))
    every = list(product(*([(factor.name, arm) for arm in factor.arms] for factor in factors)))
    counts: Counter[tuple[str, str]] = Counter()
    while True:
        left = list(every)
        while left:
            evenness = [sum(counts[pair] for pair in one) for one in left]
            best = [one for one, sum_ in zip(left, evenness, strict=True) if sum_ == min(evenness)]
            taken = best[int(chance.integers(len(best)))]
            left.remove(taken)
            counts.update(taken)
            yield taken


def arms_text(arms: Mapping[str, str]) -> str:
    """Return arms as the stores keep them: JSON, keys sorted.

    Examples
    --------
    >>> arms_text({"window": "late", "incentive": "draw"})
    '{"incentive": "draw", "window": "late"}'
    """
    return json.dumps(dict(arms), sort_keys=True, ensure_ascii=False)


def arms_in(text: str) -> dict[str, str]:
    """Return what :func:`arms_text` was given."""
    return {str(factor): str(arm) for factor, arm in json.loads(text or "{}").items()}
