"""What a party makes of an ask that no line of its list decides: it wants it, minds it, neither, only for something."""

from __future__ import annotations

from collections.abc import Iterator

from detente.methods.elicitation.choices import Choice, OpenPoint, even, on_record
from detente.model.change import AddStatement, Change
from detente.model.dialogue import Ask, Dialogue, Equally, Preferences, Priority, Statement
from detente.model.expression import Compare, Expr, If, Iff, Name, Not, Unless, names

CONDITIONS = 9
"""So many things are offered as that for which alone an ask would be granted: one key each."""


def attitudes(dialogue: Dialogue) -> Iterator[OpenPoint]:
    """The asks that no line of the asked party speaks of.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [point.id for point in attitudes(river)]
    []
    """
    seen: set[tuple[str, Expr]] = set()
    for ask in dialogue.asks:
        if (ask.of, ask.that) not in seen and _undecided(dialogue, ask):
            seen.add((ask.of, ask.that))  # two asks for the same are one question
            yield OpenPoint(kind="attitude", about=(ask.id,), party=ask.of, choices=_attitude(dialogue, ask))


def _undecided(dialogue: Dialogue, ask: Ask) -> bool:
    """Whether no line of the asked party speaks of what it is asked, and it has lines."""
    ours = dialogue.preferences.get(ask.of, Preferences())
    own = {option.id for option in dialogue.options_of(ask.of)} & set(names(ask.that))
    ranked = ours.weights or ours.ranking
    return bool(own) and not ranked and not any(own & set(names(s.want)) for s in ours.statements)


def _attitude(dialogue: Dialogue, ask: Ask) -> tuple[Choice, ...]:
    """Wants it, minds it, neither, or only for something."""
    that = _plain(dialogue, ask.that)
    plain: list[tuple[str, tuple[Change, ...]]] = [
        ("wants", (line(dialogue, ask.of, that),)),
        ("minds", (line(dialogue, ask.of, _not(that)),)),
        ("neither", (on_record(f"attitude {ask.id}", "neither"),)),
    ]
    then = tuple(_conditions(dialogue, ask))
    if not then:
        return even(*plain)
    first = (Choice(id=id, prior=1 / 4, changes=made) for id, made in plain)
    return (*first, Choice(id="only", prior=1 / 4, then=then))


def _conditions(dialogue: Dialogue, ask: Ask) -> Iterator[Choice]:
    """For which of its own asks of the asker it would do it, the higher on its list the sooner; or on which fact."""
    found: list[tuple[str, str, Expr]] = []
    returns = [a for a in dialogue.asks if (a.of, a.by) == (ask.by, ask.of)]
    for other in sorted(returns, key=lambda a: _place(dialogue, a)):
        found.append((f"for {other.id}", other.id, Iff(_plain(dialogue, ask.that), _plain(dialogue, other.that))))
    kept = found[: CONDITIONS - min(len(dialogue.circumstances), 4)]
    for fact in dialogue.circumstances:
        turned: Expr = Not(Name(fact.id)) if fact.now else Name(fact.id)
        kept.append((f"once {fact.id}", fact.id, If(_not(turned), _not(_plain(dialogue, ask.that)))))
    for id, about, want in kept[:CONDITIONS]:
        made = (line(dialogue, ask.of, want),)
        yield Choice(id=id, prior=1 / len(kept[:CONDITIONS]), changes=made, about=about)


def _place(dialogue: Dialogue, ask: Ask) -> int:
    """How high the asker's list first speaks of what the ask is about."""
    lines = dialogue.preferences.get(ask.by, Preferences()).statements
    spoken = set(names(ask.that))
    return next((k for k, s in enumerate(lines) if spoken & set(names(s.want))), len(lines))


def _plain(dialogue: Dialogue, expr: Expr) -> Expr:
    """ "Done", of an option that is done or not, as one writes it: by its name."""
    if isinstance(expr, Compare) and expr.op in ("is", ">=") and dialogue.levels[expr.option][1:] == (expr.level,):
        return Name(expr.option)
    return expr


def _not(expr: Expr) -> Expr:
    return expr.item if isinstance(expr, Not) else Not(expr)


def line(dialogue: Dialogue, party: str, want: Expr) -> AddStatement:
    """A new line of a party's list, below those that are stated: what it minds above what it wants, else last.

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> prisoners = dt.load("classroom-prisoners")
    >>> line(prisoners, "northland", parse("north_arms")).after
    'north-strong'
    """
    statement = Statement(id="", want=want, basis="inferred")
    refusals = {_not(_plain(dialogue, ask.that)) for ask in dialogue.asks if ask.of == party}
    if _core(want) not in refusals:
        return AddStatement(party, statement)
    items = dialogue.preferences.get(party, Preferences()).priorities
    minded = {item.id for item in items if isinstance(item, Statement) and _core(item.want) in refusals}
    above = [item.id for item in items if not doubtful(item) or item.id in minded]
    return AddStatement(party, statement, after=above[-1] if above else "", before="" if above else _first(items))


def _core(want: Expr) -> Expr:
    """What a line wants, without the condition under which it does."""
    match want:
        case If(_, inner) | Unless(inner, _):
            return inner
        case _:
            return want


def _first(items: tuple[Priority, ...]) -> str:
    return items[0].id if items else ""


def doubtful(item: Priority) -> bool:
    """Whether a line, or one of a group, is not stated or not sure.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [doubtful(item) for item in river.preferences["upland"].priorities]
    [True, False, True, True]
    """
    lines: tuple[Statement | Equally, ...] = (item, *(item.items if isinstance(item, Equally) else ()))
    return any(x.basis != "stated" or (isinstance(x, Statement) and _unsure(x)) for x in lines)


def _unsure(statement: Statement) -> bool:
    return statement.sure is not None and statement.sure.value < 1
