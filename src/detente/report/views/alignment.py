"""Are they drawing together? By the answers, round by round, and by what each would rather have."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from detente.analyses.alignment import Alignment
from detente.analyses.ledger import Score, Shift, Subject
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Cell, Column, Document, Paragraph, Rows, Section, Table, Text
from detente.report.views.pages import answers_of, page


def view(dialogue: Dialogue, result: Alignment) -> Document:
    """The page of `detente alignment`."""
    return page(
        dialogue,
        "Alignment",
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
        return Section(id="alignment", label="Alignment", finding="")
    blocks: list[Block] = [_table(dialogue, [*fronts, *_answered(result, "all")])]
    blocks.extend(Paragraph(text=text) for text in _moves(dialogue, fronts))
    return Section(id="alignment", label="Alignment", finding=finding(dialogue, result), blocks=tuple(blocks))


def finding(dialogue: Dialogue, result: Alignment) -> str:
    """Where they drew nearer or apart on asks answered in both of the last rounds, or that nothing moved."""
    fronts = _answered(result, "front")
    if not fronts:
        return "No ask has an answer in the file"
    shifts = {s.front: s.shifts[-1] for s in fronts if s.shifts and s.shifts[-1].common}
    if not shifts:
        [whole] = _answered(result, "all")
        last = next(score for score in reversed(whole.scores) if score.counted)
        return f"{_share(last)} answers were yes in the last round with any; there is nothing to compare them with"
    since = _since(dialogue, next(iter(shifts.values())).since)
    nearer = [_front(dialogue, id) for id, shift in shifts.items() if shift.moved and shift.moved > 0]
    apart = [_front(dialogue, id) for id, shift in shifts.items() if shift.moved and shift.moved < 0]
    if not nearer and not apart:
        count = sum(shift.common for shift in shifts.values())
        asks = "the one ask" if count == 1 else f"the {wording.number(count)} asks"
        still = f"nothing has moved since {since} on {asks} answered both times"
        fallen = [_front(dialogue, id) for id, shift in shifts.items() if shift.total and shift.total < 0]
        return f"{fallen[0]}: a lower share of yes, by the agenda; {still}" if fallen else wording.capital(still)
    told = [f"nearer on {wording.listed(nearer)}"] if nearer else []
    told += [f"apart on {wording.listed(apart)}"] if apart else []
    return f"Since {since} they moved {' and '.join(told)}"


def _answered(result: Alignment, by: str) -> list[Subject]:
    return [s for s in result.ledger if s.by == by and any(score.counted for score in s.scores)]


def _front(dialogue: Dialogue, id: str) -> str:
    return dialogue.front(id).name if dialogue.has("fronts", id) else id.replace("_", " ")


def _since(dialogue: Dialogue, round: str) -> str:
    date = dialogue.round(round).date
    return wording.date(date) if date else f"round {round}"


def _share(score: Score) -> str:
    """"3½ of 8": the answers given, each accepted one counting one and each partly one a half."""
    return "" if score.score is None else f"{_halves(score.score * score.counted)} of {score.counted}"


def _halves(amount: Fraction) -> str:
    whole, rest = divmod(amount, 1)
    half = "½" if rest else ""
    return half if half and not whole else f"{int(whole)}{half}"


def _table(dialogue: Dialogue, subjects: list[Subject], *, noted: bool = True) -> Table:
    columns = (
        Column(kind="subject"),
        *(
            Column(title=wording.short_date(r.date) or str(n), kind="number", over="Yes, of answers in")
            for n, r in enumerate(dialogue.rounds, start=1)
        ),
        Column(title="what made the last change", kind="text"),
    )
    rows = tuple(_row(dialogue, subject) for subject in subjects)
    note = "3½/8: of eight answers three and a half were yes; partly counts half, deferred and refused nothing. "
    note += "Asks without an answer are left out, and counted."
    return Table(columns=columns, groups=(Rows(rows=rows),), note=(note,) if noted else ())


def _row(dialogue: Dialogue, subject: Subject) -> tuple[Cell, ...]:
    names = {"front": _front(dialogue, subject.front), "all": "All together"}
    name = names.get(subject.by) or (
        f"{wording.capital(wording.party(dialogue, subject.asked))} to {wording.party(dialogue, subject.asker)}"
    )
    shares = tuple((_share(score).replace(" of ", "/"),) for score in subject.scores)
    return ((name,), *shares, (_change(dialogue, subject),))


def _change(dialogue: Dialogue, subject: Subject) -> str:
    """What changed since the round before, in a clause; and what has no answer yet."""
    silent = subject.scores[-1].unanswered
    quiet = f"; {wording.counted(silent, 'ask')} without an answer" if silent else ""
    if not subject.shifts:
        return wording.capital(quiet.removeprefix("; "))
    shift = subject.shifts[-1]
    if shift.total is None:
        came = "first answers" if subject.scores[-1].counted else "no answers"
        return wording.capital(came) + quiet
    if not shift.common:
        return f"Only the agenda: no ask was answered both times{quiet}"
    moved = [m.ask for m in shift.asks if m.change]
    return f"{len(moved)} of {shift.common} answered both times moved{_agenda(shift)}{quiet}"


def _agenda(shift: Shift) -> str:
    told = [f"{wording.number(len(shift.arrived))} came onto the table"] if shift.arrived else []
    told += [f"{wording.number(len(shift.left))} left it"] if shift.left else []
    return f"; {' and '.join(told)}" if told else ""


def _moves(dialogue: Dialogue, fronts: list[Subject]) -> Iterator[Text]:
    """The asks that made the change, front by front, and falls that are only a change of agenda."""
    for subject in fronts:
        shift = subject.shifts[-1] if subject.shifts else None
        if shift is None or shift.total is None:
            continue
        name = _front(dialogue, subject.front)
        changed = [m for m in shift.asks if m.change]
        moved = [f"{dialogue.ask(m.ask).text} ({m.before}, then {_ANSWERS.get(m.after, m.after)})" for m in changed]
        if moved:
            yield (f"{name}: {wording.listed(moved)}.",)
        elif shift.total < 0:
            new = [ask for ask in shift.arrived if ask not in shift.left]
            told = f": {answers_of(dialogue, new[:4])}{' and others' if len(new) > 4 else ''} came onto it"
            yield (f"{name}: the lower share is the agenda's doing{told if new else ''}.",)


_ANSWERS: dict[str, str] = {"partly": "partly accepted"}


def _directions(dialogue: Dialogue, result: Alignment) -> Section:
    subjects = _answered(result, "direction")
    blocks = (_table(dialogue, subjects, noted=False),) if subjects else ()
    return Section(id="directions", label="Who answers whom", finding=_who(dialogue, subjects), blocks=blocks)


def _who(dialogue: Dialogue, subjects: list[Subject]) -> str:
    told = [
        f"{wording.party(dialogue, s.asked)} said yes to {_share(score)} ask{'s' * (score.counted > 1)} of "
        f"{wording.party(dialogue, s.asker)}"
        for s in subjects
        if (score := s.scores[-1]).counted
    ]
    return wording.capital("; ".join(told)) if told else "No answers in the last round"


def _wishes(dialogue: Dialogue, result: Alignment) -> Section:
    """Per ask the share of situations in which the asked party would itself rather grant it."""
    rows = tuple(
        (
            (dialogue.ask(g.ask).text,),
            (_of(g.would, g.contexts),),
            (_of(g.indifferent, g.contexts),),
            (wording.capital(wording.party(dialogue, g.of)), f"; {g.impossible:,} rule it out" * bool(g.impossible)),
        )
        for g in result.grant
    )
    columns = (
        Column(kind="subject"),
        Column(title="would", kind="number"),
        Column(title="either", kind="number"),
        Column(title="asked", kind="text"),
    )
    willing = [g for g in result.grant if g.would == 1]
    told = f"{wording.number(len(willing)) if willing else 'none'} of {len(result.grant)} asks"
    note = ("Share of the situations, over all settings of the other options, in which the asked party would rather "
            "grant it than not (would) or does not mind (either); blank where it cannot be done at all.",)  # fmt: skip
    return Section(
        id="wishes",
        label="Would they grant it?",
        finding=f"{wording.capital(told)} the asked party would grant of its own accord, whatever else is done",
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),), note=note),) if rows else (),
    )


def _of(share: Fraction | None, contexts: int) -> str:
    return "" if share is None or not contexts else wording.percent(float(share))


def _likeness(dialogue: Dialogue, result: Alignment) -> Section:
    """Kendall's tau-b, front by front: an annex, in the method's own words."""
    found = [c for c in result.tau if c.by == "front"]
    rows = tuple(
        (
            (_front(dialogue, c.front),),
            ("" if c.mean is None else f"{c.mean:+.2f}".replace("-", "−").replace("+0.00", "0.00"),),
            (f"{c.defined:,} of {c.contexts:,}",),
            (wording.listed(wording.party(dialogue, p) for p in c.parties),),
        )
        for c in found
    )
    columns = (
        Column(kind="subject"),
        Column(title="tau-b", kind="number"),
        Column(title="situations", kind="text"),
        Column(title="between", kind="text"),
    )
    note = ("Kendall's tau-b between the two rankings of what a front can look like, averaged over all situations "
            "elsewhere: +1 alike, −1 opposed; blank where one of the two does not care.",)  # fmt: skip
    return Section(
        id="likeness",
        label="Annex: do they want the same?",
        finding="How alike the parties rank what each front can look like",
        blocks=(Table(columns=columns, groups=(Rows(rows=rows),), note=note),) if rows else (),
    )
