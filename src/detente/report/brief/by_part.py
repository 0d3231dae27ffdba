"""A dialogue that falls apart, told by its parts: which there are, and in how many ways each can settle firmly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.equilibria_by_part import EquilibriaByPart
from detente.analyses.facts import Facts, PartWays, WaysByPart
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import steps
from detente.report.document import Block, Column, Paragraph, Rows, Section, Strong, Table, Text
from detente.report.language import _, _n, _r, figure

NAMED = 6
"""Parts that a sentence tells one by one; the rest are counted."""


def section(dialogue: Dialogue, ways: WaysByPart) -> Section:
    """Every part of several options with its ways and states; then what the drift and the packages lead to."""
    blocks = list(table(dialogue, ways))
    for way in ways.ways:
        held = _("firm") if way.holds == "firm" else _("credible")
        what = steps(dialogue, way.shown.changes) if way.shown.changes else _("the status quo")
        blocks.append(Paragraph(text=(Strong(wording.capital(held) + wording.colon()), what, ".")))
    return Section(id="settle", label=_("Where it can settle"), finding=finding(ways.firm), blocks=tuple(blocks))


def table(dialogue: Dialogue, ways: WaysByPart | EquilibriaByPart) -> Iterator[Block]:
    """Every part of several options, in how many ways and states it can settle firmly; the others counted."""
    columns = (Column(title=_("Part"), kind="subject"), Column(title=_("Firm ways")), Column(title=_("Firm states")))
    rows = tuple(
        ((name(dialogue, one),), (figure(one.ways) if one.ways is not None else _("not told apart"),),
         (figure(one.states),))
        for one in ways.parts
    )  # fmt: skip
    if rows:
        yield Table(columns=columns, groups=(Rows(rows=rows),))
    if ways.single:
        told = _n("{n} option hangs on no other.", "{n} options hang on no other.", ways.single)
        yield Paragraph(text=(wording.capital(told),), role="note")


def finding(firm: int) -> str:
    """In how many ways it can settle firmly, parts multiplied."""
    if not firm:
        return _("It can settle firmly nowhere: some part cannot")
    return wording.capital(
        _n("part by part it can settle firmly in {n} way", "part by part it can settle firmly in {n} ways", firm)
    )


def sentence(dialogue: Dialogue, facts: Facts) -> Text:
    """In a page: into how many parts it falls, and which of them can settle in several ways."""
    ways = facts.ways
    if not isinstance(ways, WaysByPart):
        return ()
    head = Strong(_("By part:"))
    count = len(ways.parts) + ways.single
    told = _n("no line joins the {n} part that the options fall into",
              "no line joins the {n} parts that the options fall into", count)  # fmt: skip
    stuck = [one for one in ways.parts if not one.states]
    if stuck:
        where = wording.ways([name(dialogue, one) for one in stuck], NAMED)
        return _r("{head} {told}; {parts} can settle firmly nowhere.", head=(head,), told=told, parts=where)
    several = sorted((one for one in ways.parts if (one.ways or one.states) > 1), key=lambda one: -(one.ways or 0))
    if not several:
        return _r("{head} {told}; each can settle firmly in one way alone.", head=(head,), told=told)
    each = [_n("{part} in {n} way", "{part} in {n} ways", one.ways or one.states, part=name(dialogue, one))
            for one in several]  # fmt: skip
    return _r("{head} {told}; firmly it can settle: {parts}.", head=(head,), told=told, parts=wording.ways(each, NAMED))


def name(dialogue: Dialogue, one: PartWays) -> str:
    """A part by its fronts, of a few options by these."""
    fronts: Sequence[str] = [wording.small(dialogue, dialogue.front(id).name) for id in one.fronts]
    if fronts:
        return wording.listed(fronts)
    return wording.ways([wording.small(dialogue, wording.called(dialogue, id)) for id in one.options], 2)
