"""The ledger: what was asked, answered and promised, round by round, and where word and deed disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.rounds import Asked, Disagreement, Happening, Promise, Rounds, Sitting
from detente.model.dates import first_day, last_day
from detente.model.dialogue import Dialogue, Ending
from detente.report import lines, wording
from detente.report.brief.asks import heading
from detente.report.document import (
    Block,
    Cell,
    Cite,
    Code,
    Column,
    Document,
    Items,
    Mark,
    Paragraph,
    Rows,
    Section,
    Soft,
    Strong,
    Table,
    Text,
)
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import page


def view(dialogue: Dialogue, result: Rounds) -> Document:
    """The page of `detente rounds`."""
    return page(dialogue, _("Rounds"), *sections(dialogue, result), headline=finding(result))


def sections(dialogue: Dialogue, result: Rounds, *, ids: bool = False) -> tuple[Section, ...]:
    """The rounds, the answers, the promises, and what the sides say otherwise of one promise; `ids`: with theirs."""
    return (_sittings(dialogue, result, ids=ids), _asks(dialogue, result), section(dialogue, result, ids=ids),
            _disagreements(dialogue, result))  # fmt: skip


def finding(result: Rounds) -> str:
    """How many of the asks on the table were accepted last, and how many promises are open."""
    if not result.rounds:
        return _("The file has no rounds")
    last = [asked.replies[-1] for asked in result.asks if asked.replies and asked.replies[-1].tabled]
    yes = sum(reply.answer == "accepted" for reply in last)
    told = [_accepted(yes, len(last))]
    late = sum(promise.state in ("overdue", "broken") for promise in result.commitments)
    if late:
        told.append(_n("{n} promise overdue or broken", "{n} promises overdue or broken", late))
    return wording.capital(wording.series(told))


def _accepted(yes: int, all: int) -> str:
    if all == 1:
        return (
            _("the one ask on the table was accepted in the last round")
            if yes
            else _("the one ask on the table was not accepted in the last round")
        )
    if not yes and all == 2:
        return _("neither of the two asks on the table was accepted in the last round")
    if not yes:
        return _("none of the {all} asks on the table was accepted in the last round", all=all)
    return _n(
        "{n} of the {all} asks on the table was accepted in the last round",
        "{n} of the {all} asks on the table were accepted in the last round",
        yes,
        all=all,
    )


def _sittings(dialogue: Dialogue, result: Rounds, *, ids: bool) -> Section:
    """Each round: when, where, under which facts, and what happened around it."""
    blocks: list[Block] = []
    for n, sitting in enumerate(result.rounds, start=1):
        id = (Code(sitting.id), " ") if ids and sitting.id else ()
        blocks.append(Paragraph(text=(*id, *_sitting(dialogue, sitting, n))))
        if sitting.events:
            blocks.append(Items(items=tuple(_event(event) for event in sitting.events)))
    count = _n("{n} round", "{n} rounds", len(result.rounds))
    return Section(id="rounds", label=_("Rounds"), finding=wording.capital(count), blocks=tuple(blocks))


def _event(event: Happening) -> Text:
    told = _("{date}: {text}", date=wording.date(event.date), text=event.text) if event.date else event.text
    return (told, *lines.basis(event.basis), *lines.sources(event.evidence))


def _ended(ended: Ending) -> str:
    """What ended a round, and when."""
    on = wording.date(ended.date)
    match ended.how:
        case "signed":
            return _("Signed: {date}.", date=on) if on else _("Signed.")
        case "initialled":
            return _("Initialled, not signed: {date}.", date=on) if on else _("Initialled, not signed.")
        case "none":
            return _("Nothing was signed: {date}.", date=on) if on else _("Nothing was signed.")


def _sitting(dialogue: Dialogue, sitting: Sitting, number: int) -> Text:
    name: Text = (Strong(sitting.title or _("Round {number:d}", number=number)),)
    date = wording.date(sitting.date) if sitting.date else ""
    where = ", ".join(part for part in (date, sitting.place) if part)
    if where:
        name = _r("{round}: {where}", round=name, where=where)
    tabled = wording.capital(_n("{n} ask on the table.", "{n} asks on the table.", len(sitting.tabled)))
    told: Text = (*name, ". ", tabled, *lines.sources(sitting.evidence))
    if sitting.ended:
        told = (*told, " ", _ended(sitting.ended), *lines.sources(sitting.ended.evidence))
    facts = [wording.fact(dialogue, id, sitting.circumstances[id]) for id in sitting.differed]
    return (*told, " ", _("As it was then: {facts}.", facts=wording.listed(facts))) if facts else told


def _asks(dialogue: Dialogue, result: Rounds) -> Section:
    """Every ask with its answer in each round; the last column has the level that was granted, and the evidence."""
    columns = (
        Column(kind="subject"),
        *(
            Column(title=str(n), kind="mark", over=_("Round"), under=wording.short_date(s.date))
            for n, s in enumerate(result.rounds, start=1)
        ),
        Column(title=_("the last answer"), kind="text"),
    )
    pairs = dict.fromkeys((asked.by, asked.of) for asked in result.asks)
    groups = tuple(
        Rows(
            title=heading(dialogue, by, of),
            rows=tuple(_row(dialogue, asked) for asked in result.asks if (asked.by, asked.of) == (by, of)),
        )
        for by, of in pairs
    )
    note = _("A accepted  P partly  D deferred  R refused  – no answer  blank: not tabled")
    note += wording.rare_marks(reply.answer for asked in result.asks for reply in asked.replies)
    table = Table(columns=columns, groups=groups, note=(note,))
    met = sum(bool(asked.met) for asked in result.asks)
    return Section(
        id="asks",
        label=_("Asks and answers"),
        finding=wording.capital(_met(met, len(result.asks))),
        blocks=(table,) if result.asks and result.rounds else (),
    )


def _met(met: int, all: int) -> str:
    if all == 1:
        return _("the one ask is met in the status quo") if met else _("the one ask is not met in the status quo")
    if not met and all == 2:
        return _("neither of the two asks is met in the status quo")
    if not met:
        return _("none of the {all} asks is met in the status quo", all=all)
    return _n(
        "{n} of the {all} asks is met in the status quo",
        "{n} of the {all} asks are met in the status quo",
        met,
        all=all,
    )


def _row(dialogue: Dialogue, asked: Asked) -> tuple[Cell, ...]:
    marks = tuple(Mark(reply.answer or "not asked") for reply in asked.replies)
    last = next((reply for reply in reversed(asked.replies) if reply.answer), None)
    if last is None:
        return ((wording.ask(dialogue, asked.id),), *marks, (_("never answered"),))
    cites = lines.sources(last.evidence)
    if last.granted:
        granted = _("granted: {level}", level=last.granted)
        return ((wording.ask(dialogue, asked.id),), *marks, (granted, *lines.basis(last.basis), *cites))
    basis = () if last.basis == "stated" else (Soft(_("({basis})", basis=wording.basis(last.basis))),)
    return ((wording.ask(dialogue, asked.id),), *marks, (*basis, *cites))


def section(dialogue: Dialogue, result: Rounds, *, ids: bool = False) -> Section:
    """Every promise, by its state: what is overdue or broken first."""
    order = ("broken", "overdue", "open", "kept", "superseded")
    found = sorted(result.commitments, key=lambda promise: order.index(promise.state))
    rows = tuple(
        ((Code(promise.id), " ", *who) if ids else who, what)
        for promise in found for who, what in (_promise(dialogue, promise),)
    )  # fmt: skip
    columns = (
        Column(title=_("who to whom"), kind="subject"),
        Column(title=_("what, by when, and what became of it"), kind="text"),
    )
    counts = {state: sum(promise.state == state for promise in found) for state in order}
    told = wording.listed(_counted(state, count) for state, count in counts.items() if count)
    if len(found) > 1 and len(found) in counts.values():
        told = _both(found[0].state) if len(found) == 2 else _all(found[0].state)
    finding = wording.capital(_n("{n} promise: {told}", "{n} promises: {told}", len(found), told=told))
    if known := _known_later(dialogue, found):
        finding = _("{finding}, as of {date}", finding=finding, date=wording.date(known))
    return Section(
        id="promises",
        label=_("Promises"),
        finding=finding,
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )


def _known_later(dialogue: Dialogue, promises: Sequence[Promise]) -> str:
    """The last day of which the state of a promise is known, where that is after the last round: pages of that round
    (the brief) tell what was known then."""
    known = max((promise.as_of for promise in promises if promise.as_of), key=first_day, default="")
    rounds = dialogue.rounds
    return known if known and rounds and rounds[-1].date and first_day(known) > last_day(rounds[-1].date) else ""


def _counted(state: str, count: int) -> str:
    """How many promises stand so: other languages inflect the word."""
    told = {
        "broken": _n("{n} broken", "{n} broken", count),
        "overdue": _n("{n} overdue", "{n} overdue", count),
        "open": _n("{n} open", "{n} open", count),
        "kept": _n("{n} kept", "{n} kept", count),
        "superseded": _n("{n} superseded", "{n} superseded", count),
    }
    return told[state]


def _both(state: str) -> str:
    told = {
        "broken": _("both broken"),
        "overdue": _("both overdue"),
        "open": _("both open"),
        "kept": _("both kept"),
        "superseded": _("both superseded"),
    }
    return told[state]


def _all(state: str) -> str:
    told = {
        "broken": _("all broken"),
        "overdue": _("all overdue"),
        "open": _("all open"),
        "kept": _("all kept"),
        "superseded": _("all superseded"),
    }
    return told[state]


def _promise(dialogue: Dialogue, promise: Promise) -> tuple[Text, Text]:
    who = wording.listed(wording.party(dialogue, party) for party in promise.by)
    if promise.to:
        to = wording.listed(wording.party(dialogue, party) for party in promise.to)
        who = _("{by} to {to}", by=who, to=to)
    cites: tuple[Cite, ...] = lines.sources((*promise.evidence, *promise.status_evidence), promise.inherited)
    what = promise.text
    if promise.due:
        what = _("{promise} by {date}", promise=what, date=wording.date(promise.due))
    text = (*_r("{promise}: {state}", promise=what, state=_state(promise)), *cites)
    if promise.reckoned:
        text = (*text, Soft(_(" (reckoned from the date)")))
    if said_of := wording.semicolon().join(_said(dialogue, promise)):
        text = (*text, ". ", wording.capital(said_of))
    return (wording.capital(who),), text


STEPS = {
    "none": _later("nothing of it is done"),
    "begun": _later("it is begun"),
    "half": _later("half of it is done"),
    "full": _later("all of it is done"),
}


def _said(dialogue: Dialogue, promise: Promise) -> Iterator[str]:
    """What each side says of a promise, and how much of it is done."""
    for party, state in promise.says.items():
        yield _("{party}: {state}", party=wording.party(dialogue, party), state=wording.promise(state))
    if promise.step:
        yield said(STEPS[promise.step])


def _state(promise: Promise) -> Text:
    """How a promise stands, since when, and whether the status quo has it."""
    state: Text = (Strong(wording.promise(promise.state)),)
    if promise.as_of:
        state = _r("{state} as of {date}", state=state, date=wording.date(promise.as_of))
    match promise.done:
        case True:
            return _r("{state}, done in the status quo", state=state)
        case False:
            return _r("{state}, not done in the status quo", state=state)
        case None:
            return state


def _disagreements(dialogue: Dialogue, result: Rounds) -> Section:
    items = tuple(_told(dialogue, found) for found in result.disagreements)
    count = _n(
        "{n} last answer is not borne out by the status quo",
        "{n} last answers are not borne out by the status quo",
        len(items),
    )
    return Section(
        id="disagreements",
        label=_("Word and deed"),
        finding=wording.capital(count),
        blocks=(Items(items=items),) if items else (),
    )


def _told(dialogue: Dialogue, found: Disagreement) -> Text:
    answer = _("accepted in part") if found.answer == "partly" else wording.answer(found.answer)
    if found.granted:
        answer = _("{answer} ({level})", answer=answer, level=found.granted)
    promised = found.kind == "promised"
    told = _("{answer} and not done", answer=answer) if promised else _("{answer} and done all the same", answer=answer)
    texts = {promise.id: promise.text for promise in dialogue.commitments}
    clauses = [told, *(_("promised: {promise}", promise=texts[id]) for id in found.commitments)]
    return (Strong(wording.ask(dialogue, found.ask) + wording.colon()), wording.series(clauses), ".")
