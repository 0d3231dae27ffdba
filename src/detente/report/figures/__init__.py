"""Figures: each a function from results to `document.Figure`, the same object on every surface.

    name        function                                       from
    map         figures.map.figure(dialogue, brief)            analyses.brief.Brief
    asks        figures.asks.figure(dialogue, brief)           analyses.brief.Brief
    who         figures.who.figure(dialogue, rounds)           analyses.rounds.Rounds (brief.rounds)
    outlook     figures.outlook.figure(dialogue, outlook)      analyses.outlook.Outlook (brief.outlook, if any)
    leverage    figures.leverage.figure(dialogue, answers)     tuple of analyses.leverage.Leverage, one an ask
    alignment   figures.alignment.figure(dialogue, alignment)  analyses.alignment.Alignment (brief.alignment)
    ladder      figures.ladder.figure(dialogue, party, at)     a party's id and a state (a tuple of levels)

A figure that has nothing to show is None, and the page leaves it out. Drawings are Vega-Lite, written when a renderer
asks for them (`Figure.chart` at 760 pixels, `Figure.narrow` at 350), so that pages without pictures pay nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

FIGURES: dict[str, str] = {
    "map": "detente.report.figures.map:figure",
    "asks": "detente.report.figures.asks:figure",
    "who": "detente.report.figures.who:figure",
    "outlook": "detente.report.figures.outlook:figure",
    "leverage": "detente.report.figures.leverage:figure",
    "alignment": "detente.report.figures.alignment:figure",
    "ladder": "detente.report.figures.ladder:figure",
}
"""Name (as `detente figure NAME` takes it) -> module and function."""


def function(name: str) -> Callable[..., Any]:
    """The function of a figure, its module imported only now. KeyError for an unknown name."""
    module, attribute = FIGURES[name].split(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found
