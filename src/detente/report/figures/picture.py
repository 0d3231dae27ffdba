"""From a chart (a Vega-Lite specification) to SVG, PNG, PDF or JSON, without a network.

The drawing library is an extra: where it is not installed pages show the table behind the figure instead.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Literal

from detente.errors import MissingExtra
from detente.report.document import Figure

Format = Literal["svg", "png", "pdf", "json"]


def can_draw() -> bool:
    """Whether the drawing library is installed."""
    return find_spec("vl_convert") is not None


def svg(figure: Figure) -> str | None:
    """The figure as SVG markup, or None where it has no chart or cannot be drawn here."""
    if figure.chart is None or not can_draw():
        return None
    return draw(figure, "svg").decode()


def png(figure: Figure, *, scale: float = 3) -> bytes | None:
    """The figure as PNG at a resolution that prints, or None as for `svg`."""
    if figure.chart is None or not can_draw():
        return None
    import vl_convert

    made: bytes = vl_convert.vegalite_to_png(json.dumps(figure.chart()), scale=scale, allowed_base_urls=[])
    return made


def draw(figure: Figure, kind: Format) -> bytes:
    """The figure in one format. Raises MissingExtra where it cannot be drawn."""
    if figure.chart is None:
        raise MissingExtra(f"The figure {figure.name}", "report")
    spec = json.dumps(figure.chart(), ensure_ascii=False)
    if kind == "json":
        return spec.encode()
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra("A picture", "report") from None
    # No base URL is allowed: nothing a specification names is ever fetched.
    if kind == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))
    if kind == "pdf":
        return bytes(vl_convert.vegalite_to_pdf(spec, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
