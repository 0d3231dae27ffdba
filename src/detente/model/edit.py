"""A list of priorities, edited: what `change` and a party's view of another do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from detente.model.dialogue import Added, Equally, Preferences, Priority, Statement


def edit(
    preferences: Preferences,
    *,
    drops: Iterable[str] = (),
    moves: Mapping[str, int] | None = None,
    adds: Iterable[Added] = (),
) -> Preferences:
    """A list of priorities edited: drops, then all moves at once, then additions.

    A move sorts the list by (place + m + half the sign of m), stably; a group of equal weight is one place. Ids that
    are not in the list are passed over; an addition beside a line that is gone stands where that line stood.
    """
    gone = frozenset(drops)
    kept = [(item.id, left) for item in preferences.priorities if (left := without(item, gone)) is not None]
    moved = _moved(kept, moves or {})
    return replace(preferences, priorities=tuple(_with_added(moved, tuple(adds), preferences.priorities)))


def without(item: Priority, gone: frozenset[str]) -> Priority | None:
    if item.id in gone:
        return None
    if isinstance(item, Statement):
        return item
    left = tuple(s for s in item.items if s.id not in gone)
    if len(left) == len(item.items):
        return item
    return replace(item, items=left) if len(left) > 1 else next(iter(left), None)


def _moved(items: list[tuple[str, Priority]], moves: Mapping[str, int]) -> list[Priority]:
    def place(pair: tuple[int, tuple[str, Priority]]) -> float:
        at, (id, item) = pair
        m = moves.get(id, moves.get(item.id, 0))  # what is left of a group still moves by the group's id
        return at + m + 0.5 * ((m > 0) - (m < 0))

    return [item for _, (_, item) in sorted(enumerate(items), key=place)]


def _with_added(items: list[Priority], adds: tuple[Added, ...], original: tuple[Priority, ...]) -> list[Priority]:
    """The list with statements put in. Several at one place stand there in the order in which they are given."""
    by_place = sorted(adds, key=lambda a: (a.before, a.after))
    for (before, after), group in groupby(by_place, key=lambda a: (a.before, a.after)):
        at = _place(items, before or after, original, behind=not before)
        items = [*items[:at], *(a.statement for a in group), *items[at:]]
    return items


def _place(items: list[Priority], anchor: str, original: tuple[Priority, ...], *, behind: bool) -> int:
    if not anchor:
        return len(items)
    at = _index(items, anchor)
    if at is not None:
        return at + behind
    start = _index(original, anchor)
    for later in original[start + 1 :] if start is not None else ():
        at = _index(items, later.id)
        if at is not None:
            return at
    return len(items)


def _index(items: Iterable[Priority], id: str) -> int | None:
    """Where a statement (or the group that holds it) stands in a list."""
    for at, item in enumerate(items):
        if item.id == id or (isinstance(item, Equally) and any(s.id == id for s in item.items)):
            return at
    return None
