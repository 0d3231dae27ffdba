"""Where it can settle: each settlement by what differs from the status quo, how firm it is and how it comes about."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief
from detente.analyses.settlements import Settlement
from detente.engine.concepts import NASH, SEQ
from detente.model.dialogue import Dialogue
from detente.report import lines, wording
from detente.report.brief.phrases import parties
from detente.report.document import Block, Outcome, Paragraph, Section, Soft, Text
from detente.report.language import _, _n, _p


def section(dialogue: Dialogue, result: Brief) -> Section:
    """The settlements shown, one after another, and how many more there are."""
    blocks: list[Block] = []
    for settlement in result.settlements:
        if settlement.under:
            blocks.append(_opened(dialogue, result, settlement))
        else:
            blocks.extend(_settlement(dialogue, settlement))
    blocks.append(Paragraph(text=searched(result), role="note"))
    return Section(id="settle", label=_("Where it can settle"), finding=finding(result), blocks=tuple(blocks))


def finding(result: Brief) -> str:
    """How many settlements there are as things stand, and how firm."""
    now = [s for s in result.settlements if not s.under]
    counts = result.equilibria.counts
    firm = counts[NASH.name]
    if not now:
        return _("As things stand there is no settlement: from every state somebody would move on")
    if firm == 1 and now[0].status_quo:
        return _("As things stand there is one firm settlement, the status quo")
    if firm:
        return _n(
            "As things stand there is {n} firm settlement", "As things stand there are {n} firm settlements", firm
        )
    return _n(
        "As things stand no settlement is firm; {n} is {word}",
        "As things stand no settlement is firm; {n} are {word}",
        len(now),
        word=wording.firm(now[0].firmness),
    )


def names(dialogue: Dialogue, result: Brief, settlement: Settlement) -> tuple[str, ...]:
    """What the brief calls a settlement: its letter, what differs in it, and the same against the first."""
    return settlement.label, describe(dialogue, settlement), _against(dialogue, result, settlement)


def _against(dialogue: Dialogue, result: Brief, settlement: Settlement) -> str:
    """A settlement by what it has beyond the first: "A with the visit"."""
    first = result.settlements[0]
    extra = wording.difference(dialogue, dialogue.state(settlement.code), dialogue.state(first.code))
    name = wording.ways([wording.small(dialogue, e) for e in extra], 4)
    return name if first.under else _("{settlement} with {steps}", settlement=first.label, steps=name)


def _opened(dialogue: Dialogue, result: Brief, settlement: Settlement) -> Outcome:
    """A settlement that other facts would open, told against the first."""
    facts = wording.listed(wording.turned(dialogue, id, value) for id, value in settlement.under.items())
    return Outcome(
        label=settlement.label,
        name=_against(dialogue, result, settlement),
        tag=wording.capital(wording.firm(settlement.firmness) if settlement.firmness else ""),
        supposed=True,
        text=(_("Only given {facts}.", facts=facts),),
    )


def _settlement(dialogue: Dialogue, settlement: Settlement) -> Iterator[Block]:
    said = wording.firm(settlement.firmness) if settlement.firmness else _("only if several moved at once")
    yield Outcome(
        label=settlement.label,
        name=describe(dialogue, settlement),
        tag=wording.capital(said),
        text=_held(dialogue, settlement),
        sides=tuple(_sides(dialogue, settlement)),
    )
    if settlement.route and settlement.route.steps:
        yield Paragraph(text=(_("The way there: {steps}.", steps=_route(dialogue, settlement)),))


def _held(dialogue: Dialogue, settlement: Settlement) -> Text:
    """Why it holds, and what the reader should know about that."""
    why = lines.barring(dialogue, settlement.held_by) if settlement.held_by else wording.firmness(settlement.firmness)
    held: Text = (f"{wording.capital(why)}.",)
    if settlement.free:
        held = (*held, " " + _("It rests on a deterrent that costs its owner nothing."))
    if dialogue.status_quo is not None and not settlement.status_quo and settlement.route is None:
        held = (*held, " " + _("The status quo does not lead there by itself."))
    refusing = parties(dialogue, settlement.refused)
    if refusing:
        held = (*held, " " + wording.capital(_("{parties} would refuse it if asked.", parties=refusing)))
    return held


def _sides(dialogue: Dialogue, settlement: Settlement) -> Iterator[tuple[tuple[Text, Text], ...]]:
    """For each party that asks: what it has, has in part, goes without."""
    for party in dialogue.table:
        asks = [ask for ask in dialogue.asks if ask.by == party]
        name = wording.capital(wording.party(dialogue, party))
        terms: list[tuple[Text, Text]] = []
        count = wording.verbs(dialogue, party)
        titles = {
            "accepted": _n("{party} has", "{party} have", count, party=name),
            "partly": _n("{party} has in part", "{party} have in part", count, party=name),
            "refused": _n("{party} goes without", "{party} go without", count, party=name),
        }
        for kind, title in titles.items():
            got = [wording.asked(dialogue, ask) for ask in asks if settlement.gives[ask.id] == kind]
            if got:
                terms.append(((title,), (wording.listed(got),)))
        if terms:
            yield tuple(terms)


def describe(dialogue: Dialogue, settlement: Settlement, limit: int = 7) -> str:
    """A settlement by what differs from the status quo."""
    if settlement.status_quo:
        return wording.capital(_("the status quo"))
    phrases = wording.difference(dialogue, dialogue.state(settlement.code), dialogue.status_quo)
    return wording.capital(wording.ways(wording.in_a_list(dialogue, phrases), limit) or wording.unchanged(dialogue))


def _route(dialogue: Dialogue, settlement: Settlement) -> str:
    assert settlement.route is not None
    taken = settlement.route.steps
    steps = [
        _("{party}, {steps}", party=wording.party(dialogue, step.by), steps=wording.inside(dialogue, step.changes))
        for step in taken
    ]
    return _("first {steps}", steps=_p("between moves", "; then ").join(steps)) if len(steps) > 1 else steps[0]


def searched(result: Brief) -> Text:
    """What was searched, and what weaker concepts would add."""
    states, counts = result.equilibria.states, result.equilibria.counts
    told = _(
        "Searched exactly: all {feasible:d} states that can be, of {possible:d}.",
        feasible=states.feasible, possible=states.possible,
    )  # fmt: skip
    hidden = result.found - sum(not s.under for s in result.settlements)
    if hidden > 0:
        told += " " + _n("{n} more settlement is not shown here.", "{n} more settlements are not shown here.", hidden)
    weaker = result.equilibria.total - max(counts[NASH.name] or 0, counts[SEQ.name] or 0)
    if weaker > 0:
        told += " " + _n(
            "{n:d} more state holds only if parties fear answers that those who would give them might not want.",
            "{n:d} more states hold only if parties fear answers that those who would give them might not want.",
            weaker,
        )
    return (Soft(told + " "), Soft(_("Firm means that no party could do better by a move of its own.")))
