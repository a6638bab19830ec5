"""The manifest: what went in, and with which versions and seed, so that a run can be repeated."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from importlib.metadata import version

from psychograph.responses.weighting.weight_result import Convergence, MarginShare
from psychograph.rewording.reworded import Assistance
from psychograph.runs.run import Run
from psychograph.runs.source import Source
from psychograph.segmentation.methods import method_of
from psychograph.study.model import AttributeScaling, MethodName, Origin
from psychograph.study.rules.method_rules import LINKAGES

LIBRARIES = ("altair", "numba", "numpy", "pydantic", "scikit-learn", "scipy", "vl-convert-python")
NO_TABLE = {"absent": "where no customer table is joined"}
NOT_ITS_OWN = {"absent": "where the method has no such option"}


@dataclass(frozen=True)
class WeightsUsed:
    """How respondents were weighted; see `psychograph.responses.weighting.weight_result`."""

    source: str
    column: str | None
    trim: tuple[float, float] | None
    trimmed: int
    smallest: float
    largest: float
    design_effect: float
    effective_n: float
    margins: tuple[MarginShare, ...]
    convergence: Convergence | None


@dataclass(frozen=True)
class Options:
    """What a method was told; options that are not its own are left out.

    Parameters
    ----------
    consolidate : bool or None
        Whether k-means moved respondents after Ward's tree was cut.
    distance : str or None
        Distances between respondents, of average, complete and single linkage.
    covariance : str or None
        Shape of the groups, of Gaussian mixtures.
    starts : int or None
        Searches from different starts.
    """

    consolidate: bool | None = field(default=None, metadata=NOT_ITS_OWN)
    distance: str | None = field(default=None, metadata=NOT_ITS_OWN)
    covariance: str | None = field(default=None, metadata=NOT_ITS_OWN)
    starts: int | None = field(default=None, metadata=NOT_ITS_OWN)


@dataclass(frozen=True)
class TableJoined:
    """The customer table of a run; counts are explained in `psychograph.responses.customers.base`.

    Parameters
    ----------
    name : str
        File name.
    customers, matched, answered : int
        Customers, respondents among them, and those whose answers are used.
    repeated, unmatched : str
        What was declared to do with keys that stand there twice, and with respondents who do not.
    attributes : tuple of str
        Attributes that were read from it.
    """

    name: str
    customers: int
    matched: int
    answered: int
    repeated: str
    unmatched: str
    attributes: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """What a run was made of. No date: equal inputs give equal bytes.

    Parameters
    ----------
    psychograph, python : str
        Versions.
    libraries : dict of str to str
        Versions of the libraries that figures come from.
    inputs : tuple of Source
        Files with the SHA-256 of their bytes.
    method : str
        How segments were made.
    options : Options
        What the method was told.
    verdict : str
        How far the segments may be trusted.
    override_verdict : bool
        Whether personas are built whatever the verdict.
    scaling, missing : str
        Against what answers were scaled, and what became of blanks in the basis.
    segments, seed, respondents, segmented : int
        Segments found, seed, respondents scored and respondents segmented.
    excluded, imputed : int
        Respondents left out before scoring, and respondents with an answer filled in.
    cut_height : float or None
        A height of the tree that gives these segments; None where the method grows none.
    basis, descriptors : tuple of str
        Attributes, by role.
    weights : WeightsUsed or None
        How respondents were weighted; None where the study weights nobody.
    assistance : Assistance or None
        The language model that was asked for other words, with digests; None where none was.
    spread_out : dict of str to str or None
        Attributes that were taken in logarithms or ranks (log, rank); None where none was.
    customers : TableJoined or None
        The customer table; None where the study joins none.
    """

    psychograph: str
    python: str
    libraries: dict[str, str]
    inputs: tuple[Source, ...]
    method: str
    options: Options
    verdict: str
    override_verdict: bool
    scaling: str
    missing: str
    segments: int
    cut_height: float | None
    seed: int
    respondents: int
    segmented: int
    excluded: int
    imputed: int
    basis: tuple[str, ...]
    descriptors: tuple[str, ...]
    weights: WeightsUsed | None = field(default=None, metadata={"absent": "where nobody is weighted"})
    outputs: tuple[str, ...] | None = field(default=None, metadata={"absent": "where nothing is written"})
    assistance: Assistance | None = field(default=None, metadata={"absent": "where no model was asked"})
    spread_out: dict[str, str] | None = field(default=None, metadata={"absent": "where no figures are"})
    customers: TableJoined | None = field(default=None, metadata=NO_TABLE)


def manifest_of(run: Run, outputs: tuple[str, ...] | None = None) -> Manifest:
    """Return the manifest of a run, and of the files it wrote where they are named."""
    return Manifest(
        psychograph=version("psychograph"),
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
        inputs=run.sources,
        method=run.segmentation.method,
        options=_options(run),
        verdict=run.segmentation.verdict.kind.value,
        override_verdict=run.study.segmentation.override_verdict,
        scaling=run.study.segmentation.scaling.value,
        missing=run.study.segmentation.missing.value,
        segments=len(run.segmentation.segments),
        cut_height=run.segmentation.cut_height,
        seed=run.segmentation.seed,
        respondents=len(run.responses.respondents),
        segmented=len(run.segmentation.basis),
        excluded=len(run.excluded),
        imputed=run.segmentation.imputation.respondents if run.segmentation.imputation else 0,
        basis=run.study.basis,
        descriptors=run.study.descriptors,
        weights=_weights(run),
        outputs=outputs,
        assistance=run.assistance,
        spread_out=_spread_out(run) or None,
        customers=_customers(run),
    )


def _spread_out(run: Run) -> dict[str, str]:
    return {
        name: attribute.scaling.value
        for name, attribute in run.study.attributes.items()
        if attribute.scaling is not AttributeScaling.NONE
    }


def _customers(run: Run) -> TableJoined | None:
    if run.coverage is None or run.study.customers is None:
        return None
    return TableJoined(
        name=run.coverage.table,
        customers=run.coverage.customers,
        matched=run.coverage.joined.matched,
        answered=run.coverage.answered,
        repeated=run.study.customers.repeated,
        unmatched=run.study.customers.unmatched,
        attributes=tuple(
            name for name, one in run.study.attributes.items() if one.origin is Origin.CUSTOMERS
        ),
    )


def _options(run: Run) -> Options:
    settings = run.study.segmentation
    method = method_of(settings)
    return Options(
        consolidate=settings.consolidate if settings.method is MethodName.WARD else None,
        distance=settings.distance if settings.method in LINKAGES else None,
        covariance=settings.covariance if settings.method is MethodName.GAUSSIAN_MIXTURE else None,
        starts=getattr(method, "starts", None),
    )


def _weights(run: Run) -> WeightsUsed | None:
    found = run.responses.weighting
    if found is None:
        return None
    return WeightsUsed(
        source=found.source,
        column=found.column,
        trim=found.trim,
        trimmed=found.trimmed,
        smallest=found.smallest,
        largest=found.largest,
        design_effect=found.design_effect,
        effective_n=found.effective_n,
        margins=found.margins,
        convergence=found.convergence,
    )
