"""What would be different if …? The dialogue beside itself with some changes, and only what differs.

Both sides are solved in full; what is told is where they differ: settlements gained, lost, or of another firmness; asks
that are granted in other settlements than before; and asks for whose refusal (or grant) there is another reason now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.analyses.why import Reason, because
from detente.engine.arrays.lazily import np
from detente.engine.concepts import FIRMNESS, NASH, SEQ
from detente.engine.solved import solved
from detente.errors import InputError, NoAnswer
from detente.methods.bargaining.at_home import Signing, at_home, signing
from detente.methods.soundness.neighbours import Granted, granted
from detente.model.change import Change, apply
from detente.model.change_text import parse_add, parse_drop, parse_grant, parse_move, parse_set
from detente.model.dialogue import Dialogue
from detente.model.expression import names, unparse
from detente.model.naming import Place, check_limit, named, place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools
    from detente.engine.arrays.space import Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A statement that was put in: its (derived) id, whose it is, what it wants, and the line it stands beside."""

    id: str
    party: str
    want: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is supposed: circumstances set, lines and rules left out, lines moved by some places (negative is up),
    options fixed at a level, statements put in."""

    set: dict[str, bool]
    drop: tuple[str, ...]
    lift: tuple[str, ...]
    move: dict[str, int]
    grant: dict[str, str]
    add: tuple[Addition, ...]


Numbers = dict[str, int]
"""Feasible states, and equilibria by the firmness of the firmest concept that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A state that is an equilibrium of another firmness than before (None: of none)."""

    code: int
    state: dict[str, str]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """In which firm (Nash) and in which credible (SEQ) settlements an ask is granted."""

    firm: Granted
    credible: Granted


@dataclass(frozen=True, slots=True, kw_only=True)
class AskShifted:
    """An ask that is granted in other settlements than before."""

    ask: str
    before: Grants
    after: Grants


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonShifted:
    """An ask for whose refusal, or grant, in the status quo there is another reason (None: no answer to that)."""

    ask: str
    granted_before: bool | None
    granted_after: bool | None
    before: Reason | None
    after: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuo:
    """The status quo of one side, whether it is feasible, and its firmness (None: no equilibrium)."""

    place: Place | None
    feasible: bool
    firmness: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The changed dialogue beside the unchanged one.

    `gained`: states that are an equilibrium only with the changes, `lost`: only without them, `shifted`: in both, of
    another firmness; each the firmest first, no more than the limit, with the `_total` there are. `asks`, `reasons`:
    only those that differ; of asks for what is supposed itself nothing is told. `signing_before`, `signing_after`: what
    could be signed instead of the drift (None: nothing, for want of a status quo or a table); `signing_same`: the same
    ends, and the same packages beat them and pass at home. `same`: nothing above differs.
    """

    supposed: Supposed
    status_quo_before: StatusQuo
    status_quo_after: StatusQuo
    before: Numbers
    after: Numbers
    gained: tuple[Shifted, ...]
    gained_total: int
    lost: tuple[Shifted, ...]
    lost_total: int
    shifted: tuple[Shifted, ...]
    shifted_total: int
    asks: tuple[AskShifted, ...]
    reasons: tuple[ReasonShifted, ...]
    signing_before: Signing | None
    signing_after: Signing | None
    signing_same: bool
    same: bool


def _written(given: Sequence[str] | Mapping[str, object]) -> Sequence[str]:
    """What Python gives as a mapping or as one text, as it is written on a command line."""
    if isinstance(given, str):
        return [given]
    return [f"{id}={value}" for id, value in given.items()] if isinstance(given, Mapping) else given


def whatif(
    dialogue: Dialogue,
    *,
    set: Sequence[str] | Mapping[str, bool] = (),
    drop: Sequence[str] = (),
    move: Sequence[str] | Mapping[str, int] = (),
    grant: Sequence[str] | Mapping[str, str] = (),
    add: Sequence[str] = (),
    limit: int | None = 20,
) -> WhatIf:
    """What differs with circumstances set, lines left out or moved, options fixed, statements put in.

    `set`: CIRCUMSTANCE=BOOL, or a mapping. `drop`: the id of a rule, a statement or a group. `move`:
    ID=PLACES, negative is up, or a mapping; all at once, after what is left out. `grant`: OPTION=LEVEL,… or
    a mapping; fixed there: states without it leave the model, the status quo takes it. `add`: "PARTY: want EXPRESSION
    [before ID]". `limit`: tell no more than this many states of a kind. InputError for unknown names, for changes that
    contradict each other, and for none.
    """
    check_limit(limit)
    changes: list[Change] = [
        *(parse_set(text) for text in _written(set)),
        *(parse_drop(dialogue, text) for text in _written(drop)),
        *(parse_move(text) for text in _written(move)),
        *(parse_grant(dialogue, text) for text in _written(grant)),
        *(parse_add(text) for text in _written(add)),
    ]
    if not changes:
        raise InputError("say what is supposed: set a fact, drop or move a line, grant an option or add a statement")
    changed = apply(dialogue, *changes)
    solved(changed, like=dialogue)
    before, after = _Side(dialogue), _Side(changed)
    gained, lost, shifted = _compared(before, after, limit)
    supposed = _supposed(dialogue, changed, changes)
    asks, reasons = tuple(_asks(before, after, {*supposed.grant, *supposed.set})), tuple(_reasons(dialogue, changed))
    now = (before.status_quo(), after.status_quo())
    home = (at_home(dialogue), at_home(changed))
    same = not (gained[1] or lost[1] or shifted[1] or asks or reasons) and now[0] == now[1] and home[0] == home[1]
    return WhatIf(
        supposed=supposed,
        status_quo_before=now[0],
        status_quo_after=now[1],
        before=before.numbers(),
        after=after.numbers(),
        gained=gained[0],
        gained_total=gained[1],
        lost=lost[0],
        lost_total=lost[1],
        shifted=shifted[0],
        shifted_total=shifted[1],
        asks=asks,
        reasons=reasons,
        signing_before=signing(dialogue, home[0]),
        signing_after=signing(dialogue, home[1]),
        signing_same=home[0] == home[1],
        same=same,
    )


