"""Who wants what, and what each party believes the others want."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from detente.model.dialogue.entry import Chance, Line
from detente.model.expression import Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Line):
    """One line of a party's priorities: states in which `want` holds are preferred to those in which it does not."""

    id: str
    want: Expr
    because: str = ""
    ground: str = ""
    sure: Chance | None = None
    strong: bool = False
    unknown: bool = False

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What stands at this place of a list: the statement alone."""
        return (self,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equally(Line):
    """Statements of equal weight: what counts is how many of them hold."""

    id: str
    items: tuple[Statement, ...]
    because: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What stands at this place of a list: all its items."""
        return self.items


Priority = Statement | Equally


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Line):
    """Option weighting: `value` is added to a state's worth when `expr` holds there, exactly as it is written."""

    expr: Expr
    value: Fraction

    def __post_init__(self) -> None:
        """A number given in Python is taken as it is printed: 0.1 is a tenth."""
        if not isinstance(self.value, Fraction):
            object.__setattr__(self, "value", Fraction(str(self.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """A party's preference over states, given in exactly one of three ways (or not at all: indifference).

    `priorities`: most important first. `weights`: the sum over what holds. `ranking`: groups of state codes, best
    first, a group being tied; feasible states that no group names rank last, tied.
    """

    priorities: tuple[Priority, ...] = ()
    weights: tuple[Weight, ...] = ()
    ranking: tuple[tuple[int, ...], ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in order, groups taken apart."""
        return tuple(s for p in self.priorities for s in p.statements)

    @property
    def exprs(self) -> tuple[Expr, ...]:
        """What its statements or its weights speak of, in order; a ranking has none."""
        return (*(s.want for s in self.statements), *(w.expr for w in self.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A statement that a view puts into a list, before or after a statement of that list (else last)."""

    statement: Statement
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Line):
    """What `who` believes of `of`: edits to the other's list as the file has it, or another list in its place.

    `move` holds (statement id, places): negative is up, towards more important.
    """

    id: str
    who: str
    of: str
    because: str = ""
    sure: Chance | None = None
    drop: tuple[str, ...] = ()
    add: tuple[Added, ...] = ()
    move: tuple[tuple[str, int], ...] = ()
    instead: Preferences | None = None
