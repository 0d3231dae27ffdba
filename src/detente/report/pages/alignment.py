"""Are they drawing together? By the answers, round by round, and by what each would rather have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from detente.analyses.alignment import Alignment
from detente.methods.record.own_accord import Grant
from detente.methods.record.shares import Moved, Score, Shift, Subject
from detente.methods.settling.degrees import Degree
from detente.model.dialogue import Dialogue, Draft
from detente.report import wording
from detente.report.brief import texts
from detente.report.document import Block, Cell, Column, Document, Paragraph, Rows, Section, Strong, Table, Text
from detente.report.language import _, _n, figure
from detente.report.page import answers_of, page


def view(dialogue: Dialogue, result: Alignment) -> Document:
    """The page of `detente alignment`."""
    return page(
        dialogue,
        _("Alignment"),
        section(dialogue, result),
        _directions(dialogue, result),
        _wishes(dialogue, result),
        _likeness(dialogue, result),
        headline=finding(dialogue, result),
    )


def section(dialogue: Dialogue, result: Alignment) -> Section:
    """Each front by round, and what changed since the round before: what moved apart from what came and went."""
    fronts = _answered(result, "front")
    if not fronts:
        return Section(id="alignment", label=_("Alignment"), finding="")
    blocks: list[Block] = [_table(dialogue, [*fronts, *_answered(result, "all")])]
    blocks.extend(Paragraph(text=text) for text in _moves(dialogue, fronts))
    return Section(id="alignment", label=_("Alignment"), finding=finding(dialogue, result), blocks=tuple(blocks))


def finding(dialogue: Dialogue, result: Alignment) -> str:
    """Where they drew nearer or apart on asks answered in both of the last rounds, or that nothing moved."""
    fronts = _answered(result, "front")
    if not fronts and any(score.counted for subject in result.ledger for score in subject.scores):
        if len(dialogue.rounds) == 1:
            return _("The file names no fronts; the answers are told by party. One round has none to compare it with")
        return _("The file names no fronts; the answers are told by party")
    if not fronts:
        return _("No ask has an answer in the file")
    shifts = {s.front: s.shifts[-1] for s in fronts if s.shifts and s.shifts[-1].common}
    if not shifts:
        [whole] = _answered(result, "all")
        last = next(score for score in reversed(whole.scores) if score.counted)
        return _(
            "{share} answers were yes in the last round with any; there is nothing to compare them with",
            share=_share(last),
        )
    since = _since(dialogue, next(iter(shifts.values())).since)
    nearer = [_front(dialogue, id) for id, shift in shifts.items() if shift.moved and shift.moved > 0]
    apart = [_front(dialogue, id) for id, shift in shifts.items() if shift.moved and shift.moved < 0]
    if not nearer and not apart:
        count = sum(shift.common for shift in shifts.values())
        still = _n(
            "nothing has moved since {date} on the one ask answered both times",
            "nothing has moved since {date} on any of the {n} asks answered both times",
            count,
            date=since,
        )
        fallen = [_front(dialogue, id) for id, shift in shifts.items() if shift.total and shift.total < 0]
        if not fallen:
            return wording.capital(still)
        return _("{front}: a lower share of yes, by the agenda; {told}", front=fallen[0], told=still)
    together, away = wording.listed(nearer), wording.listed(apart)
    if not apart:
        return _("Since {date} they moved nearer on {fronts}", date=since, fronts=together)
    if not nearer:
        return _("Since {date} they moved apart on {fronts}", date=since, fronts=away)
    return _(
        "Since {date} they moved nearer on {fronts} and apart on {others}", date=since, fronts=together, others=away
    )


def _answered(result: Alignment, by: str) -> list[Subject]:
    return [s for s in result.ledger if s.by == by and any(score.counted for score in s.scores)]


def _front(dialogue: Dialogue, id: str) -> str:
    return dialogue.front(id).name if dialogue.has("fronts", id) else id.replace("_", " ")


def _since(dialogue: Dialogue, round: str) -> str:
    date = dialogue.round(round).date
    return wording.date(date) if date else _("round {id}", id=round)


def _share(score: Score) -> str:
    """"3½ of 8": the answers given, each accepted one counting one and each partly one a half."""
    if score.score is None:
        return ""
    return _("{yes} of {all:d}", yes=_halves(score.score * score.counted), all=score.counted)


def _halves(amount: Fraction) -> str:
    whole, rest = divmod(amount, 1)
    half = "½" if rest else ""
    return half if half and not whole else f"{int(whole)}{half}"


def _table(dialogue: Dialogue, subjects: list[Subject], *, noted: bool = True) -> Table:
    columns = (
        Column(kind="subject"),
        *(
            Column(title=str(n), kind="number", over=_("Yes, of answers in round"), under=wording.short_date(r.date))
            for n, r in enumerate(dialogue.rounds, start=1)
        ),
        Column(title=_("what made the last change"), kind="text"),
    )
    rows = tuple(_row(dialogue, subject) for subject in subjects)
    note = _(
        "3½/8: of eight answers three and a half were yes; partly counts half, deferred and refused nothing. "
        "Asks without an answer are left out, and counted."
    )
    return Table(columns=columns, groups=(Rows(rows=rows),), note=(note,) if noted else ())


def _row(dialogue: Dialogue, subject: Subject) -> tuple[Cell, ...]:
    names = {"front": _front(dialogue, subject.front), "all": _("All together")}
    name = names.get(subject.by) or (
        _(
            "{party} to {other}",
            party=wording.capital(wording.party(dialogue, subject.asked)),
            other=wording.party(dialogue, subject.asker),
        )
    )
    shares = tuple(
        ("" if s.score is None else f"{_halves(s.score * s.counted)}/{s.counted}",) for s in subject.scores
    )
    return ((name,), *shares, (_change(dialogue, subject),))


def _change(dialogue: Dialogue, subject: Subject) -> str:
    """What changed since the round before, in a clause; and what has no answer yet."""
    told = []
    if subject.shifts:
        told = _shifted(subject.shifts[-1], any_answer=bool(subject.scores[-1].counted))
    silent = subject.scores[-1].unanswered
    if silent:
        told.append(_n("{n} ask without an answer", "{n} asks without an answer", silent))
    return wording.capital(wording.series(told))


def _shifted(shift: Shift, *, any_answer: bool) -> list[str]:
    if shift.total is None:
        return [_("first answers") if any_answer else _("no answers")]
    if not shift.common:
        return [_("only the agenda: no ask was answered both times")]
    moved = sum(bool(m.change) for m in shift.asks)
    told = _n("{n:d} of {all:d} answered both times moved", "{n:d} of {all:d} answered both times moved", moved,
              all=shift.common)  # fmt: skip
    return [told, *_agenda(shift)]


def _agenda(shift: Shift) -> list[str]:
    came, left = len(shift.arrived), len(shift.left)
    told = [_n("{n} came onto the table", "{n} came onto the table", came)] if came else []
    told += [_n("{n} left it", "{n} left it", left)] if left else []
    return [wording.listed(told)] if told else []


def _moves(dialogue: Dialogue, fronts: list[Subject]) -> Iterator[Text]:
    """The asks that made the change, front by front, and falls that are only a change of agenda."""
    for subject in fronts:
        shift = subject.shifts[-1] if subject.shifts else None
        if shift is None or shift.total is None:
            continue
        name = _front(dialogue, subject.front)
        changed = [m for m in shift.asks if m.change]
        moved = [_turned(dialogue, m) for m in changed]
        if moved:
            yield (_("{subject}: {text}.", subject=name, text=wording.listed(moved)),)
        elif shift.total < 0:
            yield (_("{subject}: {text}.", subject=name, text=_lower(dialogue, shift)),)


def _turned(dialogue: Dialogue, move: Moved) -> str:
    """An ask with the answer it had and the one it has."""
    after = _("partly accepted") if move.after == "partly" else wording.answer(move.after)
    return _(
        "{ask} ({before}, then {after})",
        ask=wording.ask(dialogue, move.ask), before=wording.answer(move.before), after=after,
    )  # fmt: skip


def _lower(dialogue: Dialogue, shift: Shift) -> str:
    """A fall that no answer made."""
    new = [ask for ask in shift.arrived if ask not in shift.left]
    if not new:
        return _("the lower share is the agenda's doing")
    asks = answers_of(dialogue, new[:4])
    if len(new) > 4:
        return _("the lower share is the agenda's doing: {asks} and others came onto it", asks=asks)
    return _("the lower share is the agenda's doing: {asks} came onto it", asks=asks)


def _directions(dialogue: Dialogue, result: Alignment) -> Section:
    subjects = _answered(result, "direction")
    blocks: list[Block] = [_table(dialogue, subjects, noted=False)] if subjects else []
    blocks += [Paragraph(text=_text(dialogue, text, result.texts[text.id])) for text in dialogue.texts]
    return Section(id="directions", label=_("Who answers whom"), finding=_who(dialogue, subjects),
                   blocks=tuple(blocks))  # fmt: skip


def _text(dialogue: Dialogue, text: Draft, met: Mapping[str, Degree]) -> Text:
    """How much of what each party asks a facilitator's text would meet, all else as today."""
    name = wording.capital(texts.name(dialogue, text.id))
    worth = {"full": Fraction(1), "part": Fraction(1, 2), "not": Fraction(0)}
    askers = {ask.by: [a for a in dialogue.asks if a.by == ask.by] for ask in dialogue.asks}
    told = [
        _n("{share}/{n:d} ask of {party}", "{share}/{n:d} asks of {party}", len(asks),
           party=wording.party(dialogue, by), share=_halves(sum((worth[met[ask.id]] for ask in asks), Fraction(0))))
        for by, asks in askers.items()
    ]  # fmt: skip
    halves = _("; in part counts half") if "part" in met.values() else ""
    return Strong(name + wording.colon()), _("it would meet {asks}", asks=wording.listed(told)), halves, "."


