"""The bottom line: does the status quo hold, where can it settle, and what would move it."""

from __future__ import annotations

from detente.analyses.brief import Brief, Leaving, Settlement
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Paragraph, Piece, Section, Strong, Text


def section(dialogue: Dialogue, result: Brief) -> Section:
    """Three sentences at most."""
    told = [_status_quo(dialogue, result), _settles(dialogue, result), _moves(dialogue, result)]
    blocks = tuple(Paragraph(text=text, role="lead") for text in told if text)
    return Section(id="bottom", label="Bottom line", finding="", blocks=blocks)


def headline(dialogue: Dialogue, result: Brief) -> str:
    """What the page is about, in one line."""
    now = [s for s in result.settlements if not s.under]
    if not now:
        return "No settlement as things stand"
    refused = [ask for ask in dialogue.asks if now[0].gives[ask.id] == "refused"]
    first = hardest(result)
    if first and all(s.gives[first] != "accepted" for s in now):
        without = "without" if len(now) == 1 else "none with"
        return f"{_firm(result)}, {without} {wording.small(dialogue, dialogue.ask(first).text)}"
    if not refused:
        return "Everything that was asked can be had"
    verb = "stays" if len(refused) == 1 else "stay"
    return f"{_firm(result)}: {_part(len(refused), len(dialogue.asks))} {verb} refused"


def _part(part: int, whole: int) -> str:
    return "the one ask" if whole == 1 else f"{wording.number(part)} of {wording.number(whole)} asks"


def hardest(result: Brief) -> str:
    """The ask that the page turns on: of those that other facts would open, the one that takes most of them."""
    opened = [s for s in result.settlements if s.under and s.opens]
    return max(opened, key=lambda s: len(s.under)).opens[0] if opened else ""


def _firm(result: Brief) -> str:
    counts = result.equilibria.counts
    if counts.nash == 1:
        return "One firm settlement"
    return f"{wording.capital(wording.number(counts.nash))} firm settlements" if counts.nash else "No firm settlement"


def _status_quo(dialogue: Dialogue, result: Brief) -> Text:
    if result.status_quo is None:
        return ("The file states no status quo.",)
    what = "What the last round left behind" if result.round else "The status quo"
    same = next((s for s in result.settlements if s.status_quo and not s.under), None)
    if same:
        return (f"{what} ", Strong("holds"), f": {wording.firmness(same.firmness)}.")
    if not result.leaving:
        return (f"{what} ", Strong("holds"), ": no party could do better by a move of its own.")
    movers = [_onward(dialogue, leaving) for leaving in result.leaving[:2]]
    more = len(result.leaving) - len(movers)
    others = (f"{wording.number(more)} more would move too",) if more else ()
    return (f"{what} ", Strong("has not settled yet"), f": {'; '.join([*movers, *others])}.")


def _onward(dialogue: Dialogue, leaving: Leaving) -> str:
    steps = wording.difference(dialogue, dialogue.state(leaving.to.code), dialogue.status_quo)
    steps = [wording.small(dialogue, step) for step in steps]
    return f"{wording.possessive(dialogue, leaving.party)} next step would be {wording.ways(steps, 3)}"


def _settles(dialogue: Dialogue, result: Brief) -> Text:
    now = [s for s in result.settlements if not s.under]
    if not now:
        return ("As things stand it can settle ", Strong("nowhere"), ".")
    where = "It can settle in one place" if len(now) == 1 else f"It can settle in {wording.number(len(now))} places"
    how = ", firmly" if all(s.firmness == "firm" for s in now) else ""
    refused = _in_all(dialogue, now, "refused")
    pieces: list[Piece] = [f"{where}{how}: {_has(dialogue, now)}"]
    if refused:
        pieces.extend(("; ", Strong("refused"), f" stay {_texts(dialogue, refused, 4)}"))
    return (*pieces, ".")


def _has(dialogue: Dialogue, now: list[Settlement]) -> str:
    parts = []
    for party in dialogue.table:
        got = [id for id in _in_all(dialogue, now, "accepted") if dialogue.ask(id).by == party]
        if got:
            parts.append(f"{wording.party(dialogue, party)} has {_texts(dialogue, got)}")
    return "; ".join(parts) or "nothing that was asked is granted in all of them"


def _in_all(dialogue: Dialogue, settlements: list[Settlement], kind: str) -> list[str]:
    return [ask.id for ask in dialogue.asks if all(s.gives[ask.id] == kind for s in settlements)]


def _texts(dialogue: Dialogue, ids: list[str], limit: int = 5) -> str:
    return wording.ways([wording.small(dialogue, dialogue.ask(id).text) for id in ids], limit)


def _moves(dialogue: Dialogue, result: Brief) -> Text:
    """What would open the ask that the page turns on, and how likely that is to come."""
    opened = [s for s in result.settlements if s.under and s.opens]
    if not opened:
        return ()
    most = max(opened, key=lambda s: len(s.under))
    facts = wording.listed(wording.turned(dialogue, id, value) for id, value in most.under.items())
    asks, count = Strong(_texts(dialogue, list(most.opens))), len(most.under)
    if count == 1:
        told: Text = (f"It takes {facts} to open ", asks)
    else:
        told = (f"It takes {wording.number(count)} events together to open ", asks, f": {facts}")
    promise = "then it is sure" if most.sure else "even then it is possible, not promised"
    if most.chance is None:
        return (*told, f"; {promise}.")
    come = "that" if count == 1 else "that both come" if count == 2 else "that all come"
    by = f" by {wording.date(result.horizon)}" if result.horizon else ""
    return (*told, f"; {come}{by} is ", Strong(wording.likelihood(most.chance)), f", and {promise}.")
