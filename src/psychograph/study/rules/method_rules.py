"""Rules on how segments are made: which options and columns each method can take."""

from __future__ import annotations

from collections.abc import Iterator

from psychograph.quoting import quoted
from psychograph.study.model import AttributeType, MethodName, Missing, Scaling, SegmentationSettings, Study
from psychograph.study.rules.rule import Breach, rule

LINKAGES = {MethodName.AVERAGE, MethodName.COMPLETE, MethodName.SINGLE}
TREES = {MethodName.WARD, *LINKAGES}
SEARCHES = {
    MethodName.KMEANS,
    MethodName.KMEDOIDS,
    MethodName.LATENT_CLASS,
    MethodName.GAUSSIAN_MIXTURE,
}


def takes_categories(settings: SegmentationSettings) -> bool:
    """Say whether a method takes categories and blanks, rather than numbers alone."""
    by_gower = settings.method in LINKAGES and settings.distance == "gower"
    return by_gower or settings.method in {MethodName.KMEDOIDS, MethodName.LATENT_CLASS}


@rule("category-in-basis")
def category_in_basis(study: Study) -> Iterator[Breach]:
    """There is no mean of an engineer and a nurse, so methods that need one cannot take categories."""
    if takes_categories(study.segmentation):
        return
    for i, name in enumerate(study.basis):
        attribute = study.attributes.get(name)
        if attribute is not None and attribute.type is AttributeType.CATEGORY:
            yield Breach(
                ("basis", i),
                f"{quoted(name)}, a category",
                f"a likert or number attribute, since {study.segmentation.method} works on numbers",
                "move it to `descriptors`, or write `method: kmedoids` or `latent_class`",
            )


@rule("cut-without-tree")
def cut_without_tree(study: Study) -> Iterator[Breach]:
    """Only a tree has heights to cut at."""
    settings = study.segmentation
    if settings.cut_height is not None and settings.method not in TREES:
        yield Breach(
            ("segmentation", "cut_height"),
            f"a height, with `method: {settings.method}`",
            "a number of segments, since this method grows no tree",
            "write segments: 3 in its place, or method: ward",
        )


@rule("option-of-another-method")
def option_of_another_method(study: Study) -> Iterator[Breach]:
    """An option that nobody reads would let its author believe that it did something."""
    settings, method = study.segmentation, study.segmentation.method
    if settings.consolidate and method is not MethodName.WARD:
        yield _unread("consolidate", "true", method, "ward")
    if settings.distance == "gower" and method not in LINKAGES:
        yield _unread("distance", "gower", method, "average, complete or single (kmedoids always uses gower)")
    if settings.covariance != "diagonal" and method is not MethodName.GAUSSIAN_MIXTURE:
        yield _unread("covariance", settings.covariance, method, "gaussian_mixture")
    if settings.starts is not None and method not in SEARCHES:
        yield _unread("starts", str(settings.starts), method, "kmeans, kmedoids or a mixture")


def _unread(option: str, value: str, method: MethodName, of: str) -> Breach:
    return Breach(
        ("segmentation", option),
        f"{value}, with `method: {method}`",
        f"this option with {of}",
        f"take `{option}` out, or change the method",
    )


@rule("scaling-of-categories")
def scaling_of_categories(study: Study) -> Iterator[Breach]:
    """A person's own average can be taken out of numbers only."""
    settings = study.segmentation
    if settings.scaling is Scaling.PERSON and takes_categories(settings):
        yield Breach(
            ("segmentation", "scaling"),
            f"person, with `method: {settings.method}`",
            "variable, since this method takes answers as they are",
            "take `scaling` out, or write method: ward or kmeans",
        )


@rule("blanks-of-method")
def blanks_of_method(study: Study) -> Iterator[Breach]:
    """Some methods use what was answered, others need every answer or a guess of it."""
    settings = study.segmentation
    mixed = any(
        name in study.attributes and study.attributes[name].type is AttributeType.CATEGORY
        for name in study.basis
    )
    if settings.missing is Missing.KEEP and not takes_categories(settings):
        yield Breach(
            ("segmentation", "missing"),
            f"keep, with `method: {settings.method}`",
            "leave_out or impute, since this method needs every answer",
            "write missing: impute, or method: kmedoids or latent_class",
        )
    if settings.missing is Missing.IMPUTE and (mixed or settings.method is MethodName.LATENT_CLASS):
        yield Breach(
            ("segmentation", "missing"),
            "impute, with " + ("categories in the basis" if mixed else "latent_class"),
            "keep or leave_out: what is imputed are numbers, not categories",
            "write missing: keep, which uses all that was answered",
        )
