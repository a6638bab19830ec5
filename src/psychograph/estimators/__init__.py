"""The methods as estimators that follow scikit-learn's conventions, for pipelines and grids.

They give the segments that :func:`psychograph.segment` gives for the same numbers, but judge
nothing: no verdict, no stability, no findings. Columns are taken as they are; put
``StandardScaler`` before those that measure straight distances (all but `KMedoidsSegmenter` and
`LatentClassSegmenter`). As everywhere in scikit-learn, labels begin at 0; segments elsewhere at 1.
"""

from psychograph.estimators.mixtures import GaussianMixtureSegmenter, LatentClassSegmenter
from psychograph.estimators.searches import KMeansSegmenter, KMedoidsSegmenter
from psychograph.estimators.trees import LinkageSegmenter, WardSegmenter

__all__ = [
    "GaussianMixtureSegmenter",
    "KMeansSegmenter",
    "KMedoidsSegmenter",
    "LatentClassSegmenter",
    "LinkageSegmenter",
    "WardSegmenter",
]
