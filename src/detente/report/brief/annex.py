"""The annex of the report: lettered, each part opening with its finding; what the two pages have no room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analyses.brief import Brief
from detente.analyses.equilibria import Equilibrium
from detente.analyses.facts import WaysByPart
from detente.engine.concepts import SHORT
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import asks, by_part, gaps, settlements
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Table, Text
from detente.report.figures import alignment, leverage, map, outlook, who
from detente.report.language import _, _n
from detente.report.page import drawn, reason
from detente.report.pages import alignment as alignment_page
from detente.report.pages import assumptions as assumptions_page
from detente.report.pages import deals as deals_page
from detente.report.pages import leverage as leverage_page
from detente.report.pages import outlook as outlook_page
from detente.report.pages import robustness as robustness_page
from detente.report.pages import rounds as rounds_page
from detente.report.prospects import opening

LISTED = 40
"""Equilibria listed on a page; a spreadsheet has them all."""


def annexed(dialogue: Dialogue, brief: Brief, page: Document, *, levels: bool = False) -> Document:
    """The page of the brief with its annex.

    `levels`: every equilibrium with the level of each option, as a spreadsheet wants it; otherwise the firmest 40, told
    by what differs from the status quo.
    """
    found = [part for part in _parts(dialogue, brief, levels) if part.blocks]
    parts = (replace(part, id=f"annex-{part.id}", part="annex") for part in found)
    # What the annex alone asks for may have no answer, too; it is told where such things are told.
    pages = [section for section in page.sections if section.id != "gaps"]
    gap = gaps.section(brief.gaps)
    return replace(page, kind=_("Report"), sections=(*pages, *((gap,) if gap.blocks else ()), *parts))


def _parts(dialogue: Dialogue, brief: Brief, levels: bool) -> Iterator[Section]:
    """A asks, B ways, C offers and packages, D chances, E rounds, F views, G assumptions, H robustness, I method; what
    the file says of itself."""
    yield _asks(dialogue, brief)
    ways = brief.facts.ways
    if isinstance(ways, WaysByPart):
        yield by_part.section(dialogue, ways)
    else:
        yield drawn(settlements.section(dialogue, brief), map.figure(dialogue, brief))
    if brief.leverage:
        moves = leverage_page.section(dialogue, brief.leverage)
        yield drawn(moves, leverage.figure(dialogue, brief.leverage))
    if brief.deals:
        yield deals_page.section(dialogue, brief.deals)
    if brief.outlook and brief.outlook.items:
        yield drawn(outlook_page.section(dialogue, brief.outlook), outlook.figure(dialogue, brief.outlook))
    if brief.rounds.rounds:
        told = alignment_page.section(dialogue, brief.alignment)
        yield drawn(told, alignment.figure(dialogue, brief.alignment), who.figure(dialogue, brief.rounds))
        yield rounds_page.section(dialogue, brief.rounds)
    yield assumptions_page.section(dialogue, brief.assumptions, brief.check)
    yield robustness_page.section(dialogue, brief.robustness)
    if not isinstance(ways, WaysByPart):
        yield method(dialogue, brief, levels=levels)
    yield _file(dialogue)


def _file(dialogue: Dialogue) -> Section:
    """What the author of the file says of it: its summary and its note."""
    said = [Paragraph(text=(text.strip(),)) for text in (dialogue.summary, dialogue.note) if text.strip()]
    return Section(id="file", label=_("The file"), finding=_("What its author says of it"), blocks=tuple(said))


def _asks(dialogue: Dialogue, brief: Brief) -> Section:
    """Every ask: the line that decides it, in full, and what would open it."""
    whys = {one.ask: one for one in brief.whys}
    columns = (
        Column(title=_("Ask"), kind="subject"),
        Column(title=_("Why"), kind="text"),
        Column(title=_("What would open it, and who"), kind="text"),
    )
    groups = tuple(
        Rows(
            title=asks.heading(dialogue, by, of),
            rows=tuple(
                (
                    (wording.ask(dialogue, ask),),
                    reason(dialogue, whys[ask.id]) if ask.id in whys else (_("nothing in the file decides it"),),
                    opening(dialogue, ask.of, ask.by, brief.prospects[ask.id].opening),
                )
                for ask in asked
            ),
        )
        for (by, of), asked in asks.grouped(dialogue).items()
    )
    table = Table(columns=columns, groups=groups)
    return Section(id="every-ask", label=_("Every ask in full"), finding="", blocks=(table,) if groups else ())


def method(dialogue: Dialogue, brief: Brief, *, levels: bool = False) -> Section:
    """Every equilibrium, by firmness, with the concepts of stability it holds under."""
    listed = brief.equilibria.equilibria or ()
    if not listed:
        return Section(id="method", label=_("Method and bounds"), finding="")
    total = brief.equilibria.total
    finding = _n(
        "One state is stable for all, under one of six concepts of stability",
        "{n:d} states are stable for all, each under some of six concepts of stability",
        total,
    )
    table = _by_level(dialogue, brief, listed) if levels else _by_words(dialogue, brief, listed[:LISTED])
    blocks = tuple(_blocks(table, len(listed), levels))
    return Section(id="method", label=_("Method and bounds"), finding=finding, blocks=blocks)


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
    columns = (Column(title=_("State"), kind="subject"), Column(title=wording.differing(dialogue)))
    return Table(columns=columns, groups=tuple(Rows(title=title, rows=tuple(rows)) for title, rows in groups.items()))


def _differs(dialogue: Dialogue, found: Equilibrium) -> str:
    phrases = wording.difference(dialogue, dialogue.state(found.code), dialogue.status_quo)
    return wording.ways(phrases, 6) if phrases else _("nothing: {state}", state=wording.unchanged(dialogue))


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
    options = tuple(Column(title=wording.called(dialogue, option)) for option in dialogue.options)
    titles = (Column(title=_("Firmness")), Column(title=_("Stable for all under")))
    first = (Column(title=_("State"), kind="subject"), *titles)
    return Table(caption=_("All settlements"), columns=(*first, *options), groups=(Rows(rows=rows),))


def _subject(labels: dict[int, str], found: Equilibrium) -> str:
    label, state = labels.get(found.code), str(found.code)
    return _("{label}, state {state}", label=label, state=state) if label else _("state {state}", state=state)


def _concepts(found: Equilibrium) -> str:
    return ", ".join(SHORT[name] for name in found.concepts)
