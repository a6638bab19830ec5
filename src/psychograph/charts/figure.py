"""`Figure`: one picture, laid out twice (page and phone), with the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altair import LayerChart

#: A Vega-Lite 6 specification: plain JSON values, ready to be drawn, stored or embedded.
Spec = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Figure:
    """One picture and what is said about it.

    Parameters
    ----------
    name : str
        Short name, fit for a file or an HTML id, such as ``"dendrogram"``.
    title : str
        Heading for the place that shows the picture; not drawn into it.
    caption : str
        One plain sentence on how to read the picture.
    alt : str
        What the picture shows, with the main numbers, for those who do not see it.
    wide : dict
        Vega-Lite specification for pages, slides and paper.
    narrow : dict
        Vega-Lite specification for a phone, at most 360 px wide.
    """

    name: str
    title: str
    caption: str
    alt: str
    wide: Spec
    narrow: Spec

    def altair(self, *, narrow: bool = False) -> LayerChart:
        """Return the picture as an Altair chart, to restyle it in a notebook.

        Parameters
        ----------
        narrow : bool
            Whether to take the layout for a phone.

        Returns
        -------
        altair.LayerChart
            The chart, checked against the Vega-Lite schema.
        """
        from altair import LayerChart

        return LayerChart.from_dict(self.narrow if narrow else self.wide)


def outer_size(spec: Spec) -> tuple[float, float]:
    """Return width and height of a specification in px, margins included.

    Examples
    --------
    >>> margins = {"left": 10, "right": 20, "top": 5, "bottom": 5}
    >>> outer_size({"width": 100, "height": 50, "padding": margins})
    (130.0, 60.0)
    """
    margins = spec["padding"]
    width = spec["width"] + margins["left"] + margins["right"]
    height = spec["height"] + margins["top"] + margins["bottom"]
    return float(width), float(height)
