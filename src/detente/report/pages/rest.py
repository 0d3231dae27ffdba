"""What a file says besides who, what and why: fronts, texts, offers, doubts …, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model.dialogue import Dialogue, Line
from detente.report import lines, wording
from detente.report.brief import offers
from detente.report.document import Cite, Code, Column, Rows, Section, Table
from detente.report.language import _


def section(dialogue: Dialogue) -> Section:
    """A row for each of these entries; no block where the file has none."""
    rows = tuple(
        ((Code(id),), (told, *lines.basis(entry.basis), Cite(entry.evidence))) for id, told, entry in _entries(dialogue)
    )
    table = Table(columns=(Column(kind="subject"), Column(kind="text")), groups=(Rows(rows=rows),))
    return Section(
        id="rest", label=_("Also"), finding=_("What else the file says"), blocks=(table,) if rows else ()
    )  # fmt: skip


def _entries(dialogue: Dialogue) -> Iterator[tuple[str, str, Line]]:
    """(id, words, entry)."""
    yield from ((front.id, front.name, front) for front in dialogue.fronts)
    for text in dialogue.texts:
        who = wording.capital(wording.party(dialogue, text.by))
        yield text.id, _("{party}: {steps}", party=who, steps=wording.levels(dialogue, text.sets)), text
    for offer in dialogue.offers:
        who = wording.capital(wording.party(dialogue, offer.by))
        yield offer.id, _("{party}: {steps}", party=who, steps=offers.terms(dialogue, offer)), offer
    for view in dialogue.views:
        yield from ((view.id, wording.condition(dialogue, line.statement.want), line.statement) for line in view.add)
    yield from ((doubt.option, wording.party(dialogue, doubt.who), doubt) for doubt in dialogue.doubts)
    yield from (("interview", f"{said.question}: {said.answer}", said) for said in dialogue.judgements)
    if dialogue.signature is not None:
        yield "signature", wording.likelihood(dialogue.signature.chance.value), dialogue.signature
