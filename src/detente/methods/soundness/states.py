"""Warnings that take a look at states: lines that exclude nothing, hold always or never, or cannot decide.

Nothing is laid out whole. A line hangs on the options and circumstances it names and, through rules, on others; only
these are varied, each circumstance like an option, since a warning must hold under all values of the circumstances.
What hangs on more than `MAX_CELLS` combinations is skipped, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue, Equally, Option, Party, Preferences, Priority, Rule
from detente.model.expression import Compare, Expr, Name, names, unparse

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools


_ALL = "everybody"

MAX_CELLS = 2**20
"""Combinations of levels and circumstances that one line may hang on."""

MAX_TOTAL = 2**24
"""Combinations that one check lays out, all lines together."""


class Cells:
    """All combinations of some options' levels and some circumstances' values: a small state space of its own."""

    def __init__(self, dialogue: Dialogue, varied: Sequence[str], rules: Sequence[Rule]) -> None:
        from detente.engine.arrays import space

        options = tuple(Option(id=id, by=_ALL, text=id, levels=dialogue.levels.get(id, ("no", "yes"))) for id in varied)
        self.varied = frozenset(varied)
        self.facts = tuple(id for id in varied if id not in dialogue.levels)
        self.shape = tuple(len(option.levels) for option in options)
        self._space = space.build(
            Dialogue(title="", parties=(Party(id=_ALL, name=_ALL),), options=options, rules=tuple(rules))
        )
        self.feasible: Bools = self._space.feasible.reshape(-1)

    def truth(self, expr: Expr) -> Bools:
        """Where an expression over the varied names holds, infeasible combinations included."""
        from detente.engine.arrays import space

        return space.truth(self._space, expr).reshape(-1)

    def held(self, expr: Expr) -> Bools:
        """Where it holds among the feasible combinations."""
        return self.truth(expr)[self.feasible]


class Ground:
    """The cells that lines hang on, made when they are asked for, and the ids of lines that hang on too many."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.skipped: list[str] = []
        self._named = [(rule, frozenset(names(rule.never))) for rule in dialogue.rules]
        self._closures: dict[frozenset[str], frozenset[str]] = {}
        self._made: dict[frozenset[str], Cells] = {}
        self._left = MAX_TOTAL

    def cells(self, id: str, named: Iterable[str]) -> Cells | None:
        """The cells of all that these names hang on; None, with `id` noted as skipped, if they are too many."""
        varied = self.closure(frozenset(named))
        if varied not in self._made:
            size = prod(len(self.dialogue.levels.get(name, (False, True))) for name in varied)
            if size > min(MAX_CELLS, self._left):
                self.skipped.append(id)
                return None
            self._left -= size
            order = [name for name in (*self.dialogue.levels, *self.dialogue.now) if name in varied]
            rules = [rule for rule, mentioned in self._named if mentioned <= varied]
            self._made[varied] = Cells(self.dialogue, order, rules)
        return self._made[varied]

    def closure(self, named: frozenset[str]) -> frozenset[str]:
        """All names that these hang together with through rules."""
        if named not in self._closures:
            varied, wider = named, named.union(*(m for _, m in self._named if m & named))
            while wider != varied:
                varied, wider = wider, wider.union(*(m for _, m in self._named if m & wider))
            self._closures[named] = varied
        return self._closures[named]


