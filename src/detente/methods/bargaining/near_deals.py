"""What is almost a deal: nobody loses but not all gain, or all others gain at the cost of one party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.methods.bargaining.fallback import undominated
from detente.methods.bargaining.in_full import stakes
from detente.methods.bargaining.packages import Packages
from detente.methods.bargaining.stakes import Stake
from detente.model.naming import Place, named, place

if TYPE_CHECKING:
    from detente.methods.bargaining.packages import PackageSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """What comes nearest to a deal at the cost of one party: all others gain, and `party` loses least (or nothing).

    `codes`: the packages of that kind that no other of them beats; `stakes` are those of the first.
    """

    party: str
    indifferent: bool
    codes: tuple[int, ...]
    place: Place
    stakes: tuple[Stake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """A package with which nobody at the table is worse off and some gain, but `gains_nothing` do not."""

    code: int
    state: dict[str, str]
    gains_nothing: tuple[str, ...]


def weak_only(
    board: Grid, everything: Packages, only: PackageSet, weak: PackageSet, limit: int
) -> tuple[tuple[Weak, ...], int]:
    """The first of them by fewest changes, and how many there are.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> from detente.methods.bargaining.packages import packages
    >>> board = board_of(dt.load("classroom-chicken"))
    >>> found = packages(board.space)
    >>> weak_only(board, found, found.weakly_good() & ~found.good(), found.weakly_good(), 1)
    ((), 0)
    """
    columns = np.flatnonzero(weak)
    if not len(columns):
        return (), 0
    worth = np.array([everything.worth[i] for i in everything.table])
    best = [k for k in columns[undominated(worth[:, columns])] if only[k]]
    best.sort(key=lambda k: (int(everything.changes[k]), int(everything.codes[k])))
    first = tuple(
        Weak(
            code=int(everything.codes[k]),
            state=named(board.dialogue, int(everything.codes[k])),
            gains_nothing=tuple(i for i in everything.table if everything.worth[i][k] == everything.floor[i]),
        )
        for k in best[:limit]
    )
    return first, len(best)


def nearest(board: Grid, everything: Packages) -> tuple[Miss, ...]:
    """Per party at the table the packages all others gain by and it loses least by, unbeaten for the others.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> from detente.methods.bargaining.packages import packages
    >>> board = board_of(dt.load("classroom-chicken"))
    >>> [(miss.party, miss.codes) for miss in nearest(board, packages(board.space))]
    [('eastland', (2,)), ('westland', (1,))]
    """
    misses = []
    compared = everything.compared()
    worth = np.array([everything.worth[i] for i in everything.table])
    for row, party in enumerate(everything.table):
        others = [k for k in range(len(everything.table)) if k != row]
        columns = np.flatnonzero((compared[others] > 0).all(axis=0))
        if not others or not len(columns):
            continue
        columns = columns[worth[row, columns] == worth[row, columns].max()]
        columns = columns[undominated(worth[:, columns])]
        columns = columns[np.lexsort((columns, everything.changes[columns]))]
        first = int(columns[0])
        misses.append(
            Miss(
                party=party,
                indifferent=bool(compared[row, first] == 0),
                codes=everything.codes_of(columns),
                place=place(board.dialogue, int(everything.codes[first])),
                stakes=stakes(board, everything, first),
            )
        )
    return tuple(misses)
