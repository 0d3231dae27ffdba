"""The brief: two pages that a principal can be handed. Page one says how it stands and what to do, page two why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analyses.brief import Brief
from detente.model.dialogue import Dialogue
from detente.report.brief import asks, by_part, change, deal, do, gaps, misread, promises, starts, stuck, sure, top, way
from detente.report.brief.headline import headline
from detente.report.document import Document, Section
from detente.report.language import _
from detente.report.page import page


def view(dialogue: Dialogue, result: Brief) -> Document:
    """The page of `detente brief`; sections with nothing to say are left out."""
    sections = tuple(sections_of(dialogue, result))
    made = page(dialogue, _("Brief"), *sections, headline=headline(dialogue, result.facts))
    return replace(made, audience=audience(dialogue))


def audience(dialogue: Dialogue) -> str:
    """For whom a brief is that is nobody's desk's."""
    if len(dialogue.table) == 2:
        return _("both sides")
    return _("all at the table")


def sections_of(dialogue: Dialogue, result: Brief) -> Iterator[Section]:
    """The sections in the order of a good cable: how it stands and what to do, the asks; then why, what moves it, how
    sure."""
    facts = result.facts
    yield top.section(dialogue, facts)
    yield do.section(dialogue, facts, result.leverage)
    yield starts.section(dialogue, facts)
    if facts.now or dialogue.rounds or dialogue.known is None:  # else no cell of the table would be filled
        yield asks.section(dialogue, facts, result.prospects)
    yield stuck.section(dialogue, facts)
    yield way.section(dialogue, facts)
    yield change.section(dialogue, facts)
    yield deal.section(dialogue, facts)
    yield misread.section(dialogue, facts)
    yield promises.section(dialogue, facts.promises, facts.since)
    more = (*sure.limits(dialogue, facts), by_part.sentence(dialogue, facts))
    how_sure = sure.section(dialogue, result.assumptions, result.robustness, *more)
    yield gaps.section(result.gaps)  # once all has been asked
    yield how_sure


