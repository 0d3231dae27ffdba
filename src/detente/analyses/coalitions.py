"""Who, acting together, upsets an equilibrium? (definitions 3)

A coalition leaves a state for one that all its members like strictly better; those outside may answer. Concepts as in
Kilgour, Hipel, Fang & Peng 2001 and Inohara & Hipel 2008: CNash, CGMR, CSMR, CSEQ, by legal sequences of moves through
feasible states. Parties without options are left out: they neither move nor make a coalition smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.engine.concepts import ConceptName
from detente.engine.concepts import concept as by_name
from detente.engine.interface import goes
from detente.engine.solved import board_of, solved
from detente.errors import TooLarge
from detente.kept import kept
from detente.methods.bargaining.fallback import undominated
from detente.methods.bargaining.guarantees import around
from detente.methods.bargaining.joint_answers import Answers, sanctioned
from detente.methods.bargaining.joint_moves import Leg, shortest
from detente.methods.reasons.question import state_at
from detente.methods.settling.ways import grouped
from detente.model.dialogue import Dialogue, State
from detente.model.naming import Place, check_limit, named, place
from detente.model.nearest import unknown

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Codes, StateMask

COALITIONAL = ("nash", "gmr", "smr", "seq")
"""The concepts that the literature defines for coalitions, too."""

MAX_PARTIES = 8
TOLD = 3
"""How many targets of an upset are told with their route; the codes of all are listed."""

Coalition = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a coalition would go: the shortest sequence of its members' moves, and under which concepts it holds."""

    place: Place
    route: tuple[Leg, ...]
    equilibrium: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upset:
    """A smallest coalition that upsets a state.

    `targets`: its improvements that no other one beats for all its members. `unanswered`: of those that nobody outside
    deters, the ones that no other such beats; the first of these are `told`.
    """

    coalition: Coalition
    targets: tuple[int, ...]
    unanswered: tuple[int, ...]
    told: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One state against all coalitions.

    `unstable_coalitions`: per concept the coalitions for which it is not stable; `upset_…`: the smallest of them.
    `universal`: the concepts under which no coalition upsets it.
    """

    code: int
    state: dict[str, str]
    unstable_coalitions: dict[str, tuple[Coalition, ...]]
    upset_nash: tuple[Upset, ...]
    upset_gmr: tuple[Upset, ...]
    upset_smr: tuple[Upset, ...]
    upset_seq: tuple[Upset, ...]
    universal: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalitions:
    """What coalitions make of the equilibria.

    `parties`: those with options. `concept`: whose equilibria were looked at (empty: the states that were asked for),
    `number` of them. In `states` the nearest to the status quo of each of the first `limit` ways of settling, those
    with a Nash equilibrium first, of `ways`; or, of states that were asked for, the first `limit`.
    """

    parties: tuple[str, ...]
    concept: str
    sanction: str
    number: int
    ways: int
    limit: int
    states: tuple[Held, ...]


@kept
def coalitions(
    dialogue: Dialogue,
    *,
    states: Sequence[str] = (),
    concept: ConceptName = "seq",
    sanction: Literal["single", "coalitions"] = "coalitions",
    limit: int = 20,
) -> Coalitions:
    """For each equilibrium of a concept (or each of the given states) the coalitions that would upset it.

    `states`: each a code, or changes to the status quo (OPTION=LEVEL,…).
    `sanction`: under CSEQ outsiders answer one by one (`single`) or in coalitions of their own. Raises TooLarge beyond
    eight parties with options, InputError for what names no feasible state.
    """

    by_name(concept)
    if sanction not in ("single", "coalitions"):
        raise unknown("kind of sanction", sanction, ("single", "coalitions"))
    check_limit(limit)
    board = board_of(dialogue)
    parties = tuple(p for p in board.ranks if board.axes([p]))
    if len(parties) > MAX_PARTIES:
        raise TooLarge("Parties with options, for coalitions", len(parties), MAX_PARTIES)
    solution = solved(dialogue)
    settled = {c: board.by_state(solution.equilibria(c)) for c in solution.stable()}
    codes = [dialogue.code(state_at(dialogue, str(text))) for text in states]
    number = ways = len(codes)
    if not states:
        codes, number, ways = _nearest(board, settled, concept, limit)
    return Coalitions(
        parties=parties,
        concept="" if states else concept,
        sanction=sanction,
        number=number,
        ways=ways,
        limit=limit,
        states=tuple(_held(board, parties, code, sanction == "coalitions", settled) for code in codes[:limit]),
    )


def _nearest(
    board: Grid, settled: dict[str, StateMask], concept: str, limit: int
) -> tuple[list[int], int, int]:
    """Of each way of settling the nearest equilibrium, firm ones first; how many equilibria there are, and ways."""
    firm = settled[concept] & settled["nash"]
    kinds = [grouped(board.dialogue, board.codes[where], limit) for where in (firm, settled[concept] & ~firm)]
    codes = [code for kind in kinds for code in kind.nearest]
    return codes[:limit], sum(kind.states for kind in kinds), sum(kind.ways for kind in kinds)


def _held(
    board: Grid, parties: Coalition, code: int, joint: bool, settled: dict[str, StateMask]
) -> Held:
    state = board.dialogue.state(code)
    upsetting: dict[str, dict[Coalition, Codes]] = {c: {} for c in COALITIONAL}
    for coalition in _subsets(parties):
        for concept, codes in _unanswered(board, parties, coalition, state, joint).items():
            if len(codes):
                upsetting[concept][coalition] = codes
    upset = {c: tuple(_upsets(board, state, found, upsetting["nash"], settled)) for c, found in upsetting.items()}
    return Held(
        code=code,
        state=named(board.dialogue, code),
        unstable_coalitions={c: tuple(found) for c, found in upsetting.items()},
        upset_nash=upset["nash"],
        upset_gmr=upset["gmr"],
        upset_smr=upset["smr"],
        upset_seq=upset["seq"],
        universal=tuple(c for c in COALITIONAL if not upsetting[c]),
    )


def _subsets(parties: Coalition) -> Iterator[Coalition]:
    for number in range(1, len(parties) + 1):
        yield from combinations(parties, number)


def _unanswered(
    board: Grid, parties: Coalition, coalition: Coalition, state: State, joint: bool
) -> dict[str, Codes]:
    """Per concept the codes of the coalition's improvements from the state that those outside do not deter."""
    block, levels = around(board, state, parties)
    start = np.zeros_like(board.feasible[block])
    start[tuple(here.index(level) for here, level in zip(levels, state, strict=True))] = True
    reached = board.flood(block, start, coalition, improving=False)
    better = _better(board, block, coalition, state)
    goals = reached & better
    answers = Answers(
        board=board,
        block=block,
        levels=levels,
        coalition=coalition,
        others=tuple(p for p in parties if p not in coalition),
        goals=goals,
        better=better,
    )
    found = {}
    for concept in COALITIONAL:
        loose = goals & ~sanctioned(answers, concept, joint=joint)
        found[concept] = np.sort(board.codes[block][loose])
    return found


