"""The play-out: from the status quo the parties improve in random order until nobody wants to, or for ever.

At a state every party that has a step takes it with the same chance; of several steps of one party each is as likely.
A step is an improvement that no answer of the others deters (`credible`, in the sense of SEQ), or any improvement
(`improving`); `best` keeps a party's best ones. So the walk stays exactly where SEQ (or Nash) equilibria are. It has
no memory: parties need not take turns. Source: definitions 7.

Many models on the same states are played at once: arrays have one leading axis for the models, then one axis for each
party that owns options, as in the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from detente.analyses.chain import Chain, Number, Walk, walk
from detente.analyses.states import named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.game import Game
    from detente.engine.space import Space
    from detente.model.dialogue import Dialogue

Moves = Literal["credible", "improving"]
Choose = Literal["best", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A state of an outcome, and how much of the time play is there in the long run."""

    code: int
    state: dict[str, str]
    share: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How play can end: the chance of it, and its states. Several states: play goes round among them for ever."""

    chance: Number
    states: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Playout:
    """How play from the status quo ends, likeliest first, and the expected number of moves until then."""

    outcomes: tuple[Outcome, ...]
    expected_moves: Number


def worths(game: Game) -> list[NDArray[Any]]:
    """For each axis what its owner can count on at each state: the least of its rank there and of all that the others'
    improvements lead to from there. A step from s to t is credible exactly if the worth of t is above the rank of s.
    """
    import numpy as np

    from detente.engine.ladder import ladder

    ladders = [ladder(game, axis) for axis in range(game.parties)]
    found = []
    for axis in range(game.parties):
        worst = np.array(np.broadcast_to(game.high(game.ranks[axis]), game.shape), order="C")
        _lower(worst.reshape(-1), [ladders[k] for k in range(game.parties) if k != axis])
        found.append(worst)
    return found


def _lower(flat: NDArray[Any], ladders: Sequence[Any]) -> None:
    """Lower every value to the least that sequences of improvements along the ladders lead to."""
    news: list[list[Any] | None] = [None] * len(ladders)
    while any(waiting is None or waiting for waiting in news):
        for k, one in enumerate(ladders):
            if news[k] is not None and not news[k]:
                continue
            changed = one.lower(flat, news[k])
            news[k] = []
            for waiting in news[:k] + news[k + 1 :]:
                if len(changed) and waiting is not None:
                    waiting.append(changed)


@dataclass(frozen=True, slots=True)
class Board:
    """The axes that play moves along: numbers of levels and directions of each owner's options."""

    levels: tuple[tuple[int, ...], ...]
    directions: tuple[tuple[Any, ...], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """One axis for each owner."""
        return tuple(prod(levels) for levels in self.levels)

    def steps(
        self, rank: Sequence[NDArray[Any]], worth: Sequence[NDArray[Any]], feasible: NDArray[Any], start: int,
        choose: Choose,
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:  # fmt: skip
        """Every step of the walks from cell `start`, one walk for each model: (from, to, k), taken with chance 1/k.

        `rank`, `worth` for each axis, and `feasible`: (models, cells). A node of the walks is model · cells + cell.
        """
        import numpy as np

        models, cells = feasible.shape
        flat = feasible.reshape(-1)
        seen = np.zeros(models * cells, dtype=bool)
        edge = np.arange(models) * cells + start
        edge = edge[flat[edge]]
        found = []
        while len(edge):
            seen[edge] = True
            before, after, k = self._next(rank, worth, flat, edge, choose)
            found.append((before, after, k))
            edge = np.unique(after[~seen[after]])
        if not found:
            return np.zeros(0, int), np.zeros(0, int), np.zeros(0, int)
        before, after, k = (np.concatenate(column) for column in zip(*found, strict=True))
        return before, after, k

    def _next(
        self, rank: Sequence[NDArray[Any]], worth: Sequence[NDArray[Any]], flat: NDArray[Any], edge: NDArray[Any],
        choose: Choose,
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:  # fmt: skip
        import numpy as np

        from detente.engine.space import permitted

        movers = np.zeros(len(edge), dtype=np.int64)
        parts = []
        for axis, length in enumerate(self.shape):
            stride = prod(self.shape[axis + 1 :])
            ranks, worthy = rank[axis].reshape(-1), worth[axis].reshape(-1)
            place = edge // stride % length
            targets = edge[:, None] + (np.arange(length) - place[:, None]) * stride
            good = flat[targets] & (worthy[targets] > ranks[edge][:, None])
            good[np.arange(len(edge)), place] = False
            allowed = permitted(self.levels[axis], self.directions[axis])
            if allowed is not None:
                good &= allowed[place]
            if choose == "best":
                there = np.where(good, ranks[targets], -1)
                good &= there == there.max(axis=1, keepdims=True)
            count = good.sum(axis=1)
            movers += count > 0
            rows, columns = good.nonzero()
            parts.append((rows, targets[rows, columns], count[rows]))
        rows, after, count = (np.concatenate(column) for column in zip(*parts, strict=True))
        return edge[rows], after, count * movers[rows]


def chain_of(before: Sequence[int], after: Sequence[int], k: Sequence[int], start: int) -> Chain:
    """The walk's graph from its steps."""
    chain: dict[int, list[tuple[int, int]]] = {start: []}
    for one, other, count in zip(before, after, k, strict=True):
        chain.setdefault(one, []).append((other, count))
        chain.setdefault(other, [])
    return chain


def played(
    spaces: Sequence[Space], start: int, *, moves: Moves = "credible", choose: Choose = "best"
) -> Walk:
    """The walk from a cell. `spaces`: for each axis, the space by which its owner moves (all the same, or its view)."""
    import numpy as np

    from detente.engine.game import game

    layout = spaces[0].layout
    rank, worth, known = [], [], {}
    for axis, space in enumerate(spaces):
        if id(space) not in known:
            ranks = [space.ranks[layout.parties.index(owner)] for owner in layout.owners]
            play = game(layout.levels, layout.directions, space.feasible, ranks)
            known[id(space)] = play, worths(play) if moves == "credible" else play.ranks
        play, worthy = known[id(space)]
        rank.append(np.ascontiguousarray(np.broadcast_to(play.ranks[axis], layout.shape)).reshape(1, -1))
        worth.append(np.ascontiguousarray(np.broadcast_to(worthy[axis], layout.shape)).reshape(1, -1))
    feasible = np.logical_and.reduce([space.feasible for space in spaces]).reshape(1, -1)
    board = Board(layout.levels, layout.directions)
    before, after, k = board.steps(rank, worth, feasible, start, choose)
    return walk(chain_of(before.tolist(), after.tolist(), k.tolist(), start), start)


def playout(dialogue: Dialogue, walked: Walk, code_of: Callable[[int], int]) -> Playout:
    """A walk as a result. `code_of`: the code of a cell."""
    outcomes = []
    for end in walked.ends:
        codes = [code_of(node) for node in end.nodes]
        states = sorted(
            (
                Share(code=code, state=named(dialogue, code), share=share)
                for code, share in zip(codes, end.shares, strict=True)
            ),
            key=lambda share: share.code,
        )
        outcomes.append(Outcome(chance=end.chance, states=tuple(states)))
    outcomes.sort(key=lambda outcome: (-outcome.chance, outcome.states[0].code))
    return Playout(outcomes=tuple(outcomes), expected_moves=walked.steps)
