"""The brief for one party's desk: what we get and want, what they want of us, what to leave alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.analyses.brief import Brief
from detente.analyses.desk import Desk
from detente.analyses.rounds import Promise
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import asks, deal, do, stuck, sure, top
from detente.report.brief.headline import headline as of_all
from detente.report.brief.phrases import asks as named
from detente.report.document import Block, Cite, Document, Items, Section, Soft, Strong, Terms, Text
from detente.report.language import _, _n, _r
from detente.report.page import page, reason
from detente.report.prospects import opening

MOST = 3
"""A delegation can want three things of a round; more is a list, not a brief: the rest are counted."""


def view(dialogue: Dialogue, result: Brief, found: Desk) -> Document:
    """The page of `detente brief --desk PARTY`."""
    made = page(dialogue, _("Brief"), *_sections(dialogue, result, found), headline=headline(dialogue, result, found))
    return replace(made, audience=_("for the desk of {party}", party=wording.party(dialogue, found.party)))


def headline(dialogue: Dialogue, result: Brief, found: Desk) -> str:
    """What the party has of its asks if nothing is signed."""
    own = [one for one in result.facts.asks if one.by == found.party]
    if not own:
        return of_all(dialogue, result.facts)
    met = sum(one.drift == "full" for one in own)
    party = wording.party(dialogue, found.party)
    if not result.facts.drift:
        asks = _n("{n} thing", "{n} things", len(own))
        verbs = wording.verbs(dialogue, found.party)
        return wording.capital(_n("{party} asks for {asks}", "{party} ask for {asks}", verbs, party=party, asks=asks))
    if not met:
        return _n(
            "Left alone, the talks do not give {party} the one thing asked for",
            "Left alone, the talks give {party} none of the {n} things asked for",
            len(own), party=party,
        )  # fmt: skip
    return _n(
        "Left alone, the talks give {party} {met} of the {n} ask made",
        "Left alone, the talks give {party} {met} of the {n} asks made",
        len(own), party=party, met=wording.number(met),
    )  # fmt: skip


def _sections(dialogue: Dialogue, result: Brief, found: Desk) -> Iterator[Section]:
    facts = result.facts
    yield top.section(dialogue, facts)
    yield do.section(dialogue, facts, result.leverage, of=found.party)
    yield deal.section(dialogue, facts)
    yield asks.section(dialogue, facts, result.prospects, first=found.party)
    yield _want(dialogue, result, found)
    yield _theirs(dialogue, result, found)
    known = {one.id: one for one in facts.promises}
    yield _due(dialogue, [known[one.id] for one in found.due if known[one.id].state in ("open", "overdue")])
    yield _against_us(dialogue, [known[one.id] for one in found.ours])
    yield _leave(dialogue, result, found)
    yield _if_asked(dialogue, result, found)
    yield stuck.section(dialogue, facts)
    yield sure.section(dialogue, result.assumptions, result.robustness)


def _section(id: str, label: str, finding: str, *blocks: Block) -> Section:
    shown = tuple(b for b in blocks if getattr(b, "items", True) and getattr(b, "terms", True))
    return Section(id=id, label=label, finding=finding, blocks=shown)


def _want(dialogue: Dialogue, result: Brief, found: Desk) -> Section:
    """Each ask that is not met yet, with the smallest change that would bring it and who makes it."""
    own = [result.facts.ask(id) for id in found.want]
    coming = [one for one in own if one.new and one.drift == "full"]
    rest = [one for one in own if one.drift in ("not", "part", "depends") and one.ask not in found.leave]
    items: list[Text] = []
    if coming:
        items.append((Strong(_("Comes by itself:")), " ", named(dialogue, [one.ask for one in coming], 5), "."))
    for one in rest:
        told = opening(dialogue, one.of, one.by, result.prospects[one.ask].opening)
        if told:
            text = wording.capital(wording.asked(dialogue, one.ask))
            items.append((Strong(text + wording.colon()), *told, "."))
    if len(items) > MOST:
        left = len(items) - MOST
        items = [*items[:MOST], (_n("And {n} more.", "And {n} more.", left),)]
    finding = _n("{n} of our asks is one change away", "{n} of our asks are one change away", len(rest))
    if coming and rest:
        finding = _n("{told}; {n} comes by itself", "{told}; {n} come by themselves", len(coming), told=finding)
    return _section("want", _("What we want"), wording.capital(finding), Items(items=tuple(items)))


def _theirs(dialogue: Dialogue, result: Brief, found: Desk) -> Section:
    """What they ask of us, by our answer where it drifts; a refusal with its reason."""
    theirs = [one for one in result.facts.asks if one.of == found.party]
    groups = (
        (_("Yes"), [one for one in theirs if one.drift == "full"]),
        (_("In part"), [one for one in theirs if one.drift == "part"]),
        (_("Open"), [one for one in theirs if one.drift in ("open", "depends")]),
        (_("No"), [one for one in theirs if one.drift == "not"]),
    )
    terms: list[tuple[Text, Text]] = []
    for word, some in groups:
        if not some:
            continue
        if word == _("No"):
            told: Text = wording.series_text(_refusal(dialogue, one.ask, result) for one in some)
        else:
            told = (named(dialogue, [one.ask for one in some], len(some)),)
        terms.append(((_("{answer}, {count:d}", answer=word, count=len(some)),), (*told, ".")))
    finding = _unmet(sum(one.drift == "not" for one in theirs), len(theirs))
    return _section("theirs", _("What they want of us"), finding, Terms(terms=tuple(terms)))


def _unmet(no: int, every: int) -> str:
    """How many of their asks are not met where it drifts, whatever we answered."""
    if not no:
        return _("Nothing that they ask goes wholly unmet if nothing is signed")
    if no == every > 1:
        return _("None of their {n} asks is met if nothing is signed", n=every)
    if every == 1:
        return _("The one ask is not met if nothing is signed")
    told = _n("{n} of {all} asks is not met if nothing is signed", "{n} of {all} asks are not met if nothing is signed",
              no, all=wording.number(every))  # fmt: skip
    return wording.capital(told)


def _refusal(dialogue: Dialogue, ask: str, result: Brief) -> Text:
    why = result.facts.ask(ask).why
    text = wording.asked(dialogue, ask)
    return _r("{ask}: {reason}", ask=text, reason=reason(dialogue, why)) if why else (text,)


def _due(dialogue: Dialogue, due: Sequence[Promise]) -> Section:
    """What they owe us."""
    items = tuple(_promise(dialogue, one) for one in due)
    finding = _n("{n} promise made to us is not kept yet", "{n} promises made to us are not kept yet", len(items))
    return _section("due", _("What to raise"), wording.capital(finding), Items(items=items))


def _against_us(dialogue: Dialogue, ours: Sequence[Promise]) -> Section:
    """Promises of ours that they will hold against us."""
    late = [one for one in ours if one.state in ("overdue", "broken")]
    items = tuple(_promise(dialogue, one) for one in late)
    finding = _n("{n} promise of ours is overdue or broken", "{n} promises of ours are overdue or broken", len(late))
    return _section("against", _("What they hold against us"), wording.capital(finding), Items(items=items))


def _promise(dialogue: Dialogue, promise: Promise) -> Text:
    cite: Text = (Cite(promise.evidence),) if promise.evidence else ()
    text = wording.capital(wording.small(dialogue, promise.text))
    state = _(", {state}", state=wording.promise(promise.state)) if promise.state != "open" else ""
    due = _(", due {date}", date=wording.date(promise.due)) if promise.due else ""
    return (text, state, due, *cite, ".")


def _leave(dialogue: Dialogue, result: Brief, found: Desk) -> Section:
    """Refused asks that no offer of ours opens, and no change of mind alone."""
    items: tuple[Text, ...] = ()
    if found.leave:
        whys = [result.facts.ask(ask).why for ask in found.leave]
        items = tuple(
            (Strong(wording.capital(wording.asked(dialogue, ask)) + wording.colon()),
             *(reason(dialogue, why) if why else ()), ".")
            for ask, why in zip(found.leave, whys, strict=True)
        )  # fmt: skip
    finding = _("Nothing we can do or say moves these now")
    return _section("leave", _("What not to raise"), finding, Items(items=items))


def _if_asked(dialogue: Dialogue, result: Brief, found: Desk) -> Section:
    """Refusals of ours whose reason no source states."""
    if not found.unstated:
        return _section("asked", _("Only if asked"), "")
    told = _r("Why we refuse {asks}{basis}.", asks=named(dialogue, found.unstated, 5),
              basis=(Soft(_(" (the reason is inferred, not stated)")),))  # fmt: skip
    return _section("asked", _("Only if asked"), _("Reasons of ours that no source states"), Items(items=(told,)))
