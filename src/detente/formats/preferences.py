"""Priorities, weights and rankings of a file -> `Preferences`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from detente.formats.nodes import Path
from detente.formats.records import DialogueFile, StatementEntry
from detente.formats.scope import Scope
from detente.formats.written import number_of
from detente.model import dialogue as m
from detente.model.expression import unparse

_WAYS = ("priorities", "weights", "ranking")


def preferences_of(raw: DialogueFile, scope: Scope, party: str) -> m.Preferences:
    """A party's preference, given in one of three ways or not at all."""
    given = [way for way in _WAYS if party in getattr(raw, way)]
    if len(given) > 1:
        lines = " and ".join(f"`{way}` (line {scope.place.line(way, party)})" for way in given)
        scope.place.wrong((given[-1], party), f"`{party}` has {lines}; a party's preference is given in one way only")
    if "weights" in given:
        return m.Preferences(weights=_weights(raw, scope, party))
    if "ranking" in given:
        return m.Preferences(ranking=ranking_of(raw.ranking[party], ("ranking", party), scope))
    entries = raw.priorities.get(party, [])
    return m.Preferences(priorities=tuple(
        equally_or_statement(entry, party, ("priorities", party, i), scope) for i, entry in enumerate(entries)
    ))


def equally_or_statement(
    entry: StatementEntry, party: str, at: Path, scope: Scope, prefix: str = ""
) -> m.Priority:
    """One line of a list: a statement, or a group of equal weight."""
    if bool(entry.want) == bool(entry.equally):
        told = "not both" if entry.want else "and there is neither"
        scope.place.wrong(at, f"priority of `{party}`: either `want` or `equally` is needed, {told}")
    if not entry.equally:
        return statement_of(entry, party, at, scope, prefix or party)
    items = tuple(
        statement_of(item, party, (*at, "equally", k), scope, prefix or party) for k, item in enumerate(entry.equally)
    )
    text = "equally " + " ".join(unparse(item.want) for item in items)
    id = scope.identify(entry.id, text, at, prefix or party)
    return scope.made(m.Equally, entry, at, id=id, items=items)


def statement_of(entry: StatementEntry, party: str, at: Path, scope: Scope, prefix: str) -> m.Statement:
    """One statement of a list, its id derived under `prefix` where none is given."""
    if entry.equally and not entry.want:
        scope.place.wrong(at, "a group of equal weight inside another")
    want = scope.expression(entry.want or "false", (*at, "want"), f"priority of `{party}`")
    id = scope.identify(entry.id, unparse(want), at, prefix)
    return scope.made(m.Statement, entry, at, id=id, want=want)


def _weights(raw: DialogueFile, scope: Scope, party: str) -> tuple[m.Weight, ...]:
    made = []
    for text, number in raw.weights[party].items():
        at = ("weights", party, text)
        expr = scope.expression(text, at, f"weight of `{party}`")
        value = number_of(number)
        if value is None:
            scope.place.wrong(at, f"weight of `{party}`: `{number}` is not a number;", "write 3, -0.5 or 1/3.")
        made.append(m.Weight(expr=expr, value=value or Fraction(0), line=scope.place.line(*at)))
    return tuple(made)


def ranking_of(entries: Sequence[Any], at: Path, scope: Scope) -> tuple[tuple[int, ...], ...]:
    """Groups of codes, best first. Whether every feasible state is named is asked once the rules are known."""
    if not entries:
        scope.place.wrong(at, "the ranking is empty")
    groups: list[tuple[int, ...]] = []
    seen: dict[int, int] = {}
    for i, entry in enumerate(entries):
        group = entry if isinstance(entry, list) else [entry]
        codes = []
        for k, item in enumerate(group):
            here = (*at, i, k) if isinstance(entry, list) else (*at, i)
            code = _code(item, here, scope)
            if code is None:
                continue
            if code in seen:
                scope.place.wrong(here, f"state {code} stands twice in this ranking (first in line {seen[code]})")
            seen.setdefault(code, scope.place.line(*here))
            codes.append(code)
        groups.append(tuple(codes))
    return tuple(group for group in groups if group)


def _code(item: Any, at: Path, scope: Scope) -> int | None:
    possible = math.prod(len(levels) for levels in scope.levels.values())
    if isinstance(item, dict):
        state = scope.state(scope.some_levels({str(k): str(v) for k, v in item.items()}, at))
        code = 0
        for level, levels in zip(reversed(state), reversed(scope.levels.values()), strict=True):
            code = code * len(levels) + level
        return code
    text = str(item)
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        scope.place.wrong(at, f"`{text}` is not a state;", "write a mapping of option to level, or a code.")
        return None
    if int(text) >= possible:
        scope.place.wrong(at, f"code {text} is out of range: there are {possible:,} states, 0 to {possible - 1:,}")
        return None
    return int(text)
