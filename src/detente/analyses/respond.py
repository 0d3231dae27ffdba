"""If this were done, who would answer with what? The improvements of every other party, and whether they deter.

The question may be asked of any state, also of one that a rule forbids now: the rules which that state itself breaks
are suspended for the question; the answers keep all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from detente.engine.solved import solved, without
from detente.methods.reasons.evidence import Cited
from detente.methods.reasons.preference import deciding, gained, lost, prefers
from detente.methods.reasons.sanctions import Trace, deterring, step, trace
from detente.model.change import supposing
from detente.model.dialogue import Dialogue, State, differing, permitted
from detente.model.naming import Place, check_limit, parse_state, place

if TYPE_CHECKING:
    from detente.engine.interface import Engine

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
    `supposed`: the facts that were taken otherwise.
    """

    at: Place
    status_quo: Place | None
    suspended: tuple[str, ...]
    movers: tuple[Mover, ...]
    replies: tuple[Answer, ...]
    improvements: dict[str, int]
    supposed: dict[str, bool] = field(default_factory=dict)


def respond(
    dialogue: Dialogue, state: str, *, circumstances: Mapping[str, bool] | None = None, limit: int = LISTED
) -> Respond:
    """Who would answer with what, if a state came about, and whether that undoes what its movers gained.

    `state`: changes to the status quo (`OPTION=LEVEL,…`) or a code, feasible or not. `circumstances`: other facts than
    those in force, for this question. `limit`: list no more than this many replies of each party (the best). InputError
    for unknown names, TooLarge where a search would take too long.
    """
    check_limit(limit)
    dialogue = supposing(dialogue, circumstances)
    asked = parse_state(dialogue, state)
    suspended = tuple(rule.id for rule in dialogue.rules if dialogue.holds(rule.never, asked))
    engine = solved(without(dialogue, suspended)).engine
    sq = dialogue.status_quo
    moved = [] if sq is None else _moved(dialogue, sq, asked)
    movers = tuple(_mover(engine, party, sq, asked) for party in moved if sq is not None)
    losers = [mover.party for mover in movers if mover.verdict == "better"]
    answering = [p.id for p in dialogue.parties if [p.id] != moved]
    return Respond(
        at=place(dialogue, dialogue.code(asked)),
        status_quo=None if sq is None else place(dialogue, dialogue.code(sq)),
        suspended=suspended,
        movers=movers,
        replies=tuple(r for party in answering for r in _replies(engine, party, asked, sq, losers, limit)),
        improvements={party: engine.count(party, asked) for party in answering},
        supposed=dict(circumstances or {}),
    )


def _moved(dialogue: Dialogue, before: State, after: State) -> list[str]:
    """The parties whose options differ, in file order."""
    steps = zip(dialogue.options, before, after, strict=True)
    owners = {option.by for option, was, now in steps if was != now}
    return [party.id for party in dialogue.parties if party.id in owners]


def _mover(engine: Engine, party: str, sq: State, asked: State) -> Mover:
    dialogue = engine.dialogue
    sign = prefers(dialogue, party, asked, sq)
    verdicts: dict[int, Verdict] = {1: "better", 0: "same", -1: "worse"}
    return Mover(
        party=party,
        verdict=verdicts[sign],
        because=deciding(dialogue, party, sq, asked),
        gains=gained(dialogue, party, sq, asked),
        costs=lost(dialogue, party, sq, asked),
        deterred=deterring(engine, party, sq, asked) if sign > 0 else (),
        trace=trace(engine, party, sq, asked) if sign > 0 else None,
    )


def _replies(
    engine: Engine, party: str, at: State, sq: State | None, losers: list[str], limit: int
) -> Iterator[Answer]:
    """The party's replies, the best first; of those that it likes best the lean ones before others."""
    lean = sorted(engine.lean(party, at, best=True), key=lambda t: (len(differing(at, t)), engine.dialogue.code(t)))
    rest = (there for there in engine.best(party, at) if there not in lean)
    top: State | None = None
    for there in islice(chain(lean, rest), limit):
        top = top or there
        move = step(engine, party, at, there)
        yield Answer(
            by=party,
            code=move.code,
            state=move.state,
            changes=move.changes,
            because=move.because,
            provoked=_provoked(engine, party, sq, at, there),
            best=not engine.prefers(party, top, there),
            lean=there in lean or engine.is_lean(party, at, there),
            deters=() if sq is None else tuple(_undoing(engine, m, sq, there) for m in losers if m != party),
        )


def _undoing(engine: Engine, mover: str, before: State, reply: State) -> Undoing:
    """Whether a reply leaves the mover no better off than before, and whether it has then no way to do better."""
    undone = not engine.prefers(mover, reply, before)
    best = next(engine.best(mover, reply), None) if undone else None
    return Undoing(
        party=mover, seq=undone, sseq=undone and (best is None or not engine.prefers(mover, best, before))
    )


def _provoked(engine: Engine, party: str, sq: State | None, before: State, after: State) -> tuple[str, ...]:
    """The options of a reply that it needs, and that would not, each alone, improve on the status quo."""
    options = engine.dialogue.options

    def with_level(state: State, k: int, level: int) -> State:
        return (*state[:k], level, *state[k + 1 :])

    def needed(k: int) -> bool:
        back = with_level(after, k, before[k])
        return not engine.feasible(back) or engine.prefers(party, after, back)

    def wanted(k: int) -> bool:
        if sq is None or not permitted(options[k].direction, sq[k], after[k]):
            return False
        alone = with_level(sq, k, after[k])
        return engine.feasible(alone) and engine.prefers(party, alone, sq)

    changed = [k for k, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
    return tuple(options[k].id for k in changed if needed(k) and not wanted(k))
