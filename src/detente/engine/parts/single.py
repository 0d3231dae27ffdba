"""The interface's answers about single states of a dialogue that falls apart, put together from its parts.

Relies on: moves of one party are transitive (option form), and a preference gives every state a worth. Reach is the
product of the parts' reaches, since one move may change several parts. Nash, GMR, SMR and the lean reading are put
together from the parts exactly; plain SEQ and SSEQ do not fall apart (a reply that improves in one part may do anything
of lower rank in another): what deters leanly deters, and the rest is asked of the lines of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, groupby, islice, product
from math import prod
from operator import itemgetter, mul

from detente.engine.arrays.lean import Lean
from detente.engine.arrays.space import Space, build
from detente.engine.concepts import NASH, Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import Sanction, Step, goes
from detente.engine.local.single import Local
from detente.engine.parts.merge import joint_pairs, merged
from detente.engine.parts.ordered import best_first
from detente.engine.parts.piece import Move, Piece
from detente.engine.parts.split import Split, parts
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, State

Cells = tuple[int, ...]
"""A state of the whole: a cell for each part."""


PLAIN = 2**40
"""Beyond so many states, of options that a line speaks of, only lean replies are looked for: others take too long."""

KEPT = 2**12
"""States whose cells are remembered: one state is asked about many times."""


class Parts:
    """The `interface.Engine` of a dialogue in parts, under the circumstances in force."""

    def __init__(
        self, split: Split, solve: Callable[[Dialogue], tuple[Space, Lean]], *, like: Parts | None = None
    ) -> None:
        """`solve`: the states of a part and their lean improvements; TooLarge for a part that is. `like`: the engine of
        a dialogue that differs in a few lines: what is known of parts that do not differ is shared."""
        self.split, self.dialogue = split, split.dialogue
        known = {piece.part.options: piece for piece in like.pieces} if like else {}
        same = (known.get(part.options) for part in split.parts)
        self.pieces: tuple[Piece, ...] = tuple(
            piece if piece and piece.part == part else Piece(part, *solve(part.dialogue))
            for part, piece in zip(split.parts, same, strict=True)
        )
        self._cells: dict[State, Cells] = {}
        owners = {option.by for option in self.dialogue.options}
        self.movers = tuple(party.id for party in self.dialogue.parties if party.id in owners)

    @classmethod
    def of(cls, dialogue: Dialogue) -> Parts:
        """The engine of a dialogue, its parts solved anew.

        >>> from detente import load
        >>> engine = Parts.of(load("classroom-prisoners"))
        >>> [engine.stable(engine.movers[0], (0, 0), concept, lean=True) for concept in ("nash", "seq")]
        [False, True]
        """

        def solve(part: Dialogue) -> tuple[Space, Lean]:
            space = build(part)
            return space, Lean(space)

        return cls(parts(dialogue), solve)

    def locked(self, state: State, options: Collection[int]) -> Parts:
        """The same with some options, by their places, held at their levels in a state."""
        found = copy(self)
        found.__dict__.pop("local", None)
        pieces = list(self.pieces)
        for n, piece in enumerate(self.pieces):
            held = [place for place, k in enumerate(piece.part.options) if k in options]
            if held:
                pieces[n] = piece.locked(piece.part.cut(state), held)
        found.pieces = tuple(pieces)
        return found

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """For each option what a level of it adds to the code of a state."""
        return tuple(accumulate((1, *self.dialogue.radices[:-1]), mul))

    @cached_property
    def local(self) -> Local:
        """The same dialogue, asked of its lines as a whole: for what does not fall apart."""
        return Local(self.dialogue)

    def _whole(self) -> Local:
        """What answers where replies that nobody needs count, too. Raises TooLarge."""
        spoken = (part.dialogue for part in self.split.parts if part.dialogue.rules or any(part.places.values()))
        states = prod(part.possible for part in spoken)
        if states > PLAIN:
            raise TooLarge("states in which needless replies would have to be looked for", states, PLAIN)
        return self.local

    # ---- one state -----------------------------------------------------------------------------------------------

    def cells(self, state: State) -> Cells:
        """The cell of each part."""
        if state not in self._cells:
            if len(self._cells) >= KEPT:
                self._cells.clear()
            self._cells[state] = tuple(piece.space.cell_of(piece.part.cut(state)) for piece in self.pieces)
        return self._cells[state]

    def state(self, cells: Sequence[int]) -> State:
        """The state of the whole that these cells are."""
        return self.split.joined(piece.space.state_of(cell) for piece, cell in zip(self.pieces, cells, strict=True))

    def feasible(self, state: State) -> bool:
        """Whether no rule excludes the state."""
        both = zip(self.pieces, self.cells(state), strict=True)
        return all(bool(piece.space.flat_feasible[cell]) for piece, cell in both)

    def compare(self, party: str, a: Cells, b: Cells) -> int:
        """The key of one state against another: above 0 if the party prefers it, 0 if it does not mind."""
        keys = []
        for piece, one, other in zip(self.pieces, a, b, strict=True):
            if one != other:
                scale = piece.scale(party)
                keys.append(scale.key(int(scale.ranks[one]), int(scale.ranks[other])))
        return merged(keys)

    def prefers(self, party: str, a: State, b: State) -> bool:
        """Whether the party strictly prefers `a` to `b`."""
        return goes(self.compare(party, self.cells(a), self.cells(b)), 0) is True

    # ---- steps of a party ----------------------------------------------------------------------------------------

    def moves(self, party: str, state: State) -> Iterator[State]:
        """The feasible states that the party can move to from there, in no order that matters."""
        each = [piece.ways(party, cell).tolist() for piece, cell in zip(self.pieces, self.cells(state), strict=True)]
        return map(self.state, islice(product(*each), 1, None))  # the first is the state itself

    def improvements(self, party: str, state: State) -> Iterator[State]:
        """Its moves from there for which it goes, the best first."""
        return self.best(party, state)

    def count(self, party: str, state: State) -> int:
        """How many improvements the party has from there."""
        here = zip(self.pieces, self.cells(state), strict=True)
        if merged(piece.pairs(party, cell, NASH)[0][0] for piece, cell in here) <= 0:
            return 0
        counts = [piece.counts(party, cell) for piece, cell in zip(self.pieces, self.cells(state), strict=True)]
        less = [0] * len(counts)  # in each part how many moves decide less than the keys looked at, staying first
        every = sorted((abs(key), n, key) for n, keys in enumerate(counts) for key in keys)
        together, total = 1, 0
        for _, same in groupby(every, key=itemgetter(0)):
            alike = list(same)
            total += sum(counts[n][key] * (together // less[n]) for _, n, key in alike if key > 0)
            for _, n, key in alike:
                together = together // max(1, less[n]) * (less[n] + counts[n][key])
                less[n] += counts[n][key]
        return total

    def best(self, party: str, state: State) -> Iterator[State]:
        """Its improvements, the best first, then fewest changes, then by code."""
        start = self.cells(state)
        found = best_first(self, party, start, state)
        for cells in found:
            if not goes(self.compare(party, cells, start), 0):
                return
            yield self.state(cells)

    def lean(self, party: str, state: State, *, best: bool = False) -> Iterator[State]:
        """Its lean improvements; `best`: of these only those that none of its improvements is better than.

        An improvement is lean if it is in every part that it changes: what is put back in several parts is worse in the
        one whose line decides.
        """
        start = self.cells(state)
        each = []
        for piece, cell in zip(self.pieces, start, strict=True):
            ranks = piece.scale(party).ranks
            here = piece.lean.improvements(party, cell)
            if best:
                top = ranks[piece.ways(party, cell)].max()
                each.append([c for c in (cell, *here) if ranks[c] == top])
            else:
                each.append([cell, *here])
        return (self.state(cells) for cells in product(*each) if cells != start)

    def is_lean(self, party: str, state: State, improvement: State) -> bool:
        """Whether an improvement of the party changes nothing in vain."""
        return all(
            a == b or (bool(self._better(piece, party, b, a)) and piece.lean.is_lean(party, a, b))
            for piece, a, b in zip(self.pieces, self.cells(state), self.cells(improvement), strict=True)
        )

    def _better(self, piece: Piece, party: str, one: int, other: int) -> bool:
        ranks = piece.scale(party).ranks
        return bool(goes(ranks[one], ranks[other]))

    # ---- stability -----------------------------------------------------------------------------------------------

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction."""
        asked = by_name(concept)
        if asked.answer == "improvements" and not lean:
            if self.stable(party, state, NASH):
                return True
            if not self.stable(party, state, asked.by_moves):  # what no move deters no improvement does
                return False
            return self.stable(party, state, asked, lean=True) or self._whole().stable(party, state, asked)
        pairs = (piece.pairs(party, cell, asked) for piece, cell in zip(self.pieces, self.cells(state), strict=True))
        return not any(there > 0 and comes > 0 for there, comes in joint_pairs(pairs))

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement of the party, or None: in as few parts as do it, in one of the fewest steps.

        In several parts it need not be the shortest of all.
        """
        asked = by_name(concept)
        if asked.answer == "improvements" and not lean:
            found = self.sanction(party, state, improvement, asked, lean=True)
            if found is None:
                some = self.sanction(party, state, improvement, asked.by_moves)
                return None if some is None else self._whole().sanction(party, state, improvement, asked)
            return replace(found, steps=tuple(_once(found.steps)), lean=False)
        ways = None if asked.answer is None else self._answers(party, state, improvement, asked)
        if ways is None:
            return None
        return Sanction(
            concept=asked.name, party=party, state=state, improvement=improvement,
            steps=tuple(self._steps(self.cells(improvement), ways)), lean=asked.answer == "improvements",
        )  # fmt: skip

    def _answers(self, party: str, state: State, improvement: State, concept: Concept) -> list[tuple[Move, ...]] | None:
        """In each part the others' moves that together deter the party; None if nothing does."""
        start, there = self.cells(state), self.cells(improvement)
        here = [int(piece.scale(party).ranks[cell]) for piece, cell in zip(self.pieces, start, strict=True)]
        went = zip(self.pieces, here, there, strict=True)
        each = (piece.answered(party, rank, cell, concept) for piece, rank, cell in went)
        alone, worst = map(list, zip(*each, strict=True))
        if merged(worst) > 0:
            return None
        moved = self._fewest(alone, worst)
        ways: list[tuple[Move, ...]] = [()] * len(self.pieces)
        for n in moved:
            piece = self.pieces[n]
            # In one part alone any end will do that is bad enough, so the nearest; else its worst.
            bound = worst[n] if len(moved) > 1 else -merged(alone[:n] + alone[n + 1 :])
            found = piece.way(party, there[n], piece.scale(party).most(here[n], bound), concept)
            assert found is not None
            ways[n] = found
        return ways

    def _fewest(self, alone: list[int], worst: list[int]) -> list[int]:
        """Parts, none needless, that deter the party if the others do their worst there and nothing elsewhere."""
        for n in range(len(alone)):
            if merged([*alone[:n], worst[n], *alone[n + 1 :]]) <= 0:
                return [n]
        moved = [n for n in range(len(alone)) if worst[n] != alone[n]]
        for n in tuple(moved):
            rest = [worst[k] if k in moved and k != n else alone[k] for k in range(len(alone))]
            if merged(rest) <= 0:
                moved.remove(n)
        return moved

    def _steps(self, start: Cells, ways: list[tuple[Move, ...]]) -> Iterator[Step]:
        """The ways of several parts as one: what a mover does next in several of them is one step."""
        here, left = list(start), [list(way) for way in ways]
        while any(left):
            heads = [way[0][0] for way in left if way]
            mover = max(heads, key=heads.count)
            before = self.state(here)
            for n, way in enumerate(left):
                if way and way[0][0] == mover:
                    here[n] = way.pop(0)[1]
            yield Step(mover=mover, before=before, after=self.state(here))


def _once(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, those of one party running as one (improvements are transitive)."""
    for mover, running in groupby(steps, key=lambda step: step.mover):
        each = list(running)
        yield Step(mover=mover, before=each[0].before, after=each[-1].after)
