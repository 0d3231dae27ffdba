"""Warnings that are seen on the lines themselves, without looking at states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from detente.methods.chances.staying import displaced, driven_out
from detente.methods.soundness import backing, rounds
from detente.methods.soundness.unused import left_out
from detente.methods.soundness.warning import Warning
from detente.model.change import AsSeenBy, apply
from detente.model.dialogue import Dialogue, Preferences
from detente.model.expression import Expr, names

MAX_RANKED = 2**16
"""Rankings of more states are taken to depend on every option."""


def found(dialogue: Dialogue) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> found(river)
    []
    """
    return [
        *_parties(dialogue),
        *_options(dialogue),
        *_circumstances(dialogue),
        *_asks(dialogue),
        *_views(dialogue),
        *_driven_out(dialogue),
        *_not_known(dialogue),
        *backing.found(dialogue),
        *rounds.found(dialogue),
        *_unused(dialogue),
    ]


# ---- who and what ----------------------------------------------------------------------------------------------------


def _parties(dialogue: Dialogue) -> Iterator[Warning]:
    for party in dialogue.parties:
        idle = not dialogue.options_of(party.id) and not party.ratifies
        indifferent = not _has_preferences(dialogue.preferences.get(party.id, Preferences()))
        if idle:
            also = " and no priorities: it is indifferent between all states, and" if indifferent else ":"
            yield Warning(code="idle-party", at=party.id, line=party.line,
                          message=f"party `{party.id}` has no option{also} it can do nothing")
        elif indifferent:
            yield Warning(code="indifferent-party", at=party.id, line=party.line,
                          message=f"party `{party.id}` has no priorities: it is indifferent between all states")
        if party.ratifies and party.at_table and dialogue.options_of(party.id):
            yield Warning(code="ratifier-with-options", at=party.id, line=party.line,
                          message=f"party `{party.id}` has options of its own and ratifies for `{party.ratifies}`: it "
                                  "is left out of the table")


def _has_preferences(preferences: Preferences) -> bool:
    return bool(preferences.priorities or preferences.weights or preferences.ranking)


def _options(dialogue: Dialogue) -> Iterator[Warning]:
    mentioned = {party.id: _mentioned(dialogue, party.id) for party in dialogue.parties}
    for option in dialogue.options:
        by = [party for party, options in mentioned.items() if option.id in options]
        if not by:
            yield Warning(code="unmentioned-option", at=option.id, line=option.line,
                          message=f"nobody's priorities mention option `{option.id}`: all levels are the same to all")
        elif option.by not in by:
            others = " and ".join(f"`{party}`" for party in by)
            yield Warning(
                code="free-deterrent", at=option.id, line=option.line,
                message=f"`{option.by}` is indifferent to its own option `{option.id}`, on which priorities of "
                        f"{others} hang: it could punish at no cost to itself, and such ties make deterrents",
            )


def _mentioned(dialogue: Dialogue, party: str) -> frozenset[str]:
    """The options a party's preference depends on: named in its priorities or weights, or felt in its ranking."""
    preferences = dialogue.preferences.get(party, Preferences())
    if preferences.ranking:
        return frozenset(o.id for i, o in enumerate(dialogue.options) if _depends(dialogue, preferences, i))
    return frozenset(name for expr in preferences.exprs for name in names(expr))


def _depends(dialogue: Dialogue, preferences: Preferences, option: int) -> bool:
    rank = {code: place for place, group in enumerate(preferences.ranking) for code in group}
    if len(rank) > MAX_RANKED:
        return True
    weight = prod(dialogue.radices[:option])
    first: dict[int, int] = {}
    for code, place in rank.items():
        rest = code - code // weight % dialogue.radices[option] * weight
        if first.setdefault(rest, place) != place:
            return True
    return len(first) == len(rank)  # the rules leave no two states that differ in this option alone: nobody can say


def _circumstances(dialogue: Dialogue) -> Iterator[Warning]:
    used = {name for expr in _expressions(dialogue) for name in names(expr)}
    for fact in dialogue.circumstances:
        if fact.id not in used:
            yield Warning(code="unused-circumstance", at=fact.id, line=fact.line,
                          message=f"nothing hangs on circumstance `{fact.id}`: no rule, ask or priority mentions it")


