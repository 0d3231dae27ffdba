"""Which engine answers about all states of a dialogue, from its size and shape, before any memory is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.engine.interface import LIMIT
from detente.model.dialogue import Dialogue

EngineName = Literal["arrays", "diagrams"]
Asked = Literal["auto", "arrays", "diagrams"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The engine, and what it was chosen by: the states, those that arrays hold at most, the lines of the longest list.

    Arrays take as long as there are states; diagrams as the lists have lines, and the more so the more parties.
    """

    engine: EngineName
    states: int
    limit: int
    lines: int


def choose(dialogue: Dialogue, asked: Asked = "auto") -> Choice:
    """Arrays for as many states as fit into memory, else diagrams; or what is asked for.

    >>> from detente import load
    >>> choose(load("river")).engine
    'arrays'
    """
    lines = max((len(wants.exprs) for wants in dialogue.preferences.values()), default=0)
    fitting: EngineName = "arrays" if dialogue.possible <= LIMIT else "diagrams"
    return Choice(
        engine=fitting if asked == "auto" else asked, states=dialogue.possible, limit=LIMIT, lines=lines
    )  # fmt: skip
