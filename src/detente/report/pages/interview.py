"""What would we most like to know: the questions whose answers would settle most, and what hangs on each."""

from __future__ import annotations

from detente.analyses.interview import Interview
from detente.model.dialogue import Dialogue
from detente.report import language, questions, wording
from detente.report.document import Block, Column, Document, Items, Paragraph, Rows, Section, Soft, Strong, Table
from detente.report.language import _, _n, _r
from detente.report.page import command, page

SHOWN = 8
"""Questions on the page; of the first `DETAILED` it is told what hangs on them."""

DETAILED = 3


def view(dialogue: Dialogue, result: Interview) -> Document:
    """The page of `detente interview --list`."""
    headline = finding(dialogue, result)
    return page(dialogue, _("Interview"), section(dialogue, result), _hanging(dialogue, result), headline=headline)


def section(dialogue: Dialogue, result: Interview) -> Section:
    """The questions, the most telling first."""
    blocks: list[Block] = []
    if result.questions:
        rows = tuple(
            (
                (questions.question(dialogue, asked),),
                (questions.decides(dialogue, asked),),
                (language.figure(asked.fall, 1),),
            )
            for asked in result.questions[:SHOWN]
        )
        columns = (
            Column(title=_("question"), kind="subject"),
            Column(title=_("what it decides"), kind="text"),
            Column(title=_("bits"), kind="number"),
        )
        blocks.append(Table(columns=columns, groups=(Rows(rows=rows),)))
        each = _r("Answer them one by one: {command}.", command=command(dialogue, "interview"))
        blocks.append(Paragraph(text=each))
    if result.unknown and result.questions:
        named = wording.ways([wording.small(dialogue, wording.called(dialogue, id)) for id in result.unknown], 3)
        told = _("How these stand is not known, and no question asks it: {options}. Say it in the file.", options=named)
        blocks.append(Paragraph(text=(told,)))
    blocks.append(Paragraph(text=(Soft(_note(result)),), role="note"))
    return Section(
        id="interview", label=_("What we would most like to know"), finding=finding(dialogue, result),
        blocks=tuple(blocks),
    )  # fmt: skip


def finding(dialogue: Dialogue, result: Interview) -> str:
    """How many questions would change a conclusion, and what the first decides."""
    if result.unknown and not result.questions:
        named = wording.ways([wording.small(dialogue, wording.called(dialogue, id)) for id in result.unknown], 3)
        return wording.capital(_("say in the file how {options} stand: what the drift grants may hang on it",
                                 options=named))  # fmt: skip
    if not result.questions:
        return _("Nothing that the file leaves open would change a conclusion")
    count = wording.capital(
        _n("{n} question would change a conclusion", "{n} questions would change a conclusion", len(result.questions))
    )
    first = questions.decides(dialogue, result.questions[0])
    return _("{count}; the first decides: {asks}", count=count, asks=first)


def _hanging(dialogue: Dialogue, result: Interview) -> Section:
    """What hangs on each of the first questions."""
    blocks: list[Block] = []
    for asked in result.questions[:DETAILED]:
        blocks.append(Paragraph(text=(Strong(questions.question(dialogue, asked)),)))
        blocks.append(Items(items=tuple(questions.hangs(dialogue, asked))))
    return Section(
        id="hangs", label=_("What hangs on it"), finding=_("What would follow from each answer"), blocks=tuple(blocks)
    )


def _note(result: Interview) -> str:
    """How many open points are left out, and how the figures were found."""
    told = [
        _n(
            "{n} open point is not asked about: no answer changes a conclusion.",
            "{n} open points are not asked about: no answer changes a conclusion.",
            len(result.idle),
        )
        if result.idle
        else _("Nothing else is open.")
    ]
    hidden = len(result.questions) - SHOWN
    if hidden > 0:
        told.append(_n("{n} question more follows.", "{n} questions more follow.", hidden))
    if result.mode == "drawn":
        told.append(
            _(
                "Worked out from {n:d} ways to answer all of them, drawn by chance; what chance alone would give is "
                "taken off.",
                n=result.solved,
            )
        )
    told.append(_("Bits: by how much an answer is expected to lessen the uncertainty of what is concluded."))
    return " ".join(wording.capital(one) for one in told)
