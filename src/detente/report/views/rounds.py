"""The ledger: what was asked, answered and promised, round by round, and where word and deed disagree."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.rounds import Asked, Disagreement, Promise, Rounds, Sitting
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import (
    Block,
    Cell,
    Cite,
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
from detente.report.views import lines
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Rounds) -> Document:
    """The page of `detente rounds`."""
    return page(
        dialogue,
        "Rounds",
        _sittings(dialogue, result),
        _asks(dialogue, result),
        section(dialogue, result),
        _disagreements(dialogue, result),
        headline=finding(result),
    )


def finding(result: Rounds) -> str:
    """How many of the asks on the table were accepted last, and how many promises are open."""
    if not result.rounds:
        return "The file has no rounds"
    last = [asked.replies[-1] for asked in result.asks if asked.replies and asked.replies[-1].tabled]
    yes = sum(reply.answer == "accepted" for reply in last)
    told = f"{wording.number(yes) if yes else 'none'} of {len(last)} asks on the table accepted in the last round"
    late = sum(promise.state in ("overdue", "broken") for promise in result.commitments)
    promises = f"; {wording.counted(late, 'promise')} overdue or broken" if late else ""
    return wording.capital(told + promises)


def _sittings(dialogue: Dialogue, result: Rounds) -> Section:
    """Each round: when, where, under which facts, and what happened around it."""
    blocks: list[Block] = []
    for n, sitting in enumerate(result.rounds, start=1):
        blocks.append(Paragraph(text=_sitting(dialogue, sitting, n)))
        if sitting.events:
            items = tuple(
                (f"{wording.date(e.date)}: {e.text}", *lines.basis(e.basis), *lines.sources(e.evidence))
                for e in sitting.events
            )
            blocks.append(Items(items=items))
    count = wording.counted(len(result.rounds), "round")
    return Section(id="rounds", label="Rounds", finding=wording.capital(count), blocks=tuple(blocks))


def _sitting(dialogue: Dialogue, sitting: Sitting, number: int) -> Text:
    name = sitting.title or f"Round {number}"
    where = ", ".join(part for part in (wording.date(sitting.date) if sitting.date else "", sitting.place) if part)
    facts = [wording.fact(dialogue, id, sitting.circumstances[id]) for id in sitting.differed]
    told = f": {where}. {wording.counted(len(sitting.tabled), 'ask').capitalize()} on the table."
    then = f" As it was then: {wording.listed(facts)}." if facts else ""
    return (Strong(name), told, *lines.sources(sitting.evidence), then)


def _asks(dialogue: Dialogue, result: Rounds) -> Section:
    """Every ask with its answer in each round; the last column has the level that was granted, and the evidence."""
    columns = (
        Column(kind="subject"),
        *(
            Column(title=str(n), kind="mark", over="Round", under=wording.short_date(s.date))
            for n, s in enumerate(result.rounds, start=1)
        ),
        Column(title="the last answer", kind="text"),
    )
    pairs = dict.fromkeys((asked.by, asked.of) for asked in result.asks)
    groups = tuple(
        Rows(
            title=f"{wording.capital(wording.party(dialogue, by))} asks of {wording.party(dialogue, of)}",
            rows=tuple(_row(asked) for asked in result.asks if (asked.by, asked.of) == (by, of)),
        )
        for by, of in pairs
    )
    note = ("A accepted  P partly  D deferred  R refused  – no answer  blank: not tabled",)
    table = Table(columns=columns, groups=groups, note=note)
    met = sum(bool(asked.met) for asked in result.asks)
    count = wording.capital(wording.number(met)) if met else "None"
    return Section(
        id="asks",
        label="Asks and answers",
        finding=f"{count} of {len(result.asks)} asks are met in the status quo",
        blocks=(table,) if result.asks and result.rounds else (),
    )


def _row(asked: Asked) -> tuple[Cell, ...]:
    marks = tuple(Mark(reply.answer or "not asked") for reply in asked.replies)
    last = next((reply for reply in reversed(asked.replies) if reply.answer), None)
    if last is None:
        return ((asked.text,), *marks, ("never answered",))
    granted = f"granted: {last.granted}" if last.granted else ""
    cites = lines.sources(last.evidence)
    said = (Soft(f"({last.basis})"),) if last.basis != "stated" and not granted else lines.basis(last.basis)
    return ((asked.text,), *marks, (*((granted,) if granted else ()), *said, *cites))


def section(dialogue: Dialogue, result: Rounds) -> Section:
    """Every promise, by its state: what is overdue or broken first."""
    order = ("broken", "overdue", "open", "kept", "superseded")
    found = sorted(result.commitments, key=lambda promise: order.index(promise.state))
    rows = tuple(_promise(dialogue, promise) for promise in found)
    columns = (
        Column(title="who to whom", kind="subject"),
        Column(title="what, by when, and what became of it", kind="text"),
    )
    counts = [(sum(p.state == state for p in found), state) for state in order]
    there = [(count, state) for count, state in counts if count]
    told = wording.listed(f"{wording.number(count)} {state}" for count, state in there)
    if len(there) == 1 and len(found) > 1:
        told = f"all {there[0][1]}"
    whole = wording.counted(len(found), "promise")
    return Section(
        id="promises",
        label="Promises",
        finding=f"{wording.capital(whole)}: {told}",
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else (),
    )


def _promise(dialogue: Dialogue, promise: Promise) -> tuple[Text, Text]:
    by = wording.listed(wording.party(dialogue, party) for party in promise.by)
    to = wording.listed(wording.party(dialogue, party) for party in promise.to)
    due = f" by {wording.date(promise.due)}" if promise.due else ""
    done = {True: ", done in the status quo", False: ", not done in the status quo", None: ""}[promise.done]
    since = f" as of {wording.date(promise.as_of)}" if promise.as_of else ""
    cites: tuple[Cite, ...] = lines.sources((*promise.evidence, *promise.status_evidence), promise.inherited)
    text: Text = (f"{promise.text}{due}: ", Strong(promise.state), f"{since}{done}", *cites)
    if promise.reckoned:
        text = (*text, Soft(" (reckoned from the date)"))
    return (f"{wording.capital(by)}{f' to {to}' if to else ''}",), text


def _disagreements(dialogue: Dialogue, result: Rounds) -> Section:
    items = tuple(_told(dialogue, found) for found in result.disagreements)
    count = wording.counted(len(items), "last answer")
    verb = "is" if len(items) == 1 else "are"
    return Section(
        id="disagreements",
        label="Word and deed",
        finding=f"{wording.capital(count)} {verb} not borne out by the status quo",
        blocks=(Items(items=items),) if items else (),
    )


def _told(dialogue: Dialogue, found: Disagreement) -> Text:
    granted = f" ({found.granted})" if found.granted else ""
    rest: Iterator[str] = iter(
        f"; promised: {next(c.text for c in dialogue.commitments if c.id == id)}" for id in found.commitments
    )
    what = "and not done" if found.kind == "promised" else "and done all the same"
    answer = {"partly": "accepted in part"}.get(found.answer, found.answer)
    return (Strong(f"{dialogue.ask(found.ask).text}: "), f"{answer}{granted} {what}{''.join(rest)}.")
