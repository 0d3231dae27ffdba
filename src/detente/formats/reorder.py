"""A party's list in a file's text: where its lines stand, and another order of them, comments and groups kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.formats.edit import append, insert, move, remove, set_value, wrap
from detente.formats.nodes import Path, data_at, from_yaml
from detente.model.dialogue import Dialogue, Equally, Priority
from detente.model.nearest import unknown

Items = list[tuple[str, ...]]
"""By place in the list the ids of the lines that stand there: one, or those of a group."""


def reordered(text: str, party: str, before: Sequence[Priority], after: Sequence[Priority], file: str = "text") -> str:
    """The text with the party's list as `after` has it; both hold the same lines."""
    listed = _List(text, party, before, file)
    wanted = [_ids(item) for item in after]
    for ids in [ids for ids in listed.items if len(ids) > 1]:
        stay = next((part for goal in wanted if len(part := tuple(id for id in ids if id in goal)) > 1), ())
        listed.take_out(ids, stay)
    for goal in wanted:
        if len(goal) > 1:
            listed.put_together(goal)
    for place, goal in enumerate(wanted):
        listed.bring(goal, place)
    return listed.text


def _ids(item: Priority) -> tuple[str, ...]:
    return tuple(s.id for s in item.statements)


class _List:
    """A list while it is edited: its text, and which lines stand where."""

    def __init__(self, text: str, party: str, before: Sequence[Priority], file: str) -> None:
        self.text, self.file = text, file
        self.path: tuple[str | int, ...] = ("priorities", party)
        self.items: Items = [_ids(item) for item in before]

    def take_out(self, ids: tuple[str, ...], stay: tuple[str, ...]) -> None:
        """The lines of a group but those that `stay`, each for itself behind it; with none that stays, in its place."""
        place = self.items.index(ids)
        group = self._data(place)
        lines = group if isinstance(group, list) else group["equally"]
        out = [(id, k) for k, id in enumerate(ids) if id not in stay]
        for n, (_, k) in enumerate(out, start=1):
            self.text = insert(self.text, self.path, place + n, lines[k], self.file)
        for _, k in reversed(out) if stay else ():
            self.text = remove(self.text, (*self._inner(place), k), self.file)
        if not stay:
            self.text = remove(self.text, (*self.path, place), self.file)
        self.items[place : place + 1] = [*([stay] if stay else []), *((id,) for id, _ in out)]

    def put_together(self, goal: tuple[str, ...]) -> None:
        """These lines as one group, where the highest of them stands."""
        parts = [ids for ids in self.items if set(ids) <= set(goal)]
        if len(parts) == 1:
            return
        group = next((ids for ids in parts if len(ids) > 1), None)
        if group is None:
            self._wrapped(goal)
            return
        inside = list(group)
        for ids in [ids for ids in parts if ids != group]:
            self._join(ids, group)
            inside += ids
        place = self.items.index(group)
        self.items[place] = goal
        for k, id in enumerate(goal):
            if (now := inside.index(id)) != k:
                self.text = move(self.text, (*self._inner(place), now), k, self.file)
                inside.insert(k, inside.pop(now))

    def _wrapped(self, goal: tuple[str, ...]) -> None:
        first = min(self.items.index((id,)) for id in goal)
        for k, id in enumerate(goal):
            self.bring((id,), first + k)
        self.text = wrap(self.text, self.path, first, len(goal), self.file)
        self.text = set_value(self.text, (*self.path, first, "basis"), "inferred", self.file)
        self.items[first : first + len(goal)] = [goal]

    def _join(self, ids: tuple[str, ...], group: tuple[str, ...]) -> None:
        """One more line, or the lines of another group, at the end of a group."""
        place = self.items.index(ids)
        data = self._data(place)
        lines = [data] if len(ids) == 1 else data if isinstance(data, list) else data["equally"]
        self.text = remove(self.text, (*self.path, place), self.file)
        del self.items[place]
        for line in lines:
            self.text = append(self.text, self._inner(self.items.index(group)), line, self.file)

    def _inner(self, place: int) -> tuple[str | int, ...]:
        """Where the lines of a group stand."""
        return group_path(self.text, str(self.path[1]), place, self.file)

    def bring(self, ids: tuple[str, ...], place: int) -> None:
        """An item to a place of the list."""
        now = next(k for k, other in enumerate(self.items) if set(other) == set(ids))
        if now != place:
            self.text = move(self.text, (*self.path, now), place, self.file)
            self.items.insert(place, self.items.pop(now))

    def _data(self, place: int) -> Any:
        return data_at(from_yaml(self.text, self.file)[0].plain_data(), (*self.path, place))


def line_path(dialogue: Dialogue, text: str, id: str, file: str = "text") -> Path:
    """Where a statement, or a group of equal weight, stands in the file. InputError if there is none."""
    known: list[str] = []
    for party, preferences in dialogue.preferences.items():
        for k, item in enumerate(preferences.priorities):
            members = [inner.id for inner in item.items] if isinstance(item, Equally) else []
            if item.id == id:
                return "priorities", party, k
            if id in members:
                return (*group_path(text, party, k, file), members.index(id))
            known += [item.id, *members]
    raise unknown("line of a list", id, known)


def group_path(text: str, party: str, place: int, file: str) -> Path:
    """Where the lines of a group stand: under `equally`, or, in the older form, in an inner list."""
    path: Path = ("priorities", party, place)
    group = from_yaml(text, file)[0].at(path)
    return path if group is not None and group.kind == "list" else (*path, "equally")
