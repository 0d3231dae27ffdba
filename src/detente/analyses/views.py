"""Who misreads whom? Each party's perceived dialogue, solved on its own, beside the true one.

G^i is the dialogue as party i believes it: the others' lists as i sees them, its own as it is. What i *expects* are the
equilibria of G^i. What then holds (the *hypergame equilibria*) are the states that every party stays at by its own
G^i. A party counts on another to stay where the other, by its own lights, leaves: that is a *surprise*.
Source: first-level hypergames, Wang, Hipel & Fraser 1989; Aljefri et al. 2018; definitions 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.concepts import ConceptName
from detente.engine.solved import solved
from detente.kept import kept
from detente.methods.chances.drift import drift
from detente.methods.chances.playout import Outcome, Playout
from detente.methods.settling.ways import Grouped, grouped
from detente.model.change import AsSeenBy, Correct, apply
from detente.model.dialogue import Dialogue
from detente.model.naming import Place, named, place, places

if TYPE_CHECKING:
    from detente.engine.arrays.axes import StateMask
    from detente.engine.arrays.space import Space

SHOWN = 50
"""Surprises worked out in full, those told first; the rest are counted."""

TOLD = 3
"""Ways of settling whose nearest state is named; the rest are counted."""

MOVES_SHOWN = 5
"""Surprise moves listed for one surprise, the mover's best ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """Party `who` counts on party `of` to stay at the state; `of` leaves it, by one of `moves` (its best first).

    `status_quo`: it is the status quo. `expected`: `who` expects the dialogue to settle there.
    """

    who: str
    of: str
    code: int
    state: dict[str, str]
    status_quo: bool
    expected: bool
    moves: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What would be otherwise if `who` no longer had its view of `of` ("" : any view; both "" : nobody any view).

    `gained`, `lost`: codes of states that would be, or cease to be, hypergame equilibria. `expects`: codes that `who`
    would then expect (None: all are corrected). `gained_ways`, `lost_ways`: the same by ways of settling.
    `playout`: how play from the status quo would end (None without one);
    `changes_playout`: otherwise than it does, or with other chances.
    """

    who: str
    of: str
    gained: tuple[int, ...]
    lost: tuple[int, ...]
    gained_ways: Grouped
    lost_ways: Grouped
    expects: tuple[int, ...] | None
    playout: Playout | None
    changes_playout: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Who misreads whom. States are given by their codes, ascending; `states` names all that surprises or corrections
    speak of, and the rest where there are few.

    `expects`: per party, the equilibria of the dialogue as it sees it. `equilibria`: where every party stays by its own
    picture. `true`: the equilibria of the file. `steady`: equilibria that every party expects; `unsteady`: those that
    some do not. By ways of settling: `true_ways`, and `only_misread` (equilibria that are not true), `kept_from` (true
    ones that are no equilibria). `false_hopes`: per party, what it expects and will not be; `unforeseen`: what will be
    and it does not expect; by ways in `false_hopes_ways` and `unforeseen_ways`.
    `surprise_count`: how many surprises there are, of which `surprises` has those told first. `playout`: how
    play from the status quo ends if every party moves by its own picture, `true_playout` if by the file (None without
    a status quo).
    """

    concept: ConceptName
    believers: tuple[str, ...]
    expects: dict[str, tuple[int, ...]]
    equilibria: tuple[int, ...]
    true: tuple[int, ...]
    steady: tuple[int, ...]
    unsteady: tuple[int, ...]
    false_hopes: dict[str, tuple[int, ...]]
    unforeseen: dict[str, tuple[int, ...]]
    true_ways: Grouped
    only_misread: Grouped
    kept_from: Grouped
    false_hopes_ways: dict[str, Grouped]
    unforeseen_ways: dict[str, Grouped]
    surprises: tuple[Surprise, ...]
    surprise_count: int
    corrections: tuple[Correction, ...]
    playout: Playout | None
    true_playout: Playout | None
    states: dict[int, dict[str, str]]


@kept
def views(dialogue: Dialogue, *, concept: ConceptName = "seq") -> Views:
    """What each party expects, what will be, who surprises whom, and whose correction changes the outcome.

    `concept`: the concept of stability that everybody is taken to follow. Without a view in the file all pictures are
    the same, and the result says so by empty lists. TooLarge beyond the states that fit into memory.
    """
    game = Hypergame(dialogue, concept)
    true = game.codes(game.settled(game.true))
    held = game.codes(game.equilibria)
    expects = {p.id: game.codes(game.settled(game.seen[p.id])) for p in dialogue.parties}
    steady = set(held).intersection(*expects.values())
    surprises = list(game.surprises())
    shown = tuple(game.told(*one) for one in surprises[:SHOWN])
    corrections = tuple(_corrections(game))
    hopes = {party: _without(codes, held) for party, codes in expects.items()}
    unseen = {party: _without(held, codes) for party, codes in expects.items()}
    return Views(
        concept=concept,
        believers=game.believers,
        expects=expects,
        equilibria=held,
        true=true,
        steady=tuple(code for code in held if code in steady),
        unsteady=tuple(code for code in held if code not in steady),
        false_hopes=hopes,
        unforeseen=unseen,
        true_ways=grouped(dialogue, true, TOLD),
        only_misread=grouped(dialogue, _without(held, true), TOLD),
        kept_from=grouped(dialogue, _without(true, held), TOLD),
        false_hopes_ways={party: grouped(dialogue, codes, TOLD) for party, codes in hopes.items()},
        unforeseen_ways={party: grouped(dialogue, codes, TOLD) for party, codes in unseen.items()},
        surprises=shown,
        surprise_count=len(surprises),
        corrections=corrections,
        playout=game.playout,
        true_playout=Hypergame(apply(dialogue, *_all(dialogue)), concept).playout if game.believers else game.playout,
        states=_names(dialogue, [held, true, *expects.values(), *((*c.gained, *c.lost) for c in corrections)], shown),
    )


class Hypergame:
    """Every party's picture of a dialogue, each solved when it is first asked for."""

    def __init__(self, dialogue: Dialogue, concept: ConceptName) -> None:
        self.dialogue, self.concept = dialogue, concept
        self.believers = tuple(p.id for p in dialogue.parties if any(v.who == p.id != v.of for v in dialogue.views))
        self.true = solved(dialogue).space
        self.seen = {
            p.id: solved(apply(dialogue, AsSeenBy(p.id)), like=dialogue).space if p.id in self.believers else self.true
            for p in dialogue.parties
        }

    def stable(self, space: Space) -> Mapping[str, StateMask]:
        """Per party, where it stays in one picture."""
        return solved(space.dialogue).stable(self.concept)[self.concept]

    def settled(self, space: Space) -> StateMask:
        """Where everybody stays in one picture."""
        return solved(space.dialogue).equilibria(self.concept)

    @cached_property
    def equilibria(self) -> StateMask:
        """Where everybody stays, each by its own picture."""
        found = self.true.feasible.copy()
        for party in self.true.layout.owners:
            found &= self.stable(self.seen[party])[party]
        return found

    def codes(self, where: StateMask) -> tuple[int, ...]:
        """The codes of the marked cells, ascending."""
        return tuple(sorted(self.true.layout.codes(np.flatnonzero(where)).tolist()))

    @cached_property
    def start(self) -> int | None:
        """The cell of the status quo; None if there is none that is feasible."""
        return None if self.dialogue.start is None else self.true.cell_of(self.dialogue.start)

    @cached_property
    def playout(self) -> Playout | None:
        """How play from the status quo ends if every party moves by its own picture."""
        if self.start is None:
            return None
        engines = {owner: solved(self.seen[owner].dialogue).engine for owner in self.true.layout.owners}
        return drift(self.dialogue, engines, self.true.state_of(self.start))

    def surprises(self) -> Iterable[tuple[str, str, int]]:
        """(who, of, cell): at the status quo first, then where `who` expects to settle, then the others."""
        found = []
        for rank, who in enumerate(self.seen):
            expected = self.settled(self.seen[who]).reshape(-1)
            for of in self.true.layout.owners:
                if self.seen[who] is self.seen[of] or who == of:
                    continue
                counted_on = self.stable(self.seen[who])[of] & ~self.stable(self.seen[of])[of]
                cells = np.flatnonzero(counted_on)
                codes, hopes = self.true.layout.codes(cells).tolist(), expected[cells].tolist()
                keys = zip(cells.tolist(), hopes, codes, strict=True)
                found += [(cell != self.start, not hope, rank, of, code, cell) for cell, hope, code in keys]
        found.sort()
        order = list(self.seen)
        return ((order[rank], of, cell) for _, _, rank, of, _, cell in found)

    def told(self, who: str, of: str, cell: int) -> Surprise:
        """One surprise in full."""
        from detente.engine.arrays.witness import unsanctioned

        theirs = self.seen[of]
        cells = unsanctioned(theirs, of, cell, self.concept).tolist()
        cells.sort(key=lambda there: (-theirs.rank(of, there), theirs.code_of(there)))
        code = theirs.code_of(cell)
        return Surprise(
            who=who,
            of=of,
            code=code,
            state=named(self.dialogue, code),
            status_quo=cell == self.start,
            expected=bool(self.settled(self.seen[who]).flat[cell]),
            moves=places(self.dialogue, map(theirs.code_of, cells[:MOVES_SHOWN])),
        )


