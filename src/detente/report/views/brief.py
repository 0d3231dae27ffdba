"""The brief: the page a principal can be handed, bottom line first."""

from __future__ import annotations

from detente.analyses.brief import Brief
from detente.model.dialogue import Dialogue
from detente.report.document import Document
from detente.report.views import asks, bottom_line, reasons, settlements
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Brief) -> Document:
    """The page of `detente brief`; sections with nothing to say are left out."""
    return page(
        dialogue,
        "Brief",
        bottom_line.section(dialogue, result),
        asks.section(dialogue, result),
        settlements.section(dialogue, result),
        reasons.section(dialogue, result),
        headline=bottom_line.headline(dialogue, result),
    )
