"""The expression language: one grammar for rules, asks, priorities and queries.

An expression is a small tree of frozen values. It says nothing of the dialogue it is used in: whether its names
exist is asked when a dialogue is built (`names`), what it is worth in a state when it is evaluated (`holds`), or
by the engine, on whole arrays of states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from detente.errors import InputError, Problem

if TYPE_CHECKING:
    from lark import Lark

MAX_DEPTH = 200
MAX_LENGTH = 20_000


class _Written:
    """An expression's text is how it is written in a file."""

    __slots__ = ()

    def __str__(self) -> str:
        return unparse(cast("Expr", self))


@dataclass(frozen=True, slots=True)
class Const(_Written):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name(_Written):
    """An option at any level but its first, or a circumstance that is true."""

    id: str


@dataclass(frozen=True, slots=True)
class Compare(_Written):
    """An option's level against a level: `is`, `>=`, `>`, `<=`, `<`, by the order of the option's levels."""

    option: str
    op: str
    level: str


@dataclass(frozen=True, slots=True)
class Not(_Written):
    """The item does not hold."""

    item: Expr


@dataclass(frozen=True, slots=True)
class And(_Written):
    """All items hold."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(_Written):
    """At least one item holds."""

    items: tuple[Expr, ...]


class Derived(_Written):
    """An operator that is said by others: all that is asked of an expression can be asked of its `meaning`.

    A further one is a class here, a row of `OPERATORS` and a line of the grammar; who can say or reckon it better than
    by its meaning may have a case of its own. `rule`: its name in the grammar. `form`: how it is written, with a place
    for each part; `binding`: how tightly it binds, and `places`: how tightly a part has to bind to go without brackets.
    """

    __slots__ = ()
    rule: ClassVar[str]
    form: ClassVar[str]
    binding: ClassVar[int]
    places: ClassVar[tuple[int, ...]]

    @property
    def meaning(self) -> Expr:
        """The same said by other operators."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Unless(Derived):
    """`left unless right`: left, or else right."""

    rule, form, binding, places = "unless", "{} unless {}", 1, (2, 2)
    left: Expr
    right: Expr

    @property
    def meaning(self) -> Expr:
        """One of the two."""
        return Or((self.left, self.right))


@dataclass(frozen=True, slots=True)
class If(Derived):
    """`if condition then consequence`: not the condition, or the consequence."""

    rule, form, binding, places = "if_then", "if {} then {}", 0, (0, 0)
    condition: Expr
    consequence: Expr

    @property
    def meaning(self) -> Expr:
        """The denied condition, or the consequence."""
        return Or((Not(self.condition), self.consequence))


@dataclass(frozen=True, slots=True)
class Iff(Derived):
    """Both sides hold, or neither."""

    rule, form, binding, places = "iff", "{} iff {}", 0, (1, 1)
    left: Expr
    right: Expr

    @property
    def meaning(self) -> Expr:
        """Both, or neither."""
        return Or((And((self.left, self.right)), And((Not(self.left), Not(self.right)))))


OPERATORS: tuple[type[Derived], ...] = (Unless, If, Iff)

Expr = Const | Name | Compare | Not | And | Or | Derived


class ExpressionError(InputError):
    """A text that is no expression; says where and what was expected."""


def parse(text: str) -> Expr:
    """The expression that `text` spells. Raises ExpressionError with the place and a mend."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression of {len(text):,} characters; the limit is {MAX_LENGTH:,}")
    from lark import UnexpectedInput

    try:
        tree = _parser().parse(text)
    except UnexpectedInput as fault:
        from detente.model.expression_mends import explain

        raise ExpressionError(Problem(message=explain(text, fault))) from None
    return _build(tree)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts an expression is directly made of."""
    match expr:
        case Not(item):
            return (item,)
        case And(items) | Or(items):
            return items
        case Derived():
            return tuple(getattr(expr, field.name) for field in fields(expr))  # type: ignore[arg-type]
        case _:
            return ()