def _corrections(game: Hypergame) -> Iterable[Correction]:
    """Each view entry on its own, then all of a party that has several, then all of all."""
    dialogue = game.dialogue
    pairs = list(dict.fromkeys((v.who, v.of) for v in dialogue.views if v.who != v.of))
    for who, of in pairs:
        yield _correction(game, who, of, (Correct(who, of),))
    for who in game.believers:
        if sum(pair[0] == who for pair in pairs) > 1:
            yield _correction(game, who, "", (Correct(who),))
    if len(game.believers) > 1:
        yield _correction(game, "", "", _all(dialogue))


def _all(dialogue: Dialogue) -> tuple[Correct, ...]:
    return tuple(Correct(who) for who in dict.fromkeys(view.who for view in dialogue.views))


def _correction(game: Hypergame, who: str, of: str, changes: tuple[Correct, ...]) -> Correction:
    corrected = Hypergame(apply(game.dialogue, *changes), game.concept)
    before, after = game.codes(game.equilibria), corrected.codes(corrected.equilibria)
    gained, lost = _without(after, before), _without(before, after)
    return Correction(
        who=who,
        of=of,
        gained=gained,
        lost=lost,
        gained_ways=grouped(game.dialogue, gained, TOLD),
        lost_ways=grouped(game.dialogue, lost, TOLD),
        expects=corrected.codes(corrected.settled(corrected.seen[who])) if who else None,
        playout=corrected.playout,
        changes_playout=_outcomes(corrected.playout) != _outcomes(game.playout),
    )


def _outcomes(playout: Playout | None) -> tuple[Outcome, ...]:
    return playout.outcomes if playout else ()


def _without(codes: tuple[int, ...], others: tuple[int, ...]) -> tuple[int, ...]:
    gone = set(others)
    return tuple(code for code in codes if code not in gone)


def _names(
    dialogue: Dialogue, lists: Iterable[tuple[int, ...]], surprises: tuple[Surprise, ...]
) -> dict[int, dict[str, str]]:
    """The states spoken of, by code; of each list of codes the first ones."""
    codes = {code for listed in lists for code in listed[:SHOWN]} | {s.code for s in surprises}
    return {code: place(dialogue, code).state for code in sorted(codes)}
