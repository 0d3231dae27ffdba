"""The brief: the page a principal can be handed, bottom line first."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief
from detente.model.dialogue import Dialogue
from detente.report.brief import asks, bottom_line, reasons, settlements
from detente.report.document import Document, Section
from detente.report.language import _
from detente.report.page import page
from detente.report.pages import alignment, assumptions, deals, leverage, outlook, robustness


def view(dialogue: Dialogue, result: Brief) -> Document:
    """The page of `detente brief`; sections with nothing to say are left out."""
    sections = tuple(sections_of(dialogue, result))
    return page(dialogue, _("Brief"), *sections, headline=bottom_line.headline(dialogue, result))


def sections_of(dialogue: Dialogue, result: Brief) -> Iterator[Section]:
    """The sections in the order of a good cable: bottom line, reasons, what to do, how sure."""
    yield bottom_line.section(dialogue, result)
    yield asks.section(dialogue, result)
    yield settlements.section(dialogue, result)
    yield reasons.section(dialogue, result)
    if result.leverage:
        yield leverage.section(dialogue, result.leverage)
    if result.deals:
        yield deals.section(dialogue, result.deals)
    if result.outlook and result.outlook.items:
        yield outlook.section(dialogue, result.outlook, bottom_line.hardest(result))
    if result.rounds.rounds:
        yield alignment.section(dialogue, result.alignment)
    yield assumptions.section(dialogue, result.assumptions, result.check)
    yield robustness.section(dialogue, result.robustness)
