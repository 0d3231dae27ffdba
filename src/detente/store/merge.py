"""Two people's changes to one dialogue text, in one text: by entry, never by line.

An entry is a party, an option, a rule, a line of priorities, a level of the status quo, a round's answer: what makes
one claim is taken from one side or the other, as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from detente.errors import DetenteError
from detente.formats.nodes import Node, from_yaml
from detente.store.entries import Entry, Indivisible, Lines, Parts, around, dashed, parts, same, shifted, together
from detente.store.order import id_of, named, ordered
from detente.store.records import Conflict, Merged

_BY_PARTY = frozenset({"priorities", "weights", "positions", "fallback", "intentions", "attitudes"})
_OF_ROUNDS = frozenset({"answers", "circumstances", "status_quo", "events"})
_ORDERED = frozenset({"priorities", "rounds"})
"""Lists whose order says something."""

Path = tuple[str, ...]
Side = Literal["ours", "theirs"]
NOTHING: Mapping[str, Side] = MappingProxyType({})


def merge(base: str, ours: str, theirs: str, chosen: Mapping[str, Side] = NOTHING) -> Merged:
    """The text that holds what `ours` and `theirs` each changed of `base`.

    Comments stay with their entries. An entry that both changed, each otherwise, is a conflict: ours stands in the
    text. Two new entries at one place of a list whose order counts both stand, and are told, too. A text that is not
    YAML is one entry by itself. `chosen`: whose stands (of an order: comes first), by the names of conflicts that an
    earlier merge of the same texts told; they are none any more.
    """
    if ours == theirs or theirs == base:
        return Merged(text=ours)
    if ours == base:
        return Merged(text=theirs)
    try:
        return _by_entry(base, ours, theirs, chosen)
    except (Indivisible, DetenteError):
        if "" in chosen:
            return Merged(text=theirs if chosen[""] == "theirs" else ours)
        return Merged(text=ours, conflicts=(Conflict(entry="", base=base, ours=ours, theirs=theirs),))


def _by_entry(base: str, ours: str, theirs: str, chosen: Mapping[str, Side]) -> Merged:
    merging = _Merging(chosen)
    wholes = [parts(_root(text), Lines(text, 0, 0, len(text))) for text in (base, ours, theirs)]
    entries, like = merging.collection((), *wholes)
    text = together(entries, like, like.column)
    if like.gaps is None:
        text += _comments(*(whole.foot for whole in wholes))
    else:
        text = text.join(_one(*ends) for ends in zip(*map(_ends, (base, ours, theirs)), strict=True))
    if _root(text).plain_data() != _data(entries, like):
        raise Indivisible
    return Merged(text=text, conflicts=tuple(one for one in merging.conflicts if one.entry not in chosen))


def _root(text: str) -> Node:
    return from_yaml(text, "text")[0]


def _ends(text: str) -> tuple[str, str]:
    """What stands before and after the outermost brackets."""
    root = _root(text)
    return text[: root.start], text[root.end :]


def _data(entries: list[Entry], like: Parts) -> Any:
    if not entries and like.gaps is None:
        return None  # a key without lines below it has no value
    return [e.data for e in entries] if like.kind == "list" else {e.key: e.data for e in entries}


def _divisible(path: Path) -> bool:
    """Whether what stands at a path is a collection of entries, and not one entry."""
    if len(path) < 2:
        return path != ("signature",)
    if path[0] == "rounds":
        return len(path) == 2 or (len(path) == 3 and path[2] in _OF_ROUNDS)
    return len(path) == 2 and path[0] in _BY_PARTY


def _comments(base: str, ours: str, theirs: str) -> str:
    """Comments and blank lines: one side's change; of two changes ours, and the lines that only theirs has."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    known = {line.strip() for line in (base + "\n" + ours).split("\n")}
    return ours + "".join(line for line in theirs.splitlines(keepends=True) if line.strip() not in known)


def _one(base: str, ours: str, theirs: str) -> str:
    if ours != theirs and base not in (ours, theirs):
        raise Indivisible
    return theirs if ours == base else ours