class _Side:
    """One of the two dialogues, solved: `firmness` by cell is a place in FIRMNESS, or the number of those for none."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, solution = dialogue, solved(dialogue)
        self.space: Space = solution.space
        self.found = {name: solution.equilibria(name).reshape(-1) for name in solution.stable()}
        self.firmness: NDArray[np.int8] = np.full(self.space.layout.size, len(FIRMNESS), dtype=np.int8)
        for level, name in reversed(list(enumerate(FIRMNESS))):
            self.firmness[self.found[name]] = level

    def numbers(self) -> Numbers:
        """Feasible states and equilibria, counted."""
        count = np.bincount(self.firmness, minlength=len(FIRMNESS)).tolist()
        by_word = dict(zip(FIRMNESS.values(), count, strict=False))
        return {"feasible": int(self.space.feasible.sum()), **by_word}

    def status_quo(self) -> StatusQuo:
        """The status quo and what it is."""
        now = self.dialogue.status_quo
        if now is None:
            return StatusQuo(place=None, feasible=False, firmness=None)
        cell = self.space.cell_of(now)
        return StatusQuo(
            place=place(self.dialogue, self.dialogue.code(now)),
            feasible=bool(self.space.flat_feasible[cell]),
            firmness=_word(int(self.firmness[cell])),
        )

    def grants(self, met: Bools) -> Grants:
        """In which settlements an ask is granted; `met`: by cell, whether it is."""
        return Grants(firm=granted(met[self.found[NASH.name]]), credible=granted(met[self.found[SEQ.name]]))


def _word(level: int) -> str | None:
    return (*FIRMNESS.values(), None)[level]


def _compared(before: _Side, after: _Side, limit: int | None) -> list[tuple[tuple[Shifted, ...], int]]:
    """Gained, lost and shifted states, the firmest first (then by code), and how many of each there are."""
    none, told = len(FIRMNESS), []
    was, now = before.firmness, after.firmness
    both = (was < none) & (now < none)
    for where in ((was == none) & (now < none), (was < none) & (now == none), both & (was != now)):
        cells = np.flatnonzero(where)
        codes = before.space.layout.codes(cells)
        order = np.lexsort((codes, np.minimum(was, now)[cells]))[:limit]
        shifted = tuple(
            Shifted(
                code=int(codes[n]),
                state=named(before.dialogue, int(codes[n])),
                before=_word(int(was[cells[n]])),
                after=_word(int(now[cells[n]])),
            )
            for n in order
        )
        told.append((shifted, len(cells)))
    return told


def _asks(before: _Side, after: _Side, supposed: Collection[str]) -> Iterable[AskShifted]:
    """Those that fare otherwise, but not those whose every option and fact is supposed."""
    from detente.engine.arrays.space import truth

    for ask in before.dialogue.asks:
        if set(names(ask.that)) <= set(supposed):
            continue
        was = before.grants(truth(before.space, ask.that).reshape(-1))
        now = after.grants(truth(after.space, ask.that).reshape(-1))
        if was != now:
            yield AskShifted(ask=ask.id, before=was, after=now)


def _reasons(before: Dialogue, after: Dialogue) -> Iterable[ReasonShifted]:
    for ask in before.asks:
        (met_before, was), (met_after, now) = _reason(before, ask.id), _reason(after, ask.id)
        if (met_before, _core(was)) != (met_after, _core(now)):
            yield ReasonShifted(
                ask=ask.id, granted_before=met_before, granted_after=met_after, before=was, after=now
            )


def _reason(dialogue: Dialogue, ask: str) -> tuple[bool | None, Reason | None]:
    try:
        found = because(dialogue, ask)
    except (NoAnswer, InputError):  # no feasible status quo to ask about, or nothing that could be otherwise
        return None, None
    return found.granted, found.reason


def _core(reason: Reason | None) -> tuple[object, ...] | None:
    """What makes a reason another one; that a line now stands elsewhere in the list does not."""
    if reason is None:
        return None
    return (reason.kind, reason.statement, reason.rules, reason.one_way, _core(reason.then))


def _supposed(dialogue: Dialogue, changed: Dialogue, changes: Sequence[Change]) -> Supposed:
    from detente.model.change import AddStatement, DropStatement, Fix, LiftRule, MoveStatement, SetCircumstance

    levels = [pair for c in changes if isinstance(c, Fix) for pair in c.levels]
    known = {s.id for preferences in dialogue.preferences.values() for s in preferences.statements}
    new = [s for p in changed.preferences.values() for s in p.statements if s.id not in known]
    added = []
    for c in changes:
        if isinstance(c, AddStatement):
            own = next(s for s in new if s.want == c.statement.want and s in changed.preferences[c.party].statements)
            new.remove(own)
            text = unparse(c.statement.want)
            added.append(Addition(id=own.id, party=c.party, want=text, before=c.before, after=c.after))
    return Supposed(
        set={c.id: c.value for c in changes if isinstance(c, SetCircumstance)},
        drop=tuple(c.id for c in changes if isinstance(c, DropStatement)),
        lift=tuple(c.id for c in changes if isinstance(c, LiftRule)),
        move={c.id: c.places for c in changes if isinstance(c, MoveStatement)},
        grant={option: dialogue.option(option).levels[level] for option, level in levels},
        add=tuple(added),
    )
