"""Two versions of a dialogue: what differs, entry by entry, and the first with any choice of these differences."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.formats.entries import Entries, entries
from detente.methods.record.changes import Difference, Path, differences, ordered
from detente.model.dialogue import Dialogue

SILENT = frozenset({"note", "evidence", "basis", "aliases", "code", "says"})
"""Fields in which nothing decides."""

UNREAD = frozenset({"sources", "silence", "happened", "interview", "summary", "note", "title"})
"""Sections in which nothing decides."""


class Versions:
    """Two versions, taken apart. `found`: their differences, what was removed first."""

    def __init__(self, before: Dialogue, after: Dialogue) -> None:
        self.dialogues = (before, after)
        self.old, self.new = entries(before), entries(after)
        self.found: tuple[Difference, ...] = differences(
            self.old.values, self.new.values, (self.old.orders, self.new.orders)
        )

    def lines(self, path: Path) -> tuple[int, int]:
        """The line of an entry in the old file and in the new one (0: none)."""
        return self.old.lines.get(path, 0), self.new.lines.get(path, 0)

    def with_(self, chosen: Collection[int]) -> Dialogue:
        """The first version with some of the differences, by their places. InputError where that is no dialogue."""
        taken = [self.found[k] for k in chosen]
        values = dict(self.old.values)
        for one in taken:
            if one.kind == "removed":
                del values[one.path]
            elif one.kind != "moved":
                values[one.path] = self.new.values[one.path]
        orders = dict(self._orders(values, {one.path for one in taken if one.kind == "moved"}))
        return Entries(values=values, orders=orders, lines={}).dialogue(self.dialogues[1].file or "text")

    def _orders(self, values: Collection[Path], moved: set[Path]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        for room in {**self.old.orders, **self.new.orders}:
            there = [path[-1] for path in values if path[:-1] == room]
            before, after = self.old.orders.get(room, ()), self.new.orders.get(room, ())
            yield room, ordered(before, after, there, [path[-1] for path in moved if path[:-1] == room])


def decides(one: Difference) -> bool:
    """Whether a difference is of a kind that conclusions can hang on (a note or a source is not)."""
    return one.path[0] not in UNREAD and (one.kind != "changed" or any(f.name not in SILENT for f in one.fields))
