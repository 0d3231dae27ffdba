"""The table of asks: every ask, its answer in each round, what each settlement gives, and what blocks it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief, Settlement
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Cell, Column, Mark, MarkKind, Rows, Section, Table, Text
from detente.report.language import _
from detente.report.views.pages import reason


def section(dialogue: Dialogue, result: Brief) -> Section:
    """The asks as a strip, grouped by who asks whom."""
    if not dialogue.asks:
        return Section(id="asks", label=_("The asks"), finding="", blocks=())
    table = Table(
        columns=_columns(dialogue, result), groups=tuple(_groups(dialogue, result)), key=KEY, note=_note(result)
    )
    return Section(id="asks", label=_("The asks"), finding=finding(dialogue, result), blocks=(table,))


def finding(dialogue: Dialogue, result: Brief) -> str:
    """As in: Pakistan gets five of its nine asks, the United States two of its seven.."""
    best = result.settlements[0] if result.settlements else None
    parts = []
    for party in _askers(dialogue):
        asks = [ask for ask in dialogue.asks if ask.by == party]
        got = sum(gives(dialogue, best, ask.id) == "accepted" for ask in asks)
        parts.append((wording.party(dialogue, party), got, len(asks)))
    verb = "gets" if best and not best.status_quo else "has"
    (name, got, count), *rest = parts
    told = [f"{wording.capital(name)} {verb} {_share(got, count, wording.counted(count, 'ask'))}"]
    told.extend(f"{name} {_share(got, count, wording.number(count))}" for name, got, count in rest)
    return ", ".join(told)


def _share(got: int, count: int, asks: str) -> str:
    """As in: two of its seven asks, none of its seven asks, all of its two asks, nothing of what it asks."""
    if count == 1:
        return "what it asks" if got else "nothing of what it asks"
    share = "none" if not got else "all" if got == count else wording.number(got)
    return f"{share} of its {asks}"


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
        Column(title=str(i), kind="mark", over="Round", under=wording.short_date(round.date))
        for i, round in enumerate(result.rounds.rounds, start=1)
    )
    settles = tuple(
        Column(title=s.label, kind="mark", over="Settles", under="if" if s.under else "now") for s in result.settlements
    )
    return (Column(kind="subject"), *rounds, *settles, Column(title="What blocks it, or why it is given", kind="text"))


def _groups(dialogue: Dialogue, result: Brief) -> Iterator[Rows]:
    whys = {found.ask: found for found in result.whys}
    pairs = dict.fromkeys((ask.by, ask.of) for ask in dialogue.asks)
    for by, of in pairs:
        rows = tuple(
            _row(dialogue, result, ask.id, whys.get(ask.id)) for ask in dialogue.asks if (ask.by, ask.of) == (by, of)
        )
        title = f"{wording.capital(wording.party(dialogue, by))} asks of {wording.party(dialogue, of)}"
        yield Rows(title=title, rows=rows)


def _row(dialogue: Dialogue, result: Brief, ask: str, found: Why | None) -> tuple[Cell, ...]:
    asked = next(a for a in result.rounds.asks if a.id == ask)
    marks: list[Cell] = [Mark(reply.answer or "not asked") for reply in asked.replies]
    marks.extend(Mark(s.gives[ask]) for s in result.settlements)
    why: Text = reason(dialogue, found) if found else ("Nothing the asked party can do grants it",)
    return ((wording.ask(dialogue.ask(ask)),), *marks, why)


KEY = "A accepted  P partly  D deferred  R refused  – no answer  blank: not tabled."


def _note(result: Brief) -> Text:
    under = [s.label for s in result.settlements if s.under]
    if not under:
        return ()
    which = under[0] if len(under) == 1 else f"{under[0]} to {under[-1]}"
    return (f"{which} only if other facts held, see the next section.",)
