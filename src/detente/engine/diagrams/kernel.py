"""The library of diagrams behind a few verbs, within bounds of memory and time that have a clear end.

OxiDD works outside the interpreter's lock. What may take long is done in a thread of its own, so that a time limit, or
an interrupt, ends the question at once even in the middle of one operation; what is left of that runs out unheard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from threading import Thread, current_thread
from time import monotonic
from typing import Any, TypeVar

from detente.errors import MissingExtra, TooLarge

T = TypeVar("T")
Diagram = Any
"""A Boolean function of the kernel's variables; `&`, `|`, `~` and `==` are the functions' own."""

NODES = 2**25
"""The most nodes of all diagrams of one dialogue (16 bytes each)."""

SECONDS = 60.0
"""The longest that one dialogue's diagrams are worked on."""

STEPS = 21
"""The memory of what was worked out has no more than 2 to the power of this many entries; few variables need less."""

THREAD = "diagrams"
"""What the threads of the work are called."""


class Ended(Exception):
    """Nobody waits for the work any more."""


class Kernel:
    """Boolean functions of `count` variables, the first on top. Raises MissingExtra without the library."""

    def __init__(self, count: int, *, nodes: int = NODES, seconds: float = SECONDS) -> None:
        try:
            from oxidd.bcdd import BCDDManager, BCDDSubstitution
            from oxidd.util import BooleanOperator, DDMemoryError
        except ImportError:
            raise MissingExtra("a dialogue of so many linked options", "symbolic") from None
        self.count, self.nodes, self.seconds, self.left = count, nodes, seconds, seconds
        self._manager = BCDDManager(nodes, 2 ** min(STEPS, 8 + count // 2), 1)
        self._manager.add_vars(count)
        self._substitution, self._and, self._full = BCDDSubstitution, BooleanOperator.AND, DDMemoryError
        self.true, self.false = self._manager.true(), self._manager.false()
        self.var = cache(self._manager.var)
        self._cube = cache(self._conjunction)
        self._deadline, self._awaited = 0.0, current_thread()

    def within(self, work: Callable[[], T], *, afresh: bool = False) -> T:
        """What `work` gives. Raises TooLarge where it takes more memory or time than there is.

        `afresh`: it has the whole time for itself, whatever is left (what is known can be told when time is over).
        """
        left = self.seconds if afresh else self.left
        outcome: list[Any] = []

        def run() -> None:
            try:
                outcome.append((True, work()))
            except BaseException as fault:
                outcome.append((False, fault))

        began = monotonic()
        self._deadline = began + left
        thread = Thread(target=run, name=THREAD)  # no daemon: the library must be at rest before the interpreter goes
        self._awaited = thread
        try:
            thread.start()
            thread.join(max(left, 0.0))
        finally:
            self._awaited, spent = current_thread(), monotonic() - began
            self.left -= 0.0 if afresh else spent
        if not outcome or isinstance(outcome[0][1], Ended):
            self.left = 0.0
            whole = int(self.seconds) if self.seconds == int(self.seconds) else self.seconds
            raise TooLarge("seconds of work on diagrams", round(whole + max(spent - left, 0.0) + 0.05, 1), whole)
        done, value = outcome[0]

        def told() -> T:
            if not done:
                raise value
            result: T = value
            return result

        return self.reading(told)

    def reading(self, work: Callable[[], T]) -> T:
        """What `work` gives, which takes no longer than its diagrams are large. Raises TooLarge for want of memory."""
        try:
            return work()
        except self._full:
            raise TooLarge("nodes of diagrams", self.nodes + 1, self.nodes) from None

    def on(self) -> None:
        """Go on only while somebody waits."""
        mine = current_thread()
        if mine.name == THREAD and (mine is not self._awaited or monotonic() > self._deadline):
            raise Ended

    def exists(self, variables: Iterable[int], f: Diagram) -> Diagram:
        """Whether f holds for some values of the variables."""
        self.on()
        return f.exists(self._cube(frozenset(variables)))

    def exists_both(self, variables: Iterable[int], f: Diagram, g: Diagram) -> Diagram:
        """Whether f and g hold together for some values of the variables."""
        self.on()
        return f.apply_exists(self._and, g, self._cube(frozenset(variables)))

    def ite(self, condition: Diagram, then: Diagram, otherwise: Diagram) -> Diagram:
        """One where the condition holds, else the other."""
        self.on()
        return condition.ite(then, otherwise)

    def same(self, f: Diagram, g: Diagram) -> Diagram:
        """Where both hold or neither."""
        return f.equiv(g)

    def put(self, f: Diagram, places: Mapping[int, Diagram]) -> Diagram:
        """f with functions in place of some variables, all at once."""
        self.on()
        return f.substitute(self._substitution(list(places.items()))) if places else f

    def number(self, f: Diagram, variables: int) -> int:
        """For how many values of `variables` variables f holds, if it hangs on these alone."""
        count: int = f.sat_count(self.count)
        return count >> (self.count - variables)

    def at(self, f: Diagram, values: Mapping[int, bool]) -> bool:
        """Whether f holds where the variables that it hangs on have these values."""
        return bool(f.eval(list(values.items())))

    def _conjunction(self, variables: frozenset[int]) -> Diagram:
        cube = self.true
        for variable in sorted(variables, reverse=True):
            cube = self.var(variable) & cube
        return cube


def union(kernel: Kernel, *all: Diagram) -> Diagram:
    """Where any of them holds.

    >>> kernel = Kernel(2)
    >>> union(kernel, kernel.var(0), ~kernel.var(0)) == kernel.true
    True
    """
    found = kernel.false
    for one in all:
        kernel.on()
        found = found | one
    return found
