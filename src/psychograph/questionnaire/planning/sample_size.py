"""How many people to ask: rules of thumb, the smallest segment, margins of error, invitations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

LEAST_IN_SEGMENT: Final = 50
"""People of the smallest segment below which hardly anything can be said of it: a share of 50% is then known
within 14 points. 100 people make it 10."""
GOOD_IN_SEGMENT: Final = 100
CHANCE: Final = 0.9
"""How sure a sample should hold that many: surveys in ten, as people are drawn at random."""
Z: Final = 1.959963984540054
TOO_MANY: Final = 1_000_000
"""A rule of thumb that asks for more than this is printed as absurd."""


@dataclass(frozen=True)
class Thumb:
    """One rule of thumb.

    Parameters
    ----------
    name : str
        Short: ``"70 a variable"``.
    formula : str
        With p for basis variables and k for segments: ``"70 p"``.
    people : int
        What it asks for here, in usable answers.
    source : str
        Who said so.
    note : str
        For what it was made, and where it misleads.
    """

    name: str
    formula: str
    people: int
    source: str
    note: str

    @property
    def absurd(self) -> bool:
        """Whether nobody could follow it."""
        return self.people > TOO_MANY


@dataclass(frozen=True)
class SampleSize:
    """How many people to ask, and why.

    Parameters
    ----------
    basis : int
        Basis variables.
    segments : int or None
        Segments expected.
    smallest_share : float or None
        Share of the smallest segment.
    thumbs : tuple of Thumb
        Every rule of thumb, also those that do not count here.
    answers : int
        Usable answers recommended, the least that will do.
    comfortable : int
        Usable answers with which little is left to chance.
    because : str
        Why so many.
    margin : float
        Half width of the 95% interval of a share of 50% in the whole sample, as a share.
    segment_margin : float or None
        The same in the smallest segment, with the people to be expected there.
    mean_margin : float
        The same of a mean in the whole sample, in standard deviations.
    completed : int
        Questionnaires to be completed, so that enough are usable.
    invitations : int
        People to invite.
    response_rate, usable : float
        As they were assumed.
    population : int or None
        People there are in all, where that is known.
    """

    basis: int
    segments: int | None
    smallest_share: float | None
    thumbs: tuple[Thumb, ...]
    answers: int
    comfortable: int
    because: str
    margin: float
    segment_margin: float | None
    mean_margin: float
    completed: int
    invitations: int
    response_rate: float
    usable: float
    population: int | None = None

    @property
    def out_of_reach(self) -> bool:
        """Whether more people would have to be invited than there are."""
        return self.population is not None and self.invitations > self.population


def sample_size(
    basis: int,
    *,
    segments: int | None = None,
    response_rate: float,
    usable: float = 0.9,
    smallest_share: float | None = None,
    population: int | None = None,
) -> SampleSize:
    """Return how many people to ask, by rules of thumb and by the smallest segment.

    Recommended are 70 people for each basis variable and, where segments are expected, enough for 50 people
    in the smallest one in nine samples of ten, whichever is more; comfortable are 100 and 100. These are
    answers that can be used. Invitations are answers / (response rate x usable), rounded up.

    Parameters
    ----------
    basis : int
        Basis variables: attributes that build segments, not items. 1 or more.
    segments : int, optional
        Segments expected, 2 or more.
    response_rate : float
        Share of those invited who complete the questionnaire, above 0 and at most 1.
    usable : float
        Share of completed questionnaires left after careless ones are taken out, above 0 and at most 1. Of
        undergraduates 10 to 12% answered carelessly (Meade & Craig 2012, Psychol Methods 17:437).
    smallest_share : float, optional
        Share of the smallest segment that should be described. Half of an equal share if absent, which is
        nothing but an assumption.
    population : int, optional
        People there are in all; margins shrink where many of them are asked.

    Raises
    ------
    ValueError
        For figures out of their range.

    Notes
    -----
    No rule of thumb knows how far segments stand apart, which matters more than the number of people:
    `psychograph.stats.planning.recovery` simulates it. Margins are those of simple random samples; panels
    and those who answer by themselves are none, and weights widen them.

    References
    ----------
    Formann 1984, Die Latent-Class-Analyse; Qiu & Joe 2015, clusterGeneration; Dolnicar, Gruen, Leisch &
    Schmidt 2014, J Travel Res 53:296; Dolnicar, Gruen & Leisch 2016, J Bus Res 69:992; all four as told by
    Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 5. Cochran 1977, Sampling Techniques,
    3rd ed., ch. 2-3, for margins.

    Examples
    --------
    >>> found = sample_size(6, segments=4, response_rate=0.2)
    >>> found.answers, found.completed, found.invitations
    (469, 522, 2606)
    >>> found.because
    'enough for 50 people in a smallest segment of 12.5% in nine samples of ten; 6 basis variables need 420'
    """
    _check(basis, segments, response_rate, usable, smallest_share, population)
    share = smallest_share
    if share is None and segments is not None:
        share = 1 / (2 * segments)
    answers, because = _recommended(basis, share)
    comfortable = max(100 * basis, people_for(share, GOOD_IN_SEGMENT) if share else 0)
    in_smallest = None if share is None else answers * share
    return SampleSize(
        basis=basis,
        segments=segments,
        smallest_share=share,
        thumbs=thumbs(basis, segments),
        answers=answers,
        comfortable=comfortable,
        because=because,
        margin=margin_of_share(answers, population=population),
        segment_margin=None if in_smallest is None else margin_of_share(in_smallest),
        mean_margin=margin_of_mean(answers, population=population),
        completed=_up(answers / usable),
        invitations=_up(answers / (response_rate * usable)),
        response_rate=response_rate,
        usable=usable,
        population=population,
    )


def _recommended(basis: int, share: float | None) -> tuple[int, str]:
    by_variables = 70 * basis
    words = f"{basis} basis variable{'s' if basis > 1 else ''}"
    need = "need" if basis > 1 else "needs"
    if share is None:
        return by_variables, f"70 people for each of {words}; the number of segments is not given"
    by_segment = people_for(share, LEAST_IN_SEGMENT)
    smallest = f"{LEAST_IN_SEGMENT} people in a smallest segment of {share * 100:.3g}%"
    if by_segment > by_variables:
        return (
            by_segment,
            f"enough for {smallest} in nine samples of ten; {words} {need} {by_variables:,}",
        )
    return by_variables, f"70 people for each of {words}; {smallest} would need {by_segment:,}"


def thumbs(basis: int, segments: int | None = None) -> tuple[Thumb, ...]:
    """Return every rule of thumb for p basis variables and k segments, in the order of their years.

    Examples
    --------
    >>> [(rule.formula, rule.people) for rule in thumbs(6, 4)]
    [('2^p', 64), ('5 x 2^p', 320), ('10 p k', 240), ('60 p', 360), ('70 p', 420), ('100 p', 600)]
    >>> thumbs(30)[1].people, thumbs(30)[1].absurd
    (5368709120, True)
    """
    book = "told by Dolnicar, Gruen & Leisch 2018, Market Segmentation Analysis, ch. 5"
    binary = "for latent classes of yes-or-no variables; doubles with each variable, absurd beyond a dozen"
    rules = [
        Thumb("two to the power of variables", "2^p", 2**basis, f"Formann 1984, {book}", binary),
        Thumb("five times that", "5 x 2^p", 5 * 2**basis, f"Formann 1984, {book}", binary),
    ]
    if segments is not None:
        note = "for segments of equal size that stand clearly apart; the smallest should hold 10 p people"
        rules.append(
            Thumb(
                "ten a variable and segment", "10 p k", 10 * basis * segments, f"Qiu & Joe 2015, {book}", note
            )
        )
    first = "Dolnicar, Gruen, Leisch & Schmidt 2014, J Travel Res 53:296"
    later = "Dolnicar, Gruen & Leisch 2016, J Bus Res 69:992"
    simulated = "from simulated tourists; beyond it, found segments improved little"
    harder = "the same, where segments are uneven or overlap"
    real = "from simulated answers with noise, styles and related items, as in real surveys"
    rules += [
        Thumb("60 a variable", "60 p", 60 * basis, first, simulated),
        Thumb("70 a variable", "70 p", 70 * basis, first, harder),
        Thumb("100 a variable", "100 p", 100 * basis, later, real),
    ]
    return tuple(rules)


def people_for(share: float, least: int, *, chance: float = CHANCE) -> int:
    """Return the sample in which a segment of a share has at least so many people, with a chance.

    The least n with P(B >= least) >= chance for B binomial with n and the share.

    Parameters
    ----------
    share : float
        Share of the segment, above 0 and at most 1.
    least : int
        People wanted in it, 1 or more.
    chance : float
        How sure that should be, above 0 and below 1. With .5 it is about least / share.

    Examples
    --------
    >>> people_for(0.1, 50), people_for(0.1, 50, chance=0.5)
    (588, 497)
    """
    from scipy.special import bdtrc

    low, high = least - 1, least
    while bdtrc(least - 1, high, share) < chance:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if bdtrc(least - 1, middle, share) >= chance else (middle, high)
    return high


def margin_of_share(n: float, *, share: float = 0.5, population: int | None = None) -> float:
    """Return half the width of the 95% interval of a share: 1.96 sqrt(s (1 - s) / n), as a share.

    Times sqrt((N - n) / (N - 1)) where n of N people are asked.

    References
    ----------
    Cochran 1977, Sampling Techniques, 3rd ed., 3.3 (normal approximation; poor for shares near 0 or 1).

    Examples
    --------
    >>> [round(margin_of_share(n), 3) for n in (50, 100, 1000)]
    [0.139, 0.098, 0.031]
    """
    return Z * math.sqrt(share * (1 - share) / n) * _finite(n, population)


def margin_of_mean(n: float, *, population: int | None = None) -> float:
    """Return half the width of the 95% interval of a mean, in standard deviations: 1.96 / sqrt(n).

    Examples
    --------
    >>> round(margin_of_mean(400), 3)
    0.098
    """
    return Z / math.sqrt(n) * _finite(n, population)


def _finite(n: float, population: int | None) -> float:
    if population is None or population <= 1:
        return 1.0
    return math.sqrt(max(population - n, 0) / (population - 1))


def _up(number: float) -> int:
    """Round up, but not for what rounding alone left over: 420 / 0.7 is 600, not 601."""
    return math.ceil(round(number, 6))


def _check(
    basis: int,
    segments: int | None,
    response_rate: float,
    usable: float,
    smallest_share: float | None,
    population: int | None,
) -> None:
    if not 1 <= basis <= 1_000:
        raise ValueError(f"segments are built from 1 to 1,000 basis variables, not {basis}")
    if segments is not None and not 2 <= segments <= 1_000:
        raise ValueError(f"there are 2 to 1,000 segments, not {segments}")
    for what, value in (("response rate", response_rate), ("share of usable answers", usable)):
        if not 0 < value <= 1:
            raise ValueError(f"the {what} lies above 0 and at most at 1 (20% is 0.2), not at {value:g}")
    if smallest_share is not None and not 0.001 <= smallest_share <= 1:
        raise ValueError(
            f"the share of the smallest segment lies between 0.001 and 1, not at {smallest_share:g}"
        )
    if smallest_share is not None and segments is not None and smallest_share > 1 / segments + 1e-9:
        most = f"{1 / segments:.3g} of all people"
        raise ValueError(f"the smallest of {segments} segments holds at most {most}, not {smallest_share:g}")
    if population is not None and population < 1:
        raise ValueError(f"a population holds people, not {population}")
