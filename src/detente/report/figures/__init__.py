"""Figures: each a function from a dialogue and a result to `document.Figure`, the same object on every surface.

A figure that has nothing to show is None, and the page leaves it out. Drawings are Vega-Lite, written when a renderer
asks for them (`Figure.chart` at 760 pixels, `Figure.narrow` at 350), so that pages without pictures pay nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.report.document import Figure


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, as `detente figure NAME` takes it; its function `figure` stands in the module of that name.

    `shows`: what it shows, in the gallery. `of`: what it is drawn from: a question, a part of its result
    ("brief.leverage"), or "party" for a party and a state. `given`: with which parameters that is asked. `on`: the
    question on whose page it stands.
    """

    name: str
    shows: str
    of: str
    given: Mapping[str, Any] = field(default_factory=dict)
    on: str = ""


_ROWS = (
    Row("map", "Where it can settle, and the ways there", "brief", on="paths"),
    Row("asks", "Who gets what, round by round and settlement by settlement", "brief"),
    Row("who", "Who asks what of whom", "rounds", on="rounds"),
    Row("outlook", "What will probably happen", "outlook", {"equilibria": False}, on="outlook"),
    Row("leverage", "What would move it", "brief.leverage", on="leverage"),
    Row("alignment", "Alignment by front and round", "alignment", on="alignment"),
    Row("ladder", "A party's priorities, from the top", "party", on="why"),
)

FIGURES: Mapping[str, Row] = {row.name: row for row in _ROWS}


def function(name: str) -> Callable[..., Any]:
    """The function of a figure, its module imported only now. KeyError for an unknown name."""
    found: Callable[..., Any] = import_module(f"detente.report.figures.{FIGURES[name].name}").figure
    return found


def standing(dialogue: Any, question: str, result: Any, asked: bool) -> Figure | None:
    """The figure on a question's page, if it has one; `asked`: under other circumstances than the file's, say.

    What is drawn from the brief is so of the file as it stands, and is left out where that is not what was asked.
    """
    row = next((row for row in _ROWS if row.on == question), None)
    if row is not None and row.of == "party":
        from detente.report.figures.ladder import between

        return between(dialogue, result)
    if row is None or (row.of != question and asked):
        return None
    figure: Figure | None = function(row.name)(dialogue, result if row.of == question else ground(dialogue, row))
    return figure


def ground(dialogue: Any, row: Row) -> Any:
    """What a figure is drawn from, worked out."""
    question, _, part = row.of.partition(".")
    result = getattr(import_module(f"detente.analyses.{question}"), question)(dialogue, **row.given)
    return getattr(result, part) if part else result
