"""Drawing by coordinates in Vega-Lite: lines, boxes, marks and words on a sheet of a given size.

Figures whose subject is words and marks (a strip, a map, a ladder) need exact places, which scales cannot give; here a
figure is a tuple of shapes in pixels from the upper left, and `drawing` puts those of one look into one layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from detente.report.document import MarkKind, harmless
from detente.report.figures import theme

OF = "of: "
"""Before the ids of the things that a shape is about, where a picture carries them."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line. `dash`: "2 3" and the like, empty for a solid one. `of`, of every shape: see `about`."""

    x: float
    y: float
    x2: float
    y2: float
    color: str = theme.LINE
    thick: float = 1.0
    dash: tuple[float, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str = theme.PAPER
    edge: str = ""
    thick: float = 1.0
    radius: float = 0.0
    tip: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark around a point: a circle, or a path within the square from -1 to 1. `size`: its width."""

    x: float
    y: float
    size: float = 11.0
    path: str = "circle"
    fill: str = ""
    edge: str = ""
    thick: float = 1.6
    dash: tuple[float, ...] = ()
    tip: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, `y` the middle of its letters."""

    x: float
    y: float
    text: str
    size: float = theme.TEXT
    weight: int = theme.REGULAR
    color: str = theme.INK
    align: Literal["left", "center", "right"] = "left"
    of: str = ""


Shape = Line | Box | Dot | Words

DIAMOND = "M0,-1L1,0L0,1L-1,0Z"
CROSS = "M-0.8,-0.8L0.8,0.8M0.8,-0.8L-0.8,0.8"
DASH = "M-1,0L1,0"
HALF = "M0,-1A1,1,0,0,0,0,1Z"
HEAD_RIGHT = "M-1,-0.7L1,0L-1,0.7Z"
HEAD_DOWN = "M-0.7,-1L0,1L0.7,-1Z"


def mark(kind: MarkKind, x: float, y: float, *, on_fill: bool = False, size: float = 11.0) -> tuple[Dot, ...]:
    """An answer's shape; `on_fill`: on the dark ground of "accepted"."""
    match kind:
        case "accepted":
            return (Dot(x, y, size, fill=theme.PAPER if on_fill else theme.ACCENT),)
        case "partly":
            ring = Dot(x, y, size, edge=theme.ACCENT)
            return (ring, Dot(x, y, size, HALF, fill=theme.ACCENT))
        case "in_principle":
            return (Dot(x, y, size, edge=theme.ACCENT),)
        case "deferred":
            return (Dot(x, y, size, edge=theme.INK_2, dash=(2.4, 2)),)
        case "refused":
            return (Dot(x, y, size, CROSS, edge=theme.WARM, thick=2.2),)
        case "unanswered":
            return (Dot(x, y, size, DASH, edge=theme.INK_3),)
        case _:
            return ()


def lines(
    x: float,
    y: float,
    texts: Iterable[str],
    *,
    step: float = 16.0,
    size: float = theme.TEXT,
    weight: int = theme.REGULAR,
    color: str = theme.INK,
    align: Literal["left", "center", "right"] = "left",
) -> Iterator[Words]:
    """Lines of text one under another, the first at `y`."""
    for n, text in enumerate(texts):
        yield Words(x, y + n * step, text, size, weight, color, align)


def about(shapes: Iterable[Shape], *things: str) -> Iterator[Shape]:
    """The shapes, marked with the ids of the things they are about (see `document.Part`): a page dims all others."""
    return (replace(shape, of=" ".join((*filter(None, (shape.of,)), *things))) for shape in shapes)


def drawing(shapes: Iterable[Shape], width: float, height: float, description: str) -> dict[str, Any]:
    """The Vega-Lite specification of a drawing. Lines lie lowest, then boxes, marks, words."""
    shapes = tuple(shapes)
    order = (Line, Box, Dot, Words)
    looks: dict[tuple[int, str], dict[str, Any]] = {}
    for shape in shapes:
        place, look, row = order.index(type(shape)), _look(shape), _row(shape)
        layer = looks.setdefault((place, repr(look)), {"mark": look, "rows": []})
        layer["rows"].append(row)
    layers = [_layer(looks[key]) for key in sorted(looks, key=lambda key: key[0])]
    return {
        "$schema": SCHEMA,
        "description": harmless(description),
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "background": "transparent",
        "view": {"stroke": None, "fill": None},
        "config": {"aria": any(shape.of for shape in shapes), "font": theme.FONT},
        "layer": layers or [{"data": {"values": []}, "mark": "point"}],
    }


def headed(spec: dict[str, Any], finding: str, note: str, source: str = "") -> dict[str, Any]:
    """A drawing as a picture of its own: the finding and a note above it, the source at its foot, a margin around."""
    room, step = float(spec["width"]), 22.0
    title = theme.wrap(finding, room, 17, theme.BOLD, 3)
    below = theme.wrap(note, room, theme.TEXT, lines=6) if note else ()
    top = MARGIN + step * len(title) + 17 * len(below) + 14
    shapes = [*lines(MARGIN, MARGIN + 8, title, step=step, size=17, weight=theme.BOLD)]
    shapes += lines(MARGIN, MARGIN + 8 + step * len(title), below, step=17, color=theme.INK_2)
    foot = theme.wrap(source, room, theme.SMALL, lines=2) if source else ()
    end = spec["height"] + top + (24 if foot else 0)
    shapes += lines(MARGIN, end, foot, step=15, size=theme.SMALL, color=theme.INK_3)
    width, height = room + 2 * MARGIN, end + 15 * max(0, len(foot) - 1) + MARGIN
    drawn = drawing(shapes, width, height, spec["description"])
    moved = [_moved(layer, MARGIN, top) for layer in spec["layer"]]
    return drawn | {"background": theme.PAPER, "layer": [*drawn["layer"], *moved]}


MARGIN = 20.0


def _moved(layer: dict[str, Any], right: float, down: float) -> dict[str, Any]:
    steps = {"x": right, "x2": right, "y": down, "y2": down}
    rows = [
        {key: value + steps[key] if key in steps else value for key, value in row.items()}
        for row in layer["data"]["values"]
    ]
    return layer | {"data": {"values": rows}}


def _layer(found: dict[str, Any]) -> dict[str, Any]:
    rows = found["rows"]
    encoding: dict[str, Any] = {
        axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None} for axis in ("x", "y")
    }
    encoding |= {axis: {"field": axis} for axis in ("x2", "y2") if axis in rows[0]}
    if "text" in rows[0]:
        encoding["text"] = {"field": "text", "type": "nominal"}
    if any("of" in row for row in rows):
        encoding["description"] = {"field": "of", "type": "nominal"}
    if any("tip" in row for row in rows):
        encoding["tooltip"] = {"field": "tip", "type": "nominal"}
    return {"data": {"values": rows}, "mark": found["mark"], "encoding": encoding}


