"""What leverage is asked to bring about, who wants it, and of whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import prod

from detente.engine.solved import solved
from detente.errors import InputError
from detente.model.change import check_names
from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, names, parse, unparse
from detente.model.naming import titles
from detente.model.nearest import unknown

MAX_SETTINGS = 4096
"""Conditions on more settings than this are compared as they are written, not by their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`that`: the condition; `ask`: the ask it is ("": none); `of`: whose options it is about ("": not one party's)."""

    that: Expr
    ask: str
    asker: str
    of: str


def target_of(dialogue: Dialogue, text: str, asker: str = "") -> Target:
    """The target that `text` names: an ask by its id, or an expression. `asker`: who wants it, if not by the asks.

    InputError for unknown names, for a target that no state meets, and where the asker is not clear.

    >>> import detente as dt
    >>> wanted = target_of(dt.load("classroom-prisoners"), "no-south-arms")
    >>> wanted.asker, wanted.of
    ('northland', 'southland')
    """
    if asker and not dialogue.has("parties", asker):
        raise unknown("party", asker, titles(dialogue, "parties"))
    if dialogue.has("asks", text):
        ask = dialogue.ask(text)
        _check_possible(dialogue, ask.that)
        return Target(that=ask.that, ask=ask.id, asker=asker or ask.by, of=ask.of)
    that = _expression(dialogue, text)
    _check_possible(dialogue, that)
    asks = [ask for ask in dialogue.asks if _same(dialogue, ask.that, that)]
    owners = {dialogue.option(name).by for name in dialogue.named(that)}
    return Target(
        that=that,
        ask=next((ask.id for ask in asks if not asker or ask.by == asker), ""),
        asker=asker or _asker(dialogue, text, [ask.by for ask in asks], owners),
        of=owners.pop() if len(owners) == 1 else "",
    )


def revocable(dialogue: Dialogue, that: Expr, asker: str) -> Dialogue:
    """The dialogue in which the others can put back what a condition names, whatever the file says; itself if they can.

    What cannot be taken back stays wherever it is done; only where it could is it told what would make them do it.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> revocable(river, parse("dam"), "lowland").option("dam").direction
    'both'
    >>> revocable(river, parse("pay"), "upland") is river
    True
    """
    options = map(dialogue.option, dialogue.named(that))
    named = {option.id for option in options if option.direction != "both" and option.by != asker}
    if not named:
        return dialogue
    free = tuple(replace(o, direction="both") if o.id in named else o for o in dialogue.options)
    return solved(dialogue).once(("revocable", *sorted(named)), lambda: replace(dialogue, options=free))


def _expression(dialogue: Dialogue, text: str) -> Expr:
    word = text.strip()
    known = {*dialogue.levels, *dialogue.now, "true", "false"}
    if word.isidentifier() and word not in known:
        raise unknown("ask or option", word, titles(dialogue, "options", "asks"))
    that = parse(text)
    check_names(dialogue, that)
    return that


def _asker(dialogue: Dialogue, text: str, askers: list[str], owners: set[str]) -> str:
    several = tuple(dict.fromkeys(askers))
    if len(several) == 1:
        return several[0]
    table = [p.id for p in dialogue.parties if p.at_table]
    choice = " or ".join(f"`{party}`" for party in several or [p for p in table if p not in owners] or table)
    asked = f"{' and '.join(several)} ask for `{text}`" if several else f"nobody in this dialogue asks for `{text}`"
    raise InputError(f"{asked}: say who wants it by naming the asker, {choice}")


def _check_possible(dialogue: Dialogue, that: Expr) -> None:
    """Rules can be lifted and circumstances change; levels that exclude each other cannot be mended."""
    if not dialogue.named(that):
        raise InputError(f"`{unparse(that)}` names no option: nobody could bring it about by anything in this dialogue")
    settings = _settings(dialogue, (that,))
    if settings is not None and not any(_holds(dialogue, that, *setting) for setting in settings):
        raise InputError(
            f"`{unparse(that)}` holds in no state, whatever the rules and circumstances: nobody can bring it about"
        )


def _same(dialogue: Dialogue, a: Expr, b: Expr) -> bool:
    if a == b:
        return True
    settings = _settings(dialogue, (a, b))
    if settings is None:
        return False
    return all(_holds(dialogue, a, *setting) == _holds(dialogue, b, *setting) for setting in settings)


Setting = tuple[dict[str, int], dict[str, bool]]


def _settings(dialogue: Dialogue, exprs: tuple[Expr, ...]) -> list[Setting] | None:
    """All levels of the options, and values of the circumstances, that the expressions name; None if too many."""
    mentioned = dict.fromkeys(name for expr in exprs for name in names(expr))
    options = [name for name in mentioned if dialogue.has("options", name)]
    facts = [name for name in mentioned if name in dialogue.now]
    ranges = [range(len(dialogue.levels[name])) for name in options]
    if prod(map(len, ranges)) * 2 ** len(facts) > MAX_SETTINGS:
        return None
    return [
        (dict(zip(options, levels, strict=True)), dict(zip(facts, values, strict=True)))
        for levels in product(*ranges)
        for values in product((False, True), repeat=len(facts))
    ]


def _holds(dialogue: Dialogue, expr: Expr, levels: dict[str, int], facts: dict[str, bool]) -> bool:
    from detente.model.expression import holds

    return holds(expr, levels, dialogue.levels, facts)
