"""How does it get there? What steps reach from the status quo, and the shortest way to each settlement."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.paths import Paths, Route
from detente.analyses.sanctions import Step
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.views import lines
from detente.report.views.pages import page

KINDS = {
    "credible": "by steps that each mover wants and nobody would undo",
    "improvements": "by steps that each mover wants, though somebody would undo one",
    "moves": "but only if somebody takes a step that it does not want",
}
"""What each kind of way means."""


def view(dialogue: Dialogue, result: Paths) -> Document:
    """The page of `detente paths`."""
    return page(
        dialogue,
        "Paths",
        section(dialogue, result),
        _traps(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Paths) -> str:
    """How many of the firmest settlements the status quo leads to, or the way to the one state asked for."""
    if not result.routes:
        return "There is no settlement to go to"
    if (result.total > 1 and len(result.routes) == 1) or result.routes[0].firmness is None:
        return _one(dialogue, result.routes[0])
    told = shown(result)
    led = sum(route.credible is not None for route in told)
    word = told[0].firmness or ""
    kind = f"{word} settlement"
    if len(told) == 1:
        return f"The status quo {'leads' if led else 'does not lead'} to the one {kind} by itself"
    count = wording.number(led) if led else "none"
    return f"The status quo leads to {count} of the {wording.number(len(told))} {kind}s by itself"


def shown(result: Paths) -> tuple[Route, ...]:
    """The routes told: those to settlements of the firmest kind."""
    first = result.routes[0].firmness if result.routes else None
    return tuple(route for route in result.routes if route.firmness == first)


def _one(dialogue: Dialogue, route: Route) -> str:
    name = wording.state(dialogue, dialogue.state(route.code))
    if not route.kind:
        return f"{name}: no steps lead there"
    return f"{wording.capital(name)}: {wording.counted(len(route.steps), 'step')} away, {KINDS[route.kind]}"


def section(dialogue: Dialogue, result: Paths) -> Section:
    """The way to each settlement, step by step."""
    blocks: list[Block] = []
    told = shown(result)
    reached = [route for route in told if route.kind]
    for route in reached:
        blocks.append(Paragraph(text=_name(dialogue, route)))
        if route.steps:
            blocks.append(Items(items=tuple(_step(dialogue, step) for step in route.steps), ordered=True))
    missed, weaker = len(told) - len(reached), result.total - len(told)
    if missed:
        blocks.append(Paragraph(text=(f"{wording.capital(wording.number(missed))} cannot be reached by any steps.",)))
    if weaker > 0 and len(result.routes) > 1:
        more = f"Ways to {weaker:,} weaker settlements are in the JSON (`--limit`, `--json`)."
        blocks.append(Paragraph(text=(Soft(more),), role="note"))
    blocks.append(Paragraph(text=(Soft(_reached(result)),), role="note"))
    return Section(id="paths", label="How it gets there", finding=finding(dialogue, result), blocks=tuple(blocks))


def _name(dialogue: Dialogue, route: Route) -> Text:
    name = wording.ways(wording.difference(dialogue, dialogue.state(route.code), dialogue.status_quo), 6)
    if not name:
        return (Strong("The status quo. "), f"{wording.capital(route.firmness or 'no settlement')}: already there.")
    firm = f"{route.firmness.capitalize()}, " if route.firmness else ""
    kind = KINDS.get(route.kind, "")
    steps = f"{wording.counted(len(route.steps), 'step')} away"
    return (Strong(f"{wording.capital(name)}. "), f"{wording.capital(f'{firm}{steps}')}, {kind}.")


def _step(dialogue: Dialogue, step: Step) -> Text:
    who = wording.capital(wording.party(dialogue, step.by))
    because = (" – ", *lines.reason(dialogue, step.because)) if step.because else ()
    return (f"{who}: {wording.setting(dialogue, step.changes)}", *because, ".")


def _reached(result: Paths) -> str:
    """How many states each kind of steps reaches, the status quo among them."""
    found = result.reached
    return (
        f"From the status quo moves reach {found.get('moves', 0):,} states, moves that their mover wants "
        f"{found.get('improvements', 0):,}, and those that nobody would undo {found.get('credible', 0):,}."
    )


def _traps(dialogue: Dialogue, result: Paths) -> Section:
    """States that nothing leaves, and rounds without end."""
    items: list[Text] = [
        (f"{wording.ways(wording.difference(dialogue, dialogue.state(p.code), dialogue.status_quo), 6)}: no way back.",)
        for p in result.traps[:6]
    ]
    items.extend(_rounds(dialogue, result))
    told = "Some states, once reached, are not left again" if result.traps else "Where steps that are wanted end"
    return Section(id="traps", label="Traps", finding=told, blocks=(Items(items=tuple(items)),) if items else ())


def _rounds(dialogue: Dialogue, result: Paths) -> Iterator[Text]:
    """Sets of states in which play goes round for ever."""
    for states in (result.closed or ())[:6]:
        if len(states) > 1:
            names = [wording.state(dialogue, dialogue.state(place.code)) for place in states[:3]]
            yield (f"Play goes round among {wording.number(len(states))} states: {wording.ways(names, 3)}.",)
