"""What a file says besides who, what and why: fronts, rounds, promises, offers, doubts …, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model.dialogue import Dialogue, Line
from detente.report import lines, wording
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
    yield from ((round.id, round.title or round.place or round.id, round) for round in dialogue.rounds)
    for promise in dialogue.commitments:
        yield promise.id, promise.text, promise
        if promise.status.evidence or promise.status.basis != "stated":
            yield promise.id, _("what became of it"), promise.status
    yield from ((text.id, wording.party(dialogue, text.by), text) for text in dialogue.texts)
    yield from ((offer.id, wording.condition(dialogue, offer.condition), offer) for offer in dialogue.offers)
    for view in dialogue.views:
        yield from ((view.id, wording.condition(dialogue, line.statement.want), line.statement) for line in view.add)
    yield from ((doubt.option, wording.party(dialogue, doubt.who), doubt) for doubt in dialogue.doubts)
    yield from (("interview", f"{said.question}: {said.answer}", said) for said in dialogue.judgements)
    if dialogue.signature is not None:
        yield "signature", wording.likelihood(dialogue.signature.chance.value), dialogue.signature