class _Merging:
    """One merge: the conflicts found so far, the decided ones among them."""

    def __init__(self, chosen: Mapping[str, Side]) -> None:
        self.chosen = chosen
        self.conflicts: list[Conflict] = []

    def side(self, path: Path, **texts: str) -> Side | None:
        """Takes note of a conflict, under a name of its own; whose was chosen."""
        name, told = ".".join(path), {one.entry for one in self.conflicts}
        names = (name, *(f"{name} ({n})" for n in range(2, len(told) + 2)))
        entry = next(one for one in names if one not in told)
        self.conflicts.append(Conflict(entry=entry, **texts))
        return self.chosen.get(entry)

    def collection(self, path: Path, base: Parts, ours: Parts, theirs: Parts) -> tuple[list[Entry], Parts]:
        """The entries of a merged collection, and the collection in whose style they are written."""
        kinds = {p.kind for p in (base, ours, theirs) if p.kind != "empty"}
        if len(kinds) > 1 or "text" in kinds:
            raise Indivisible
        b, o, t = named(base, ours, theirs)
        merged = {name: self.entry((*path, _label(name, b, o, t)), b.get(name), o.get(name), t.get(name))
                  for name in {**b, **o, **t}}  # fmt: skip
        kept = {name: entry for name, entry in merged.items() if entry is not None}
        names, is_open = ordered(list(b), list(o), list(t), kept)
        counts = is_open and path and path[0] in _ORDERED and kinds == {"list"}
        if counts and (side := self.side(path, **_orders(b, o, t))):
            first, second = (o, t) if side == "ours" else (t, o)
            names, _ = ordered(list(b), list(first), list(second), kept, decided=True)
        like = max((ours, theirs, base), key=lambda p: (bool(p.entries), p.gaps is None, p is ours))
        return [kept[name] for name in names], like

    def entry(self, path: Path, base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | None:
        """The entry that both sides make of one; None where it is gone."""
        lead = _comments(*(entry.lead if entry else "" for entry in (base, ours, theirs)))
        if same(base, ours) and not same(ours, theirs):
            return _under(lead, theirs)
        if same(ours, theirs) or same(base, theirs):
            return _under(lead, theirs if ours and base and ours.body == base.body else ours)
        if _divisible(path) and ours is not None and theirs is not None:
            before = len(self.conflicts)
            try:
                return self.divided(path, lead, base, ours, theirs)
            except Indivisible:
                del self.conflicts[before:]
        texts = {name: entry.body if entry else "" for name, entry in
                 (("base", base), ("ours", ours), ("theirs", theirs))}  # fmt: skip
        return _under(lead, theirs if self.side(path, **texts) == "theirs" else ours)

    def divided(self, path: Path, lead: str, base: Entry | None, ours: Entry, theirs: Entry) -> Entry:
        """An entry whose value is merged part by part."""
        sides = [parts(entry.node, entry.lines) if entry else Parts() for entry in (base, ours, theirs)]
        if {entry.node.kind for entry in (ours, theirs) if entry.node} - {"map", "list", "empty"}:
            raise Indivisible
        entries, like = self.collection(path, *sides)
        model = ours if like is sides[1] else theirs if like is sides[2] else base
        if model is None or model.lines is None:
            raise Indivisible
        column = like.column - model.lines.column
        inner = together(entries, like, column)
        before, after = self.frame(model, base, ours, theirs)
        if model.lines.dashed:
            inner = dashed(inner, column)
        return Entry(ours.key, lead, before + inner + after, _data(entries, like), model.node, model.lines)

    def frame(self, model: Entry, base: Entry | None, ours: Entry, theirs: Entry) -> tuple[str, str]:
        """What stands before and after the parts of a value: as the sides have it that are written like the model."""
        sides = [side for side in (base, ours, theirs) if side]
        if any("#" in "".join(around(side)) for side in sides if _style(side) != _style(model)):
            raise Indivisible
        was, mine, other = (side and around(side) if side and _style(side) == _style(model) else None
                            for side in (base, ours, theirs))  # fmt: skip
        known = was or mine or other or around(model)
        return _one(known[0], (mine or known)[0], (other or known)[0]), _one(known[1], (mine or known)[1],
                                                                             (other or known)[1])  # fmt: skip


def _style(entry: Entry) -> tuple[str, bool, bool]:
    kind, flow = (entry.node.kind, entry.node.flow) if entry.node else ("", False)
    return kind, flow, entry.lines is not None and entry.lines.dashed


def _under(lead: str, entry: Entry | None) -> Entry | None:
    return entry and Entry(entry.key, lead, entry.body, entry.data, entry.node, entry.lines)


def _label(name: str, *sides: dict[str, Entry]) -> str:
    """What an entry is called for people: its key or id, or its number in the first text that has it."""
    side = next(side for side in reversed(sides) if name in side)
    entry = side[name]
    return entry.key or id_of(entry) or str(list(side).index(name) + 1)


def _orders(*sides: dict[str, Entry]) -> dict[str, str]:
    lists = (shifted("".join(entry.body.rstrip("\n") + "\n" for entry in side.values()), 0) for side in sides)
    return dict(zip(("base", "ours", "theirs"), lists, strict=True))