def _look(shape: Shape) -> dict[str, Any]:
    match shape:
        case Line(color=color, thick=thick, dash=dash):
            look: dict[str, Any] = {"type": "rule", "color": color, "strokeWidth": thick}
        case Box(fill=fill, edge=edge, thick=thick, radius=radius):
            look = {"type": "rect", "fill": fill or "transparent", "cornerRadius": radius}
            look |= {"stroke": edge, "strokeWidth": thick} if edge else {}
            dash = ()
        case Dot(size=size, path=path, fill=fill, edge=edge, thick=thick, dash=dash):
            look = {"type": "point", "shape": path, "size": round(size * size, 2), "opacity": 1}
            look |= {"fill": fill or "transparent"}
            look |= {"stroke": edge, "strokeWidth": thick} if edge else {"stroke": "transparent"}
        case Words(size=size, weight=weight, color=color, align=align):
            look = {"type": "text", "fontSize": size, "fontWeight": weight, "color": color, "align": align}
            look |= {"baseline": "middle", "limit": 0}
            dash = ()
    return look | ({"strokeDash": list(dash)} if dash else {})


def _row(shape: Shape) -> dict[str, Any]:
    row: dict[str, Any] = {"x": _half(shape.x), "y": _half(shape.y)}
    match shape:
        case Line(x2=x2, y2=y2):
            row |= {"x2": _half(x2), "y2": _half(y2)}
        case Box(x=x, y=y, width=width, height=height):
            row |= {"x2": _half(x + width), "y2": _half(y + height)}
        case Words(text=text):
            row |= {"text": harmless(text)}
    if tip := getattr(shape, "tip", ""):
        row["tip"] = harmless(tip)
    return row | ({"of": OF + shape.of} if shape.of else {})


def _half(value: float) -> float:
    """Places to half a pixel keep specifications short."""
    return round(value * 2) / 2
