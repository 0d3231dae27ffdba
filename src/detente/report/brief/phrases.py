"""Steps, states and asks as noun phrases that fit into a sentence of the brief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.model.dialogue import Dialogue, Option
from detente.report import wording

LISTED = 3
"""Things named in one sentence; the rest are counted."""


def change(dialogue: Dialogue, id: str, level: str) -> str:
    """An option brought to a level, as a noun: "raised aid", "an end to the blockade", "Release water (half)".

    What an ask asks for is told in the words of the ask.
    """
    option = dialogue.option(id)
    index = option.levels.index(level)
    if not index:
        return wording.small(dialogue, wording.taken(dialogue, option, 0))
    asked = _asked(dialogue, option, index)
    own = len(option.levels) == 2 or asked.casefold() not in (option.text.casefold(), option.name.casefold())
    if asked and own and not wording.is_sentence(dialogue, asked):
        return wording.small(dialogue, asked)
    return wording.small(dialogue, wording.taken(dialogue, option, index))


def _asked(dialogue: Dialogue, option: Option, level: int) -> str:
    """The text of the ask that asks for just this level, or ""."""
    found = (ask for ask in dialogue.asks if wording.asked_level(dialogue, ask) == (option, level))
    ask = next(found, None)
    return "" if ask is None else wording.ask(dialogue, ask)


def steps(dialogue: Dialogue, changes: Mapping[str, str], limit: int = LISTED) -> str:
    """What a step changes, as a list inside a sentence."""
    return wording.ways([change(dialogue, id, level) for id, level in changes.items()], limit)


def asks(dialogue: Dialogue, ids: Iterable[str], limit: int = LISTED) -> str:
    """Asks by their texts, as a list inside a sentence."""
    return wording.ways([wording.asked(dialogue, id) for id in ids], limit)


def parties(dialogue: Dialogue, ids: Sequence[str]) -> str:
    """Parties as a list inside a sentence."""
    return wording.listed(wording.party(dialogue, id) for id in ids)


def words(text: str) -> int:
    """How many words a sentence has."""
    return len(text.split())
