"""The brief for one party's desk: what we want, what they will raise, what to leave alone."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief
from detente.analyses.leverage import Leverage
from detente.analyses.why import Why
from detente.errors import InputError
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Cite, Code, Document, Items, Section, Soft, Strong, Text
from detente.report.language import _, _r
from detente.report.views import asks, bottom_line, reasons, settlements
from detente.report.views.pages import page, reason

MOST = 3
"""A delegation can want three things of a round; more is a list, not a brief."""


def view(dialogue: Dialogue, result: Brief, party: str) -> Document:
    """The page of `detente brief --desk PARTY`. Raises InputError for a party that is not at the table."""
    if party not in dialogue.table:
        raise InputError(f"no desk for `{party}`; at the table: {', '.join(f'`{id}`' for id in dialogue.table)}")
    name = wording.party(dialogue, party)
    return page(
        dialogue,
        _("For the desk of {party}", party=name),
        bottom_line.section(dialogue, result),
        _want(dialogue, result, party),
        _they_raise(dialogue, result, party),
        _raise(dialogue, result, party),
        _if_asked(dialogue, result, party),
        _leave(dialogue, result, party),
        asks.section(dialogue, result),
        settlements.section(dialogue, result),
        reasons.section(dialogue, result),
        headline=bottom_line.headline(dialogue, result),
    )


def _section(id: str, label: str, finding: str, items: list[Text]) -> Section:
    blocks: tuple[Block, ...] = (Items(items=tuple(items)),) if items else ()
    return Section(id=id, label=label, finding=finding, blocks=blocks)


def _mine(result: Brief, party: str) -> list[Why]:
    return [found for found in result.whys if found.by == party]


def _want(dialogue: Dialogue, result: Brief, party: str) -> Section:
    """What can be had and is not yet done comes first, then what one step of the other side would open."""
    had = [found for found in _mine(result, party) if found.granted and not _done(dialogue, found.ask)]
    near = [found for found in _mine(result, party) if not found.granted and _steps(result, found.ask) == 1]
    items: list[Text] = []
    for found in [*had, *near][:MOST]:
        ask = dialogue.ask(found.ask)
        how = _("to be had: it is part of where this settles") if found.granted else _("one change away")
        items.append((Strong(ask.text + wording.colon()), how, Cite(ask.evidence), "."))
    return _section("want", _("What we want"), _("What we want from the round"), items)


def _done(dialogue: Dialogue, ask: str) -> bool:
    state = dialogue.status_quo
    return state is not None and dialogue.holds(dialogue.ask(ask).that, state)


def _lever(result: Brief, ask: str) -> Leverage | None:
    return next((lever for lever in result.leverage if lever.ask == ask), None)


def _steps(result: Brief, ask: str) -> int:
    """The fewest changes that would open the ask; 0 if none were found."""
    lever = _lever(result, ask)
    return min((len(found.edits) for found in lever.sets), default=0) if lever else 0


def _they_raise(dialogue: Dialogue, result: Brief, party: str) -> Section:
    items: list[Text] = []
    for found in result.whys:
        if found.of != party or not found.by:
            continue
        part = _partly(result, found.ask)
        answer = _("yes") if found.granted else _("in part") if part else _("no")
        told = _("{ask}: {answer}. ", ask=dialogue.ask(found.ask).text, answer=answer)
        items.append((Strong(told), *reason(dialogue, found), "."))
    return _section("theirs", _("What they will raise"), _("What they will raise, and our answer"), items)


def _partly(result: Brief, ask: str) -> bool:
    return bool(result.settlements) and result.settlements[0].gives[ask] == "partly"


def _raise(dialogue: Dialogue, result: Brief, party: str) -> Section:
    items: list[Text] = []
    for promise in result.rounds.commitments:
        ours = party in promise.to or not promise.to
        if party not in promise.by and ours and promise.state in ("open", "overdue"):
            by = wording.listed(wording.party(dialogue, id) for id in promise.by)
            cite: Text = (Cite(promise.evidence),)
            if promise.due:
                due = wording.date(promise.due)
                told = _r(
                    "{promise}: promised by {parties}, due {date}{evidence}.",
                    promise=promise.text, parties=by, date=due, evidence=cite,
                )  # fmt: skip
            else:
                told = _r(
                    "{promise}: promised by {parties}{evidence}.",
                    promise=promise.text, parties=by, evidence=cite,
                )  # fmt: skip
            items.append(told)
    for found in _mine(result, party):
        lever = _lever(result, found.ask)
        if lever and not found.granted and (lever.prices or lever.offers):
            command: Text = (Code(f"detente leverage … --for {found.ask}"),)
            text = dialogue.ask(found.ask).text
            items.append(_r("{ask}: an offer could move it; ask {command}.", ask=text, command=command))
    finding = _("What to raise: promises not kept yet, and what an offer could move")
    return _section("raise", _("What to raise"), finding, items)


def _if_asked(dialogue: Dialogue, result: Brief, party: str) -> Section:
    items: list[Text] = []
    for promise in result.rounds.commitments:
        if party in promise.by and promise.state in ("open", "overdue", "broken"):
            state = wording.promise(promise.state)
            if promise.as_of:
                state = _("{state} as of {date}", state=state, date=wording.date(promise.as_of))
            told = _("{promise}: our promise, {state}", promise=promise.text, state=state)
            items.append((told, Cite(promise.evidence), "."))
    for found in result.whys:
        if found.of == party and not found.granted and found.reason.basis != "stated":
            text = wording.small(dialogue, dialogue.ask(found.ask).text)
            basis = Soft(_(" (the reason is {basis}, not stated)", basis=wording.basis(found.reason.basis)))
            items.append((_("Why we refuse {ask}", ask=text), basis, "."))
    return _section("asked", _("Only if asked"), _("What to say only if asked"), items)

def _leave(dialogue: Dialogue, result: Brief, party: str) -> Section:
    items = list(_useless(dialogue, result, party))
    finding = _("What not to raise: nothing we can do or say moves it now")
    return _section("leave", _("What not to raise"), finding, items)


def _useless(dialogue: Dialogue, result: Brief, party: str) -> Iterator[Text]:
    """Refused asks that no offer of ours opens, and no change of mind alone."""
    for found in _mine(result, party):
        lever = _lever(result, found.ask)
        if found.granted or lever is None or lever.packages.suffice or lever.prices or lever.offers:
            continue
        if any(all(edit.reach in ("package", "persuasion") for edit in s.edits) for s in lever.sets):
            continue
        yield (Strong(f"{dialogue.ask(found.ask).text}. "), *reason(dialogue, found), ".")
