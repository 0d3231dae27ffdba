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
from detente.model.expression import names

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
            yield Warning(code="idle-party", case="indifferent" if indifferent else "", at=party.id, line=party.line,
                          about={"party": party.id})
        elif indifferent:
            yield Warning(code="indifferent-party", at=party.id, line=party.line, about={"party": party.id})
        if party.ratifies and party.at_table and dialogue.options_of(party.id):
            yield Warning(code="ratifier-with-options", at=party.id, line=party.line,
                          about={"party": party.id, "ratified": party.ratifies})


def _has_preferences(preferences: Preferences) -> bool:
    return bool(preferences.priorities or preferences.weights or preferences.ranking)


def _options(dialogue: Dialogue) -> Iterator[Warning]:
    mentioned = {party.id: _mentioned(dialogue, party.id) for party in dialogue.parties}
    for option in dialogue.options:
        by = [party for party, options in mentioned.items() if option.id in options]
        if not by:
            yield Warning(code="unmentioned-option", at=option.id, line=option.line, about={"option": option.id})
        elif option.by not in by:
            yield Warning(code="free-deterrent", at=option.id, line=option.line,
                          about={"party": option.by, "option": option.id, "others": tuple(by)})


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
    used = {name for expr in dialogue.expressions for name in names(expr)}
    for fact in dialogue.circumstances:
        if fact.id not in used:
            yield Warning(code="unused-circumstance", at=fact.id, line=fact.line, about={"fact": fact.id})


def _asks(dialogue: Dialogue) -> Iterator[Warning]:
    for ask in dialogue.asks:
        named = names(ask.that)
        foreign = [name for name in named if dialogue.has("options", name) and dialogue.option(name).by != ask.of]
        if foreign:
            deciders = tuple(dict.fromkeys(dialogue.option(name).by for name in foreign))
            yield Warning(code="ask-not-controlled", at=ask.id, line=ask.line, about={
                "ask": ask.id, "party": ask.of, "options": tuple(foreign), "deciders": deciders})  # fmt: skip
        elif not any(dialogue.has("options", name) for name in named):
            yield Warning(code="ask-not-controlled", case="nothing", at=ask.id, line=ask.line,
                          about={"ask": ask.id, "party": ask.of})


def _views(dialogue: Dialogue) -> Iterator[Warning]:
    for view in dialogue.views:
        alone = apply(replace(dialogue, views=(view,)), AsSeenBy(view.who))
        if alone.preferences == dialogue.preferences:
            yield Warning(code="idle-view", at=view.id, line=view.line, about={"party": view.who, "other": view.of})


def _not_known(dialogue: Dialogue) -> Iterator[Warning]:
    unknown = [o for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]
    if unknown:
        first = unknown[0]
        yield Warning(code="not-known", at=first.id, line=first.line, about={
            "options": tuple(option.id for option in unknown),
            "levels": tuple(f"{option.id}={option.levels[0]}" for option in unknown)})  # fmt: skip


def _driven_out(dialogue: Dialogue) -> Iterator[Warning]:
    facts = driven_out(dialogue)
    if facts:
        yield Warning(code="driven-out", at=facts[0], line=dialogue.circumstance(facts[0]).line,
                      about={"facts": tuple(facts)})
        return
    found = displaced(dialogue)
    if found and found.chance > 0.5:
        yield Warning(code="driven-out", case="likely", at=(found.facts or ("rules",))[0],
                      line=dialogue.circumstance(found.facts[0]).line if found.facts else 0,
                      about={"facts": tuple(found.facts) or ("rules",), "percent": round(100 * found.chance)})


# ---- what is not used yet --------------------------------------------------------------------------------------------


def _unused(dialogue: Dialogue) -> Iterator[Warning]:
    for left in left_out(dialogue):
        yield Warning(code="not-used-yet", case=left.by, at=left.name, line=left.line,
                      about={"field": left.name, "ids": left.ids})
