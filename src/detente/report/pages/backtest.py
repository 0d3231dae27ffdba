"""Was it right? The scores beside two rivals, then every question with what was given and what came, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analyses.backtest import SIGNED, Against, Backtest, Claim, Standings
from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, Name, parse
from detente.report import wording
from detente.report.document import Cell, Cite, Column, Document, Paragraph, Rows, Section, Table, Text
from detente.report.language import _, _later, _n, _p, said
from detente.report.page import as_of_date, page
from detente.report.scores import calibrated, compared, meant, number, questions, rivals

KINDS: dict[Against, str] = {
    "drift": _later("if nothing is signed (nothing was)"),
    "deal": _later("under the best package (one was signed)"),
    "signature": _later("both, weighted by the chance of a signature"),
    "analyst": _later("the analyst’s own chances, of facts and of a signature"),
}
"""What the chances of a table were."""

CAME = {"yes": _later("came"), "partly": _later("in part"), "no": _later("did not")}


def view(dialogue: Dialogue, result: Backtest) -> Document:
    """The page of `detente backtest`."""
    sections = (
        _scores(result), _claims(dialogue, result), calibrated(result.calibration, result.parts),
        _waiting(dialogue, result), _limits(dialogue, result),
    )  # fmt: skip
    made = page(dialogue, _("Back-test"), *sections, headline=headline(result.all, len(result.claims)))
    return replace(made, as_of=as_of_date(result.as_of), sources=(*dialogue.sources, *result.sources))


def headline(all: Standings, claims: int = 0) -> str:
    """Whether it came nearer than whoever says that nothing changes, and by how much. `claims`: facts scored, too."""
    given, stays = all.given.brier, all.stays.brier
    if given is None or stays is None:
        if claims:
            return _n("Nothing is known of what was asked; {n} chance that the analyst gave is scored",
                      "Nothing is known of what was asked; {n} chances that the analyst gave are scored",
                      claims)  # fmt: skip
        return _("Nothing that is known of later days answers a question, so nothing can be scored")
    if given < stays:
        told = _("Nearer to what came than “nothing changes”: {given} against {stays}, over {questions}",
                 given=number(given), stays=number(stays), questions=questions(all.given.count))  # fmt: skip
    elif given > stays:
        told = _("Further from what came than “nothing changes”: {given} against {stays}, over {questions}",
                 given=number(given), stays=number(stays), questions=questions(all.given.count))  # fmt: skip
    else:
        told = _("As near to what came as “nothing changes”: {given}, over {questions}",
                 given=number(given), questions=questions(all.given.count))  # fmt: skip
    return told


def _scores(result: Backtest) -> Section:
    """The three tables in one, each beside the rivals."""
    tables = {said(KINDS[kind]): rivals(one) for kind, one in result.tables.items()}
    blocks = (compared(tables), meant()) if tables else ()
    finding = _("Beside two forecasters that anybody could name")
    return Section(id="scores", label=_("Scores"), finding=finding, blocks=blocks)


def _claims(dialogue: Dialogue, result: Backtest) -> Section:
    """Every question scored, the worst first, by what its chance was."""
    columns = (
        Column(kind="subject", title=_("question")), Column(kind="number", title="%"), Column(title=_("what came")),
        Column(title=_("by")), Column(kind="number", title=_("Brier")), Column(kind="short", title=_("nearer")),
    )  # fmt: skip
    groups = tuple(
        Rows(title=said(KINDS[kind]), rows=tuple(_row(dialogue, one) for one in result.claims if one.against == kind))
        for kind in result.tables
    )
    wrong = sum(claim.brier > 0.25 for claim in result.claims)
    finding = _n("On the wrong side in {n} question", "On the wrong side in {n} questions", wrong)
    note = (
        _(
            "%: the chance given. Nearer: which of the two rivals came nearer (S: nothing changes, P: all that was "
            "promised is done)."
        ),
        " ",
        in_part(),
    )
    blocks = (Table(columns=columns, groups=groups, note=note),) if groups else ()
    return Section(id="claims", label=_("Questions"), finding=finding, blocks=blocks)


def in_part() -> str:
    """How what came in part is counted."""
    return _("“In part” counts as “did not”: the chances mean what comes in full.")


def _row(dialogue: Dialogue, claim: Claim) -> tuple[Cell, ...]:
    said_by = zip(letters(), (claim.stays, claim.done), strict=True)
    nearer = [letter for letter, rival in said_by if abs(rival - claim.met) < abs(claim.chance - claim.met)]
    came: Text = (said(CAME[claim.came]), Cite(claim.evidence, says=claim.note, basis=claim.basis))
    return (
        (text(dialogue, claim.what, claim.ask),), (wording.hundredths(claim.chance),), came,
        (wording.date(claim.date),), (number(claim.brier),), (" ".join(nearer),),
    )  # fmt: skip


def letters() -> tuple[str, str]:
    """The two rivals in tables: nothing changes, all that was promised is done."""
    return _p("letter for “nothing changes”, the status quo", "S"), _p(
        "letter for “all that was promised is done”", "P"
    )


def text(dialogue: Dialogue, what: str, ask: str = "") -> str:
    """A question in words: the ask's text, the fact's, or the condition."""
    if ask:
        return wording.ask(dialogue, ask)
    if what == SIGNED:
        return _("A package is signed")
    condition: Expr = parse(what)
    if isinstance(condition, Name) and dialogue.has("circumstances", condition.id):
        return dialogue.circumstance(condition.id).text
    return wording.capital(wording.condition(dialogue, condition))


def _waiting(dialogue: Dialogue, result: Backtest) -> Section:
    """The asks of which nothing is known yet."""
    columns = (Column(kind="subject"), Column(kind="number", title="%"), Column(title=_("in words")))
    rows = tuple(
        ((text(dialogue, one.what, one.ask),), (wording.hundredths(one.chance),), (wording.likelihood(one.chance),))
        for one in result.waiting
    )
    finding = _n(
        "Nothing tells what became of {n} ask by then", "Nothing tells what became of {n} asks by then", len(rows)
    )
    blocks = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    return Section(id="waiting", label=_("Not answered"), finding=finding, blocks=blocks)


def _limits(dialogue: Dialogue, result: Backtest) -> Section:
    """What was hidden, what was left out, and what no score can say."""
    told = (*_implied(dialogue, result), *_hidden(result), *_left_out(result), flatters())
    notes = tuple(Paragraph(text=(one,), role="note") for one in told)
    return Section(id="limits", label=_("Limits"), finding=_("What the scores leave out"), blocks=notes)


def _implied(dialogue: Dialogue, result: Backtest) -> Iterator[str]:
    """The asks that an outcome about something else answers."""
    asks = wording.series(f"{wording.ask(dialogue, id)} ({said(CAME[came])})" for id, came in result.implied.items())
    if asks:
        yield _("What came of something else says it of these, too, and is not scored twice: {asks}.", asks=asks)


def flatters() -> str:
    """That hindsight flatters."""
    return _(
        "Who writes a file after the event cannot forget it: cases and questions that are chosen in hindsight flatter. "
        "Only forecasts that were sealed beforehand are proof."
    )


def _hidden(result: Backtest) -> Iterator[str]:
    hidden = result.hidden
    counted = (
        _n("{n} later round is hidden.", "{n} later rounds are hidden.", len(hidden.rounds)) if hidden.rounds else "",
        _n("{n} ask was tabled only later and is left out.", "{n} asks were tabled only later and are left out.",
           len(hidden.asks)) if hidden.asks else "",
        _("The status quo is that of the file, since the last round kept states none: it may be hindsight.")
        if hidden.standing else "",
        _n("{n} line rests on later sources alone: it may be hindsight.",
           "{n} lines rest on later sources alone: they may be hindsight.", hidden.lines) if hidden.lines else "",
    )  # fmt: skip
    yield from (wording.capital(told) for told in counted if told)
    if result.signed:
        when = wording.date(result.signed)
        yield _("A package was signed ({date}); that one would be is known only afterwards.", date=when)
    if "deal" in result.tables and not result.package:
        yield _("No package was told beforehand: after the signature the chances are still those of the drift.")


def _left_out(result: Backtest) -> Iterator[str]:
    known, late, unsaid = len(result.known), len(result.late), len(result.unsaid)
    counted = (
        _n("{n} outcome was known by then and is not scored.", "{n} outcomes were known by then and are not scored.",
           known) if known else "",
        _n("{n} outcome is later than the horizon and is not scored.",
           "{n} outcomes are later than the horizon and are not scored.", late) if late else "",
        _n("{n} fact has no chance in the file and is not scored.",
           "{n} facts have no chance in the file and are not scored.", unsaid) if unsaid else "",
        _("The chances were drawn {draws:d} times.", draws=result.draws) if result.mode == "drawn" else "",
        _("In {share} of the cases the rules leave the status quo no place; the chances of asks are of the others.",
          share=wording.percent(result.left_out)) if result.left_out else "",
    )  # fmt: skip
    yield from (wording.capital(told) for told in counted if told)
