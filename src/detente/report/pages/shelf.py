"""The shelf's back-tests: failures first, then each dialogue, then how chances and outcomes go together."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.shelf import Failure, Row, Shelf, Tested
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Cell, Column, Document, Paragraph, Rows, Section, Table
from detente.report.language import _, _n, figure, said
from detente.report.pages.backtest import CAME, KINDS, flatters, headline, in_part, letters, text
from detente.report.scores import calibrated, compared, meant, number, rivals


def view(tested: Sequence[Tested], result: Shelf) -> Document:
    """The page of `detente backtest --shelf`."""
    dialogues = {one.name: one.dialogue for one in tested}
    sections = (
        _failures(dialogues, result), _rows(result), _scores(result), calibrated(result.calibration, result.parts),
        _limits(result),
    )  # fmt: skip
    return Document(
        kind=_("Back-test"),
        title=_("The shelf"),
        headline=headline(result.all),
        sections=tuple(section for section in sections if section.blocks),
        colophon=(_made(),),
    )


def _made() -> str:
    from detente import __version__

    return _("Made offline by Détente {version}.", version=__version__)


def _failures(dialogues: dict[str, Dialogue], result: Shelf) -> Section:
    """Every question on whose wrong side the chance was."""
    columns = (
        Column(kind="subject", title=_("question")), Column(title=_("dialogue")), Column(kind="number", title="%"),
        Column(title=_("what came")),
    )  # fmt: skip
    by_kind = {kind: [one for one in result.failures if one.claim.against == kind] for kind in result.tables}
    groups = tuple(
        Rows(title=said(KINDS[kind]), rows=tuple(_failure(dialogues[one.name], one) for one in found))
        for kind, found in by_kind.items() if found
    )  # fmt: skip
    finding = _n("On the wrong side in {n} question", "On the wrong side in {n} questions", len(result.failures))
    blocks = (Table(columns=columns, groups=groups, note=(in_part(),)),) if groups else ()
    return Section(id="failures", label=_("Failures"), finding=finding, blocks=blocks)


def _failure(dialogue: Dialogue, one: Failure) -> tuple[Cell, ...]:
    return (
        (text(dialogue, one.claim.what, one.claim.ask),), (one.name,), (wording.hundredths(one.claim.chance),),
        (said(CAME[one.claim.came]),),
    )  # fmt: skip


def _rows(result: Shelf) -> Section:
    """The dialogues, the worst first."""
    columns = (
        Column(kind="subject", title=_("dialogue")), Column(kind="number", title=_("of")),
        Column(kind="number", title=_("Brier")), *(Column(kind="number", title=letter) for letter in letters()),
    )  # fmt: skip
    note = _("Brier scores of what was given, of “nothing changes” (S) and of “all that was promised is done” (P).")
    table = Table(columns=columns, groups=(Rows(rows=tuple(map(_row, result.rows))),), note=(note,))
    better = sum(_score(row.standings.given.brier) < _score(row.standings.stays.brier) for row in result.rows)
    finding = _("Nearer than “nothing changes” in {better} of {all} dialogues", better=better, all=len(result.rows))
    return Section(id="rows", label=_("Dialogues"), finding=finding, blocks=(table,) if result.rows else ())


def _score(brier: float | None) -> float:
    return 1.0 if brier is None else brier


def _row(row: Row) -> tuple[Cell, ...]:
    found = row.standings
    scores = ((number(one.brier),) for one in (found.given, found.stays, found.done))
    return (row.name,), (figure(found.given.count),), *scores


def _scores(result: Shelf) -> Section:
    """The standings by what the chance was."""
    tables = {said(KINDS[kind]): rivals(found) for kind, found in result.tables.items()}
    blocks = (compared(tables), meant()) if tables else ()
    finding = _("Beside two forecasters that anybody could name")
    return Section(id="scores", label=_("Scores"), finding=finding, blocks=blocks)


def _limits(result: Shelf) -> Section:
    """What no score over a shelf can say, and which dialogues are not in it."""
    told = [flatters()]
    if result.untested:
        told.append(_("Nothing tells what came after: {names}.", names=wording.listed(result.untested)))
    notes = tuple(Paragraph(text=(one,), role="note") for one in told)
    return Section(id="limits", label=_("Limits"), finding=_("What the scores leave out"), blocks=notes)
