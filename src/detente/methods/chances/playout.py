"""The play-out: from the status quo the parties improve in random order until nobody wants to, or for ever.

At a state every party that has a step takes it with the same chance; of several steps of one party each is as likely.
A step is an improvement that no answer of the others deters (`credible`, in the sense of SEQ), or any improvement
(`improving`); `best` keeps a party's best ones. So the walk stays exactly where SEQ (or Nash) equilibria are. It has
no memory: parties need not take turns. Source: definitions 7.

Many models on the same states are played at once, and only what is reached from the start is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.methods.chances.markov import Number, Walk
from detente.model.naming import named

if TYPE_CHECKING:
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


def playout(dialogue: Dialogue, walked: Walk) -> Playout:
    """A walk on codes as a result.

    >>> import detente as dt
    >>> from detente.methods.chances.markov import walk
    >>> found = playout(dt.load("classroom-prisoners"), walk({0: [(3, 1)], 3: []}, 0))
    >>> found.outcomes[0].states[0].state
    {'north_arms': 'yes', 'south_arms': 'yes'}
    """
    outcomes = []
    for end in walked.ends:
        shares = zip(end.nodes, end.shares, strict=True)
        states = tuple(Share(code=code, state=named(dialogue, code), share=share) for code, share in shares)
        outcomes.append(Outcome(chance=end.chance, states=states))
    outcomes.sort(key=lambda outcome: (-outcome.chance, outcome.states[0].code))
    return Playout(outcomes=tuple(outcomes), expected_moves=walked.steps)