def _who(dialogue: Dialogue, subjects: list[Subject]) -> str:
    told = [
        _n(
            "{party} said yes to {share} ask of {other}",
            "{party} said yes to {share} asks of {other}",
            score.counted,
            party=wording.party(dialogue, s.asked), share=_share(score), other=wording.party(dialogue, s.asker),
        )
        for s in subjects
        if (score := s.scores[-1]).counted
    ]  # fmt: skip
    if not told:
        return _("No answers in the last round")
    halves = any(answer.answer in ("partly", "in_principle") for answer in dialogue.rounds[-1].answers)
    listed = wording.capital(wording.series(told))
    return _("{told}; in part counts half", told=listed) if halves else listed


def _wishes(dialogue: Dialogue, result: Alignment) -> Section:
    """Per ask the share of situations in which the asked party would itself rather grant it."""
    if result.too_many is not None:
        left_out = _(
            "With {states} states there are too many situations to go through: what each party would rather have is "
            "left out here.",
            states=figure(result.too_many),
        )
        return Section(
            id="wishes", label=_("Would they grant it?"), finding="", blocks=(Paragraph(text=(left_out,)),)
        )
    rows = tuple(
        (
            (wording.ask(dialogue, g.ask),),
            (_of(g.would, g.contexts),),
            (_of(g.indifferent, g.contexts),),
            (_asked(dialogue, g),),
        )
        for g in result.grant
    )
    columns = (
        Column(kind="subject"),
        Column(title=_("would"), kind="number"),
        Column(title=_("either"), kind="number"),
        Column(title=_("asked"), kind="text"),
    )
    note = _(
        "Share of the situations, over all settings of the other options, in which the asked party would rather "
        "grant it than not (would) or does not mind (either); blank where it cannot be done at all."
    )
    return Section(
        id="wishes",
        label=_("Would they grant it?"),
        finding=_willing(sum(g.would == 1 for g in result.grant), len(result.grant)),
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),), note=(note,)),) if rows else (),
    )


