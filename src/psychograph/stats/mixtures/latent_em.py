"""The EM algorithm from many starts at once, sped up, for any mixture that can state one of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Progress = Callable[[float], None]
"""Called with the share of starts that are done, 0 to 1."""

PLAIN = 10  # EM steps before the first leap: the first few change everything, and point nowhere
SCREENED = 50  # EM steps after which only the best starts go on, where that is asked for
FIRST_LEAP, FARTHER = 4.0, 4.0  # the longest leap at first, and by how much a good one lengthens the next


class Mixture(Protocol):
    """A mixture model and its data, whose parameters lie in one row a start."""

    def step(self, parameters: Floats, /) -> tuple[Floats, Floats]:
        """Return log-likelihoods at parameters of shape (starts, p), and parameters one EM step further."""

    def mended(self, proposed: Floats, secure: Floats, /) -> Floats:
        """Return what was proposed, brought within bounds; `secure` are parameters known to be."""


@dataclass(frozen=True, eq=False)
class Climb:
    """Where all starts ended.

    Attributes
    ----------
    parameters : ndarray of float64, shape (starts, p)
        The last parameters.
    log_likelihood : ndarray of float64, shape (starts,)
        Of those parameters.
    converged : ndarray of bool, shape (starts,)
        Whether an EM step gained less than the tolerance.
    steps : ndarray of int64, shape (starts,)
        EM steps taken, those included that a leap in vain cost.
    """

    parameters: Floats
    log_likelihood: Floats
    converged: NDArray[np.bool_]
    steps: NDArray[np.int64]


def climb(
    mixture: Mixture,
    starts: Floats,
    *,
    tolerance: float,
    max_iterations: int,
    refine: int | None = None,
    progress: Progress | None = None,
) -> Climb:
    """Follow the EM algorithm uphill from many starts at once, until a step gains next to nothing.

    After two EM steps, from a to b to c, parameters leap along the curve that the three suggest:
    a + 2 s (b - a) + s^2 (c - 2 b + a), with s = |b - a| / |c - 2 b + a| bounded. Where the
    leap ends below b, it is taken back, and goes on from c; so the log-likelihood never falls.
    Leaps save steps and change no rule of stopping: a start is done when a plain EM step gains
    less than `tolerance`.

    Parameters
    ----------
    mixture : Mixture
        The model.
    starts : ndarray of float64, shape (starts, p)
        First parameters.
    tolerance : float
        Gain in log-likelihood below which a start is done.
    max_iterations : int
        Most EM steps a start.
    refine : int, optional
        Only this many starts, the best after 50 steps, go on to the end; it may miss the best of all.
    progress : callable, optional
        Called with the share of starts that are done, 0 to 1.

    References
    ----------
    Dempster, Laird & Rubin 1977, J R Stat Soc B 39:1 (EM); Varadhan & Roland 2008, Scand J Stat
    35:335, scheme S3, for the leaps (SQUAREM), here without the EM step after each.
    """
    search = _Search(mixture, starts, tolerance, max_iterations, progress)
    while len(search.active):
        search.cycle()
        if refine is not None and not search.screened and search.steps.max() >= SCREENED:
            search.keep_best(refine)
    return Climb(search.parameters, search.log_likelihood, search.converged, search.steps)


class _Search:
    """The state of all starts; `active` are those still on their way."""

    def __init__(
        self,
        mixture: Mixture,
        starts: Floats,
        tolerance: float,
        max_iterations: int,
        progress: Progress | None,
    ) -> None:
        count = len(starts)
        self.mixture, self.tolerance, self.max_iterations = mixture, tolerance, max_iterations
        self.progress = progress
        self.parameters = starts.copy()
        self.log_likelihood = np.full(count, -np.inf)
        self.converged = np.zeros(count, dtype=bool)
        self.steps = np.zeros(count, dtype=np.int64)
        self.longest = np.full(count, FIRST_LEAP)
        self.reach = np.ones(count)  # length of the leap that led here
        self.retreat = starts.copy()  # where to go on from if the leap was in vain
        self.active = np.arange(count)
        self.screened = False

    def cycle(self) -> None:
        """Take two EM steps with every active start, end those that gain no more, and leap with the rest."""
        at = self.active
        here, ahead = self._landed(at)
        onward, further = self.mixture.step(ahead)
        self.steps[at] += 1
        done = onward - here < self.tolerance
        spent = self.steps[at] + 2 > self.max_iterations
        first = self.parameters[at]
        # What is kept is always what the log-likelihood belongs to.
        self.parameters[at], self.log_likelihood[at] = ahead, onward
        self.converged[at] = done
        going = ~(done | spent)
        self.active = at[going]
        if self.progress is not None and not going.all():
            self.progress(1 - len(self.active) / len(self.parameters))
        self._leap(self.active, first[going], ahead[going], further[going])

    def _landed(self, at: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Step from where leaps ended, or, where that lies lower, from where they began."""
        here, ahead = self.mixture.step(self.parameters[at])
        self.steps[at] += 1
        vain = ~(here >= self.log_likelihood[at])
        farthest = self.reach[at] >= self.longest[at]
        self.longest[at[farthest & ~vain]] *= FARTHER
        self.longest[at[vain]] = np.maximum(FIRST_LEAP, self.longest[at[vain]] / FARTHER)
        if vain.any():
            back = at[vain]
            self.parameters[back] = self.retreat[back]
            here[vain], ahead[vain] = self.mixture.step(self.parameters[back])
            self.steps[back] += 1
        return here, ahead

    def _leap(self, at: NDArray[np.int64], first: Floats, second: Floats, third: Floats) -> None:
        self.retreat[at] = third
        moved = second - first
        turned = (third - second) - moved
        length = np.linalg.norm(moved, axis=1) / np.maximum(np.linalg.norm(turned, axis=1), 1e-300)
        length = np.clip(length, 1.0, self.longest[at])
        length[self.steps[at] < PLAIN] = 1.0  # a leap of 1 is the second EM step itself
        self.reach[at] = length
        leaping = length > 1.0
        self.parameters[at] = third
        if leaping.any():
            s = length[leaping, None]
            proposed = first[leaping] + 2 * s * moved[leaping] + s**2 * turned[leaping]
            self.parameters[at[leaping]] = self.mixture.mended(proposed, third[leaping])

    def keep_best(self, count: int) -> None:
        """Let only the best starts go on, those already done counted."""
        best = np.argsort(-self.log_likelihood, kind="stable")[:count]
        self.active = np.intersect1d(self.active, best)
        self.screened = True
