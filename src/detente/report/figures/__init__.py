"""Figures: each a function from a dialogue and a result to `document.Figure`, the same object on every surface.

A figure that has nothing to show is None, and the page leaves it out. Drawings are Vega-Lite, written when a renderer
asks for them (`Figure.chart` at 760 pixels, `Figure.narrow` at 350), so that pages without pictures pay nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, as `detente figure NAME` takes it; its function `figure` stands in the module of that name.

    `shows`: what it shows, in the gallery. `of`: what it is drawn from: a question, a part of its result
    ("brief.leverage"), or "party" for a party and a state. `given`: with which parameters that is asked.
    """

    name: str
    shows: str
    of: str
    given: Mapping[str, Any] = field(default_factory=dict)


_ROWS = (
    Row("map", "Where it can settle, and the ways there", "brief"),
    Row("asks", "Who gets what, round by round and settlement by settlement", "brief"),
    Row("who", "Who asks what of whom", "rounds"),
    Row("outlook", "What will probably happen", "outlook", {"equilibria": False}),
    Row("leverage", "What would move it", "brief.leverage"),
    Row("alignment", "Alignment by front and round", "alignment"),
    Row("ladder", "A party's priorities, from the top", "party"),
)

FIGURES: Mapping[str, Row] = {row.name: row for row in _ROWS}


def function(name: str) -> Callable[..., Any]:
    """The function of a figure, its module imported only now. KeyError for an unknown name."""
    found: Callable[..., Any] = import_module(f"detente.report.figures.{FIGURES[name].name}").figure
    return found


def ground(dialogue: Any, row: Row) -> Any:
    """What a figure is drawn from, worked out."""
    question, _, part = row.of.partition(".")
    result = getattr(import_module(f"detente.analyses.{question}"), question)(dialogue, **row.given)
    return getattr(result, part) if part else result
