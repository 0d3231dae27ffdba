"""If this were done, who would answer with what? The improvements of every other party, and whether they deter.

The question may be asked of any state, also of one that a rule forbids now: the rules which that state itself breaks
are suspended for the question; the answers keep all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.engine.solved import solved, without
from detente.methods.reasons.evidence import Cited
from detente.methods.reasons.preference import deciding, gained, lost, prefers
from detente.methods.reasons.sanctions import Trace, deterring, step, trace
from detente.model.dialogue import Dialogue, State
from detente.model.naming import Place, changes, check_limit, parse_state, place

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space

Verdict = Literal["better", "same", "worse"]

LISTED = 10
"""Replies listed for each party, unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Whether a reply leaves a mover no better off than the status quo (`seq`), with no way back (`sseq`)."""

    party: str
    seq: bool
    sseq: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An improvement that a party has from the state asked about.

    `changes`: what it would do; `because`: the line of its list for which it would. `provoked`: those options of it
    that it needs (put back alone, they leave it no better off) and would not want anyway (alone they are no improvement
    on the status quo): what answers the state asked about. `best`: it has no better reply; `lean`: nothing in it is
    there in vain. `deters`: for each mover that gained by the state, whether this reply alone undoes that gain.
    """

    by: str
    code: int
    state: dict[str, str]
    changes: dict[str, str]
    because: Cited | None
    provoked: tuple[str, ...]
    best: bool
    lean: bool
    deters: tuple[Undoing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A party whose options differ from the status quo in the state asked about.

    `verdict`: whether it likes the state better than the status quo, and `because` the line that says so; `gains`,
    `costs`: its statements fulfilled and given up. If better: under which concepts the others deter it from going
    there (`deterred`), and the shortest credible answer that does (`trace`); both empty otherwise, since there is
    nothing to deter.
    """

    party: str
    verdict: Verdict
    because: Cited | None
    gains: tuple[Cited, ...]
    costs: tuple[Cited, ...]
    deterred: tuple[str, ...]
    trace: Trace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond:
    """Who would answer a state with what.

    `suspended`: the rules that the state breaks, left aside here. `movers`: the parties whose options differ from the
    status quo there (if several, each may answer the others); `replies`: the others' improvements, party by party, best
    first, lean ones before others; `improvements`: how many each party has, listed or not; one without any is content.
    """

    at: Place
    status_quo: Place | None
    suspended: tuple[str, ...]
    movers: tuple[Mover, ...]
    replies: tuple[Answer, ...]
    improvements: dict[str, int]


def respond(dialogue: Dialogue, state: str, *, limit: int = LISTED) -> Respond:
    """Who would answer with what, if a state came about, and whether that undoes what its movers gained.

    `state`: changes to the status quo (`OPTION=LEVEL,…`) or a code, feasible or not. `limit`: list no more than this
    many replies of each party (the best). InputError for unknown names, TooLarge beyond what fits into memory.
    """
    check_limit(limit)
    asked = parse_state(dialogue, state)
    suspended = tuple(rule.id for rule in dialogue.rules if dialogue.holds(rule.never, asked))
    space = solved(without(dialogue, suspended)).space
    sq = dialogue.status_quo
    moved = [] if sq is None else _moved(dialogue, sq, asked)
    movers = tuple(_mover(space, party, sq, asked) for party in moved if sq is not None)
    losers = [mover.party for mover in movers if mover.verdict == "better"]
    answering = [p for p in space.layout.parties if [p] != moved]
    cell = space.cell_of(asked)
    return Respond(
        at=place(dialogue, dialogue.code(asked)),
        status_quo=None if sq is None else place(dialogue, dialogue.code(sq)),
        suspended=suspended,
        movers=movers,
        replies=tuple(r for party in answering for r in _replies(space, party, cell, sq, losers, limit)),
        improvements={party: len(space.improvements(party, cell)) for party in answering},
    )


def _moved(dialogue: Dialogue, before: State, after: State) -> list[str]:
    """The parties whose options differ, in file order."""
    steps = zip(dialogue.options, before, after, strict=True)
    owners = {option.by for option, was, now in steps if was != now}
    return [party.id for party in dialogue.parties if party.id in owners]


def _mover(space: Space, party: str, sq: State, asked: State) -> Mover:
    dialogue, before, after = space.dialogue, space.cell_of(sq), space.cell_of(asked)
    sign = prefers(dialogue, party, asked, sq)
    verdicts: dict[int, Verdict] = {1: "better", 0: "same", -1: "worse"}
    return Mover(
        party=party,
        verdict=verdicts[sign],
        because=deciding(dialogue, party, sq, asked),
        gains=gained(dialogue, party, sq, asked),
        costs=lost(dialogue, party, sq, asked),
        deterred=deterring(space, party, before, after) if sign > 0 else (),
        trace=trace(space, party, before, after) if sign > 0 else None,
    )


def _replies(
    space: Space, party: str, cell: int, sq: State | None, losers: list[str], limit: int
) -> Iterator[Answer]:
    found, lean = space.improvements(party, cell).tolist(), solved(space.dialogue).lean
    top = max((space.rank(party, there) for there in found), default=0)
    base, here = None if sq is None else space.cell_of(sq), space.state_of(cell)

    def order(there: int) -> tuple[int, bool, int, int]:
        rank = space.rank(party, there)
        changed = len(changes(space.dialogue, here, space.state_of(there)))
        return -rank, rank == top and not lean.is_lean(party, cell, there), changed, space.code_of(there)

    for there in sorted(found, key=order)[:limit]:
        move = step(space, party, cell, there)
        yield Answer(
            by=party,
            code=move.code,
            state=move.state,
            changes=move.changes,
            because=move.because,
            provoked=_provoked(space, party, base, cell, there),
            best=space.rank(party, there) == top,
            lean=lean.is_lean(party, cell, there),
            deters=() if base is None else tuple(_undoing(space, m, base, there) for m in losers if m != party),
        )


def _undoing(space: Space, mover: str, before: int, reply: int) -> Undoing:
    """Whether a reply leaves the mover no better off than before, and whether it has then no way to do better."""
    undone = not space.prefers(mover, reply, before)
    stuck = not any(space.prefers(mover, there, before) for there in space.moves(mover, reply).tolist())
    return Undoing(party=mover, seq=undone, sseq=undone and stuck)


def _provoked(space: Space, party: str, base: int | None, before: int, after: int) -> tuple[str, ...]:
    """The options of a reply that it needs, and that would not, each alone, improve on the status quo."""
    old, new = space.state_of(before), space.state_of(after)
    sq = None if base is None else space.state_of(base)
    better = set() if base is None else set(space.improvements(party, base).tolist())

    def with_level(state: State, k: int, level: int) -> int:
        return space.cell_of((*state[:k], level, *state[k + 1 :]))

    def needed(k: int) -> bool:
        back = with_level(new, k, old[k])
        return not space.feasible.flat[back] or space.prefers(party, after, back)

    def wanted(k: int) -> bool:
        return sq is not None and with_level(sq, k, new[k]) in better

    changed = [k for k, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
    return tuple(space.dialogue.options[k].id for k in changed if needed(k) and not wanted(k))
