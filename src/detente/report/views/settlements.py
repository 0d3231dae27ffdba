"""Where it can settle: each settlement by what differs from the status quo, how firm it is and how it comes about."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.brief import Brief, Settlement
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Outcome, Paragraph, Section, Soft, Text


def section(dialogue: Dialogue, result: Brief) -> Section:
    """The settlements shown, one after another, and how many more there are."""
    blocks: list[Block] = []
    for settlement in result.settlements:
        if settlement.under:
            blocks.append(_opened(dialogue, result, settlement))
        else:
            blocks.extend(_settlement(dialogue, settlement))
    blocks.append(Paragraph(text=searched(result), role="note"))
    return Section(id="settle", label="Where it can settle", finding=finding(result), blocks=tuple(blocks))


def finding(result: Brief) -> str:
    """How many settlements there are as things stand, and how firm."""
    now = [s for s in result.settlements if not s.under]
    counts = result.equilibria.counts
    firm = counts.nash
    if not now:
        return "As things stand there is no settlement: from every state somebody would move on"
    if firm == 1:
        return "As things stand there is one firm settlement" + (", the status quo" if now[0].status_quo else "")
    if firm > 1:
        return f"As things stand there are {wording.number(firm)} firm settlements"
    word = now[0].firmness or "fragile"
    verb = "is" if len(now) == 1 else "are"
    return f"As things stand no settlement is firm; {wording.number(len(now))} {verb} {word}"


def _opened(dialogue: Dialogue, result: Brief, settlement: Settlement) -> Outcome:
    """A settlement that other facts would open, told against the first."""
    first = result.settlements[0]
    extra = wording.difference(dialogue, dialogue.state(settlement.code), dialogue.state(first.code))
    against = f"{first.label} with " if not first.under else ""
    facts = wording.listed(wording.turned(dialogue, id, value) for id, value in settlement.under.items())
    return Outcome(
        label=settlement.label,
        name=f"{against}{wording.ways([wording.small(dialogue, e) for e in extra], 4)}",
        tag=wording.capital(settlement.firmness or ""),
        supposed=True,
        text=(f"Only given {facts}.",),
    )


def _settlement(dialogue: Dialogue, settlement: Settlement) -> Iterator[Block]:
    said = settlement.firmness or "only if several moved at once"
    yield Outcome(
        label=settlement.label,
        name=describe(dialogue, settlement),
        tag=wording.capital(said),
        text=_held(settlement),
        sides=tuple(_sides(dialogue, settlement)),
    )
    if settlement.route and settlement.route.steps:
        yield Paragraph(text=("The way there: ", *_route(dialogue, settlement)))


def _held(settlement: Settlement) -> Text:
    """Why it holds, and what the reader should know about that."""
    held: Text = (f"{wording.capital(wording.firmness(settlement.firmness))}.",)
    if settlement.free:
        held = (*held, " It rests on a deterrent that costs its owner nothing.")
    if not settlement.status_quo and settlement.route is None:
        held = (*held, " The status quo does not lead there by itself.")
    return held


def _sides(dialogue: Dialogue, settlement: Settlement) -> Iterator[tuple[tuple[Text, Text], ...]]:
    """For each party that asks: what it has, has in part, goes without."""
    for party in dialogue.table:
        asks = [ask for ask in dialogue.asks if ask.by == party]
        name = wording.capital(wording.party(dialogue, party))
        terms: list[tuple[Text, Text]] = []
        for title, kind in (("has", "accepted"), ("has in part", "partly"), ("goes without", "refused")):
            got = [wording.small(dialogue, ask.text) for ask in asks if settlement.gives[ask.id] == kind]
            if got:
                terms.append(((f"{name} {title}",), (wording.listed(got),)))
        if terms:
            yield tuple(terms)


def describe(dialogue: Dialogue, settlement: Settlement, limit: int = 7) -> str:
    """A settlement by what differs from the status quo."""
    if settlement.status_quo:
        return "The status quo"
    phrases = wording.difference(dialogue, dialogue.state(settlement.code), dialogue.status_quo)
    return wording.ways(wording.in_a_list(dialogue, phrases), limit)


def _route(dialogue: Dialogue, settlement: Settlement) -> Text:
    assert settlement.route is not None
    taken = settlement.route.steps
    steps = [f"{wording.party(dialogue, step.by)}, {wording.inside(dialogue, step.changes)}" for step in taken]
    return (f"first {'; then '.join(steps)}" if len(steps) > 1 else steps[0], ".")


def searched(result: Brief) -> Text:
    """What was searched, and what weaker concepts would add."""
    states, counts = result.equilibria.states, result.equilibria.counts
    told = f"Searched exactly: all {states.feasible:,} states that can be, of {states.possible:,}. "
    weaker = result.equilibria.total - max(counts.nash, counts.seq)
    if weaker > 0:
        told += (
            f"{weaker:,} more states hold only if parties fear answers that those who would give them might not want. "
        )
    return (Soft(told), Soft("Firm means that no party could do better by a move of its own."))
