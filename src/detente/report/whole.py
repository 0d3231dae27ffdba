"""The report: the brief's page with its figures, and an annex that holds every state where the dialogue can settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.analyses.brief import Brief
from detente.analyses.equilibria import Equilibrium
from detente.analyses.rounds import rounds
from detente.engine.concepts import SHORT
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import bottom_line
from detente.report.document import Block, Column, Document, Figure, Paragraph, Rows, Section, Table, Text
from detente.report.figures import alignment, leverage, map, outlook, who
from detente.report.language import _, _later, _n, said
from detente.report.pages import rounds as rounds_view

LISTED = 40
"""Equilibria listed on a page; a spreadsheet has them all."""


def whole(dialogue: Dialogue, brief: Brief, page: Document, *, levels: bool = False) -> Document:
    """The page of the brief with figures and annex.

    `levels`: every equilibrium with the level of each option, as a spreadsheet wants it; otherwise the firmest 40, told
    by what differs from the status quo.
    """
    page = illustrated(dialogue, brief, page)
    last = annex(dialogue, brief, levels=levels)
    return replace(page, kind=_("Report"), sections=(*page.sections, last) if last.blocks else page.sections)


def illustrated(dialogue: Dialogue, brief: Brief, page: Document) -> Document:
    """The page of the brief with its figures, each in its section."""
    return with_figures(page, figures(dialogue, brief))


def with_figures(page: Document, drawn: Mapping[str, tuple[Figure, ...]]) -> Document:
    """A page with figures in it: section -> those that belong there."""
    return replace(page, sections=tuple(_with(section, drawn.get(section.id, ())) for section in page.sections))


def figures(dialogue: Dialogue, brief: Brief) -> dict[str, tuple[Figure, ...]]:
    """Section -> the figures that belong there."""
    found: dict[str, tuple[Figure | None, ...]] = {
        "settle": (map.figure(dialogue, brief),),
        "moves": (leverage.figure(dialogue, brief.leverage),),
        "alignment": (alignment.figure(dialogue, brief.alignment), who.figure(dialogue, brief.rounds)),
    }
    if brief.outlook is not None:
        found["outlook"] = (outlook.figure(dialogue, brief.outlook, bottom_line.hardest(brief)),)
    return {id: tuple(f for f in some if f is not None) for id, some in found.items()}


def unsolved(dialogue: Dialogue, fault: TooLarge) -> Document:
    """The report of a dialogue too large to be worked out: what was asked and answered, and why there is no more."""
    ledger = rounds(dialogue)
    page = rounds_view.view(dialogue, ledger)
    asks = who.figure(dialogue, ledger)
    blocks: tuple[Block, ...] = (Paragraph(text=(wording.capital(shortened(str(fault))),)), *((asks,) if asks else ()))
    told = _("Too large to be worked out: this page holds what the file says of asks and answers")
    first = Section(id="limits", label=_("Limits"), finding="", blocks=blocks)
    return replace(page, kind=_("Report"), headline=told, sections=(first, *page.sections))


def shortened(message: str) -> str:
    """A message without figures that nobody can read: a number of more than 15 digits by its size."""
    return re.sub(r"\d{1,3}(?:,\d{3}){5,}", lambda n: f"about 10^{len(n.group().replace(',', '')) - 1}", message)


TOPICS = {
    "leverage": _later("What opens each ask, by the number of changes"),
    "outlook": _later("How likely each ask is met in the end"),
    "alignment": _later("Share of the answered asks that was accepted"),
}
"""What a figure is called beside the headline of its section, which says its finding."""


def _with(section: Section, drawn: tuple[Figure, ...]) -> Section:
    """The section with its figures, unless it has them already: before its text, who asks whom behind it."""
    there = {block.name for block in section.blocks if isinstance(block, Figure)}
    new = tuple(
        replace(figure, finding=said(TOPICS[figure.name]) if figure.name in TOPICS else figure.finding)
        for figure in drawn
        if figure.name not in there
    )
    # A figure takes the place of the table that stands behind it.
    tables = [figure.table for figure in new]
    rest = tuple(block for block in section.blocks if block not in tables)
    if section.id == "alignment":
        return replace(section, blocks=(*new[:1], *rest, *new[1:]))
    return replace(section, blocks=(*new, *rest))


# ---- annex -----------------------------------------------------------------------------------------------------------


def annex(dialogue: Dialogue, brief: Brief, *, levels: bool = False) -> Section:
    """Every equilibrium, by firmness, with the concepts of stability it holds under."""
    listed = brief.equilibria.equilibria or ()
    if not listed:
        return Section(id="annex", label=_("Annex"), finding="")
    total = brief.equilibria.total
    finding = _n(
        "Annex: the one state where it can settle, under six concepts of stability",
        "Annex: all {n:d} states where it can settle, under six concepts of stability",
        total,
    )
    table = _by_level(dialogue, brief, listed) if levels else _by_words(dialogue, brief, listed[:LISTED])
    return Section(id="annex", label=_("Annex"), finding=finding, blocks=tuple(_blocks(table, len(listed), levels)))


def _blocks(table: Table, count: int, levels: bool) -> Iterator[Block]:
    rest = 0 if levels else count - LISTED
    told = _(
        "Firm: Nash; credible: SEQ; held: SMR; fearful: GMR alone. SSEQ and SIM are variants that allow counter-moves "
        "and simultaneous sanctions."
    )
    note: Text = (told,)
    if rest > 0:
        more = _n(
            "{n:d} more, none firmer, is in the spreadsheet: {command}",
            "{n:d} more, none firmer, are in the spreadsheet: {command}",
            rest,
            command="detente report TALKS -o report.xlsx",
        )
        note = (f"{told} {more}",)
    yield replace(table, note=note)


def _by_words(dialogue: Dialogue, brief: Brief, listed: tuple[Equilibrium, ...]) -> Table:
    """What differs from the status quo, grouped by firmness and concepts."""
    labels = {s.code: s.label for s in brief.settlements if not s.under}
    groups: dict[str, list[tuple[Text, Text]]] = {}
    for found in listed:
        firm = wording.capital(wording.firm(found.firmness))
        title = _("{firmness}: stable for all under {concepts}", firmness=firm, concepts=_concepts(found))
        groups.setdefault(title, []).append(((_subject(labels, found),), (_differs(dialogue, found),)))
    columns = (Column(title=_("State"), kind="subject"), Column(title=_("What differs from the status quo")))
    return Table(columns=columns, groups=tuple(Rows(title=title, rows=tuple(rows)) for title, rows in groups.items()))


def _differs(dialogue: Dialogue, found: Equilibrium) -> str:
    phrases = wording.difference(dialogue, dialogue.state(found.code), dialogue.status_quo)
    return wording.ways(phrases, 6) if phrases else _("nothing: the status quo")


def _by_level(dialogue: Dialogue, brief: Brief, listed: tuple[Equilibrium, ...]) -> Table:
    labels = {s.code: s.label for s in brief.settlements if not s.under}
    rows = tuple(
        (
            (_subject(labels, e),),
            (wording.firm(e.firmness) if e.firmness else "",),
            (_concepts(e),),
            *((level,) for level in e.state.values()),
        )
        for e in listed
    )
    options = tuple(Column(title=option.text) for option in dialogue.options)
    titles = (Column(title=_("Firmness")), Column(title=_("Stable for all under")))
    first = (Column(title=_("State"), kind="subject"), *titles)
    return Table(caption=_("All settlements"), columns=(*first, *options), groups=(Rows(rows=rows),))


def _subject(labels: dict[int, str], found: Equilibrium) -> str:
    label, state = labels.get(found.code), str(found.code)
    return _("{label}, state {state}", label=label, state=state) if label else _("state {state}", state=state)


def _concepts(found: Equilibrium) -> str:
    return ", ".join(SHORT[name] for name in found.concepts)
