"""The methods, one file each; adding one is a file here and a line in the register below."""

from __future__ import annotations

from importlib import import_module

from psychograph.segmentation.method import Method
from psychograph.study.model import MethodName, SegmentationSettings

# Where each method's `from_settings` lives; imported when it is asked for, since some load much.
HOMES: dict[MethodName, str] = {
    MethodName.WARD: "ward",
    MethodName.AVERAGE: "linkage",
    MethodName.COMPLETE: "linkage",
    MethodName.SINGLE: "linkage",
    MethodName.KMEANS: "kmeans",
    MethodName.KMEDOIDS: "kmedoids",
    MethodName.LATENT_CLASS: "latent_class",
    MethodName.GAUSSIAN_MIXTURE: "gaussian_mixture",
}


def method_of(settings: SegmentationSettings) -> Method:
    """Return the method that a study asks for, with its options."""
    home = import_module(f"psychograph.segmentation.methods.{HOMES[settings.method]}")
    method: Method = home.from_settings(settings)
    return method