def _better(board: Grid, block: Any, coalition: Coalition, state: State) -> StateMask:
    """Which feasible states of the block all members like better than the state."""
    better: StateMask = board.feasible[block]
    for party in coalition:
        better = better & goes(board.ranks[party][block], board.ranks[party][state])
    return better


def _upsets(
    board: Grid,
    state: State,
    found: dict[Coalition, Codes],
    improvements: dict[Coalition, Codes],
    settled: dict[str, StateMask],
) -> Iterator[Upset]:
    """The smallest coalitions of `found`; `improvements`: all they have, answered or not."""
    for coalition, codes in found.items():
        if any(set(other) < set(coalition) for other in found):
            continue
        unanswered = _best(board, coalition, codes)
        told = [board.dialogue.state(code) for code in unanswered[:TOLD]]
        yield Upset(
            coalition=coalition,
            targets=_best(board, coalition, improvements[coalition]),
            unanswered=unanswered,
            told=tuple(_target(board, coalition, state, t, settled) for t in told),
        )


def _best(board: Grid, coalition: Coalition, codes: Codes) -> tuple[int, ...]:
    """Those of some states that no other of them beats for all members."""
    worth = np.array([board.ranks[p].ravel(order="F")[codes] for p in coalition])
    return tuple(int(code) for code in codes[undominated(worth)])


def _target(
    board: Grid, coalition: Coalition, state: State, target: State, settled: dict[str, StateMask]
) -> Target:
    return Target(
        place=place(board.dialogue, board.dialogue.code(target)),
        route=shortest(board, coalition, state, target),
        equilibrium=tuple(c for c in COALITIONAL if settled[c][target]),
    )
