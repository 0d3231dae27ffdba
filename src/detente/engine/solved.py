"""A dialogue, solved, as one value: what one question worked out is there for the next one asked of the same dialogue.

States are built once, lists ranked once, each concept solved once. A changed dialogue (a what-if, other facts) starts
from the one it was made of: a list that says the same under the same facts keeps its ranking, rules keep what they
exclude, and a party whose verdicts hang on nothing else keeps those. `solved(dialogue)` is a plain function of a
dialogue; its answer goes when the dialogue goes, and sooner where many are kept. Nothing of it changes any result.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from detente.engine.arrays.lazily import np
from detente.engine.concepts import CONCEPTS, SEQ, Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import LIMIT, Engine
from detente.model.change import Change, LiftRule, SetCircumstance, apply
from detente.model.dialogue import Dialogue

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools
    from detente.engine.arrays.by_option import Grid
    from detente.engine.arrays.lean import Lean
    from detente.engine.arrays.space import Space
    from detente.engine.parts.split import Split
    from detente.model.dialogue import State

T = TypeVar("T")

KEPT = 2**22
"""States of all dialogues whose solutions are kept at a time; the last two are kept whatever their size."""

_HELD = "_solved"
_lock = RLock()
_recent: OrderedDict[int, ref[Dialogue]] = OrderedDict()


def solved(dialogue: Dialogue, *, like: Dialogue | None = None) -> Solved:
    """What is known of a dialogue. `like`: one that differs from it in a few lines, to start from.

    >>> from detente import load
    >>> river = load("river")
    >>> solved(river) is solved(river)
    True
    """
    with _lock:
        known: Solved | None = vars(dialogue).get(_HELD)
        if known is None:
            known = Solved(dialogue, None if like is None or like is dialogue else solved(like))
            vars(dialogue)[_HELD] = known
        _recent[id(dialogue)] = ref(dialogue)
        _recent.move_to_end(id(dialogue))
        _forget()
    return known


def _forget() -> None:
    """Let go of what was asked about longest ago."""
    alive = {key: one for key, held in _recent.items() if (one := held()) is not None}
    for key in [key for key in _recent if key not in alive]:
        del _recent[key]
    total = sum(map(_laid_out, alive.values()))
    while total > KEPT and len(_recent) > 2:
        key, _ = _recent.popitem(last=False)
        total -= _laid_out(alive[key])
        vars(alive[key]).pop(_HELD, None)


def _laid_out(dialogue: Dialogue) -> int:
    """The states that arrays of a dialogue have; beyond the limit there are none."""
    return dialogue.possible if dialogue.possible <= LIMIT else 0


def without(dialogue: Dialogue, rules: Sequence[str]) -> Dialogue:
    """The dialogue without these rules, the same value each time; itself without none.

    >>> from detente import load
    >>> river = load("river")
    >>> without(river, ["reservoir"]).rules, without(river, []) is river
    ((), True)
    """
    if not rules:
        return dialogue
    changed = solved(dialogue).once(("without", *rules), lambda: apply(dialogue, *map(LiftRule, rules)))
    solved(changed, like=dialogue)
    return changed


def under(dialogue: Dialogue, facts: Mapping[str, bool]) -> Dialogue:
    """The dialogue with these facts in force, the same value each time; itself if they are.

    >>> from detente import load
    >>> river = load("river")
    >>> wet = under(river, {"dry_year": False})
    >>> wet.now, under(river, {"dry_year": False}) is wet
    ({'dry_year': False}, True)
    """
    turned = {id: value for id, value in facts.items() if dialogue.now[id] != value}
    if not turned:
        return dialogue
    changed = solved(dialogue).once(("under", *sorted(turned.items())), lambda: dialogue.under(turned))
    solved(changed, like=dialogue)
    return changed


def changed(dialogue: Dialogue, *changes: Change) -> Dialogue:
    """The dialogue with these changes made; where facts alone are otherwise, the same value each time.

    >>> from detente import load
    >>> river = load("river")
    >>> dry = SetCircumstance("dry_year", False)
    >>> changed(river, dry) is changed(river, dry)
    True
    """
    facts = {change.id: change.value for change in changes if isinstance(change, SetCircumstance)}
    if len(facts) == len(changes) and dialogue.status_quo is not None:  # a status quo stays, whatever the facts
        return under(dialogue, facts)
    made = apply(dialogue, *changes)
    solved(made, like=dialogue)
    return made


def board_of(dialogue: Dialogue) -> Grid:
    """Its states with one axis for each option. Raises TooLarge.

    >>> from detente import load
    >>> board_of(load("river")).feasible.shape
    (3, 2, 2, 2)
    """
    from detente.engine.arrays.by_option import grid

    solution = solved(dialogue)
    return solution.once(grid, lambda: grid(solution.space))


def _by_lines(dialogue: Dialogue) -> Engine:
    """Single states of a dialogue that is too large for arrays."""
    from importlib.util import find_spec

    if find_spec("oxidd") and not dialogue.own_rules:
        from detente.engine.diagrams.single import Diagrams

        return Diagrams(dialogue)
    from detente.engine.local.single import Local

    return Local(dialogue)


class Solved:
    """One dialogue under the circumstances in force, solved as far as it was asked about."""

    def __init__(self, dialogue: Dialogue, like: Solved | None = None) -> None:
        self.dialogue, self._like = dialogue, like
        self._verdicts: dict[str, Mapping[str, Bools]] = {}
        self._once: dict[Any, Any] = {}

    @cached_property
    def space(self) -> Space:
        """Its states and every party's ranking of them. Raises TooLarge."""
        from detente.engine.arrays.space import build

        return build(self.dialogue, like=None if self._like is None else self._like.space)

    @cached_property
    def engine(self) -> Engine:
        """What answers about single states: arrays where they fit into memory, else the parts, else the lines alone.

        Where the lines alone would take too long, diagrams know the verdict, if they are installed.
        """
        if self.falls_apart:
            from detente.engine.parts.single import Parts

            like = self._like.engine if self._like is not None and self._like.falls_apart else None
            return Parts(
                self.split,
                lambda part: (solved(part).space, solved(part).lean),
                like=like if isinstance(like, Parts) else None,
            )
        if self.dialogue.possible > LIMIT:
            return _by_lines(self.dialogue)
        from detente.engine.arrays.single import Arrays

        # No circle: what is forgotten goes at once, with its arrays, and waits for no collection.
        mine, dialogue = ref(self), self.dialogue
        return Arrays(
            self.space, lean=self.lean,
            verdicts=lambda concept: (mine() or solved(dialogue)).stable(concept)[concept.name],
        )  # fmt: skip

    @cached_property
    def split(self) -> Split:
        """The parts that it falls into."""
        from detente.engine.parts.split import parts

        return parts(self.dialogue)

    @cached_property
    def falls_apart(self) -> bool:
        """Whether it is asked about by parts: too large as a whole, and none of its parts is."""
        return self.dialogue.possible > LIMIT >= self.split.largest

    @cached_property
    def lean(self) -> Lean:
        """The lean reading of single states."""
        from detente.engine.arrays.lean import Lean

        return Lean(self.space)

    def leanly(self, states: Sequence[State]) -> list[State]:
        """Those of some states that are stable for every party under SEQ, read leanly, in their order."""
        from detente.engine.arrays.lean_sets import settled

        cells = np.array([self.space.cell_of(state) for state in states], dtype=np.int64)
        return [self.space.state_of(cell) for cell in settled(self.space, cells, SEQ.name).tolist()]

    def stable(self, *concepts: str | Concept) -> dict[str, Mapping[str, Bools]]:
        """For each concept (all, if none is named) and each party, where the party is stable."""
        asked = [by_name(c) for c in concepts] or list(CONCEPTS)
        missing = [concept for concept in asked if concept.name not in self._verdicts]
        if missing:
            self._verdicts |= self._solve(missing)
        return {concept.name: self._verdicts[concept.name] for concept in asked}

    def equilibria(self, concept: str | Concept) -> Bools:
        """Where every party is stable: an array of `space.layout.shape`."""
        from detente.engine.arrays.solve import everywhere

        asked = by_name(concept)
        return self.once(asked, lambda: everywhere(self.space, self.stable(asked)[asked.name]))

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """What `make` gives, made the first time that it is asked for under this key."""
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    def _solve(self, concepts: Sequence[Concept]) -> dict[str, Mapping[str, Bools]]:
        """Verdicts, those of parties that nothing has changed for taken from the dialogue this one is like.

        Under the concepts whose answers are improvements a party's verdicts hang on the others' lists, too.
        """
        from detente.engine.arrays.solve import solve

        own = [concept for concept in concepts if concept.answer != "improvements"]
        same = self._unchanged() if own else ()
        verdicts: dict[str, Mapping[str, Bools]] = {}
        if same and self._like is not None:
            known = self._like.stable(*own)
            fresh = solve(self.space, own, parties=[p for p in self.space.layout.owners if p not in same])
            verdicts = {name: {**known[name], **fresh[name]} for name in fresh}
            concepts = [concept for concept in concepts if concept.answer == "improvements"]
        return {**verdicts, **(solve(self.space, concepts) if concepts else {})}

    def _unchanged(self) -> tuple[str, ...]:
        """The parties whose ranking, and the states, are those of the dialogue this one is like."""
        if self._like is None or self.space.feasible is not self._like.space.feasible:
            return ()
        if self.space.broken is not self._like.space.broken:
            return ()
        pairs = zip(self.space.layout.parties, self.space.ranks, self._like.space.ranks, strict=True)
        return tuple(party for party, mine, other in pairs if mine is other)
