"""How those outside a coalition can answer its improvements (definitions 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.engine.concepts import concept as by_name
from detente.engine.interface import credible
from detente.methods.bargaining.guarantees import around
from detente.model.dialogue import State

if TYPE_CHECKING:
    from detente.engine.arrays.axes import StateMask

Coalition = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A coalition's improvements (`goals`) in a block of the grid, and where all its members are better off.

    `others`: who is outside. A state deters if it is not in `better`: some member then likes it no better than the
    state that was left. `steps` remembers what was searched.
    """

    board: Grid
    block: Any
    levels: list[list[int]]
    coalition: Coalition
    others: Coalition
    goals: StateMask
    better: StateMask
    steps: dict[tuple[Coalition, State], list[State]] = field(default_factory=dict)

    def feasible(self) -> StateMask:
        found: StateMask = self.board.feasible[self.block]
        return found

    def state(self, point: Any) -> State:
        return tuple(self.levels[k][int(i)] for k, i in enumerate(point))

    def point(self, state: State) -> tuple[int, ...]:
        return tuple(here.index(level) for here, level in zip(self.levels, state, strict=True))


def sanctioned(answers: Answers, concept: str, *, joint: bool) -> StateMask:
    """Which of the coalition's improvements some sanction of the concept deters.

    >>> import detente as dt, numpy as np
    >>> from detente.engine.solved import board_of
    >>> board, arms = board_of(dt.load("classroom-prisoners")), np.array([[False, False], [True, False]])
    >>> answers = Answers(board=board, block=np.ix_([0, 1], [0, 1]), levels=[[0, 1], [0, 1]], goals=arms, better=arms,
    ...                   coalition=("northland",), others=("southland",))
    >>> [bool(sanctioned(answers, concept, joint=False)[1, 0]) for concept in ("nash", "seq", "smr")]
    [False, True, True]
    """
    asked = by_name(concept)
    if asked.answer is None or not answers.others or not answers.goals.any():
        return np.zeros_like(answers.goals)
    if asked.answer == "improvements":
        single = _deterred(answers, improving=True, reply=asked.reply)
        return _by_coalitions(answers, single) if joint and len(answers.others) > 1 else single
    return _deterred(answers, improving=False, reply=asked.reply)


def _deterred(answers: Answers, *, improving: bool, reply: bool = False) -> StateMask:
    board = answers.board
    reached = board.flood(answers.block, answers.goals, answers.others, improving=improving)
    bad = reached & ~answers.better
    if reply:
        bad &= ~board.flood(answers.block, answers.better, answers.coalition, improving=False, backwards=True)
    found: StateMask = answers.goals & bad.any(axis=board.axes(answers.others), keepdims=True)
    return found


def _by_coalitions(answers: Answers, single: StateMask) -> StateMask:
    """Besides answers one by one, those by improvements of several together, in any sequence of such coalitions."""
    found = single.copy()
    for point in np.argwhere(_deterred(answers, improving=False) & ~single):
        found[tuple(point)] = _can_punish(answers, answers.state(point))
    return found


def _can_punish(answers: Answers, start: State) -> bool:
    """Whether a sequence of coalition improvements of outsiders leads from there to a state that deters."""
    groups = [g for n in range(1, len(answers.others) + 1) for g in combinations(answers.others, n)]
    # What a group improves to is also where its own next improvement could lead: it need not go on from there.
    seen: dict[State, Coalition] = {start: ()}
    queue = [start]
    while queue:
        here = queue.pop()
        for group in groups:
            if group == seen[here]:
                continue
            for state in _improvements(answers, group, here):
                if state not in seen:
                    if not answers.better[answers.point(state)]:
                        return True
                    seen[state] = group
                    queue.append(state)
    return False


def _improvements(answers: Answers, group: Coalition, state: State) -> list[State]:
    """What the group's legal sequences of moves reach and all its members like better."""
    key = (group, state)
    if key not in answers.steps:
        board = answers.board
        block, levels = around(board, state, group)
        start = np.zeros_like(board.feasible[block])
        start[tuple(here.index(level) for here, level in zip(levels, state, strict=True))] = True
        ends = board.flood(block, start, group, improving=False)
        for party in group:
            ends = ends & credible(board.ranks[party][block], board.ranks[party][state])
        answers.steps[key] = [tuple(levels[k][int(i)] for k, i in enumerate(p)) for p in np.argwhere(ends)]
    return answers.steps[key]
