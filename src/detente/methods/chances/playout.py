"""The play-out: from the status quo the parties improve in random order until nobody wants to, or for ever.

At a state every party that has a step takes it with the same chance; of several steps of one party each is as likely.
A step is an improvement that no answer of the others deters (`credible`, in the sense of SEQ), or any improvement
(`improving`); `best` keeps a party's best ones. So the walk stays exactly where SEQ (or Nash) equilibria are. It has
no memory: parties need not take turns. Source: definitions 7.

Many models on the same states are played at once, and only what is reached from the start is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.methods.chances.markov import Number, Walk, walk
from detente.methods.chances.models import models_of
from detente.methods.chances.steps import Choose, Moves, chain_of, steps
from detente.model.naming import named

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space
    from detente.model.dialogue import Dialogue

Replies = Literal["lean", "plain"]


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


def played(spaces: Sequence[Space], start: int, *, moves: Moves = "credible", choose: Choose = "best") -> Walk:
    """The walk from a cell. `spaces`: for each axis, the space by which its owner moves (all the same, or its view).

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> space = solved(prisoners).space
    >>> [end.nodes for end in played([space, space], 0, moves="improving").ends]
    [(3,)]
    """
    known = {id(space): models_of([space]) for space in spaces}
    made = steps([known[id(space)] for space in spaces], start, moves, choose)
    rows = zip(made.before.tolist(), made.after.tolist(), made.k.tolist(), strict=True)
    return walk(chain_of(rows, start), start)


def playout(dialogue: Dialogue, walked: Walk, code_of: Callable[[int], int]) -> Playout:
    """A walk as a result. `code_of`: the code of a cell.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> space = solved(prisoners).space
    >>> found = playout(prisoners, played([space, space], 0, moves="improving"), space.code_of)
    >>> found.outcomes[0].states[0].state
    {'north_arms': 'yes', 'south_arms': 'yes'}
    """
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
