"""Packages: what the table could sign together, and what they are worth once outsiders have reacted (definitions 5).

A package is the status quo with some options of the parties at the table at other levels, each reached in its
direction, signed in one act: states on the way need not be feasible. Outsiders then improve until none of them can;
the worst that can come of it is what the package is worth to a party.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.by_option import Grid, attainable
from detente.errors import InputError, NoAnswer
from detente.model.dialogue import Dialogue, State

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """All packages of a dialogue, one a column, by code.

    `outcome_codes` and `outcome` have a row per package: the states that outsiders could bring about and whether each
    is an outcome. `worth` and `best`: per party of the dialogue the rank of its worst and best outcome. `reference`:
    per party the state it compares with, `floor` the rank of that state. `changes`: how many options each package
    changes.
    """

    table: tuple[str, ...]
    codes: NDArray[Any]
    outcome_codes: NDArray[Any]
    outcome: NDArray[Any]
    worth: dict[str, NDArray[Any]]
    best: dict[str, NDArray[Any]]
    reference: dict[str, State]
    reference_code: dict[str, int]
    floor: dict[str, int]
    changes: NDArray[Any]

    def compared(self) -> NDArray[Any]:
        """A row per party at the table: 1 where a package is better than its reference, 0 alike, -1 worse."""
        import numpy as np

        return np.array([np.sign(self.worth[i] - self.floor[i]) for i in self.table])

    def good(self) -> NDArray[Any]:
        """The deals: packages that all at the table like better than their references."""
        import numpy as np

        return np.asarray((self.compared() > 0).all(axis=0))

    def weakly_good(self) -> NDArray[Any]:
        """The weak deals: packages with which nobody at the table is worse off and somebody is better off."""
        import numpy as np

        compared = self.compared()
        return np.asarray((compared >= 0).all(axis=0) & (compared > 0).any(axis=0))

    def column(self, code: int) -> int | None:
        """Where the package of that code stands, None if there is none."""
        import numpy as np

        k = int(np.searchsorted(self.codes, code))
        return k if k < len(self.codes) and self.codes[k] == code else None

    def outcomes(self, column: int) -> tuple[int, ...]:
        """The codes of what can come of a package."""
        return tuple(int(c) for c in sorted(self.outcome_codes[column][self.outcome[column]]))

    def worst(self, column: int, party: str, grid: Grid) -> State:
        """The outcome that is worst for a party (of several the first by code)."""
        states = [grid.dialogue.state(code) for code in self.outcomes(column)]
        return min(states, key=lambda s: int(grid.ranks[party][s]))


def packages(grid: Grid, *, react: bool = True) -> Packages:
    """Every package that the table can attain from the status quo; `react`: what it is worth after outsiders moved.

    Raises NoAnswer without a status quo or a table, InputError when a stated fallback breaks a rule.
    """
    import numpy as np

    dialogue = grid.dialogue
    sq, table = starting(dialogue)
    references = {p.id: reference(dialogue, p.id, sq) for p in dialogue.parties}
    inside = grid.axes(table)
    outside = tuple(k for k in range(len(dialogue.options)) if k not in inside)
    levels = [open_ if k in inside or react else [sq[k]] for k, open_ in enumerate(attainable(dialogue, sq))]
    block = np.ix_(*levels)
    signed = tuple(slice(None) if k in inside else [levels[k].index(sq[k])] for k in range(len(levels)))
    feasible = grid.feasible[block]
    start = np.zeros_like(feasible)
    start[signed] = feasible[signed]
    outcome = _outcomes(grid, block, start, table) if react else start

    def rows(array: NDArray[Any]) -> NDArray[Any]:
        """The array with a row per setting of the table's options and a column per setting of the outsiders'."""
        width = int(np.prod([array.shape[k] for k in outside], dtype=np.int64))
        return np.transpose(array, (*inside, *outside)).reshape(-1, width)

    kept = rows(start).any(axis=1)
    codes = rows(grid.codes[block])
    own = rows(start)[kept]
    package_codes = codes[kept][own]
    order = np.argsort(package_codes)
    ended = rows(outcome)[kept][order]
    ranks = {p: rows(array[block])[kept][order] for p, array in grid.ranks.items()}
    top = np.iinfo(np.int64).max
    return Packages(
        table=table,
        codes=package_codes[order],
        outcome_codes=codes[kept][order],
        outcome=ended,
        worth={p: np.where(ended, r, top).min(axis=1) for p, r in ranks.items()},
        best={p: np.where(ended, r, -1).max(axis=1) for p, r in ranks.items()},
        reference=references,
        reference_code={p: dialogue.code(state) for p, state in references.items()},
        floor={p: int(grid.ranks[p][state]) for p, state in references.items()},
        changes=_changes(dialogue, package_codes[order], sq),
    )


def _changes(dialogue: Dialogue, codes: NDArray[Any], sq: State) -> NDArray[Any]:
    """Per state how many options differ from the status quo."""
    import numpy as np

    number = np.zeros(len(codes), dtype=np.int64)
    rest = codes
    for radix, level in zip(dialogue.radices, sq, strict=True):
        number += rest % radix != level
        rest = rest // radix
    return number


def starting(dialogue: Dialogue) -> tuple[State, tuple[str, ...]]:
    """The status quo and the parties at the table. Raises NoAnswer if either is missing."""
    if dialogue.status_quo is None:
        raise NoAnswer("Packages start from the status quo, and this dialogue has none.")
    if not dialogue.table:
        raise NoAnswer("A package is signed by the parties at the table, and nobody is at the table.")
    return dialogue.status_quo, dialogue.table


def reference(dialogue: Dialogue, party: str, sq: State) -> State:
    """What a party compares a package with: its stated fallback, else the status quo."""
    state = dialogue.with_levels(sq, dialogue.fallback.get(party, ()))
    if not dialogue.feasible(state):
        rules = ", ".join(f"`{rule.id}`" for rule in dialogue.rules if dialogue.holds(rule.never, state))
        raise InputError(f"the fallback of `{party}` breaks the rule {rules}; name a fallback that can be")
    return state


def _outcomes(grid: Grid, block: Any, start: NDArray[Any], table: tuple[str, ...]) -> NDArray[Any]:
    """Where outsiders' improvements can end from each package; all they pass through, if they never end."""
    import numpy as np

    outsiders = [p for p in grid.ranks if p not in table and grid.axes([p])]
    reached = settled = grid.flood(block, start, outsiders, improving=True)
    for party in outsiders:
        settled = settled & (grid.best_in_reach(party, block) <= grid.ranks[party][block])
    return np.where(settled.any(axis=grid.axes(outsiders), keepdims=True), settled, reached)