def _expressions(dialogue: Dialogue) -> Iterator[Expr]:
    yield from (rule.never for rule in dialogue.every_rule)
    yield from (ask.that for ask in dialogue.asks)
    yield from (party.unless for party in dialogue.parties if party.unless is not None)
    yield from (c.does for c in dialogue.commitments if c.does is not None)
    yield from (offer.condition for offer in dialogue.offers)
    lists = [*dialogue.preferences.values(), *(v.instead for v in dialogue.views if v.instead is not None)]
    for preferences in lists:
        yield from preferences.exprs
    yield from (added.statement.want for view in dialogue.views for added in view.add)


def _asks(dialogue: Dialogue) -> Iterator[Warning]:
    for ask in dialogue.asks:
        named = names(ask.that)
        foreign = [name for name in named if dialogue.has("options", name) and dialogue.option(name).by != ask.of]
        if foreign:
            whose = ", ".join(f"`{name}` (decided by `{dialogue.option(name).by}`)" for name in foreign)
            yield Warning(code="ask-not-controlled", at=ask.id, line=ask.line,
                          message=f"ask `{ask.id}` is put to `{ask.of}`, which does not decide {whose}")
        elif not any(dialogue.has("options", name) for name in named):
            yield Warning(code="ask-not-controlled", at=ask.id, line=ask.line,
                          message=f"ask `{ask.id}` names no option: there is nothing that `{ask.of}` could do about it")


def _views(dialogue: Dialogue) -> Iterator[Warning]:
    for view in dialogue.views:
        alone = apply(replace(dialogue, views=(view,)), AsSeenBy(view.who))
        if alone.preferences == dialogue.preferences:
            yield Warning(code="idle-view", at=view.id, line=view.line,
                          message=f"what `{view.who}` believes of `{view.of}` is what the file says of it anyway")


def _not_known(dialogue: Dialogue) -> Iterator[Warning]:
    unknown = [o for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]
    if unknown:
        named = ", ".join(f"`{option.id}`" for option in unknown)
        first = unknown[0]
        yield Warning(code="not-known", at=first.id, line=first.line,
                      message=f"how {named} stands is not known: pages tell where it can settle, and nothing of where "
                              "it drifts or of packages; suppose a level to see that (`detente whatif TALKS --grant "
                              f"{first.id}={first.levels[-1]}`, or a copy of the file)")


def _driven_out(dialogue: Dialogue) -> Iterator[Warning]:
    facts = driven_out(dialogue)
    if facts:
        named = " and ".join(f"`{id}`" for id in facts)
        yield Warning(code="driven-out", at=facts[0], line=dialogue.circumstance(facts[0]).line,
                      message=f"{named} will turn for certain, and then the rules leave no place for the status quo: "
                              "there is no outlook; say `now` what is so already, or give it a chance below 100 %")
        return
    found = displaced(dialogue)
    if found and found.chance > 0.5:
        named = " and ".join(f"`{id}`" for id in found.facts) or "the rules"
        yield Warning(code="driven-out", at=(found.facts or ("rules",))[0],
                      line=dialogue.circumstance(found.facts[0]).line if found.facts else 0,
                      message=f"{named}: in {found.chance:.0%} of the cases the rules leave no place for the status "
                              "quo, and all chances of asks are of the other cases alone; write a copy of the file as "
                              "things will stand then, to see those")


# ---- what is not used yet --------------------------------------------------------------------------------------------


def _unused(dialogue: Dialogue) -> Iterator[Warning]:
    for left in left_out(dialogue):
        first, more = ", ".join(f"`{id}`" for id in left.ids[:3]), len(left.ids) - 3
        whose = f"{first} and {more} more" if more > 0 else first
        of = "" if left.ids == (left.name,) else f" ({whose})"
        yield Warning(code="not-used-yet", at=left.name, line=left.line,
                      message=f"`{left.name}`{of} is read, kept and not used yet by {left.by}")
