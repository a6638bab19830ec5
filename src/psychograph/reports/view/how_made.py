"""How segments were made, told to a marketer."""

from __future__ import annotations

from psychograph.runs.run import Run
from psychograph.segmentation.method import Form
from psychograph.study.model import MethodName, Scaling

JOINED = {
    MethodName.WARD: "always the two groups whose union loses least (Ward's method)",
    MethodName.AVERAGE: "always the two groups that are nearest on average (average linkage)",
    MethodName.COMPLETE: "always the two groups whose farthest members are nearest (complete linkage)",
    MethodName.SINGLE: "always the two groups whose nearest members are nearest (single linkage)",
}
SEARCHED = {
    MethodName.KMEANS: "{k} centres were sought so that people stand as near as possible to the nearest one "
    "(k-means, the best of {starts} starts)",
    MethodName.KMEDOIDS: "{k} respondents were sought who are most like all others (k-medoids on Gower "
    "distances, which compare answers question by question, the best of {starts} starts)",
    MethodName.LATENT_CLASS: "{k} classes of people were fitted, each with its own chances of giving every "
    "answer, and everybody put in the likeliest (latent class analysis, the best of {starts} starts)",
    MethodName.GAUSSIAN_MIXTURE: "{k} overlapping bell-shaped groups were fitted, and everybody put in the "
    "likeliest (Gaussian mixture, the best of {starts} starts)",
}


def how_made(run: Run) -> str:
    """Return in two or three sentences how segments were made."""
    settings, found = run.study.segmentation, run.segmentation
    k = len(found.segments)
    if settings.method in SEARCHED:
        starts = f"{len(found.solution.starts.results):,}" if found.solution.starts else "several"
        how = SEARCHED[settings.method].format(k=k, starts=starts)
        return f"{_footing(run)}; then {how}."
    tree = (
        f"{_footing(run)}, and people who answer alike were joined step by step, {JOINED[settings.method]}. "
        f"That gives a tree; cutting it at a height of {found.cut_height:.3g} leaves {k} segments."
    )
    if settings.consolidate:
        tree += " Last, everybody was moved to the segment whose centre is nearest (k-means)."
    return tree


def _footing(run: Run) -> str:
    d, settings = len(run.study.basis), run.study.segmentation
    if run.segmentation.points.form is Form.CODES:
        return f"The {d} basis variables were taken as categories"
    if run.segmentation.points.form is Form.ANSWERS:
        return f"The {d} basis variables were compared question by question, each as far as its range goes"
    own = "each respondent's own average taken out, then " if settings.scaling is Scaling.PERSON else ""
    return f"The {d} basis variables were put on one footing ({own}mean 0, spread 1)"
