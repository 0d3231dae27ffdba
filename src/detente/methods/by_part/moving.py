"""Which parts of a dialogue a question about what would move it has to look at, and what that says of the whole.

Where the other parts can settle firmly whatever facts are turned, a firm settlement of the whole meets a target exactly
if one of the target's own part does. A part that cannot settle as things are, or could not under other facts, has to be
looked at together with it: an edit there, or of a fact, may be what it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from detente.engine.concepts import NASH
from detente.engine.interface import LIMIT
from detente.engine.parts.split import Split, gathered
from detente.engine.solved import solved, under
from detente.errors import TooLarge
from detente.methods.settling.ways import stable_states
from detente.model.dialogue import Dialogue, State, differing
from detente.model.expression import Expr, names


@dataclass(frozen=True)
class Concerned:
    """The parts that a question about a target has to look at, as one dialogue (`gathered`)."""

    split: Split
    numbers: tuple[int, ...]

    @cached_property
    def dialogue(self) -> Dialogue:
        """These parts, every list as long as in the whole. Raises TooLarge."""
        made = gathered(self.split, self.numbers)
        if made.possible > LIMIT:
            raise TooLarge("states of the parts that hang together here", made.possible, LIMIT)
        return made

    @cached_property
    def silent(self) -> frozenset[str]:
        """The ids of the lines that say nothing there."""
        spoken = {id for n in self.numbers for id in _lines(self.split.parts[n].dialogue)}
        return frozenset(_lines(self.dialogue) - spoken)

    def elsewhere(self, facts: Mapping[str, bool]) -> tuple[int, State]:
        """In how many firm states the other parts are under some facts, and the one that changes fewest options.

        It is a state of the whole, the parts concerned being as they are today.
        """
        key = tuple(sorted(facts.items()))
        if key not in self._known:
            self._known[key] = self._elsewhere(facts)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, bool], ...], tuple[int, State]]:
        """What `elsewhere` has found, by facts."""
        return {}

    def _elsewhere(self, facts: Mapping[str, bool]) -> tuple[int, State]:
        number, home = 1, self.split.dialogue.status_quo or (0,) * len(self.split.dialogue.options)
        states = list(self.split.cut(home))
        for n, part in enumerate(self.split.parts):
            if n not in self.numbers:
                firm = tuple(stable_states(_turned(part.dialogue, facts), NASH))
                number *= len(firm)
                states[n] = _nearest(part.dialogue, states[n], firm)
        return number, self.split.joined(states)

    def lifted(self, code: int, rest: State) -> State:
        """A state of the parts concerned as one of the whole, the others as in `rest`."""
        options = sorted(k for n in self.numbers for k in self.split.parts[n].options)
        state = list(rest)
        for k, level in zip(options, self.dialogue.state(code), strict=True):
            state[k] = level
        return tuple(state)


def concerned(dialogue: Dialogue, that: Expr, size: int) -> Concerned:
    """The parts to look at for a target, sets of up to `size` edits being asked about.

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> found = concerned(dt.load("classroom-prisoners"), parse("not south_arms"), 1)
    >>> found.numbers, [option.id for option in found.dialogue.options]
    ((1,), ['south_arms'])
    """
    split = solved(dialogue).split
    about = set(dialogue.named(that))
    own = {n for n, part in enumerate(split.parts) if any(part.dialogue.has("options", name) for name in about)}
    brittle = solved(dialogue).once(("brittle", size), lambda: _brittle(split, size))
    return Concerned(split, tuple(sorted(own | brittle)))


def _brittle(split: Split, size: int) -> frozenset[int]:
    """The parts that cannot settle firmly, or could not if some facts, no more than `size`, were otherwise."""
    return frozenset(n for n, part in enumerate(split.parts) if any(map(_unsettled, _cases(part.dialogue, size))))


def _cases(part: Dialogue, size: int) -> Iterator[Dialogue]:
    exprs = [expr for given in part.preferences.values() for expr in given.exprs]
    spoken = {name for expr in (*exprs, *(rule.never for rule in part.rules)) for name in names(expr)}
    facts = [fact.id for fact in part.circumstances if fact.id in spoken]
    for count in range(min(size, len(facts)) + 1):
        for chosen in combinations(facts, count):
            yield under(part, {id: not part.now[id] for id in chosen})


def _unsettled(part: Dialogue) -> bool:
    return not solved(part).equilibria(NASH).any()


def _turned(part: Dialogue, facts: Mapping[str, bool]) -> Dialogue:
    return under(part, {id: value for id, value in facts.items() if part.has("circumstances", id)})


def _nearest(part: Dialogue, start: State, firm: Sequence[State]) -> State:
    def near(state: State) -> tuple[int, int]:
        return len(differing(start, state)), part.code(state)

    return min(firm, key=near, default=start)


def _lines(dialogue: Dialogue) -> set[str]:
    lists = dialogue.preferences.values()
    return {line.id for given in lists for line in (*given.priorities, *given.statements)}
