"""What a line of the file rests on, its own evidence or that of options it names; and lines as results cite them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model.dialogue import (
    Ask,
    Basis,
    Chance,
    Commitment,
    Dialogue,
    Equally,
    Evidence,
    Line,
    Offer,
    Rule,
    Statement,
    Weight,
)
from detente.model.expression import Expr, Not, names
from detente.model.expression import unparse as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Evidence of a line. `inherited`: the line has none, and this is that of the `options` it names."""

    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A statement, a group of equal weight or a rule, as a result names it.

    `party` holds it ("" : a rule); `place` is its number in that party's list (1 is most important, 0: a rule);
    `expr` is the expression as text (several, joined by "; ", for a group), `circumstances` the facts that it names. A
    weight or a ranking has no id.
    """

    id: str = ""
    party: str = ""
    place: int = 0
    expr: str = ""
    circumstances: tuple[str, ...] = ()
    because: str = ""
    ground: str = ""
    basis: Basis = "stated"
    sure: Chance | None = None
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False


def evidence_of(dialogue: Dialogue, entry: Line) -> Backing:
    """What an entry of the file rests on.

    Its own evidence; else, for a group of equal weight, that of its members; else, if it is said to be stated, that of
    the options which its expression names, marked as inherited (`dialogue-file`, Evidence). What is inferred or assumed
    inherits nothing: the source does not say it.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> evidence_of(river, river.rules[0])
    Backing(evidence=(Evidence(source='minutes-2', place='p. 2', at=None),), inherited=False, options=())
    """
    if entry.evidence:
        return Backing(evidence=entry.evidence)
    if isinstance(entry, Equally):
        own = [evidence for item in entry.items for evidence in item.evidence]
        if own:
            return Backing(evidence=_once(own))
    if entry.basis != "stated":
        return Backing()
    named = dialogue.named(*_expressions(entry))
    found = [(id, dialogue.option(id).evidence) for id in named]
    evidence = _once([e for _, evidence in found for e in evidence])
    options = tuple(id for id, evidence in found if evidence)
    return Backing(evidence=evidence, inherited=bool(evidence), options=options)


def cited(dialogue: Dialogue, line: Statement | Equally | Rule | Weight, *, party: str = "", place: int = 0) -> Cited:
    """The line as a result names it, with what it rests on.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> cited(river, river.rules[0]).id
    'reservoir'
    """
    backing, exprs = evidence_of(dialogue, line), _expressions(line)
    facts = dict.fromkeys(name for expr in exprs for name in names(expr) if dialogue.has("circumstances", name))
    return Cited(
        id=getattr(line, "id", ""),
        party=party,
        place=place,
        expr="; ".join(written(expr) for expr in exprs),
        circumstances=tuple(facts),
        because=getattr(line, "because", ""),
        ground=_ground(line),
        basis=line.basis,
        sure=getattr(line, "sure", None),
        evidence=backing.evidence,
        inherited=backing.inherited,
    )


def _expressions(entry: Line) -> tuple[Expr, ...]:
    match entry:
        case Statement(want=expr) | Rule(never=expr) | Ask(that=expr) | Offer(condition=expr):
            return (expr,)
        case Weight(expr=expr, value=value):  # what counts against it is wanted not to be
            return (expr if value >= 0 else Not(expr),)
        case Equally(items=items):
            return tuple(item.want for item in items)
        case Commitment(does=expr) if expr is not None:
            return (expr,)
        case _:
            return ()


def _ground(line: Line) -> str:
    if isinstance(line, Equally):
        grounds = {item.ground for item in line.items}
        return grounds.pop() if len(grounds) == 1 else ""
    return str(getattr(line, "ground", ""))


def _once(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))
