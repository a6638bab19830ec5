"""Draw a specification as SVG or PNG, without a browser."""

from __future__ import annotations

import functools
import json
from html import escape

from psychograph.charts.figure import Spec


@functools.lru_cache(maxsize=64)
def _draw(source: str) -> str:
    # Loading the drawing engine takes a third of a second: pay only when something is drawn.
    import vl_convert

    return str(vl_convert.vegalite_to_svg(source))


def to_svg(spec: Spec) -> str:
    """Draw a specification as SVG.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification, such as ``Figure.wide``.

    Returns
    -------
    str
        One ``<svg>`` element with a ``viewBox``, free of ids (several can share a page) and
        of scripts, with the specification's description as its accessible name. The same
        specification gives the same text.
    """
    svg = _draw(json.dumps(spec, sort_keys=True))
    name = escape(str(spec.get("description", "")), quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ' if name else '<svg role="img" ', 1)


def to_png(spec: Spec, scale: float = 2) -> bytes:
    """Draw a specification as PNG.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification, such as ``Figure.wide``.
    scale : float
        Pixels of the image for each px of the layout; 2 is sharp on paper of page width.

    Returns
    -------
    bytes
        The image file. The same specification and scale give the same bytes.
    """
    import vl_convert

    return bytes(vl_convert.svg_to_png(to_svg(spec), scale=scale))