def found(dialogue: Dialogue, ground: Ground) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {x: {by: a, text: X}, y: {by: a, text: Y}}
    ... rules: [{id: first, never: x and y}, {id: again, never: x and y}]
    ... priorities: {a: [x or not x, y]}''')
    >>> [(warning.code, warning.at) for warning in found(talks, Ground(talks))]
    [('idle-rule', 'again'), ('always-true', 'a.x-or-not-x')]
    """
    return [
        *_rules(dialogue, ground),
        *_options(dialogue, ground),
        *_asks(dialogue, ground),
        *(w for party, list_ in dialogue.preferences.items() for w in _priorities(ground, party, list_)),
        *_views(dialogue, ground),
        *_rankings(dialogue, ground),
    ]


def _rules(dialogue: Dialogue, ground: Ground) -> Iterator[Warning]:
    """Rules that can be spared. Of two that say the same the later is idle, so each is tried without those found."""
    idle: set[str] = set()
    for rule in reversed(dialogue.rules):
        cells = ground.cells(rule.id, names(rule.never))
        if cells is None:
            continue
        left = cells.truth(rule.never)
        for other in dialogue.rules:
            if other.id != rule.id and other.id not in idle and set(names(other.never)) <= cells.varied:
                left = left & ~cells.truth(other.never)
        if not left.any():
            idle.add(rule.id)
    for rule in dialogue.rules:
        if rule.id in idle:
            yield Warning(code="idle-rule", at=rule.id, line=rule.line, about={"rule": rule.id})


def _options(dialogue: Dialogue, ground: Ground) -> Iterator[Warning]:
    fixed: dict[str, str] = {}
    ruled = {name for rule in dialogue.rules for name in names(rule.never)}
    for option in dialogue.options:
        cells = ground.cells(option.id, (option.id,)) if option.id in ruled else None
        if len(option.levels) == 1:
            fixed[option.id] = option.levels[0]
        elif cells is not None:
            left = [level for level in option.levels if cells.held(Compare(option.id, "is", level)).any()]
            if len(left) == 1:
                fixed[option.id] = left[0]
    for id, level in fixed.items():
        yield Warning(code="fixed-option", at=id, line=dialogue.option(id).line, about={"option": id, "level": level})
    for party in dialogue.parties:
        options = dialogue.options_of(party.id)
        if options and all(option.id in fixed for option in options):
            yield Warning(code="idle-party", case="ruled", at=party.id, line=party.line, about={"party": party.id})


def _asks(dialogue: Dialogue, ground: Ground) -> Iterator[Warning]:
    for ask in dialogue.asks:
        always = _constant(ground, ask.id, ask.that)
        if always is not None:
            code = "ask-always-met" if always else "ask-never-met"
            yield Warning(code=code, at=ask.id, line=ask.line, about={"ask": ask.id})


def _constant(ground: Ground, id: str, expr: Expr) -> bool | None:
    """The truth value an expression has in every feasible state under all circumstances; None if it varies."""
    cells = ground.cells(id, names(expr))
    if cells is None:
        return None
    held = cells.held(expr)
    return bool(held[0]) if held.size and (held == held[0]).all() else None


def _priorities(ground: Ground, party: str, preferences: Preferences) -> Iterator[Warning]:
    constant: set[str] = set()
    for statement in preferences.statements:
        always = _constant(ground, statement.id, statement.want)
        if always is not None:
            constant.add(statement.id)
            yield _always("", statement.id, always, statement.line, {"statement": statement.id})
    for weight in preferences.weights:
        always = _constant(ground, party, weight.expr)
        if always is not None:
            about = {"weight": unparse(weight.expr), "party": party}
            yield _always("weight", party, always, weight.line, about)
    for item in _undecisive(ground, preferences.priorities):
        if item.id not in constant and not _all_constant(item, constant):
            yield Warning(code="never-decides", at=item.id, line=item.line, about={"statement": item.id})


def _all_constant(item: Priority, constant: set[str]) -> bool:
    return isinstance(item, Equally) and all(s.id in constant for s in item.items)


def _always(case: str, at: str, always: bool, line: int, about: dict[str, str]) -> Warning:
    return Warning(code="always-true" if always else "always-false", case=case, at=at, line=line, about=about)


def _undecisive(ground: Ground, priorities: tuple[Priority, ...]) -> Iterator[Priority]:
    """The lines that tell apart no two feasible states which all lines above them rank alike."""
    whole = frozenset().union(*map(_mentioned, priorities))
    quiet: list[str] = []
    keep, ground.skipped = ground.skipped, quiet
    cells = ground.cells("", whole)
    ground.skipped = keep
    if cells is not None:
        yield from _splitless(cells, priorities)
        return
    # Too many at once: each line with those above it that it hangs together with.
    reached = [ground.closure(_mentioned(item)) for item in priorities]
    for at, item in enumerate(priorities):
        related = [priorities[k] for k in _related(reached[:at], reached[at])]
        part = ground.cells(item.id, frozenset().union(*map(_mentioned, (*related, item))))
        if part is not None and item in _splitless(part, (*related, item)):
            yield item


def _related(above: Sequence[frozenset[str]], reached: frozenset[str]) -> list[int]:
    """Which of the lines above hang together with a line that reaches these names, directly or through others."""
    chosen: set[int] = set()
    grown = True
    while grown:
        more = {k for k, other in enumerate(above) if k not in chosen and other & reached}
        chosen |= more
        reached = reached.union(*(above[k] for k in more))
        grown = bool(more)
    return sorted(chosen)


def _mentioned(item: Priority) -> frozenset[str]:
    return frozenset(name for expr in _wants(item) for name in names(expr))


def _wants(item: Priority) -> tuple[Expr, ...]:
    return tuple(s.want for s in item.statements)


def _splitless(cells: Cells, priorities: Sequence[Priority]) -> Iterator[Priority]:
    """Classes of states alike so far start as the circumstances; a line decides if it splits one of them."""
    classes = np.zeros(int(cells.feasible.sum()), dtype=np.intp)
    for fact in cells.facts:
        classes = classes * 2 + cells.held(Name(fact))
    for item in priorities:
        wants = _wants(item)
        worth = sum((cells.held(want).astype(np.intp) for want in wants), np.zeros_like(classes))
        before = np.count_nonzero(np.bincount(classes))
        refined = classes * (len(wants) + 1) + worth
        present = np.bincount(refined) > 0
        if np.count_nonzero(present) == before:
            yield item
        classes = (np.cumsum(present) - 1)[refined]


def _views(dialogue: Dialogue, ground: Ground) -> Iterator[Warning]:
    for view in dialogue.views:
        statements = [a.statement for a in view.add] + list(view.instead.statements if view.instead else ())
        for statement in statements:
            always = _constant(ground, statement.id, statement.want)
            if always is not None:
                about = {"statement": statement.id, "view": view.id}
                yield _always("view", statement.id, always, statement.line, about)


def _rankings(dialogue: Dialogue, ground: Ground) -> Iterator[Warning]:
    for party, preferences in dialogue.preferences.items():
        if not preferences.ranking or not dialogue.circumstances:
            continue
        cells = ground.cells(party, dialogue.levels)
        if cells is None:
            continue
        ranked = {code for group in preferences.ranking for code in group}
        facts = tuple(range(len(dialogue.options), len(cells.shape)))
        ever = cells.feasible.reshape(cells.shape).any(axis=facts)
        # Cells have the first option slowest; codes have it fastest.
        codes = ever.ravel(order="F").nonzero()[0]
        left = [int(code) for code in codes if int(code) not in ranked]
        if left:
            yield Warning(code="unranked-states", at=party, line=dialogue.party(party).line,
                          about={"party": party, "n": len(left)})
