"""From a chart (a Vega-Lite specification) to SVG, PNG, PDF or JSON, without a network.

The drawing library is an extra: where it is not installed pages show the table behind the figure instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from detente.errors import MissingExtra, NoAnswer
from detente.report.document import Figure, harmless, plain
from detente.report.figures import canvas

Format = Literal["svg", "png", "pdf", "json"]


def can_draw() -> bool:
    """Whether the drawing library is installed, and may take the address space that it reserves."""
    return find_spec("vl_convert") is not None and not _confined()


def _confined() -> bool:
    """Whether the process may take so much address space and no more (`ulimit -v`): the drawing library's engine
    reserves more than any such limit when it starts, and would end the process with it."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit
    except ImportError:  # not on this system, nor is the limit
        return False
    return getrlimit(RLIMIT_AS)[0] != RLIM_INFINITY


def svg(figure: Figure, *, narrow: bool = False) -> str | None:
    """The figure as SVG markup for a page, or None where it has no chart or cannot be drawn here.

    `narrow`: as it is drawn for a phone; None for a figure that has no such drawing.
    """
    chart = figure.narrow if narrow else figure.chart
    if chart is None or not can_draw():
        return None
    return _svg(chart())


PAGE = 1000
"""The most pixels that a figure is high on paper; of a higher one the page prints the table."""


def fits(figure: Figure) -> bool:
    """Whether the figure fits on one page of paper."""
    return figure.chart is not None and figure.chart()["height"] <= PAGE


def png(figure: Figure) -> bytes | None:
    """The figure as PNG at a resolution that prints, or None as for `svg`."""
    if figure.chart is None or not can_draw():
        return None
    made: bytes = _library().vegalite_to_png(_text(figure.chart), scale=3, allowed_base_urls=[])
    return made


def draw(figure: Figure, kind: Format, *, source: str = "") -> bytes:
    """The figure in one format, to stand alone: its finding and what is counted above it, its source at its foot.

    Raises MissingExtra where it cannot be drawn, NoAnswer where memory is confined.
    """
    if figure.chart is None:
        raise MissingExtra(f"The figure {figure.name}", "report")
    spec = titled(figure, source)
    if kind == "json":
        return json.dumps(spec, ensure_ascii=False).encode()
    library, text = _library(), json.dumps(spec, ensure_ascii=False)
    # No base URL is allowed: nothing a specification names is ever fetched.
    if kind == "png":
        return bytes(library.vegalite_to_png(text, scale=2, allowed_base_urls=[]))
    if kind == "pdf":
        return bytes(library.vegalite_to_pdf(text, allowed_base_urls=[]))
    return _described(_svg(spec), figure).encode()


def titled(figure: Figure, source: str = "") -> dict[str, Any]:
    """The specification of a picture that stands alone: paper behind it, its finding, note and source around it."""
    assert figure.chart is not None
    spec = figure.chart()
    return canvas.headed(spec, figure.finding, plain(figure.note), source)


def _described(markup: str, figure: Figure) -> str:
    """SVG with its finding and its description as text for those who cannot see it."""
    start = markup.index(">") + 1
    told = (escape(harmless(text)) for text in (figure.finding, figure.description))
    words = "<title>{}</title><desc>{}</desc>".format(*told)
    return f'{markup[: start - 1]} role="img">{words}{markup[start:]}'


def _svg(spec: dict[str, Any]) -> str:
    text = json.dumps(spec, ensure_ascii=False)
    made = str(_library().vegalite_to_svg(text, allowed_base_urls=[]))
    return _TAG.sub(lambda tag: _ROLE.sub("", _ABOUT.sub(r' data-of="\1"', tag.group())), made)


# A picture is one image to who cannot see it, described as a whole: its parts have no roles of their own. What each
# mark is about comes as its label, and stays as data that a page can choose by.
_TAG = re.compile(r"<(?:svg|g|path|line|text) [^<>]*>")
_ABOUT = re.compile(rf' aria-label="{canvas.OF}([^"]*)"')
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def _text(chart: Callable[[], dict[str, Any]]) -> str:
    return json.dumps(chart(), ensure_ascii=False)


@cache
def _library() -> Any:
    """The drawing library, with the page's typeface made known to it. Raises MissingExtra; NoAnswer without room."""
    if _confined():
        raise NoAnswer("No picture can be drawn under a limit of address space (`ulimit -v`): lift it, or write a page")
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra("A picture", "report") from None
    for folder in fonts():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def fonts() -> list[Path]:
    """The folder of the pictures' typeface."""
    with as_file(files("detente.report.figures").joinpath("fonts")) as folder:
        return [folder]
