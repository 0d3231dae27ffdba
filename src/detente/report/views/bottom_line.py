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
    if not refused:
        return "Everything that was asked can be had"
    verb = "stays" if len(refused) == 1 else "stay"
    return f"{_firm(result)}: {wording.number(len(refused))} of {len(dialogue.asks)} asks {verb} refused"


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
    return (f"{what} ", Strong("does not last"), f": {wording.listed([*movers, *others])}.")


def _onward(dialogue: Dialogue, leaving: Leaving) -> str:
    steps = wording.difference(dialogue, dialogue.state(leaving.to.code), dialogue.status_quo)
    steps = [wording.small(dialogue, step) for step in steps]
    return f"{wording.party(dialogue, leaving.party)} would go on to {wording.ways(steps, 3)}"


def _settles(dialogue: Dialogue, result: Brief) -> Text:
    now = [s for s in result.settlements if not s.under]
    if not now:
        return ("As things stand it can settle ", Strong("nowhere"), ".")
    where = "It can settle in one place" if len(now) == 1 else f"It can settle in {wording.number(len(now))} places"
    how = " and firmly" if all(s.firmness == "firm" for s in now) else ""
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
    """What would open a refused ask: for the ask that takes most, and how many others would open."""
    opened = [s for s in result.settlements if s.under]
    if not opened:
        return ()
    most = max(opened, key=lambda s: len(s.under))
    facts = wording.listed(wording.turned(dialogue, id, value) for id, value in most.under.items())
    together = "only two things together: " if len(most.under) == 2 else ""
    told: Text = ("What would open ", Strong(_texts(dialogue, list(most.opens))), f" is {together}{facts}")
    return (*told, "; even then it is possible, not promised.")
