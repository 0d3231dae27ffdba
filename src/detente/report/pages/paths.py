"""How does it get there? What steps reach from the status quo, and the shortest way to each settlement."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.paths import Paths, Route
from detente.methods.reasons.sanctions import Step
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _later, _n, _rn, said
from detente.report.page import command, page, supposed

KINDS = {
    "credible": _later("by steps that each mover wants and nobody would undo"),
    "improvements": _later(
        "by steps that each mover wants, though one would be undone or is not what its mover would do first"
    ),
    "moves": _later("but only if somebody takes a step that it gains nothing by"),
}
"""What each kind of way means."""

SHORTER = _later("the mover of one of them gaining nothing by it; other ways are longer")
"""A way by moves alone, where longer ones lead there that each mover wants."""


NEAREST = 3
"""So many ways by steps that somebody gains nothing by are told unless the whole is asked for."""


def view(dialogue: Dialogue, result: Paths, *, most: int | None = None) -> Document:
    """The page of `detente paths`. `most`: tell no more ways than this."""
    return page(
        dialogue,
        _("Paths"),
        supposed(dialogue, result.supposed),
        section(dialogue, result, most),
        _traps(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Paths) -> str:
    """How many of the firmest settlements the status quo leads to, or the way to the one state asked for."""
    if not result.routes and result.total:
        return wording.capital(
            _n("{n} settlement, its way not shown", "{n} settlements, no way shown", result.total)
        )
    if not result.routes:
        return _("There is no settlement to go to")
    if _alone(result):
        return _one(dialogue, result.routes[0])
    firmest = result.firmest
    assert firmest is not None  # the first route goes to one
    led, firm = firmest.reached["credible"], wording.firm(firmest.firmness)
    if firmest.total == 1:
        if led and not result.routes[0].steps:
            return _("The status quo is itself the one {firmness} settlement", firmness=firm)
        one = _later("The status quo leads to the one {firmness} settlement by itself")
        none = _later("The status quo does not lead to the one {firmness} settlement by itself")
        return said(one if led else none, firmness=firm)
    if not led:
        return _(
            "The status quo leads to none of the {all} {firmness} settlements by itself",
            all=firmest.total,
            firmness=wording.firm_ones(firmest.firmness),
        )
    return _n(
        "The status quo leads to {n} of the {all} {firmness} settlements by itself",
        "The status quo leads to {n} of the {all} {firmness} settlements by itself",
        led,
        all=firmest.total,
        firmness=wording.firm_ones(firmest.firmness),
    )


def _alone(result: Paths) -> bool:
    """Whether the page is about one state."""
    return len(result.routes) == 1 and (result.total > 1 or result.routes[0].firmness is None)


def shown(result: Paths) -> tuple[Route, ...]:
    """The routes told: those to settlements of the firmest kind."""
    first = result.routes[0].firmness if result.routes else None
    return tuple(route for route in result.routes if route.firmness == first)


def _one(dialogue: Dialogue, route: Route) -> str:
    name = wording.capital(wording.state(dialogue, dialogue.state(route.code)))
    if not route.kind and route.moves is not None:
        return _("{state}: steps lead there, but none of this kind", state=name)
    if not route.kind:
        return _("{state}: no steps lead there", state=name)
    if not route.steps:
        return _("{state}: already there", state=name)
    return _n(
        "{state}: {n} step away, {how}",
        "{state}: {n} steps away, {how}",
        len(route.steps),
        state=name,
        how=_how(route),
    )


def section(dialogue: Dialogue, result: Paths, most: int | None = None) -> Section:
    """The way to each settlement, step by step."""
    blocks: list[Block] = []
    told = shown(result)
    reached = [route for route in told if route.kind]
    unwanted = [route for route in reached if _unwanted(route)]
    if most and not _alone(result):
        reached = [*(route for route in reached if not _unwanted(route)), *unwanted[:NEAREST]][:most]
    for route in reached:
        blocks.append(Paragraph(text=_name(dialogue, route)))
        if route.steps:
            blocks.append(Items(items=tuple(_step(dialogue, step) for step in route.steps), ordered=True))
    unlike = sum(not route.kind and route.moves is not None for route in told)
    if unlike:
        told_unlike = _n("{n} is reached by other steps only.", "{n} are reached by other steps only.", unlike)
        blocks.append(Paragraph(text=(wording.capital(told_unlike),)))
    if len(reached) < sum(bool(route.kind) for route in told):
        blocks.append(_left(dialogue, result, reached))
        blocks.extend(_missed(result, told))
    else:
        blocks.extend(_rest(result, told))
    blocks.append(Paragraph(text=(Soft(_reached(result)),), role="note"))
    return Section(id="paths", label=_("How it gets there"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _unwanted(route: Route) -> bool:
    """Whether no way leads there by steps that each mover wants."""
    return route.kind == "moves" and route.improvements is None


def _left(dialogue: Dialogue, result: Paths, told: list[Route]) -> Paragraph:
    """How many settlements of the firmest kind are left out of a page that is cut, and what leads to them."""
    assert result.firmest is not None
    every = result.firmest.reached
    count, whole = every["moves"] - len(told), command(dialogue, "paths", "--full")
    if every["improvements"] > sum(not _unwanted(route) for route in told):
        return Paragraph(text=_rn("{n:d} more can be reached; more of these ways: {command}.",
                                  "{n:d} more can be reached; more of these ways: {command}.", count, command=whole))
    return Paragraph(text=_rn(
        "{n:d} more only if somebody takes a step that it gains nothing by; more of these ways: {command}.",
        "{n:d} more only if somebody takes a step that it gains nothing by; more of these ways: {command}.",
        count, command=whole))  # fmt: skip


def _missed(result: Paths, told: tuple[Route, ...]) -> Iterator[Block]:
    """How many settlements no steps reach."""
    missed = sum(route.moves is None for route in told)
    if result.firmest is not None and not _alone(result):
        missed = result.firmest.total - result.firmest.reached["moves"]
    if missed:
        none = _n("{n} cannot be reached by any steps.", "{n} cannot be reached by any steps.", missed)
        yield Paragraph(text=(wording.capital(none),))


def _rest(result: Paths, told: tuple[Route, ...]) -> Iterator[Block]:
    """How many settlements no steps reach, and how many are not shown."""
    if not told:
        return
    yield from _missed(result, told)
    if _alone(result) or result.firmest is None:
        return
    missed = result.firmest.total - result.firmest.reached["moves"]
    firm, weaker = result.firmest.total - missed, result.total - result.firmest.total
    if more := firm - sum(route.moves is not None for route in told):
        rest = _n("The way to {n:d} more is not shown.", "Ways to {n:d} more are not shown.", more)
        yield Paragraph(text=(Soft(rest),), role="note")
    if weaker:
        other = _n(
            "The way to {n:d} weaker settlement is in the JSON, as far as its limit goes.",
            "Ways to {n:d} weaker settlements are in the JSON, as far as its limit goes.",
            weaker,
        )
        yield Paragraph(text=(Soft(other),), role="note")


def _how(route: Route) -> str:
    """What kind of steps the way found is made of."""
    if route.kind == "moves" and route.improvements is not None:
        return said(SHORTER)
    return said(KINDS.get(route.kind, ""))


def _name(dialogue: Dialogue, route: Route) -> Text:
    name = _state(dialogue, route.code)
    return (Strong(wording.capital(name) + ". "), wording.capital(_far(route)))


def _state(dialogue: Dialogue, code: int) -> str:
    changed = wording.difference(dialogue, dialogue.state(code), dialogue.status_quo)
    return wording.ways(changed, 6) or _("the status quo")


def _far(route: Route) -> str:
    """How firm a settlement is, and how far."""
    count = len(route.steps)
    how = _how(route)
    if not count:
        firm = wording.firm(route.firmness) if route.firmness else _("no settlement")
        return _("{firmness}: already there.", firmness=firm)
    if not route.firmness:
        return _n("{n} step away, {how}.", "{n} steps away, {how}.", count, how=how)
    return _n(
        "{firmness}, {n} step away, {how}.",
        "{firmness}, {n} steps away, {how}.",
        count,
        firmness=wording.firm(route.firmness),
        how=how,
    )


def _step(dialogue: Dialogue, step: Step) -> Text:
    told = _("{party}: {steps}", party=wording.party(dialogue, step.by), steps=wording.setting(dialogue, step.changes))
    return (*lines.behind(dialogue, (wording.capital(told),), step.because), ".")


def _reached(result: Paths) -> str:
    """How many states each kind of steps leads on to."""
    return _(
        "From the status quo moves lead to {moves:d} other states; moves that their mover wants, to {improvements:d}; "
        "those of them that nobody would undo, to {credible:d}.",
        **{kind: max(result.reached.get(kind, 0) - 1, 0) for kind in ("moves", "improvements", "credible")},
    )


def _traps(dialogue: Dialogue, result: Paths) -> Section:
    """States that nothing leaves, and rounds without end."""
    items: list[Text] = [
        (wording.capital(_("{state}: no way back.", state=_state(dialogue, place.code))),) for place in result.traps[:6]
    ]
    items.extend(_rounds(dialogue, result))
    told = _("Where steps that are wanted end")
    if result.traps:
        told = _("Some states, once reached, are not left again")
    return Section(id="traps", label=_("Traps"), finding=told, blocks=(Items(items=tuple(items)),) if items else ())


def _rounds(dialogue: Dialogue, result: Paths) -> Iterator[Text]:
    """Sets of states in which play goes round for ever."""
    for states in (result.closed or ())[:6]:
        if len(states) > 1:
            names = [wording.state(dialogue, dialogue.state(place.code)) for place in states[:3]]
            some, all = (
                _later("Play goes round among {count} states, among them {states}."),
                _later("Play goes round among {count} states: {states}."),
            )
            yield (said(some if len(states) > len(names) else all, count=len(states), states=wording.series(names)),)
