"""A dialogue taken apart into its entries, each with its path, and put together again from any choice of them.

Two versions of a dialogue are compared by entry, never by lines of text; and one version with some entries of the other
is a dialogue again, or is refused as any file would be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from detente.formats.data import to_data
from detente.formats.yaml import read_json
from detente.model.dialogue import Dialogue

Path = tuple[str, ...]
"""("options", "release"), ("priorities", "upland", "be-paid"), ("horizon",) …"""

BY_ID = ("sources", "parties", "fronts", "circumstances", "options", "asks", "commitments", "weights", "ranking",
         "fallback", "positions", "intentions", "attitudes", "status_quo")  # fmt: skip
"""Sections whose entries have a name; their order says nothing."""

IN_ORDER = ("rules", "rounds", "texts", "views", "offers")
"""Sections that are lists of entries with an id; and so is the list of priorities of each party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """`values`: by path what stands there, as in the file (of the status quo each option's level); `orders`: by path of
    a list the ids in it; `lines`: by path the line of the file (0: not known)."""

    values: Mapping[Path, Any]
    orders: Mapping[Path, tuple[str, ...]]
    lines: Mapping[Path, int]

    def dialogue(self, file: str = "text") -> Dialogue:
        """The dialogue that these entries make. InputError where they make none."""
        return read_json(json.dumps(self._data(), ensure_ascii=False), file)[0]

    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"detente": 1, "parties": {}, "options": {}}
        for path, value in self.values.items():
            if path[0] in BY_ID:
                data.setdefault(path[0], {})[path[1]] = value
            elif len(path) == 1:
                data[path[0]] = value
        for path, ids in self.orders.items():
            listed = [self.values[(*path, id)] for id in ids]
            if len(path) == 1:
                data[path[0]] = listed
            else:
                data.setdefault(path[0], {})[path[1]] = listed
        if "status_quo" in data and data.get("rounds"):
            *before, last = data["rounds"]
            data["rounds"] = [*before, {key: value for key, value in last.items() if key != "status_quo"}]
        return data


def entries(dialogue: Dialogue) -> Entries:
    """A dialogue, taken apart."""
    data = to_data(dialogue)
    del data["detente"]
    if PurePath(dialogue.file).stem == dialogue.title:
        del data["title"]  # none was stated: the file lent its name
    if dialogue.status_quo is not None:
        levels = zip(dialogue.options, dialogue.status_quo, strict=True)
        data["status_quo"] = {option.id: option.levels[level] for option, level in levels}
    values: dict[Path, Any] = {}
    orders: dict[Path, tuple[str, ...]] = {}
    for section, content in data.items():
        if section in BY_ID:
            values |= {(section, id): value for id, value in content.items()}
        elif section in IN_ORDER:
            orders[section,] = _listed(values, (section,), content, _ids(dialogue, section))
        elif section == "priorities":
            for party, lines in content.items():
                ids = [line.id for line in dialogue.preferences[party].priorities]
                orders[section, party] = _listed(values, (section, party), lines, ids)
        else:
            values[section,] = content
    return Entries(values=values, orders=orders, lines=dict(_lines(dialogue)))


def _listed(values: dict[Path, Any], path: Path, content: list[Any], ids: list[str]) -> tuple[str, ...]:
    for id, value in zip(ids, content, strict=True):
        entry = value if isinstance(value, dict) else {"want": value}
        values[(*path, id)] = {"id": id, **entry}
    return tuple(ids)


def _ids(dialogue: Dialogue, section: str) -> list[str]:
    listed = dialogue.every_rule if section == "rules" else getattr(dialogue, section)
    return [entry.id for entry in listed]


def _lines(dialogue: Dialogue) -> Iterator[tuple[Path, int]]:
    for section in ("sources", "parties", "fronts", "circumstances", "options", "asks", "rules", "rounds",
                    "commitments", "views", "offers", "texts"):  # fmt: skip
        for entry in getattr(dialogue, section):
            yield (section, entry.id), entry.line
    for rule in dialogue.own_rules:
        yield ("rules", rule.id), rule.line
    for party, preferences in dialogue.preferences.items():
        for line in preferences.priorities:
            yield ("priorities", party, line.id), line.line
