"""The page of several people's versions of a dialogue: where they part, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from detente.analyses.people import Parting, People
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Column, Document, Rows, Section, Strong, Table, Text
from detente.report.language import _, _n, said
from detente.report.page import page
from detente.report.pages.compare import GRANTED, alone, told


def view(dialogue: Dialogue, versions: Mapping[str, Dialogue], result: People) -> Document:
    """The page, in the words of the dialogue from which all started."""
    return page(dialogue, _("Several analysts"), _partings(dialogue, versions, result), _asks(dialogue, result),
                headline=headline(result))  # fmt: skip


def headline(result: People) -> str:
    """Of how many asks the conclusion depends on whom one believes."""
    if not result.partings:
        return _("All say what the file says")
    count = wording.capital(_n("{n} entry is not the same for all", "{n} entries are not the same for all",
                               len(result.partings)))  # fmt: skip
    if not result.asks:
        return _("{differ}, and every ask fares alike with all", differ=count)
    asks = _n("{n} ask fares otherwise with somebody", "{n} asks fare otherwise with somebody", len(result.asks))
    return _("{differ}, and {decides}", differ=count, decides=asks)


def _partings(dialogue: Dialogue, versions: Mapping[str, Dialogue], result: People) -> Section:
    columns = (Column(kind="subject", title=_("Entry")), Column(title=_("With whom")),
               Column(title=_("Alone it changes")))  # fmt: skip

    def row(one: Parting) -> tuple[Text, Text, Text]:
        version = versions[one.people[0]]
        who = _("all") if len(one.people) == len(result.names) else wording.listed(one.people)
        return (Strong(told(dialogue, version, one.line.difference)),), (who,), alone(dialogue, version, one.line)

    rows = tuple(map(row, result.partings))
    blocks: tuple[Block, ...] = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    return Section(id="lines", label=_("Where they part"), finding="", blocks=blocks)


def _asks(dialogue: Dialogue, result: People) -> Section:
    columns = (Column(kind="subject", title=_("Ask")), Column(title=_("The file")),
               *(Column(title=name) for name in result.names))  # fmt: skip
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((wording.ask(dialogue, one.ask),), (said(GRANTED[one.here]),), *((said(GRANTED[each]),) for each in one.each))
        for one in result.asks
    )
    alike = wording.capital(_n("{n} ask fares alike with all", "{n} asks fare alike with all", result.agreed))
    blocks: tuple[Block, ...] = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    return Section(id="asks", label=_("The asks"), finding=alike, blocks=blocks)
