"""How results name a state."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model.dialogue import Dialogue


def named(dialogue: Dialogue, code: int) -> dict[str, str]:
    """The state of that code: option -> name of its level, every option, in file order."""
    levels = dialogue.state(code)
    return {option.id: option.levels[k] for option, k in zip(dialogue.options, levels, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A state, by its code and by the level of each option."""

    code: int
    state: dict[str, str]


def place(dialogue: Dialogue, code: int) -> Place:
    """The state of that code, named both ways."""
    return Place(code=code, state=named(dialogue, code))
