"""Trades of two asks between two parties at the table: you grant this, I grant that (definitions 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.methods.bargaining.fallback import undominated
from detente.methods.bargaining.packages import Packages
from detente.methods.bargaining.vetoes import ratifiers, stands
from detente.methods.reasons.granting import asked_levels, named_levels, nearest
from detente.model.dialogue import Ask, State
from detente.model.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Two grants, one by each of two parties, that both like better together than the status quo.

    `levels`: what is set, by level name; `grants`: per party of the two what it sets; `asks`: per party the asks that
    it grants by this, wholly or in part, `met` those of them that are then met. `better`: per party at the table
    whether it likes the outcome better than the status quo; `loses`: those that like it less. `alone`: per party of the
    two whether its grant alone would already be better for both. `refused`: the ratifiers that would not let it pass.
    """

    code: int
    state: dict[str, str]
    levels: dict[str, str]
    grants: dict[str, dict[str, str]]
    asks: dict[str, tuple[str, ...]]
    met: dict[str, tuple[str, ...]]
    better: dict[str, bool]
    loses: tuple[str, ...]
    alone: dict[str, bool]
    refused: tuple[str, ...]


Grant = tuple[tuple[str, int], ...]


def trades(grid: Grid, found: Packages) -> tuple[Trade, ...]:
    """All trades, for each pair of asks those levels alone that no other levels beat for the two parties.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.engine.solved import board_of, solved
    >>> from detente.methods.bargaining.packages import packages
    >>> [trade.levels for trade in trades(board_of(river), packages(solved(river).space))]
    [{'release': 'half', 'pay': 'yes'}]
    """
    made: dict[int, Trade] = {}
    for i, j in combinations(found.table, 2):
        for a in _asks(grid, of=i, by=j):
            for b in _asks(grid, of=j, by=i):
                for code, ga, gb in _best(grid, found, a, b):
                    trade = _trade(grid, found, code, {i: ga, j: gb})
                    made.setdefault(code, trade)
    return tuple(sorted(made.values(), key=lambda t: (len(t.levels), t.code)))


def _asks(grid: Grid, *, of: str, by: str) -> list[Ask]:
    return [ask for ask in grid.dialogue.asks if ask.of == of and ask.by == by]


def _grants(grid: Grid, ask: Ask) -> list[Grant]:
    """The ways to grant an ask from the status quo: each level of its option on the way, or the nearest states."""
    dialogue = grid.dialogue
    sq = dialogue.status_quo
    assert sq is not None
    if dialogue.holds(ask.that, sq):
        return []
    if ask.option:
        here, levels = sq[dialogue.option_index(ask.option)], range(len(dialogue.option(ask.option).levels))
        (wanted,) = asked_levels(dialogue, ask, sq).values()
        return [((ask.option, k),) for k in levels if (k > here if wanted > here else wanted <= k < here)]
    return [_changes(grid, sq, state) for state in nearest(dialogue, ask, sq)]


def _changes(grid: Grid, sq: State, state: State) -> Grant:
    return tuple(
        (option.id, after) for option, before, after in zip(grid.dialogue.options, sq, state, strict=True)
        if before != after
    )


def _best(grid: Grid, found: Packages, a: Ask, b: Ask) -> Iterator[tuple[int, Grant, Grant]]:
    """The pairs of grants that are better for both, without those that another pair beats."""
    good = []
    for ga in _grants(grid, a):
        for gb in _grants(grid, b):
            column = _column(grid, found, (*ga, *gb))
            if column is not None and all(_margin(grid, found, p, column) > 0 for p in (a.of, b.of)):
                good.append((column, ga, gb))
    if good:
        worth = np.array([[found.worth[p][column] for column, _, _ in good] for p in (a.of, b.of)])
        for keep, (column, ga, gb) in zip(undominated(worth), good, strict=True):
            if keep:
                yield int(found.codes[column]), ga, gb


def _column(grid: Grid, found: Packages, levels: Grant) -> int | None:
    dialogue = grid.dialogue
    assert dialogue.status_quo is not None
    return found.column(dialogue.code(dialogue.with_levels(dialogue.status_quo, levels)))


def _margin(grid: Grid, found: Packages, party: str, column: int) -> int:
    """How far the worst outcome of a package lies above (below: negative) the status quo for a party."""
    assert grid.dialogue.status_quo is not None
    return int(found.worth[party][column]) - int(grid.ranks[party][grid.dialogue.status_quo])


def _refusing(grid: Grid, found: Packages, column: int) -> Iterator[str]:
    """The ratifiers to which a package that they can veto is worth less than the status quo."""
    dialogue = grid.dialogue
    assert dialogue.status_quo is not None
    signed = dialogue.state(int(found.codes[column]))
    outcomes = [dialogue.state(code) for code in found.outcomes(column)]
    for who in ratifiers(dialogue):
        if stands(dialogue, who, signed, dialogue.status_quo, outcomes) and _margin(grid, found, who, column) < 0:
            yield who


def _trade(grid: Grid, found: Packages, code: int, grants: dict[str, Grant]) -> Trade:
    dialogue = grid.dialogue
    sq = dialogue.status_quo
    column = found.column(code)
    assert sq is not None and column is not None
    margins = {p: _margin(grid, found, p, column) for p in found.table}
    state = dialogue.state(code)
    pair = tuple(grants)

    def granted(giver: str, taker: str) -> tuple[str, ...]:
        return tuple(a.id for a in _asks(grid, of=giver, by=taker) if grants[giver] in _grants(grid, a))

    def enough(giver: str) -> bool:
        alone = _column(grid, found, grants[giver])
        return alone is not None and all(_margin(grid, found, p, alone) > 0 for p in pair)

    asks = {pair[0]: granted(pair[0], pair[1]), pair[1]: granted(pair[1], pair[0])}
    return Trade(
        code=code,
        state=named(dialogue, code),
        levels=named_levels(dialogue, tuple(level for g in grants.values() for level in g)),
        grants={p: named_levels(dialogue, g) for p, g in grants.items()},
        asks=asks,
        met={p: tuple(a for a in ids if dialogue.holds(dialogue.ask(a).that, state)) for p, ids in asks.items()},
        better={p: m > 0 for p, m in margins.items()},
        loses=tuple(p for p, m in margins.items() if m < 0),
        alone={p: enough(p) for p in pair},
        refused=tuple(_refusing(grid, found, column)),
    )
