"""What moves it: all minimal sets of edits that bring a target about, who could make each, and what it would cost.

The literature asks for a ranking that makes a state an equilibrium (the inverse problem: Kinsara, Kilgour & Hipel 2015;
Wang, Hipel, Fang & Dang 2018); this searches edits of the file. Exact up to the stated size: what is not listed does
not exist. Definitions 4.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.analyses.why import Reason, because
from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH, SHORT, ConceptName
from detente.engine.concepts import concept as by_name
from detente.engine.solved import changed, solved
from detente.errors import InputError, NoAnswer, TooLarge
from detente.kept import kept
from detente.methods.bargaining.vetoes import lifting, refused_by
from detente.methods.inverse.edits import Edit, catalogue, change, least
from detente.methods.inverse.priced import Offer, Price
from detente.methods.inverse.target import Target, revocable, target_of
from detente.methods.settling.held import ruled_out, unruled
from detente.model.dialogue import Dialogue, State
from detente.model.expression import names, unparse
from detente.model.naming import Place, place

if TYPE_CHECKING:
    from detente.analyses.prospects import Prospect
    from detente.engine.arrays.axes import Bools
    from detente.engine.arrays.space import Space
    from detente.methods.inverse.edited_space import Board

Goal = Literal["firm", "some", "every"]
Standing = Literal["", "rule", "outranked", "no_link", "other"]

MAX_SETS = 50_000_000
"""More sets than this are refused; the message says which size would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSet:
    """One minimal set of edits.

    `outside`: how many of them the asker cannot bring about itself. `firm`: the number of firm equilibria then, and
    `granted` how many of those meet the target; `every`: all of them do, so that it is more than possible. `reached`:
    an equilibrium that meets the target, the one that changes fewest options of the status quo. `indifferent`: there
    the asked party could as well go back on it: no longer blocked, not promised (None: no one party is asked).
    `status_quo`: whether the status quo is still feasible (None: there is none). `refused`: the ratifiers that would
    refuse what is reached, if it came to them; `passes`: the facts with which they would not (empty: none do). `held`:
    the rules over several parties but for which the asked party would go back on it there: what opens it then is the
    rule.
    """

    edits: tuple[Edit, ...]
    outside: int
    firm: int
    granted: int
    every: bool
    reached: Place | None
    indifferent: bool | None
    status_quo: bool | None
    refused: tuple[str, ...]
    passes: dict[str, bool]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The settlement nearest to the status quo that meets the target as things are.

    `kept`: there is such a one only because what was done cannot be taken back. `refused`, `passes`, `held`: as of a
    set.
    """

    at: Place
    kept: bool
    refused: tuple[str, ...]
    passes: dict[str, bool]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """What the asker's own packages do, each on its own.

    `standing` tells, where none suffices, why: *outranked* (`statement` of the asked party would have to be
    outweighed), *no_link* (no statement of the asked party joins the target with an option of the asker, so no package
    could ever have worked, which says nothing about the world), *rule* (the `rules` exclude it), or *other*. `links`:
    the statements that do join them.
    """

    tried: int
    suffice: int
    standing: Standing = ""
    statement: str = ""
    rules: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leverage:
    """All minimal sets of up to `size` edits after which the target is met, in order.

    `target`: the condition; `ask`: the ask that it is ("" : none); `of`: the asked party ("" : not one). `goal`: firm
    (in some Nash equilibrium), some (in some equilibrium of `concept`) or every (in every Nash equilibrium, and there
    is one). What the target names is looked at as if the others could take it back, or else it would be had wherever it
    was once done (`revocable`). `settled`: a settlement that meets it as things are, if only because of that (None:
    there is none; not told for `every`). `already`: it is met as things are, and `sets` is empty. `prospect`: what else
    becomes of the ask (None of what is none, and in a dialogue that is too large for it). `catalogue`: the number of
    single edits, `tried`: of sets that were decided. `complete`: false if it was interrupted; then `size` is what was
    done, and some larger sets may be among `sets`. Prices and conditional offers are asked of the status quo: `context`
    is false where there is none, or it is infeasible.
    """

    target: str
    ask: str
    asker: str
    of: str
    goal: Goal
    concept: ConceptName
    size: int
    catalogue: int
    tried: int
    already: bool
    settled: Settled | None
    sets: tuple[EditSet, ...]
    packages: Packages
    prices: tuple[Price, ...]
    offers: tuple[Offer, ...]
    context: bool
    complete: bool
    prospect: Prospect | None = None

    @property
    def least(self) -> tuple[EditSet, ...]:
        """The sets without those that only do more of the same: more changes in a package, more places in a list."""
        return tuple(self.sets[n] for n in least([one.edits for one in self.sets]))


@kept
def leverage(
    dialogue: Dialogue,
    target: str,
    *,
    asker: str = "",
    goal: Goal = "firm",
    concept: ConceptName = "seq",
    size: int | None = None,
) -> Leverage:
    """All minimal sets of edits that make the target hold where the dialogue can settle.

    `target`: an ask's id, or an expression. `asker`: who wants it (default: the party whose ask this is). `goal`: in
    some firm equilibrium (firm), in some equilibrium of `concept` (some), in every firm equilibrium (every). `size`:
    the largest sets looked for (3 for firm, else 2). InputError for unknown names, for a target without one asker,
    and for one that holds in no state whatever the circumstances; TooLarge for more sets than can be tried, or too many
    states to solve for `some`. An interrupt keeps the sets found so far.
    """
    from detente.analyses.prospects import prospect

    found = leverage_each(dialogue, (target,), asker=asker, goal=goal, concept=concept, size=size)[0]
    whole = size is None and goal == "firm" and found.complete
    mine = dialogue.has("asks", found.ask) and found.asker == dialogue.ask(found.ask).by
    return replace(found, prospect=prospect(dialogue, found.ask, found if whole and mine else None))


@kept
def leverage_each(
    dialogue: Dialogue,
    targets: Sequence[str],
    *,
    asker: str = "",
    goal: Goal = "firm",
    concept: ConceptName = "seq",
    size: int | None = None,
) -> tuple[Leverage, ...]:
    """`leverage` for several targets; what they share is worked out once."""
    if size is not None and size < 0:
        raise InputError(f"a set cannot have {size} edits; `size` is 0 or more")
    if dialogue.own_rules and goal == "some" and concept != NASH.name:
        raise NoAnswer(
            f"What would open an ask under {SHORT[concept]} is not known where rules bind one party alone "
            f"(`for: PARTY`); ask for firm settlements (`--goal firm`)."
        )
    largest = size if size is not None else 3 if goal == "firm" else 2
    if solved(dialogue).falls_apart:
        from detente.analyses.leverage_by_part import each

        return each(dialogue, targets, asker=asker, goal=goal, concept=concept, size=largest)
    return of_arrays(dialogue, targets, asker, goal, concept, largest)


def of_arrays(
    dialogue: Dialogue,
    targets: Sequence[str],
    asker: str,
    goal: Goal,
    concept: ConceptName,
    largest: int,
    *,
    silent: Collection[str] = (),
) -> tuple[Leverage, ...]:
    """`leverage_each` of a dialogue whose states fit into memory. `silent`: lines that say nothing, and are let be."""
    from detente.methods.inverse.edited_space import Board

    every = [target_of(dialogue, text, asker) for text in targets]
    looked_at = [(wanted.asker, revocable(dialogue, wanted.that, wanted.asker)) for wanted in every]
    found: dict[int, Leverage] = {}
    while len(found) < len(every):  # a board holds much: one at a time
        who, there = next(key for n, key in enumerate(looked_at) if n not in found)
        board = Board(there, catalogue(there, who, silent))
        mine = [n for n, (one, other) in enumerate(looked_at) if one == who and other is there]
        found |= {n: _Question(dialogue, board, every[n], goal, concept).answer(largest) for n in mine}
    return tuple(found[n] for n in range(len(every)))


class _Question:
    """One target and all that is asked about it."""

    def __init__(self, file: Dialogue, board: Board, wanted: Target, goal: Goal, concept: ConceptName) -> None:
        from detente.methods.inverse.deterred_judge import Deterred
        from detente.methods.inverse.nash_judge import Firm

        self.file, self.board, self.dialogue, self.wanted = file, board, board.dialogue, wanted
        self.goal, self.concept = goal, concept
        self.firm = Firm(board, wanted.asker, wanted.that, "every" if goal == "every" else "firm")
        deterred = goal == "some" and concept != NASH.name
        self.deterred = Deterred(board, wanted.asker, wanted.that, by_name(concept)) if deterred else None

    def answer(self, size: int) -> Leverage:
        from detente.methods.inverse.minimal_sets import minimal, number_of_sets
        from detente.methods.inverse.own_steps import OwnSteps
        from detente.methods.inverse.prices import offers, prices

        edits, wanted = self.board.edits, self.wanted
        tried = [number_of_sets(edits, largest) for largest in range(size + 1)]
        if tried[-1] > MAX_SETS:
            fits = sum(number <= MAX_SETS for number in tried) - 1
            raise TooLarge(f"sets of up to {size} of {len(edits)} edits (size {fits} would do)", tried[-1], MAX_SETS)
        judge = OwnSteps(self.deterred or self.firm, self.board)
        found = minimal(edits, judge, size)
        suffice = len(set(judge.met(frozenset(), True, {}, frozenset()))) if self.board.packages else 0
        already = found.sets == (frozenset(),)
        sets = [] if already else [self._set(tuple(edits[n] for n in sorted(one))) for one in found.sets]
        space = solved(self.file).space
        context = self.file.start is not None
        asked = context and wanted.of not in ("", wanted.asker)
        return Leverage(
            target=unparse(wanted.that),
            ask=wanted.ask,
            asker=wanted.asker,
            of=wanted.of,
            goal=self.goal,
            concept=self.concept if self.goal == "some" else NASH.name,
            size=found.size,
            catalogue=len(edits),
            tried=tried[found.size],
            already=already,
            settled=None if self.goal == "every" else self._settled(kept=not already),
            sets=tuple(sorted(sets, key=_order)),
            packages=self._packages(suffice, already),
            prices=prices(space, wanted) if asked else (),
            # Of an offer that no firm settlement has it is not said that it opens anything.
            offers=tuple(one for one in offers(space, wanted) if one.granted) if asked else (),
            context=context,
            complete=found.size == size,
        )

    def _settled(self, *, kept: bool) -> Settled | None:
        """Where the dialogue of the file settles with the target met, if anywhere."""
        from detente.engine.arrays.space import truth

        solution, dialogue = solved(self.file if kept else self.dialogue), self.file
        there = solution.equilibria(NASH) & (target := truth(solution.space, self.wanted.that))
        if not there.any() and self.goal == "some":
            there = solution.equilibria(self.concept) & target
        if not there.any():
            return None
        state = dialogue.state(solution.space.code_of(nearest_cell(solution.space, there, dialogue.status_quo)))
        return Settled(
            at=place(dialogue, dialogue.code(state)),
            kept=kept,
            refused=refused_by(dialogue, state),
            passes=lifting(dialogue, state),
            held=() if kept else self._held(dialogue, state),
        )

    def _held(self, dialogue: Dialogue, state: State) -> tuple[str, ...]:
        """The rules over several parties but for which the asked party would rather leave for where it is not met."""
        barred = ruled_out(dialogue, state, lambda: unruled(dialogue))
        mine = (one for one in barred if one.party == self.wanted.of)
        return next((one.rules for one in mine if not dialogue.holds(self.wanted.that, one.to)), ())

    def _set(self, edits: tuple[Edit, ...]) -> EditSet:
        """What is told of a set, from the changed dialogue itself, solved anew by the engine."""
        from detente.engine.arrays.space import truth

        edited = changed(self.dialogue, *(change(self.dialogue, edit) for edit in edits))
        solution = solved(edited)
        space = solution.space
        target = truth(space, self.wanted.that)
        firm = solution.equilibria(NASH)
        there = firm & target
        if not there.any():
            there = solution.equilibria(self.concept) & target
        cell = nearest_cell(space, there, self.dialogue.status_quo)
        now, state = edited.status_quo, edited.state(space.code_of(cell))
        return EditSet(
            edits=edits,
            outside=sum(e.reach != "package" for e in edits),
            firm=int(firm.sum()),
            granted=int((firm & target).sum()),
            every=bool(firm.any() and not (firm & ~target).any()),
            reached=place(self.dialogue, space.code_of(cell)),
            indifferent=_indifferent(space, self.wanted.of, cell, target) if self.wanted.of else None,
            status_quo=None if self.dialogue.status_quo is None or now is None else edited.feasible(now),
            refused=refused_by(edited, state),
            passes=lifting(edited, state),
            held=self._held(edited, state) if any(edit.kind == "fix" for edit in edits) else (),
        )

    def _packages(self, suffice: int, already: bool) -> Packages:
        wanted = self.wanted
        tried = len(self.board.packages)
        if already or suffice or not tried or wanted.of in ("", wanted.asker):
            return Packages(tried=tried, suffice=suffice)
        links = _links(self.dialogue, wanted)
        reason = self._reason()
        rules = reason.rules if reason is not None else ()
        while reason is not None and reason.kind == "rule":
            reason = reason.then
        statement = reason.statement if reason is not None and reason.kind == "priority" else ""
        ranked = bool(self.dialogue.preferences[wanted.of].ranking)  # its order of states joins everything
        unlinked = not links and not ranked
        standing: Standing = "no_link" if unlinked else "outranked" if statement else "rule" if rules else "other"
        return Packages(
            tried=tried, suffice=0, standing=standing, statement=statement, rules=rules, links=links
        )

    def _reason(self) -> Reason | None:
        try:
            return because(self.dialogue, self.wanted.ask or unparse(self.wanted.that)).reason
        except (NoAnswer, InputError):  # no status quo to compare with, or nothing the asked party could do
            return None


def nearest_cell(space: Space, there: Bools, now: State | None) -> int:
    """Of some states that which changes fewest options of the status quo (without one: of the first levels)."""
    start = now or (0,) * len(space.dialogue.options)
    cells = np.flatnonzero(there)
    changed = np.zeros(len(cells), dtype=np.int64)
    for stride, radix, level in zip(space.layout.cell_strides, space.layout.radices, start, strict=True):
        changed += cells // stride % radix != level
    codes = space.layout.codes(cells)
    return int(cells[np.lexsort((codes, changed))[0]])


def _indifferent(space: Space, party: str, cell: int, target: Bools) -> bool:
    """Whether the party likes some state without the target, in its reach, as well as this one."""
    moves = space.moves(party, cell)
    ranks = space.flat_ranks[party]
    return bool(((ranks[moves] == ranks[cell]) & ~target.reshape(-1)[moves]).any())


def _links(dialogue: Dialogue, wanted: Target) -> tuple[str, ...]:
    """The asked party's lines that join an option of the target with one of the asker."""
    about = set(dialogue.named(wanted.that))
    offered = {option.id for option in dialogue.options_of(wanted.asker)}
    wants = dialogue.preferences[wanted.of]
    lines = [(line.id, names(line.want)) for line in wants.statements]
    lines += [(unparse(line.expr), names(line.expr)) for line in wants.weights]
    return tuple(id for id, spoken in lines if about & set(spoken) and offered & set(spoken))


def _order(found: EditSet) -> tuple[object, ...]:
    """Size; edits outside the asker's reach; places moved; options in the package; file order."""
    return (
        len(found.edits),
        found.outside,
        sum(abs(e.places) for e in found.edits),
        sum(len(e.changes) for e in found.edits),
        tuple(e.number for e in found.edits),
    )
