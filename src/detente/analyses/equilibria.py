"""Where can it settle? Every state that is stable for all under some concept, its firmness, and what they share.

Firmness, in one word: firm (Nash for all), credible (SEQ), held (SMR), fearful (GMR only); none where only SIM holds.
Sources: Nash 1950; Howard 1971 (GMR, SMR); Fraser & Hipel 1979 (SEQ), 1984 (SIM); Rêgo & Vieira 2017 (SSEQ).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar

from detente.engine.arrays.lazily import np
from detente.engine.arrays.single import ArrayStates
from detente.engine.choice import Asked, EngineName, choose
from detente.engine.concepts import CONCEPTS, EVERY, FIRMNESS, SEQ, SIM
from detente.engine.interface import States as SetOfStates
from detente.engine.solved import solved
from detente.errors import MissingExtra, TooLarge
from detente.kept import kept
from detente.methods.settling.held import Firmness, held_by
from detente.methods.settling.ways import ways
from detente.model.change import supposing
from detente.model.dialogue import Dialogue, State
from detente.model.naming import Place, check_limit, named, place

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Codes, Ints, StateMask
    from detente.engine.arrays.space import Space

LISTED = 2**20
"""The most equilibria that are listed; beyond, a limit is to be given, or only counts are to be asked for."""

LEAN = tuple(c.name for c in sorted(CONCEPTS, key=lambda c: c.reply) if c.answer == "improvements")
"""The concepts whose answers are improvements, which have a lean reading."""

LEAN_LIMIT = 2000
"""The lean reading is worked out for this many of the listed equilibria, the firmest first."""

HELD_LIMIT = 200
"""For this many it is worked out which rules hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    """A party by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLevels:
    """An option, its owner and its levels in order."""

    id: str
    by: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """How many states there are: all settings of the options, and those no rule excludes."""

    possible: int
    feasible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibrium:
    """A state that is stable for every party under at least one concept.

    `firmness` is None where only SIM holds. `lean`: which of seq and sseq it keeps when only lean replies count;
    `free`: SEQ, but not lean: it rests on a deterrent that costs its owner nothing. Both None if not worked out.
    `held_by`: of a settlement the rules over several parties but for which some party would leave it (None: not
    worked out).
    """

    state: dict[str, str]
    code: int
    firmness: str | None
    concepts: tuple[str, ...]
    lean: tuple[str, ...] | None
    free: bool | None
    held_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What the equilibria of a concept ("any": of at least one) share and where they differ.

    `levels`: per option the levels it has in some of them. `always`: options never at their first level; `never`: those
    always at it; `open`: the rest. `status_quo`: whether the status quo is one of them (None: there is none).
    """

    of: str
    count: int
    levels: dict[str, tuple[str, ...]]
    always: tuple[str, ...]
    never: tuple[str, ...]
    open: tuple[str, ...]
    status_quo: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingWay:
    """One way of settling: settlements, firm or credible in the lean reading, in which every party's lines hold alike.

    `code`: the member nearest to the status quo, of equals the firmer; `members`: the codes of all, nearest first;
    `firmness`: that of the firmest. `open`: the options on which they differ.
    """

    code: int
    firmness: Firmness
    members: tuple[int, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibria:
    """Where the dialogue can settle.

    `equilibria`: by firmness, then code; None if only counts were asked for. `counts`: how many each concept has, by
    its name; `sim` is None beyond 2^16 states. `firmness`: how many there are of each
    firmness ("none": only SIM holds), and `total` of all, listed or not. `settlements`: how many are firm, or credible
    by lean replies: where it can settle; what holds in a weaker sense is no settlement (None: not counted).
    `lean_checked`: for how many of those listed the lean reading was worked out. `stable`: per concept and party the
    codes of the stable states, ascending, if asked for. `common`: for each concept that has equilibria. `ways`: the
    ways of settling among those listed whose lean reading was worked out, the nearest to the status quo first (None:
    only counts were asked for). `supposed`: the facts that were taken otherwise. `engine`: what answered. `unknown`:
    for a concept that came to no end within memory or time, or before an interrupt, why its count is None. It stands
    nowhere in `concepts` then, states of a firmness that hangs on it are not listed, and how many there are is left out
    of `firmness`; `complete` says that this is so.
    """

    OPTIONAL: ClassVar[frozenset[str]] = frozenset({"equilibria", "stable"})

    parties: tuple[PartyName, ...]
    options: tuple[OptionLevels, ...]
    states: States
    status_quo: Place | None
    equilibria: tuple[Equilibrium, ...] | None
    counts: dict[str, int | None]
    stable: dict[str, dict[str, tuple[int, ...]]] | None
    common: tuple[Common, ...]
    firmness: dict[str, int]
    total: int
    settlements: int | None
    lean_checked: int
    ways: tuple[SettlingWay, ...] | None
    supposed: dict[str, bool] = field(default_factory=dict)
    engine: EngineName = "arrays"
    unknown: dict[str, str] = field(default_factory=dict)
    complete: bool = True


@kept
def equilibria(
    dialogue: Dialogue,
    *,
    circumstances: Mapping[str, bool] | None = None,
    stable: bool = False,
    counts: bool = False,
    limit: int | None = None,
    engine: Asked = "auto",
    time_limit: float | None = None,
) -> Equilibria:
    """Every state where the dialogue can settle, under six concepts of stability.

    `circumstances`: other facts than those in force, for this question. `stable`: also list the stable states of every
    party. `counts`: only counts and what is common. `limit`: list no more than this many (the firmest). Counts are
    always complete. `engine`: arrays, diagrams, or what fits the size (`auto`); `time_limit`: seconds that diagrams may
    take (None: 60). InputError for unknown circumstances, TooLarge beyond the states that fit into memory, MissingExtra
    where diagrams are wanted and not installed; of a dialogue that falls apart firm states are counted even then.
    """
    check_limit(limit)
    changed = supposing(dialogue, circumstances)
    facts = dict(circumstances or {})
    if choose(changed, engine).engine == "diagrams":
        from detente.analyses.equilibria_at_large import at_large

        try:
            return at_large(changed, facts, stable=stable, counts=counts, limit=limit, seconds=time_limit)
        except (TooLarge, MissingExtra):
            if engine != "auto" or stable or not solved(changed).falls_apart:
                raise
        from detente.analyses.equilibria_by_part import by_part

        return by_part(changed, facts)
    return _by_arrays(dialogue, changed, facts, stable=stable, counts=counts, limit=limit)


def _by_arrays(
    dialogue: Dialogue, changed: Dialogue, facts: dict[str, bool], *, stable: bool, counts: bool, limit: int | None
) -> Equilibria:
    from detente.engine.arrays import simultaneous

    solution = solved(changed, like=dialogue)
    space, verdicts = solution.space, dict(solution.stable())
    found = {name: solution.equilibria(name).reshape(-1) for name in verdicts}
    if space.layout.size <= simultaneous.LIMIT and not space.broken:
        found[SIM.name] = simultaneous.equilibria(space).reshape(-1)
        if stable:
            verdicts[SIM.name] = simultaneous.stable(space)
    codes, firmness = in_order(space, found)
    if not counts:
        check_listed(len(codes[:limit]))
    listed = None if counts else _listed(space, found, codes[:limit], firmness[:limit])
    return Equilibria(
        **about(changed, int(space.feasible.sum())),
        equilibria=listed,
        counts={c.name: int(found[c.name].sum()) if c.name in found else None for c in EVERY},
        stable=_stable(space, verdicts) if stable and not counts else None,
        common=tuple(common(changed, {name: ArrayStates(space, where) for name, where in found.items()})),
        firmness={word or "none": int((firmness == k).sum()) for k, word in enumerate((*FIRMNESS.values(), None))},
        total=len(codes),
        settlements=settled(listed, int(found[SEQ.name].sum())),
        lean_checked=sum(e.lean is not None for e in listed or ()),
        ways=None if listed is None else tuple(settling_ways(changed, listed)),
        supposed=facts,
    )


def settled(listed: tuple[Equilibrium, ...] | None, credible: int | None) -> int | None:
    """How many states are firm, or credible by lean replies; None where not all of the `credible` ones (firm or not)
    are listed, or the lean reading was not worked out for all of them."""
    looked = [e for e in listed or () if SEQ.name in e.concepts and e.lean is not None]
    return sum(SEQ.name in (e.lean or ()) for e in looked) if listed is not None and len(looked) == credible else None


def about(dialogue: Dialogue, feasible: int) -> dict[str, Any]:
    """What an answer says of the dialogue, whatever settles."""
    start = dialogue.start
    return {
        "parties": tuple(PartyName(id=p.id, name=p.name) for p in dialogue.parties),
        "options": tuple(OptionLevels(id=o.id, by=o.by, levels=o.levels) for o in dialogue.options),
        "states": States(possible=dialogue.possible, feasible=feasible),
        "status_quo": None if start is None else place(dialogue, dialogue.code(start)),
    }


def check_listed(number: int) -> None:
    """TooLarge for more equilibria than are listed."""
    if number > LISTED:
        raise TooLarge("equilibria to list (ask for counts only, or set a limit)", number, LISTED)


def settling_ways(dialogue: Dialogue, listed: tuple[Equilibrium, ...]) -> Iterator[SettlingWay]:
    """The ways among the listed states that are settlements."""
    settled = [e for e in listed if e.lean and SEQ.name in e.lean]
    firm: dict[State, Firmness] = {
        dialogue.state(e.code): "firm" if e.firmness == "firm" else "credible" for e in settled
    }
    for way in ways(dialogue, firm):
        yield SettlingWay(
            code=dialogue.code(way.state),
            firmness=way.firmness,
            members=tuple(map(dialogue.code, way.members)),
            open=way.open,
        )


def in_order(space: Space, found: Mapping[str, StateMask]) -> tuple[Codes, Ints]:
    """The codes of all equilibria, by firmness, then code; and the place of each one's firmness in FIRMNESS.

    `found`: per concept the equilibria by cell. A place beyond FIRMNESS: none of its concepts holds (SIM alone).
    """
    cells = np.flatnonzero(np.logical_or.reduce(list(found.values())))
    firmness = np.full(len(cells), len(FIRMNESS), dtype=np.int8)
    for level, name in reversed(list(enumerate(FIRMNESS))):
        firmness[found[name][cells]] = level
    codes = space.layout.codes(cells)
    order = np.lexsort((codes, firmness))
    return codes[order], firmness[order]


def _listed(
    space: Space, found: Mapping[str, StateMask], codes: Codes, firmness: Ints
) -> tuple[Equilibrium, ...]:
    from detente.engine.arrays import lean_sets

    words, cells = (*FIRMNESS.values(), None), space.layout.cells(codes)
    looked = cells[:LEAN_LIMIT]
    kept = {c: set(lean_sets.settled(space, looked[found[c][looked]], c).tolist()) for c in LEAN}
    listed = []
    for n, (code, cell, level) in enumerate(zip(codes.tolist(), cells.tolist(), firmness.tolist(), strict=True)):
        concepts = tuple(c.name for c in EVERY if c.name in found and found[c.name][cell])
        lean = tuple(c for c in LEAN if cell in kept[c]) if n < LEAN_LIMIT else None
        listed.append(
            Equilibrium(
                state=named(space.dialogue, code),
                code=code,
                firmness=words[level],
                concepts=concepts,
                lean=lean,
                free=None if lean is None else SEQ.name in concepts and SEQ.name not in lean,
                held_by=_held_by(space.dialogue, code, lean) if n < HELD_LIMIT else None,
            )
        )
    return tuple(listed)


def _held_by(dialogue: Dialogue, code: int, lean: tuple[str, ...] | None) -> tuple[str, ...]:
    return held_by(dialogue, dialogue.state(code)) if SEQ.name in (lean or ()) else ()


def _stable(space: Space, verdicts: Mapping[str, Mapping[str, StateMask]]) -> dict[str, dict[str, tuple[int, ...]]]:
    def listed(where: StateMask) -> tuple[int, ...]:
        return tuple(np.sort(space.layout.codes(np.flatnonzero(where))).tolist())

    return {name: {party: listed(where) for party, where in by_party.items()} for name, by_party in verdicts.items()}


def common(dialogue: Dialogue, found: Mapping[str, SetOfStates]) -> Iterator[Common]:
    """What the equilibria share: all of them together, then concept by concept."""
    groups = {"any": reduce(or_, found.values()), **found} if found else {}
    start = dialogue.start
    for name, where in groups.items():
        count = where.count()
        if count:
            yield shared(dialogue, name, count, where.levels(), None if start is None else start in where)


def shared(
    dialogue: Dialogue, of: str, count: int, levels: Sequence[Sequence[bool]], status_quo: bool | None
) -> Common:
    """What some states share; `levels`: for each option, in file order, which of its levels occur among them."""
    seen = dict(zip((o.id for o in dialogue.options), levels, strict=True))
    first = {id: each[0] for id, each in seen.items()}
    other = {id: any(each[1:]) for id, each in seen.items()}
    return Common(
        of=of,
        count=count,
        levels={id: tuple(compress(dialogue.levels[id], each)) for id, each in seen.items()},
        always=tuple(id for id in first if other[id] and not first[id]),
        never=tuple(id for id in first if first[id] and not other[id]),
        open=tuple(id for id in first if first[id] and other[id]),
        status_quo=status_quo,
    )