def with_children(expr: Expr, parts: tuple[Expr, ...]) -> Expr:
    """The same operator on other parts."""
    match expr:
        case Not():
            return Not(parts[0])
        case And() | Or():
            return type(expr)(parts)
        case Derived():
            return type(expr)(*parts)
        case _:
            return expr


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all its parts, from the outside in."""
    yield expr
    for child in children(expr):
        yield from walk(child)


def names(expr: Expr) -> tuple[str, ...]:
    """The options and circumstances that the expression mentions, each once, in order."""
    found: dict[str, None] = {}
    for part in walk(expr):
        if isinstance(part, Name):
            found[part.id] = None
        elif isinstance(part, Compare):
            found[part.option] = None
    return tuple(found)


COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "is": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
}


def holds(
    expr: Expr, level: Mapping[str, int], levels: Mapping[str, tuple[str, ...]], circumstances: Mapping[str, bool]
) -> bool:
    """Whether `expr` holds in one state.

    `level`: option -> index of its level in the state; `levels`: option -> the names of its levels, in order;
    `circumstances`: circumstance -> whether it is true. The literal meaning; the engine has the same on arrays.
    """

    def go(e: Expr) -> bool:
        match e:
            case Const(value):
                return value
            case Name(id):
                return level[id] > 0 if id in level else circumstances[id]
            case Compare(option, op, name):
                return COMPARISONS[op](level[option], levels[option].index(name))
            case Not(item):
                return not go(item)
            case And(items):
                return all(go(item) for item in items)
            case Or(items):
                return any(go(item) for item in items)
            case Iff(left, right):
                return go(left) == go(right)
            case Derived():
                return go(e.meaning)

    return go(expr)


def unparse(expr: Expr) -> str:
    """The expression as text; `parse(unparse(e)) == e`."""
    return _spell(expr, 0)


# How tightly each form binds; a part that binds less tightly than its place needs brackets.
_BINDING: Mapping[type[Expr], int] = {
    Or: 2, And: 3, Not: 4, Compare: 5, Name: 5, Const: 5, **{kind: kind.binding for kind in OPERATORS}
}  # fmt: skip


def _spell(expr: Expr, place: int) -> str:
    text = _bare(expr)
    # An `if` inside anything but another `if` is bracketed, whatever its place: it would swallow what follows.
    return text if _BINDING[type(expr)] >= place else f"({text})"


def _bare(expr: Expr) -> str:
    match expr:
        case Const(value):
            return "true" if value else "false"
        case Name(id):
            return id
        case Compare(option, op, level):
            return f"{option} {op} {_quoted(level)}"
        case Not(item):
            return f"not {_spell(item, 4)}"
        case And(items):
            return " and ".join(_spell(item, 4) for item in items)
        case Or(items):
            return " or ".join(_spell(item, 3) for item in items)
        case Derived():
            return expr.form.format(*map(_spell, children(expr), expr.places))


_SAID = (word for kind in OPERATORS for word in kind.form.split() if word != "{}")
WORDS = frozenset({"or", "and", "not", "is", "true", "false", *_SAID})
"""The words of the language, which no id may be."""


def _quoted(level: str) -> str:
    plain = level.replace("_", "a").isalnum() and level.isascii() and level not in WORDS
    if plain:
        return level
    return f"'{level}'" if '"' in level else f'"{level}"'


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = Path(__file__).with_name("expression.lark").read_text(encoding="utf-8")
    # The basic lexer keeps `is` a word everywhere, so that `iffy` stays a name and `if` never becomes one.
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=False, maybe_placeholders=False)


def _build(tree: Any) -> Expr:
    """Lark's tree as ours, without recursion, so that depth is a message and not a crash."""
    done: dict[int, tuple[Expr, int]] = {}
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, ready = stack.pop()
        subtrees = [child for child in node.children if hasattr(child, "children")]
        if not ready:
            stack.append((node, True))
            stack.extend((child, False) for child in subtrees)
            continue
        parts = [done[id(child)] for child in subtrees]
        depth = 1 + max((d for _, d in parts), default=0)
        if depth > MAX_DEPTH:
            raise ExpressionError(f"an expression nested more than {MAX_DEPTH} deep")
        done[id(node)] = (_make(node, tuple(e for e, _ in parts)), depth)
    return done[id(tree)][0]


def _make(node: Any, parts: tuple[Expr, ...]) -> Expr:
    tokens = [str(child) for child in node.children if not hasattr(child, "children")]
    match str(node.data):
        case "true" | "false":
            return Const(node.data == "true")
        case "holds":
            return Name(tokens[0])
        case "compare_is":
            return Compare(tokens[0], "is", _unquoted(tokens[1]))
        case "compare":
            return Compare(tokens[0], tokens[1], _unquoted(tokens[2]))
        case "denial":
            return Not(parts[0])
        case "both":
            return parts[0] if len(parts) == 1 else And(parts)
        case "either":
            return parts[0] if len(parts) == 1 else Or(parts)
        case rule:
            return _DERIVED[rule](*parts)


_DERIVED = {kind.rule: kind for kind in OPERATORS}


def _unquoted(level: str) -> str:
    return level[1:-1] if level[0] in "'\"" else level
