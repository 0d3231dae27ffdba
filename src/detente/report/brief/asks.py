"""The table of asks: every ask, its answer in each round, what each settlement gives, and what blocks it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief, Settlement
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Cell, Column, Mark, MarkKind, Rows, Section, Table, Text
from detente.report.language import _, _n
from detente.report.page import reason


def section(dialogue: Dialogue, result: Brief) -> Section:
    """The asks as a strip, grouped by who asks whom."""
    if not dialogue.asks:
        return Section(id="asks", label=_("The asks"), finding="", blocks=())
    table = Table(
        columns=_columns(dialogue, result), groups=tuple(_groups(dialogue, result)), key=key(result), note=_note(result)
    )
    return Section(id="asks", label=_("The asks"), finding=finding(dialogue, result), blocks=(table,))


def finding(dialogue: Dialogue, result: Brief) -> str:
    """As in: Pakistan gets five of its nine asks, the United States two of its seven; in the first settlement."""
    best = result.settlements[0] if result.settlements else None
    parts = []
    for party in _askers(dialogue):
        asks = [ask for ask in dialogue.asks if ask.by == party]
        got = sum(gives(dialogue, best, ask.id) == "accepted" for ask in asks)
        parts.append((wording.party(dialogue, party), got, len(asks)))
    (name, got, count), *rest = parts
    first, share = wording.capital(name), _share(got, count, asks=True)
    if best and result.found > 1:
        told = _("In settlement {label} {party} has {share}", label=best.label, party=name, share=share)
    elif best and not best.status_quo:
        told = _("{party} gets {share}", party=first, share=share)
    else:
        told = _("{party} has {share}", party=first, share=share)
    for name, got, count in rest:
        told = _("{told}, {party} {share}", told=told, party=name, share=_share(got, count, asks=False))
    return told


def _share(got: int, count: int, *, asks: bool) -> str:
    """As in: two of its seven asks, none of its seven, all of its two, nothing of what it asks."""
    if count == 1:
        return _("what it asks") if got else _("nothing of what it asks")
    if not got:
        return _("none of its {count} asks", count=count) if asks else _("none of its {count}", count=count)
    if got == count:
        return _("all of its {count} asks", count=count) if asks else _("all of its {count}", count=count)
    if asks:
        return _n("{n} of its {count} asks", "{n} of its {count} asks", got, count=count)
    return _n("{n} of its {count}", "{n} of its {count}", got, count=count)


def gives(dialogue: Dialogue, settlement: Settlement | None, ask: str) -> MarkKind:
    """What a settlement (without one: the status quo) gives of an ask."""
    if settlement is not None:
        return settlement.gives[ask]
    if dialogue.status_quo is None:
        return "unanswered"
    return "accepted" if dialogue.holds(dialogue.ask(ask).that, dialogue.status_quo) else "refused"


def _askers(dialogue: Dialogue) -> list[str]:
    """Who asks, most asks first: the finding starts with who asks for most."""
    found = dict.fromkeys(ask.by for ask in dialogue.asks)
    return sorted(found, key=lambda party: -sum(ask.by == party for ask in dialogue.asks))


def _columns(dialogue: Dialogue, result: Brief) -> tuple[Column, ...]:
    rounds = tuple(
        Column(title=str(i), kind="mark", over=_("Round"), under=wording.short_date(round.date))
        for i, round in enumerate(result.rounds.rounds, start=1)
    )
    settles = tuple(
        Column(title=s.label, kind="mark", over=_("Settles"), under=_("if") if s.under else _("now"))
        for s in result.settlements
    )
    why = Column(title=_("What blocks it, or why it is given"), kind="text")
    return (Column(kind="subject"), *rounds, *settles, why)


def _groups(dialogue: Dialogue, result: Brief) -> Iterator[Rows]:
    whys = {found.ask: found for found in result.whys}
    pairs = dict.fromkeys((ask.by, ask.of) for ask in dialogue.asks)
    for by, of in pairs:
        rows = tuple(
            _row(dialogue, result, ask.id, whys.get(ask.id)) for ask in dialogue.asks if (ask.by, ask.of) == (by, of)
        )
        asker = wording.capital(wording.party(dialogue, by))
        title = _("{party} asks of {parties}", party=asker, parties=wording.party(dialogue, of))
        yield Rows(title=title, rows=rows)


def _row(dialogue: Dialogue, result: Brief, ask: str, found: Why | None) -> tuple[Cell, ...]:
    asked = next(a for a in result.rounds.asks if a.id == ask)
    marks: list[Cell] = [Mark(reply.answer or "not asked") for reply in asked.replies]
    marks.extend(Mark(s.gives[ask]) for s in result.settlements)
    why: Text = reason(dialogue, found) if found else (_("Nothing the asked party can do grants it"),)
    return ((wording.ask(dialogue.ask(ask)),), *marks, why)


def key(result: Brief) -> str:
    """What the letters in the marks stand for."""
    told = _("A accepted  P partly  D deferred  R refused  – no answer  blank: not tabled.")
    rare = wording.rare_marks(reply.answer for asked in result.rounds.asks for reply in asked.replies)
    return f"{told}{rare}." if rare else told


def _note(result: Brief) -> Text:
    under = [s.label for s in result.settlements if s.under]
    if not under:
        return ()
    if len(under) == 1:
        return (_("{settlement} only if other facts held, see the next section.", settlement=under[0]),)
    told = _(
        "{first} to {last} only if other facts held, see the next section.", first=under[0], last=under[-1]
    )
    return (told,)
