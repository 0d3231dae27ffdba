"""Forecasts on the record: how a question and its rule are worded, what was sealed, and how good it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.analyses.forecast import Answered, Question, Score
from detente.methods.forecasts.chain import Forecast, Record, Resolution
from detente.methods.forecasts.stamps import Stamped
from detente.model.dialogue import Dialogue
from detente.model.expression import Name
from detente.report import wording
from detente.report.document import Cell, Code, Column, Document, Items, Paragraph, Rows, Section, Table, Text
from detente.report.language import _, _later, _n, _r, said
from detente.report.scores import calibrated, compared, meant, number, rivals

CAME = {
    "yes": _later("came"),
    "partly": _later("in part"),
    "no": _later("did not"),
    "void": _later("void"),
    "": _later("open"),
}
"""What came of a question, in a word."""


# ---- what is asked ---------------------------------------------------------------------------------------------------


def text(dialogue: Dialogue, question: Question) -> str:
    """A question in words, as it is sealed."""
    if question.fact:
        return dialogue.circumstance(question.fact).text
    return wording.ask(dialogue, question.ask)


def rule(dialogue: Dialogue, question: Question) -> str:
    """When the answer is yes, so that two people who read it come to the same answer."""
    that = Name(question.fact) if question.fact else dialogue.ask(question.ask).that
    return _(
        "Yes if at the end of {date} {condition}; once that is so, it counts as yes unless it is undone by then. In "
        "part is no.",
        date=wording.date(question.horizon), condition=wording.condition(dialogue, that),
    )  # fmt: skip


def source(dialogue: Dialogue, question: Question) -> str:
    """What will settle it: those who tell of it now; "" where the file cites nobody."""
    titles = [dialogue.source(id).title for id in question.sources]
    return _("whoever reports as these do: {sources}", sources=wording.listed(titles)) if titles else ""


# ---- pages -----------------------------------------------------------------------------------------------------------


def sealed(record: Record, new: tuple[Forecast, ...]) -> Document:
    """What was sealed, and the head to be noted."""
    columns = (
        Column(kind="subject", title=_("question")), Column(kind="number", title="%"),
        Column(kind="number", title=_("own, %")), Column(title=_("by")),
    )  # fmt: skip
    rows = tuple(
        (_named(one.text, one.question), (wording.hundredths(one.chance),), (_own(one),), (wording.date(one.horizon),))
        for one in new
    )
    finding = wording.capital(_n("{n} forecast sealed", "{n} forecasts sealed", len(new)))
    table = Table(columns=columns, groups=(Rows(rows=rows),))
    section = Section(id="sealed", label=_("Sealed"), finding=finding, blocks=(table, head(record)))
    return _page(record, finding, section)


def _named(text: str, question: str) -> Text:
    """A question, and the name by which it is resolved."""
    return (text, " ", Code(question))


def _own(one: Forecast) -> str:
    return "" if one.own is None else wording.hundredths(one.own)


def head(record: Record) -> Paragraph:
    """The head, and what it is good for."""
    told = _r(
        "Head: {head}. Note it where you cannot change it (send it, print it, publish it): with it, {command} proves "
        "that nothing up to here was changed or taken out.",
        head=(Code(record.head),), command=(Code("detente forecast check --head"),),
    )  # fmt: skip
    return Paragraph(text=told)


def checked(record: Record, stamps: Sequence[Stamped]) -> Document:
    """That a record is whole, and what is in it. `stamps`: those that were read."""
    forecasts, resolutions = len(record.forecasts), sum(isinstance(one, Resolution) for one in record.entries)
    finding = _("The record is whole: {forecasts} and {resolutions}",
                forecasts=_n("{n} forecast", "{n} forecasts", forecasts),
                resolutions=_n("{n} answer", "{n} answers", resolutions))  # fmt: skip
    whole = Section(id="checked", label=_("Checked"), finding=finding, blocks=(head(record),))
    return _page(record, finding, whole, _stamped(len(record.stamps), stamps))


SIGNED = {
    True: _later("Its signature leads to a certificate that you trust."),
    False: _later("Its signature does not lead to a certificate that you trust."),
    None: _later("Its signature was not looked at: name the certificates that you trust with --roots."),
}
"""What is said of the signature of a time stamp."""


def _stamped(count: int, stamps: Sequence[Stamped]) -> Section:
    """Who says when the record stood as it does."""
    items = [
        (_("At {time} UTC the head was {head}, says {by}, asked at {address}. {signed}", head=one.head, by=one.by,
           time=one.time, address=one.address, signed=said(SIGNED[one.signed])),)
        for one in stamps
    ]  # fmt: skip
    if count and not stamps:
        items = [(_("They were not looked at: that needs an extra, pip install 'detente[stamp]'."),)]
    finding = wording.capital(_n("{n} time stamp by somebody else", "{n} time stamps by somebody else", count))
    blocks = (Items(items=tuple(items)),) if count else ()
    return Section(id="stamps", label=_("Time"), finding=finding, blocks=blocks)


def scored(record: Record, result: Score) -> Document:
    """How good the forecasts were, the worst question first."""
    count = result.last.given.count
    if not count:
        finding = _("No question that was sealed has been answered yet")
    else:
        finding = _("Brier score {brier} over {questions}", brier=number(result.last.given.brier),
                    questions=_n("{n} question", "{n} questions", count))  # fmt: skip
    return _page(record, finding, _scores(result), _questions(result), _limits())


def calibration(record: Record, result: Score) -> Document:
    """How often what was given a chance came."""
    section = calibrated(result.calibration, result.parts)
    finding = section.finding if section.blocks else _("No question that was sealed has been answered yet")
    return _page(record, finding, section, _limits())


def _page(record: Record, headline: str, *sections: Section) -> Document:
    from detente import __version__

    titles = list(dict.fromkeys(forecast.title for forecast in record.forecasts))
    return Document(
        kind=_("Forecasts"),
        title=wording.series(titles) or _("Forecasts"),
        headline=headline,
        sections=tuple(_shown(section, headline) for section in sections if section.blocks),
        colophon=(_("Made offline by Détente {version}.", version=__version__),),
    )


def _shown(section: Section, headline: str) -> Section:
    """A section does not repeat the headline as its finding."""
    return replace(section, finding="") if section.finding == headline else section


def _scores(result: Score) -> Section:
    tables = {
        _("the first forecast of each question"): rivals(result.first),
        _("the last forecast of each question"): rivals(result.last),
        _("every forecast, updates too"): {_("what was given"): result.every},
    }
    if result.own.count:
        tables[_("where the analyst gave a number")] = {
            _("the analyst"): result.own, _("what was given"): result.beside,
        }  # fmt: skip
    blocks = (compared(tables), meant()) if result.last.given.count else ()
    finding = _("Beside two forecasters that anybody could name")
    return Section(id="scores", label=_("Scores"), finding=finding, blocks=blocks)


def _questions(result: Score) -> Section:
    columns = (
        Column(kind="subject", title=_("question")), Column(title=_("by")), Column(title="%"),
        Column(title=_("what came")), Column(kind="number", title=_("Brier")),
    )  # fmt: skip
    table = Table(columns=columns, groups=(Rows(rows=tuple(map(_question, result.questions))),))
    finding = _n("{n} question on the record", "{n} questions on the record", len(result.questions))
    blocks = (table,) if result.questions else ()
    return Section(id="questions", label=_("Questions"), finding=wording.capital(finding), blocks=blocks)


def _question(one: Answered) -> tuple[Cell, ...]:
    chances = wording.listed_in_order(wording.hundredths(sealed.forecast.chance) for sealed in one.forecasts)
    last = next((sealed.brier for sealed in reversed(one.forecasts) if sealed.brier is not None), None)
    came = said(CAME[one.came]) + (f" ({wording.date(one.on)})" if one.on else "")
    return _named(one.text, one.question), (wording.date(one.horizon),), (chances,), (came,), (number(last),)


def _limits() -> Section:
    told = _(
        "A forecast counts if it was sealed before the day on which its question was answered. Few questions say "
        "little: with ten of them chance alone moves a score a long way. The clock is that of the machine that sealed; "
        "only a head that somebody else has noted proves when."
    )
    blocks = (Paragraph(text=(told,), role="note"),)
    return Section(id="limits", label=_("Limits"), finding=_("What the scores leave out"), blocks=blocks)
