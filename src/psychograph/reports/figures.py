"""The pictures of a report, each drawn once: for page and paper, and for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psychograph.labels import readable_all
from psychograph.reports.drawing import PNG_SCALE, Drawing, draw
from psychograph.runs.run import Run


@dataclass(frozen=True, eq=False)
class Figures:
    """All pictures of a run.

    Parameters
    ----------
    sizes : Drawing
        How large the segments are.
    dendrogram : Drawing or None
        The tree; None where the method grows none.
    map : Drawing or None
        How near segments lie to each other; None where there is a tree.
    heat_map : Drawing or None
        Means of all segments; None where nothing but categories was asked.
    overview : Drawing or None
        All segments on every answer scale; None where no attribute has one.
    distributions : Drawing or None
        The answers to every basis variable that is a number; None where none is.
    missingness : Drawing or None
        What was left blank; None where nothing was, or nobody looked.
    profiles : mapping of int to Drawing
        One picture a segment; empty where no attribute has an answer scale.
    cards : mapping of int to Drawing
        One small picture a persona, for its card; empty likewise.
    target : Drawing or None
        The personas as targets; None without personas.
    dendrogram_png : bytes or None
        The dendrogram for slides and mails, at twice the size of the page.
    """

    sizes: Drawing
    dendrogram: Drawing | None
    map: Drawing | None
    heat_map: Drawing | None
    overview: Drawing | None
    distributions: Drawing | None
    missingness: Drawing | None
    profiles: Mapping[int, Drawing]
    cards: Mapping[int, Drawing]
    target: Drawing | None
    dendrogram_png: bytes | None

    @property
    def dendrogram_svg(self) -> str | None:
        """The dendrogram as a file of its own."""
        return self.dendrogram.wide if self.dendrogram is not None else None


def draw_figures(run: Run) -> Figures:
    """Draw all pictures of a run.

    Parameters
    ----------
    run : Run
        The run.
    """
    from psychograph.charts.dendrogram import dendrogram
    from psychograph.charts.heat_map import heat_map
    from psychograph.charts.overview import profiles_chart
    from psychograph.charts.profile_chart import profile_chart
    from psychograph.charts.render import to_png
    from psychograph.charts.segment_map import segment_map
    from psychograph.charts.sizes import sizes
    from psychograph.charts.target_matrix import target_matrix

    names = run.names()
    scaled = any(attribute.scale for attribute in run.profile.segments[0].attributes)
    tree = dendrogram(run.segmentation, names) if run.segmentation.tree is not None else None
    return Figures(
        sizes=draw(sizes(run.profile, names)),
        dendrogram=draw(tree) if tree is not None else None,
        map=None if tree is not None else draw(segment_map(run.segmentation, names)),
        heat_map=draw(heat_map(run.profile, names)) if _numbers_of_basis(run) else None,
        overview=draw(profiles_chart(run.profile, names)) if scaled else None,
        distributions=_distributions(run),
        missingness=_missingness(run),
        profiles={
            segment: draw(profile_chart(run.profile, segment, names))
            for segment in (run.segmentation.segments if scaled else ())
        },
        cards=_cards(run),
        target=draw(target_matrix(run.ranking, names, run.language)) if run.ranking.scores else None,
        dendrogram_png=to_png(tree.wide, PNG_SCALE) if tree is not None else None,
    )


def _numbers_of_basis(run: Run) -> list[str]:
    known = set(run.responses.numeric.names)
    return [name for name in run.study.basis if name in known]


def _cards(run: Run) -> dict[int, Drawing]:
    from psychograph.charts.card_chart import card_chart

    charts = {p.segment: card_chart(run.profile, p.segment, run.language, p.plural) for p in run.personas}
    return {segment: draw(chart) for segment, chart in charts.items() if chart is not None}


def _distributions(run: Run) -> Drawing | None:
    from psychograph.charts.distributions import distributions_chart
    from psychograph.responses.distributions import distributions

    numbers = _numbers_of_basis(run)
    if not numbers:
        return None
    found = distributions(run.responses.numeric.select(numbers))
    return draw(distributions_chart(found, readable_all(run.study.attributes)))


def _missingness(run: Run) -> Drawing | None:
    from psychograph.charts.missingness import missingness_chart

    if run.quality is None:
        return None
    missing = run.quality.missingness
    figure = missingness_chart(missing, readable_all(question.name for question in missing.questions))
    return draw(figure) if figure is not None else None
