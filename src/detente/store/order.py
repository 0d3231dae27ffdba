"""Which entries of two collections are one and the same, and in what order the entries of both stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from detente.store.entries import Entry, Parts

Named = dict[str, Entry]
"""Entries under names that mean the same entry in each text, in the order of the text."""

ALIKE = 0.6
"""How much of two items' text must agree for the one to be the other, edited."""


def named(base: Parts, *sides: Parts) -> tuple[Named, ...]:
    """The entries of base and sides: a mapping's by their keys, a list's by their ids or by what they say.

    An item without an id that was edited keeps its name where it stands at the same place and is much alike.
    """
    if any(parts.kind == "list" for parts in (base, *sides)):
        first = _by_content(base.entries)
        return first, *(_renamed(first, _by_content(side.entries)) for side in sides)
    return tuple({entry.key: entry for entry in parts.entries} for parts in (base, *sides))


def id_of(entry: Entry) -> str:
    """An item's stated id, or ""."""
    id = entry.data.get("id") if isinstance(entry.data, dict) else None
    return id if isinstance(id, str) else ""


def _by_content(entries: Iterable[Entry]) -> Named:
    seen: Counter[str] = Counter()
    result: Named = {}
    for entry in entries:
        name = f"id {id_of(entry)}" if id_of(entry) else json.dumps(entry.data, sort_keys=True)
        seen[name] += 1
        result[f"{name} {seen[name]}"] = entry
    return result


def _renamed(base: Named, side: Named) -> Named:
    """The side's entries, those that are edited ones of the base under the base's names."""
    news = _runs(side, base)
    names: dict[str, str] = {}
    for before, gone in _runs(base, side).items():
        for old, new in zip(gone, news.get(before, ()), strict=False):
            if _alike(base[old], side[new]):
                names[new] = old
    return {names.get(name, name): entry for name, entry in side.items()}


def _alike(one: Entry, other: Entry) -> bool:
    return SequenceMatcher(None, one.body[:2000], other.body[:2000], autojunk=False).ratio() >= ALIKE


def _runs(names: Iterable[str], common: Collection[str]) -> dict[str, list[str]]:
    """The names that are not common, each run of them under the common name before it ("" at the start)."""
    runs: dict[str, list[str]] = {}
    before = ""
    for name in names:
        if name in common:
            before = name
        else:
            runs.setdefault(before, []).append(name)
    return runs


def ordered(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Mapping[str, Entry], *, decided: bool = False
) -> tuple[tuple[str, ...], bool]:  # fmt: skip
    """(the names that are kept, in the order that the sides give them; whether the two orders leave it open).

    Who moved entries decides their order. What both put in at one place is open; it is then ordered by name, or where
    it is `decided`, ours before theirs.
    """
    common = set(ours) & set(theirs) & set(kept)
    old, mine, other = ([name for name in side if name in common] for side in (base, ours, theirs))
    old += [name for name in mine if name not in old]
    spine = other if mine == [name for name in old if name in common] else mine
    is_open = spine == mine != other and other != [name for name in old if name in common]
    my_runs, other_runs = (_runs([name for name in side if name in kept], common) for side in (ours, theirs))
    result: dict[str, None] = {}
    for name in ("", *spine):
        if name:
            result[name] = None
        runs = [run for run in (my_runs.get(name), other_runs.get(name)) if run]
        is_open = is_open or len(runs) == 2
        result.update(dict.fromkeys(new for run in (runs if decided else sorted(runs)) for new in run))
    return tuple(result), is_open
