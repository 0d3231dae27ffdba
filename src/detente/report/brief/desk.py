"""The brief for one party's desk: what we want, what they will raise, what to leave alone."""

from __future__ import annotations

from detente.analyses.brief import Brief
from detente.analyses.desk import Desk
from detente.analyses.rounds import Promise
from detente.analyses.why import Why
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import asks, bottom_line, reasons, settlements
from detente.report.document import Block, Cite, Code, Document, Items, Section, Soft, Strong, Text
from detente.report.language import _, _later, _r, said
from detente.report.page import page, reason


def view(dialogue: Dialogue, result: Brief, found: Desk) -> Document:
    """The page of `detente brief --desk PARTY`."""
    whys = {why.ask: why for why in result.whys}
    return page(
        dialogue,
        _("For the desk of {party}", party=wording.party(dialogue, found.party)),
        bottom_line.section(dialogue, result),
        _want(dialogue, found),
        _they_raise(dialogue, found, whys),
        _raise(dialogue, found),
        _if_asked(dialogue, found, whys),
        _leave(dialogue, found, whys),
        asks.section(dialogue, result),
        settlements.section(dialogue, result),
        reasons.section(dialogue, result),
        headline=bottom_line.headline(dialogue, result),
    )


def _section(id: str, label: str, finding: str, items: list[Text]) -> Section:
    blocks: tuple[Block, ...] = (Items(items=tuple(items)),) if items else ()
    return Section(id=id, label=label, finding=finding, blocks=blocks)


def _want(dialogue: Dialogue, found: Desk) -> Section:
    """What can be had and is not yet done comes first, then what one step of the other side would open."""
    items: list[Text] = []
    for ask in map(dialogue.ask, found.want):
        granted = ask.id in found.granted
        how = _("to be had: it is part of where this settles") if granted else _("one change away")
        items.append((Strong(ask.text + wording.colon()), how, Cite(ask.evidence), "."))
    return _section("want", _("What we want"), _("What we want from the round"), items)


ANSWERS = {"accepted": _later("yes"), "partly": _later("in part"), "refused": _later("no")}


def _they_raise(dialogue: Dialogue, found: Desk, whys: dict[str, Why]) -> Section:
    items: list[Text] = []
    for ask, given in found.theirs.items():
        told = _("{ask}: {answer}. ", ask=dialogue.ask(ask).text, answer=said(ANSWERS[given]))
        items.append((Strong(told), *reason(dialogue, whys[ask]), "."))
    return _section("theirs", _("What they will raise"), _("What they will raise, and our answer"), items)


def _raise(dialogue: Dialogue, found: Desk) -> Section:
    items = [_due(dialogue, promise) for promise in found.due]
    for ask in found.movable:
        command: Text = (Code(f"detente leverage … --for {ask}"),)
        text = dialogue.ask(ask).text
        items.append(_r("{ask}: an offer could move it; ask {command}.", ask=text, command=command))
    finding = _("What to raise: promises not kept yet, and what an offer could move")
    return _section("raise", _("What to raise"), finding, items)


def _due(dialogue: Dialogue, promise: Promise) -> Text:
    by = wording.listed(wording.party(dialogue, id) for id in promise.by)
    cite: Text = (Cite(promise.evidence),)
    if promise.due:
        due = wording.date(promise.due)
        return _r(
            "{promise}: promised by {parties}, due {date}{evidence}.",
            promise=promise.text, parties=by, date=due, evidence=cite,
        )  # fmt: skip
    return _r("{promise}: promised by {parties}{evidence}.", promise=promise.text, parties=by, evidence=cite)


def _if_asked(dialogue: Dialogue, found: Desk, whys: dict[str, Why]) -> Section:
    items: list[Text] = []
    for promise in found.ours:
        state = wording.promise(promise.state)
        if promise.as_of:
            state = _("{state} as of {date}", state=state, date=wording.date(promise.as_of))
        told = _("{promise}: our promise, {state}", promise=promise.text, state=state)
        items.append((told, Cite(promise.evidence), "."))
    for ask in found.unstated:
        text = wording.small(dialogue, dialogue.ask(ask).text)
        basis = Soft(_(" (the reason is {basis}, not stated)", basis=wording.basis(whys[ask].reason.basis)))
        items.append((_("Why we refuse {ask}", ask=text), basis, "."))
    return _section("asked", _("Only if asked"), _("What to say only if asked"), items)


def _leave(dialogue: Dialogue, found: Desk, whys: dict[str, Why]) -> Section:
    """Refused asks that no offer of ours opens, and no change of mind alone."""
    items: list[Text] = [
        (Strong(f"{dialogue.ask(ask).text}. "), *reason(dialogue, whys[ask]), ".") for ask in found.leave
    ]
    finding = _("What not to raise: nothing we can do or say moves it now")
    return _section("leave", _("What not to raise"), finding, items)
