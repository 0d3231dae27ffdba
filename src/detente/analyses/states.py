"""How results name a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.model.dialogue import Dialogue, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.space import Space


def named(dialogue: Dialogue, code: int) -> dict[str, str]:
    """The state of that code: option -> name of its level, every option, in file order."""
    levels = dialogue.state(code)
    return {option.id: option.levels[k] for option, k in zip(dialogue.options, levels, strict=True)}


def changes(dialogue: Dialogue, before: State, after: State) -> dict[str, str]:
    """What a step changes: option -> name of its level afterwards, in file order."""
    pairs = zip(dialogue.options, before, after, strict=True)
    return {option.id: option.levels[now] for option, was, now in pairs if was != now}


def check_limit(limit: int | None) -> None:
    """InputError for a limit below 0, which would silently drop the end of a list."""
    if limit is not None and limit < 0:
        raise InputError(f"a limit is a number from 0 on, not {limit}")


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


def levels_among(space: Space, cells: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """For each option, in file order, which of its levels occur among the cells: a Boolean for each level."""
    import numpy as np

    digits = zip(space.layout.cell_strides, space.layout.radices, strict=True)
    return tuple(np.bincount(cells // stride % radix, minlength=radix) > 0 for stride, radix in digits)
