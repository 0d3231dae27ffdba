"""Why it is stuck: one line for each kind of reason, with the asks that fall short for it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analyses.facts import Facts
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Cite, Section, Terms, Text
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import ground

GROUPS = 2
"""Asks told of one kind of reason, those with one line together; the rest are counted."""

KINDS: dict[str, str] = {
    "rule": _later("Ruled out"),
    "priority": _later("Their own list"),
    "deterred": _later("Fear of an answer"),
    "undecided": _later("Nobody decides"),
    "signature": _later("The deal"),
}
"""What decides where the file names no ground -> its name in the margin; a ground has its own."""

REASONS: dict[str, str] = {
    "domestic": _later("for reasons at home"),
    "capacity": _later("for want of capacity"),
    "security": _later("for reasons of security"),
    "standing": _later("for reasons of standing"),
    "money": _later("for want of money"),
    "rule": _later("because of a rule"),
    "priority": _later("because the asked would rather not"),
    "deterred": _later("for fear of an answer"),
    "undecided": _later("because no line of the file decides"),
    "signature": _later("for want of one signature"),
}


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """The asks that fall short where it drifts, by kind of reason; those that the best package meets apart."""
    label = _("Why it is stuck")
    short = [one.why for one in facts.asks if one.why and one.drift in ("not", "part")]
    beats = facts.deal is not None and facts.deal.against == "drift"
    signed = frozenset(one.ask for one in facts.asks if one.deal == "full") if beats else frozenset[str]()
    kinds = by_kind(dialogue, short, signed)
    if not kinds:
        return Section(id="stuck", label=label, finding="")
    terms = tuple(
        ((_("{kind}, {count:d}", kind=_named(kind), count=len(whys)),), _told(dialogue, whys))
        for kind, whys in kinds.items()
    )
    return Section(id="stuck", label=label, finding=finding(kinds, len(short)), blocks=(Terms(terms=terms),))


def by_kind(dialogue: Dialogue, short: Sequence[Why], signed: frozenset[str]) -> dict[str, list[Why]]:
    """The asks by what stands in their way, the kind with most of them first."""
    found: dict[str, list[Why]] = {}
    for why in short:
        kind = "signature" if why.ask in signed else kind_of(dialogue, why)
        found.setdefault(kind, []).append(why)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def kind_of(dialogue: Dialogue, why: Why) -> str:
    """The ground of the line that decides, else what kind of thing decides."""
    reason = why.reason
    if reason.kind in ("rule", "priority"):
        return ground(dialogue, reason.statement) or reason.kind
    return "deterred" if reason.kind == "deterred" else "undecided"


def finding(kinds: dict[str, list[Why]], count: int) -> str:
    """How many fall short, and the commonest reason."""
    first, whys = next(iter(kinds.items()))
    told = _n("{n} ask falls short", "{n} asks fall short", count)
    reason = said(REASONS[first]) if first in REASONS else _("for reasons of {ground}", ground=wording.ground(first))
    if len(whys) == count:
        return wording.capital(_("{asks} {reason}", asks=told, reason=reason))
    return wording.capital(
        _n("{asks}, {n} of them {reason}", "{asks}, {n} of them {reason}", len(whys), asks=told, reason=reason)
    )


def _named(kind: str) -> str:
    return said(KINDS[kind]) if kind in KINDS else wording.capital(wording.ground(kind))


def _told(dialogue: Dialogue, whys: Sequence[Why]) -> Text:
    """The asks, those decided by one line together, each group with its evidence."""
    groups: dict[str, list[Why]] = {}
    for why in whys:
        groups.setdefault(why.reason.statement or why.ask, []).append(why)
    told = [_group(dialogue, group) for group in list(groups.values())[:GROUPS]]
    rest = sum(len(group) for group in list(groups.values())[GROUPS:])
    more = (_n("; {n} more", "; {n} more", rest),) if rest else ()
    return (*wording.series_text(told), *more, ".")


def _group(dialogue: Dialogue, whys: Sequence[Why]) -> Text:
    asks = [wording.asked(dialogue, why.ask) for why in whys]
    reason = whys[0].reason
    told = wording.ways(asks, 3)
    cite = (cited(reason),) if reason.evidence else ()
    if reason.basis == "stated":
        return (told, *cite)
    return _r("{asks} ({basis}){evidence}", asks=told, basis=wording.basis(reason.basis), evidence=cite)


def cited(reason: object) -> Cite:
    """The evidence of a reason, with what the file tells there."""
    from detente.analyses.why import Reason

    assert isinstance(reason, Reason)
    return Cite(reason.evidence, reason.inherited, says=reason.because, basis=reason.basis)
