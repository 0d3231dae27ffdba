"""The bottom line: does the status quo hold, where can it settle, and what would move it."""

from __future__ import annotations

from detente.analyses.brief import Brief, Leaving
from detente.engine.concepts import NASH
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Paragraph, Section, Strong, Text
from detente.report.language import _, _n, _p, _r, _rn


def section(dialogue: Dialogue, result: Brief) -> Section:
    """Three sentences at most."""
    told = [_status_quo(dialogue, result), _settles(dialogue, result), _moves(dialogue, result)]
    blocks = tuple(Paragraph(text=text, role="lead") for text in told if text)
    return Section(id="bottom", label=_("Bottom line"), finding="", blocks=blocks)


def headline(dialogue: Dialogue, result: Brief) -> str:
    """What the page is about, in one line."""
    now = [s for s in result.settlements if not s.under]
    if not now:
        return _("No settlement as things stand")
    refused = _in_all(dialogue, result, "refused")
    first = hardest(result)
    if first and "accepted" not in result.outcomes[first]:
        text = wording.asked(dialogue, first)
        if result.found == 1:
            return _("{settlements}, without {ask}", settlements=_firm(result), ask=text)
        return _("{settlements}, none with {ask}", settlements=_firm(result), ask=text)
    if not dialogue.asks:
        return _firm(result)
    if not any("accepted" in outcomes for outcomes in result.outcomes.values()) and not refused:
        return _("{settlements}: no ask is granted in full", settlements=_firm(result))
    if not refused and result.found > 1 and len(_in_all(dialogue, result, "accepted")) < len(dialogue.asks):
        return _("{settlements}: which asks are granted differs", settlements=_firm(result))
    if not refused:
        return _("Everything that was asked can be had")
    if len(dialogue.asks) == 1:
        return _("{settlements}: the one ask stays refused", settlements=_firm(result))
    return _n(
        "{settlements}: {n} of {all} asks stays refused",
        "{settlements}: {n} of {all} asks stay refused",
        len(refused),
        settlements=_firm(result),
        all=len(dialogue.asks),
    )


def hardest(result: Brief) -> str:
    """The ask that the page turns on: of those that other facts would open, the one that takes most of them."""
    opened = [s for s in result.settlements if s.under and s.opens]
    return max(opened, key=lambda s: len(s.under)).opens[0] if opened else ""


def _firm(result: Brief) -> str:
    count = result.equilibria.counts[NASH.name]
    if not count:
        return _("No firm settlement")
    return wording.capital(_n("{n} firm settlement", "{n} firm settlements", count))


def _status_quo(dialogue: Dialogue, result: Brief) -> Text:
    if result.status_quo is None:
        return (_("The file states no status quo."),)
    what = _("What the last round left behind") if result.round else wording.capital(_("the status quo"))
    holds: Text = (Strong(_("holds")),)
    same = next((s for s in result.settlements if s.status_quo and not s.under), None)
    if same:
        return _r("{state} {holds}: {reason}.", state=what, holds=holds, reason=wording.firmness(same.firmness))
    if not result.leaving:
        return _r("{state} {holds}: {reason}.", state=what, holds=holds, reason=wording.firmness("firm"))
    movers = [_onward(dialogue, leaving) for leaving in result.leaving[:2]]
    more = len(result.leaving) - len(movers)
    others = (_n("{n} more would move too", "{n} more would move too", more),) if more else ()
    unsettled: Text = (Strong(_("has not settled yet")),)
    moves = wording.series([*movers, *others])
    return _r("{state} {unsettled}: {moves}.", state=what, unsettled=unsettled, moves=moves)


def _onward(dialogue: Dialogue, leaving: Leaving) -> str:
    steps = wording.difference(dialogue, dialogue.state(leaving.to.code), dialogue.status_quo)
    steps = [wording.small(dialogue, step) for step in steps]
    whose = wording.possessive(dialogue, leaving.party)
    return _("{owner} next step would be {steps}", owner=whose, steps=wording.ways(steps, 3))


def _settles(dialogue: Dialogue, result: Brief) -> Text:
    now = [s for s in result.settlements if not s.under]
    if not now:
        return _r("As things stand it can settle {nowhere}.", nowhere=(Strong(_("nowhere")),))
    if all(s.firmness == "firm" for s in now):
        where = _n("It can settle in {n} place, firmly", "It can settle in {n} places, firmly", result.found)
    else:
        where = _n("It can settle in {n} place", "It can settle in {n} places", result.found)
    if not dialogue.asks:
        return (_("{sentence}.", sentence=where),)
    granted, refused = _has(dialogue, result), _in_all(dialogue, result, "refused")
    if not refused:
        return (_("{where}: {granted}.", where=where, granted=granted),)
    return _r(
        "{where}: {granted}; {refused} stay {asks}.",
        where=where,
        granted=granted,
        refused=(Strong(_p("several asks", "refused")),),
        asks=_texts(dialogue, refused),
    )


def _has(dialogue: Dialogue, result: Brief) -> str:
    parts = []
    for party in dialogue.table:
        got = [id for id in _in_all(dialogue, result, "accepted") if dialogue.ask(id).by == party]
        if got:
            name, count = wording.party(dialogue, party), wording.verbs(dialogue, party)
            parts.append(_n("{party} has {asks}", "{party} have {asks}", count, party=name, asks=_texts(dialogue, got)))
    return wording.series(parts) or _nothing(result)


def _nothing(result: Brief) -> str:
    if result.found == 1:
        return _("nothing that was asked is granted there")
    if not any("accepted" in outcomes for outcomes in result.outcomes.values()):
        return _("nothing that was asked is granted in full")
    return _("no ask is granted in every one of them")


def _in_all(dialogue: Dialogue, result: Brief, kind: str) -> list[str]:
    return [ask.id for ask in dialogue.asks if result.outcomes[ask.id] == (kind,)]


def _texts(dialogue: Dialogue, ids: list[str], limit: int = 3) -> str:
    return wording.ways([wording.asked(dialogue, id) for id in ids], limit)


def _moves(dialogue: Dialogue, result: Brief) -> Text:
    """What would open the ask that the page turns on, and how likely that is to come."""
    opened = [s for s in result.settlements if s.under and s.opens]
    if not opened:
        return ()
    most = max(opened, key=lambda s: len(s.under))
    facts = wording.listed(wording.turned(dialogue, id, value) for id, value in most.under.items())
    asks: Text = (Strong(_texts(dialogue, list(most.opens))),)
    told = _rn(
        "It takes {facts} to open {asks}",
        "It takes {n} events together to open {asks}: {facts}",
        len(most.under), facts=facts, asks=asks,
    )  # fmt: skip
    promise = _("then it is sure") if most.sure else _("even then it is possible, not promised")
    if most.chance is None:
        return _r("{told}; {promise}.", told=told, promise=promise)
    return (*told, *_come(len(most.under), result.horizon, most.chance), *_r(", and {promise}.", promise=promise))


def _come(count: int, horizon: str, chance: float) -> Text:
    """How likely it is that the events come."""
    likely: Text = (Strong(wording.likelihood(chance)),)
    if horizon:
        date = wording.date(horizon)
        if count == 1:
            return _r("; that by {date} is {likely}", date=date, likely=likely)
        if count == 2:
            return _r("; that both come by {date} is {likely}", date=date, likely=likely)
        return _r("; that all come by {date} is {likely}", date=date, likely=likely)
    if count == 1:
        return _r("; that is {likely}", likely=likely)
    if count == 2:
        return _r("; that both come is {likely}", likely=likely)
    return _r("; that all come is {likely}", likely=likely)
