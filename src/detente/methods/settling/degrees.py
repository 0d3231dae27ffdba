"""How far a state meets an ask, defined on states, so that the wording of the ask cannot matter.

d(s) is the least number of level steps from s to where the ask holds, over all settings of the options that it names
(rules and directions ignored, facts as in force). *In full*: d = 0. *Not*: d is as large as anywhere. *In part*:
between. So a yes-or-no ask is never met in part. Ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product
from math import inf, prod
from typing import TYPE_CHECKING, Literal

from detente.errors import TooLarge
from detente.model.expression import And, Expr, Or

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, State

Degree = Literal["full", "part", "not"]
Fate = Literal["full", "part", "not", "depends", "open"]

MOST = 2**16
"""Settings of the options of one condition that no `and` or `or` takes apart."""

FURTHER: tuple[Degree, ...] = ("not", "part", "full")
"""How far an ask can be met, the least first."""

Levels = tuple[int, ...]


class Degrees:
    """How far states of one dialogue meet conditions; what is found of a condition is kept."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self._known: dict[Expr, _Distance] = {}

    def of(self, expr: Expr, state: State) -> Degree:
        """How far a state meets a condition.

        >>> from detente import load
        >>> talks = load("river")
        >>> water = talks.ask("release").that  # full
        >>> [Degrees(talks).of(water, talks.state(code)) for code in (0, 1, 2)]
        ['not', 'part', 'full']
        """
        short = self._distance(expr).at(state)
        if not short:
            return "full"
        return "not" if short == self._distance(expr).most else "part"

    def least(self, expr: Expr, states: Iterable[State]) -> Degree:
        """How far the one of some states that comes least far meets a condition.

        >>> from detente import load
        >>> talks = load("river")
        >>> Degrees(talks).least(talks.ask("release").that, map(talks.state, (1, 2)))
        'part'
        """
        return min((self.of(expr, state) for state in states), key=FURTHER.index)

    def each(self, expr: Expr, states: Iterable[State]) -> tuple[Degree, ...]:
        """How far some states meet a condition, every degree once, as they come.

        >>> from detente import load
        >>> talks = load("river")
        >>> Degrees(talks).each(talks.ask("release").that, map(talks.state, (3, 0, 2, 1)))
        ('not', 'full', 'part')
        """
        return tuple(dict.fromkeys(self.of(expr, state) for state in self.settings(expr, states)))

    def settings(self, expr: Expr, states: Iterable[State]) -> Collection[State]:
        """Of some states the first with each setting of the options that a condition names: of many, a few tell all.

        >>> from detente import load
        >>> talks = load("river")
        >>> list(Degrees(talks).settings(talks.ask("release").that, [(1, 0, 0, 0), (0, 0, 0, 0), (1, 1, 0, 0)]))
        [(1, 0, 0, 0), (0, 0, 0, 0)]
        """
        places = [*map(self.dialogue.option_index, self.dialogue.named(expr))]
        found: dict[Levels, State] = {}
        for state in states:
            found.setdefault(tuple([state[place] for place in places]), state)
        return found.values()

    def nearer(self, expr: Expr, before: State, after: State) -> bool:
        """Whether a state comes nearer to meeting a condition than another, and does not meet it yet.

        >>> from detente import load
        >>> talks = load("river")
        >>> water = talks.ask("release").that  # full
        >>> [Degrees(talks).nearer(water, talks.state(0), talks.state(code)) for code in (0, 1, 2)]
        [False, True, False]
        """
        distance = self._distance(expr)
        return 0 < distance.at(after) < distance.at(before)

    def fate(self, expr: Expr, ends: set[Degree], minded: set[str]) -> Fate | None:
        """What becomes of an ask that is met to these degrees where it can end (None: nowhere); `minded`: `minds`.

        *Depends*: ends differ. *Open*: unmet, and no party's list tells any two settings of its options apart.
        """
        if not ends:
            return None
        if "full" not in ends and not minded & self.options(expr):
            return "open"
        return next(iter(ends)) if len(ends) == 1 else "depends"

    def parts(self, expr: Expr) -> bool:
        """Whether any state can meet the condition in part."""
        return 1 < self._distance(expr).most < inf

    def options(self, expr: Expr) -> set[str]:
        """The options that a condition names."""
        return set(self.dialogue.named(expr))

    def _distance(self, expr: Expr) -> _Distance:
        if expr not in self._known:
            self._known[expr] = _distance(self.dialogue, expr)
        return self._known[expr]


class _Distance:
    """d of one condition. `at`: by state; `most`: the largest there is (infinite: it holds nowhere)."""

    def __init__(self, at: Callable[[State], float], most: float) -> None:
        self.at, self.most = at, most


def _distance(dialogue: Dialogue, expr: Expr) -> _Distance:
    """Of conditions joined by `and` (`or`) that share no option the sum (the least); of others by their settings."""
    if isinstance(expr, And | Or):
        options = [{*dialogue.named(item)} for item in expr.items]
        if len(set().union(*options)) == sum(map(len, options)):
            parts = [_distance(dialogue, item) for item in expr.items]
            join: Callable[[list[float]], float] = sum if isinstance(expr, And) else min
            return _Distance(lambda s: join([part.at(s) for part in parts]), join([part.most for part in parts]))
    return _by_settings(dialogue, expr)




def _by_settings(dialogue: Dialogue, expr: Expr) -> _Distance:
    places = sorted(map(dialogue.option_index, dialogue.named(expr)))
    counts = [dialogue.radices[place] for place in places]
    if prod(counts) > MOST:
        raise TooLarge("settings of the options that one ask names", prod(counts), MOST)
    base = [0] * len(dialogue.options)

    def holds(levels: Levels) -> bool:
        for place, level in zip(places, levels, strict=True):
            base[place] = level
        return dialogue.holds(expr, tuple(base))

    found = _steps({levels for levels in product(*map(range, counts)) if holds(levels)}, counts)
    short: dict[Levels, float] = dict(found)
    most = max(short.values()) if short else inf
    return _Distance(lambda state: short.get(tuple(state[place] for place in places), inf), most)


def _steps(goal: set[Levels], counts: list[int]) -> dict[Levels, int]:
    """By setting, the least number of level steps to one of the goal: breadth first from all of these."""
    found, edge = dict.fromkeys(goal, 0), list(goal)
    for levels in edge:  # grows as it is gone through
        for k, count in enumerate(counts):
            for level in (levels[k] - 1, levels[k] + 1):
                near = (*levels[:k], level, *levels[k + 1 :])
                if 0 <= level < count and near not in found:
                    found[near] = found[levels] + 1
                    edge.append(near)
    return found


def differing(now: Mapping[str, Degree], then: Mapping[str, Degree]) -> dict[str, tuple[Degree, Degree]]:
    """What is met otherwise, by name, as far as both say: how far now, and how far then.

    >>> differing({"a": "full", "b": "not"}, {"a": "part", "b": "not"})
    {'a': ('full', 'part')}
    """
    return {name: (now[name], then[name]) for name in now if name in then and now[name] != then[name]}
