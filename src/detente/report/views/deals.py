"""What could be agreed: the packages that all at the table prefer, what each gains, and what would hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.analyses.deals import Deals, Miss, Package
from detente.analyses.equilibria import FIRMNESS
from detente.analyses.linkage import Linkage
from detente.analyses.orders import Orders
from detente.analyses.stakes import Stake
from detente.analyses.trades import Trade
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Outcome, Paragraph, Section, Soft, Strong, Text
from detente.report.views import lines
from detente.report.views.pages import answers_of, page

IN_BRIEF = 3
"""The most packages that the brief tells."""


def view(dialogue: Dialogue, result: Deals) -> Document:
    """The page of `detente deals`."""
    return page(
        dialogue,
        "Deals",
        _section(dialogue, result, len(result.packages)),
        _trades(dialogue, result),
        headline=finding(dialogue, result),
    )


def section(dialogue: Dialogue, result: Deals) -> Section:
    """The best packages, what each side gains and gives, and what would hold them."""
    return _section(dialogue, result, IN_BRIEF)


def _section(dialogue: Dialogue, result: Deals, limit: int) -> Section:
    blocks: list[Block] = []
    for n, package in enumerate(result.packages[:limit], start=1):
        blocks.extend(_package(dialogue, result, package, n if len(result.packages) > 1 else 0))
    blocks.extend(Paragraph(text=_miss(dialogue, miss)) for miss in result.nearest)
    told = _rest(dialogue, result, limit)
    if told:
        blocks.append(Paragraph(text=(Soft(told),), role="note"))
    return Section(
        id="deals", label="What could be agreed", finding=finding(dialogue, result), blocks=tuple(blocks)
    )


def finding(dialogue: Dialogue, result: Deals) -> str:
    """How many packages all prefer, and how many of the best hold by themselves."""
    whom = "both" if len(result.table) == 2 else "all at the table"
    base = "what they have" if _status_quo(dialogue, result) else "having no agreement"
    count = len(result.deals)
    if not count:
        return f"No package of {result.number:,} is better for {whom} than {base}"
    verb = "is" if count == 1 else "are"
    best = result.packages
    holding = sum(bool(p.holds) and not p.leaves for p in best)
    some = wording.number(holding) if holding else "none"
    of = "it" if len(best) == 1 else f"{some} of the best {wording.number(len(best))}"
    holds = f"{of} would hold by itself" if len(best) > 1 or holding else "it would not hold by itself"
    return f"{wording.capital(wording.number(count))} of {result.number:,} packages {verb} better for {whom}; {holds}"


def _status_quo(dialogue: Dialogue, result: Deals) -> bool:
    return all(dialogue.state(place.code) == dialogue.status_quo for place in result.references.values())


def _rest(dialogue: Dialogue, result: Deals, limit: int) -> str:
    """What is not told above."""
    told = []
    if result.groups and len(result.groups) > 1:
        count = wording.number(len(result.groups))
        told.append(f"{count} packages cannot be bettered for one side without a cost to another")
    more = len(result.groups) - min(limit, len(result.packages))
    if more > 0:
        told.append(f"{wording.number(more)} of them not told here")
    if result.weak_only:
        told.append(f"{wording.counted(len(result.weak_only), 'package')} would cost nobody and help somebody")
    return f"{wording.capital('; '.join(told))}." if told else ""


def _package(dialogue: Dialogue, result: Deals, package: Package, number: int) -> Iterator[Block]:
    """One package: what it is, who gains what, whether it holds and what would hold it."""
    name = wording.setting(dialogue, package.levels) or "No change"
    sides = tuple(terms for stake in package.stakes if (terms := tuple(_stake(dialogue, stake))))
    yield Outcome(label=str(number or ""), name=name, text=_holds(dialogue, package), sides=sides)
    outcome = _outcome(dialogue, package)
    guards = [text for text in (outcome, *_guarantees(dialogue, result, package)) if text]
    if guards:
        yield Items(items=tuple(guards))


def _holds(dialogue: Dialogue, package: Package) -> Text:
    """Its firmness, or who would leave first and why that is tempting."""
    if not package.leaves:
        word = next((FIRMNESS[c] for c in ("nash", "seq", "smr", "gmr") if c in package.holds), None)
        if word:
            return (f"It would hold by itself, {word}: {wording.firmness(word)}.",)
        return ("Everybody at the table would keep to it, but others would move on.",)
    first = package.first or next(iter(package.leaves))
    who = wording.party(dialogue, first)
    fear = LEAVES.get(package.leaves[first], "")
    return (f"It would not hold by itself: {who} would leave it{fear}.",)


LEAVES: Mapping[str, str] = {
    "nash": ", unless it feared the answers",
    "seq": ", and no answer that the others would want to give deters it",
    "smr": ", since it could make good whatever the others answered",
    "gmr": ", and nothing that the others could do deters it",
}
"""Why a party leaves, by the first concept under which the package is not stable for it."""


def _stake(dialogue: Dialogue, stake: Stake) -> Iterator[tuple[Text, Text]]:
    """What a party gets and gives: asks by their texts, else the lines of its list that come to hold."""
    name = wording.capital(wording.party(dialogue, stake.party))
    if stake.gets:
        yield (f"{name} gets",), (answers_of(dialogue, list(stake.gets)),)
    elif stake.gains:
        yield (f"{name} gains",), lines.ids(dialogue, stake.gains)
    if stake.gives:
        yield (f"{name} gives",), (answers_of(dialogue, list(stake.gives)),)
    if stake.loses:
        yield (f"{name} no longer gets",), (answers_of(dialogue, list(stake.loses)),)
    if stake.withdraws:
        yield (f"{name} takes back",), (answers_of(dialogue, list(stake.withdraws)),)
    if stake.costs:
        yield (f"{name} gives up",), lines.ids(dialogue, stake.costs)


def _outcome(dialogue: Dialogue, package: Package) -> Text:
    """What outsiders make of it."""
    if all(place.code == package.code for place in package.outcomes):
        return ()
    told = [
        wording.listed(wording.difference(dialogue, dialogue.state(place.code), dialogue.state(package.code)))
        for place in package.outcomes
        if place.code != package.code
    ]
    spread = "" if len(package.outcomes) == 1 else f", one of {wording.number(len(package.outcomes))} outcomes"
    return (f"Those who are not at the table would answer: {told[0]}{spread}.",)


def _guarantees(dialogue: Dialogue, result: Deals, package: Package) -> Iterator[Text]:
    """What would hold it: something made irreversible, a conditional offer, an order of steps."""
    if package.leaves:
        locks = [lock for lock in package.locks if lock]
        if locks:
            options = wording.listed(f"“{dialogue.option(id).text}”" for id in locks[0])
            others = f" ({wording.counted(len(locks) - 1, 'other way')})" if len(locks) > 1 else ""
            yield (f"It would hold if {options} could not be changed back{others}.",)
        elif not package.locks:
            yield (f"No guarantee on up to {wording.counted(result.size, 'option')} would hold it.",)
        yield from (_linkage(dialogue, offer) for offer in package.linkage)
    if package.orders is not None:
        yield (_order(dialogue, package.orders),)


def _linkage(dialogue: Dialogue, offer: Linkage) -> Text:
    by, of = wording.capital(wording.party(dialogue, offer.by)), wording.party(dialogue, offer.of)
    give, asked = (wording.inside(dialogue, named) for named in (offer.give, offer.condition))
    told = f"Or on condition: {by} gives {give} only while {of} keeps {asked}."
    if offer.needs_guarantee:
        told += f" That needs a guarantee for {of}, since {wording.party(dialogue, offer.by)} would rather not deliver."
    return (told,)


def _order(dialogue: Dialogue, orders: Orders) -> str:
    """The first of the best orders of steps, and whether anybody is tempted off on the way."""
    steps = [
        f"{wording.party(dialogue, dialogue.option(s.option).by)}: {wording.inside(dialogue, {s.option: s.level})}"
        for s in orders.steps
    ]
    if orders.exposed == 0:
        if len(steps) > 1 and orders.number > 1:
            return f"No one would rather walk away half-way, in {wording.counted(orders.number, 'order')} of steps."
        return f"No one would rather walk away half-way in this order: {'; then '.join(steps)}."
    at = [s for s in orders.steps if s.tempted]
    who = wording.listed(dict.fromkeys(wording.party(dialogue, party) for s in at for party in s.tempted))
    return (
        f"In the best order ({'; then '.join(steps)}) {who} would be tempted to walk away at "
        f"{orders.exposed} of {len(steps) - 1} half-way points."
    )


def _miss(dialogue: Dialogue, miss: Miss) -> Text:
    """What comes nearest at the cost of one party."""
    name = wording.state(dialogue, dialogue.state(miss.place.code))
    who = wording.party(dialogue, miss.party)
    stake = next((s for s in miss.stakes if s.party == miss.party), None)
    if miss.indifferent:
        return (Strong(f"Nearest: {name}. "), f"All others gain, and {who} does not mind.")
    cost = lines.ids(dialogue, stake.costs[:1]) if stake else ()
    return (Strong(f"Nearest: {name}. "), f"All others gain; {who} loses", *((": ", *cost) if cost else ()), ".")


def _trades(dialogue: Dialogue, result: Deals) -> Section:
    """You grant this, I grant that."""
    needed = [t for t in result.trades if not any(t.alone.values())]
    items = tuple(_trade(dialogue, trade) for trade in (*needed, *(t for t in result.trades if t not in needed)))
    count = wording.counted(len(items), "trade")
    told = f"{wording.capital(count)} of one thing against another would leave both better off"
    if len(needed) < len(items):
        told += f"; {wording.number(len(needed)) if needed else 'none'} needs both halves"
    return Section(id="trades", label="Trades", finding=told, blocks=(Items(items=items),) if items else ())


def _trade(dialogue: Dialogue, trade: Trade) -> Text:
    halves = [
        f"{wording.party(dialogue, party)} grants {wording.inside(dialogue, levels)}"
        for party, levels in trade.grants.items()
    ]
    text = f"{wording.capital(wording.listed(halves))}."
    free = [party for party, alone in trade.alone.items() if alone]
    if free:
        text += f" What {_either(dialogue, free)} grants would suit both even alone."
    if trade.loses:
        text += f" {wording.capital(wording.listed(wording.party(dialogue, p) for p in trade.loses))} would lose by it."
    return (text,)


def _either(dialogue: Dialogue, parties: Sequence[str]) -> str:
    return wording.either(wording.party(dialogue, p) for p in parties)
