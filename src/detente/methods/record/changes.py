"""What differs between two versions, entry by entry, and a version with some of these differences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an entry that differs: what stood there and what stands there now (None: nothing); "" : the entry."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An entry that one version has and the other not, that says something else, or that stands elsewhere in its list.

    `place`: of an entry that moved or came, its place in the new list, from 1 (0: the order of its section does not
    count).
    """

    path: Path
    kind: Literal["added", "removed", "changed", "moved"]
    fields: tuple[Field, ...] = ()
    place: int = 0


def differences(
    before: Mapping[Path, Any], after: Mapping[Path, Any],
    orders: tuple[Mapping[Path, Sequence[str]], Mapping[Path, Sequence[str]]],
) -> tuple[Difference, ...]:  # fmt: skip
    """Every difference, in the order of the new version; what was removed first.

    >>> [d.kind for d in differences({("a", "x"): 1}, {("a", "x"): 2, ("a", "y"): 1}, ({}, {}))]
    ['changed', 'added']
    """
    found = [Difference(path=path, kind="removed", fields=_fields(before[path], None))
             for path in before if path not in after]  # fmt: skip
    places = {(*path, id): place for path, ids in orders[1].items() for place, id in enumerate(ids, start=1)}
    moved = {path for room in orders[1] for path in _moved(room, orders[0].get(room, ()), orders[1][room])}
    for path, value in after.items():
        if path not in before:
            found.append(Difference(path=path, kind="added", fields=_fields(None, value), place=places.get(path, 0)))
            continue
        if before[path] != value:
            found.append(Difference(path=path, kind="changed", fields=_fields(before[path], value)))
        if path in moved:
            found.append(Difference(path=path, kind="moved", place=places[path]))
    return tuple(found)


def _fields(before: Any, after: Any) -> tuple[Field, ...]:
    """The fields that differ; of entries that are no mappings, the whole."""
    old, new = ({} if value is None else value for value in (before, after))
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return (Field(name="", before=before, after=after),)
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        Field(name=name, before=old.get(name), after=new.get(name)) for name in names if old.get(name) != new.get(name)
    )


def _moved(room: Path, before: Sequence[str], after: Sequence[str]) -> Iterator[Path]:
    """The fewest entries, of those in both lists, whose moving makes the one order of the other."""
    old, new = [id for id in before if id in after], [id for id in after if id in before]
    kept = {old[k] for block in _alike(old, new) for k in range(block[0], block[0] + block[1])}
    yield from ((*room, id) for id in new if id not in kept)


def _alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.size) for block in blocks]


def ordered(before: Sequence[str], after: Sequence[str], there: Iterable[str], moved: Iterable[str]) -> tuple[str, ...]:
    """The order of a list with some changes: those `there`, in the old order but for what came or moved.

    Each of these stands behind the nearest of those before it in the new list that is there.

    >>> ordered("abc", "xcab", there="axbc", moved="x")
    ('x', 'a', 'b', 'c')
    """
    present, new = set(there), set(moved) | (set(there) - set(before))
    found = [id for id in before if id in present and id not in new]
    for k, id in enumerate(after):
        if id in new and id in present:
            ahead = next((other for other in reversed(after[:k]) if other in found), None)
            found.insert(0 if ahead is None else found.index(ahead) + 1, id)
    return tuple(found)