def _willing(count: int, asks: int) -> str:
    if not count:
        return _("No asked party would grant any of {all:d} asks of its own accord, whatever else is done", all=asks)
    return wording.capital(
        _n(
            "{n} of {all:d} asks would be granted by the asked party of its own accord, whatever else is done",
            "{n} of {all:d} asks would be granted by the asked parties of their own accord, whatever else is done",
            count,
            all=asks,
        )
    )


def _asked(dialogue: Dialogue, found: Grant) -> str:
    party = wording.capital(wording.party(dialogue, found.of))
    if not found.impossible:
        return party
    return _n("{party}; ruled out in {n:d}", "{party}; ruled out in {n:d}", found.impossible, party=party)


def _of(share: Fraction | None, contexts: int) -> str:
    return "" if share is None or not contexts else wording.percent(float(share))


def _likeness(dialogue: Dialogue, result: Alignment) -> Section:
    """Kendall's tau-b, front by front: an annex, in the method's own words."""
    found = [c for c in result.tau if c.by == "front"]
    rows = tuple(
        (
            (_front(dialogue, c.front),),
            ("" if c.mean is None else _signed(c.mean),),
            (_("{count:d} of {all:d}", count=c.defined, all=c.contexts),),
            (wording.listed(wording.party(dialogue, p) for p in c.parties),),
        )
        for c in found
    )
    columns = (
        Column(kind="subject"),
        Column(title=_("tau-b"), kind="number"),
        Column(title=_("situations"), kind="text"),
        Column(title=_("between"), kind="text"),
    )
    note = _(
        "Kendall's tau-b between the two rankings of what a front can look like, averaged over all situations "
        "elsewhere: +1 alike, −1 opposed; blank where one of the two does not care."
    )
    return Section(
        id="likeness",
        label=_("Annex: do they want the same?"),
        finding=_("How alike the parties rank what each front can look like"),
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),), note=(note,)),) if rows else (),
    )


def _signed(value: Fraction | float) -> str:
    """A number with its sign, two places."""
    shown = figure(abs(float(value)), 2)
    zero = shown == figure(0, 2)
    return shown if zero else f"{'−' if value < 0 else '+'}{shown}"
