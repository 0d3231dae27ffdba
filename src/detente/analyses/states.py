"""How results name a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.model.dialogue import Dialogue, State


def named(dialogue: Dialogue, code: int) -> dict[str, str]:
    """The state of that code: option -> name of its level, every option, in file order."""
    levels = dialogue.state(code)
    return {option.id: option.levels[k] for option, k in zip(dialogue.options, levels, strict=True)}


def changes(dialogue: Dialogue, before: State, after: State) -> dict[str, str]:
    """What a step changes: option -> name of its level afterwards, in file order."""
    pairs = zip(dialogue.options, before, after, strict=True)
    return {option.id: option.levels[now] for option, was, now in pairs if was != now}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A state, by its code and by the level of each option."""

    code: int
    state: dict[str, str]


def place(dialogue: Dialogue, code: int) -> Place:
    """The state of that code, named both ways."""
    return Place(code=code, state=named(dialogue, code))


def places(dialogue: Dialogue, codes: Iterable[int]) -> tuple[Place, ...]:
    """Many states, named both ways."""
    return tuple(place(dialogue, code) for code in codes)
