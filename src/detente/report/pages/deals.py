"""What could be agreed: the packages that all at the table prefer, what each gains, and what would hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.analyses.deals import Deals
from detente.engine.concepts import SEQ
from detente.methods.bargaining.conditional_offers import Linkage
from detente.methods.bargaining.in_full import Package
from detente.methods.bargaining.near_deals import Miss
from detente.methods.bargaining.sequencing import Orders, Step
from detente.methods.bargaining.stakes import Stake
from detente.methods.bargaining.trades import Trade
from detente.model.dialogue import Dialogue
from detente.model.expression import names
from detente.report import lines, wording
from detente.report.brief import offers, texts
from detente.report.document import Block, Document, Items, Outcome, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _later, _n, _r, said, spelled
from detente.report.page import answers_of, page
from detente.report.short import left_out

IN_BRIEF = 3
"""The most packages that the brief tells."""

SIZE = 2
"""The most options in a guarantee as the brief looks for them; one of another concept or size is that asked for."""


def view(dialogue: Dialogue, result: Deals, *, most: int | None = None) -> Document:
    """The page of `detente deals`. `most`: no more packages and trades than this, the first half of them in full."""
    return page(
        dialogue,
        _("Deals"),
        _section(dialogue, result, most or len(result.packages), in_full=most // 2 if most else None, cut=True),
        _trades(dialogue, result, most),
        *_offers(dialogue, result),
        headline=finding(dialogue, result),
    )


def section(dialogue: Dialogue, result: Deals) -> Section:
    """The best packages, what each side gains and gives, and what would hold them."""
    return _section(dialogue, result, IN_BRIEF)


def _section(
    dialogue: Dialogue, result: Deals, limit: int, *, in_full: int | None = None, cut: bool = False
) -> Section:
    """`in_full`: so many packages are told with terms and guards (None: all). `cut`: say what the whole page has."""
    blocks: list[Block] = []
    for n, package in enumerate(result.packages[:limit], start=1):
        if in_full is None or n <= in_full:
            shown = _slim(package) if in_full == 1 else package
            blocks.extend(_package(dialogue, result, shown, n if len(result.packages) > 1 else 0))
        else:
            blocks.append(_named(dialogue, package, n))
    if cut and (things := tuple(_cut(result, limit, in_full))):
        blocks.append(left_out(dialogue, "deals", wording.series(things)))
    blocks.extend(Paragraph(text=_miss(dialogue, miss)) for miss in result.nearest)
    if cut:
        blocks.extend(Paragraph(text=texts.told(dialogue, one)) for one in result.drafts)
    told = _rest(dialogue, result, len(result.packages) if cut else limit)
    if told:
        blocks.append(Paragraph(text=(Soft(told),), role="note"))
    label = _("What could be agreed")
    return Section(id="deals", label=label, finding=finding(dialogue, result), blocks=tuple(blocks))


def finding(dialogue: Dialogue, result: Deals) -> str:
    """How many packages all prefer, and how many of the best hold by themselves."""
    whom = _("both") if len(result.table) == 2 else _("all at the table")
    base = _("what they have") if _status_quo(dialogue, result) else _("having no agreement")
    if result.against == "drift":
        return _against_drift(result)
    count = len(result.deals)
    if not count:
        return _("No package of {all:d} is better for {whom} than {base}", all=result.number, whom=whom, base=base)
    better = _n(
        "{n} of {all:d} packages is better for {whom}",
        "{n} of {all:d} packages are better for {whom}",
        count,
        all=result.number,
        whom=whom,
    )
    return wording.capital(_("{told}; {other}", told=better, other=_holding(result)) if result.held[0] else better)


def _against_drift(result: Deals) -> str:
    """How many packages beat where it drifts."""
    if not result.deals:
        return _("No package of {all:d} beats the drift", all=result.number)
    told = _n(
        "{n} of {all:d} packages beats the drift",
        "{n} of {all:d} packages beat the drift",
        len(result.deals),
        all=result.number,
    )
    if len(result.ratified) < len(result.deals):
        told = _n("{told}, {n} passes at home", "{told}, {n} pass at home", len(result.ratified), told=told)
    return wording.capital(_("{told}; {other}", told=told, other=_holding(result)) if result.held[0] else told)


def _holding(result: Deals) -> str:
    """How many of the best packages hold by themselves."""
    best, holding = result.held
    if best == 1 and len(result.deals) > 1:
        return _("the best one would hold by itself") if holding else _("the best one would not hold by itself")
    if best == 1:
        return _("it would hold by itself") if holding else _("it would not hold by itself")
    if not holding:
        return _("none of the best {count} would hold by itself", count=best)
    return _n(
        "{n} of the best {count} would hold by itself", "{n} of the best {count} would hold by themselves",
        holding, count=best,
    )  # fmt: skip


def _status_quo(dialogue: Dialogue, result: Deals) -> bool:
    return all(dialogue.state(place.code) == dialogue.status_quo for place in result.references.values())


def _rest(dialogue: Dialogue, result: Deals, limit: int) -> str:
    """What is not told above."""
    told = []
    if len(result.groups) > 1 and result.passing:
        told.append(
            _n(
                "{n} package cannot be bettered for one side without a cost to another",
                "{n} packages cannot be bettered for one side without a cost to another",
                result.passing,
            )
        )
    if refused := len(result.groups) - result.passing:
        told.append(_n("{n} would be refused at home", "{n} would be refused at home", refused))
    more = len(result.groups) - min(limit, len(result.packages))
    if more > 0:
        told.append(_n("{n} of them not told here", "{n} of them not told here", more))
    if result.weak_only_total:
        told.append(
            _n(
                "{n} package would cost nobody and help somebody",
                "{n} packages would cost nobody and help somebody",
                result.weak_only_total,
            )
        )
    sentences = [f"{wording.capital(wording.series(told))}."] if told else []
    if len(result.packages) > 1:
        sentences.append(
            _("First stand those of the brief, then what asks least of whoever comes down furthest.")
            if result.against == "drift"
            else _("First stands what asks least of whoever comes down furthest.")
        )
    return " ".join(sentences)


def _cut(result: Deals, limit: int, in_full: int | None) -> Iterator[str]:
    """How many packages are told by name alone, and how many not at all."""
    count = len(result.packages)
    if in_full == 1 and any(_slim(package) != package for package in result.packages[:1]):
        yield _("what the first costs each by its list, and offers on condition")
    if in_full is not None and (named := min(count, limit) - in_full) > 0:
        yield _n("the terms of {n} package", "the terms of {n} packages", named)
    if count > limit:
        yield _n("{n} more package", "{n} more packages", count - limit)


def _slim(package: Package) -> Package:
    """The package without offers on condition and without what it costs each in lines of its list."""
    return replace(package, linkage=(), stakes=tuple(replace(stake, costs=()) for stake in package.stakes))


def _named(dialogue: Dialogue, package: Package, number: int) -> Outcome:
    """One package by name, and whether it holds."""
    name = wording.setting(dialogue, package.levels) or _("No change")
    return Outcome(label=str(number), name=name, text=_judged(dialogue, package))


def _judged(dialogue: Dialogue, package: Package) -> Text:
    """What a package keeps as it is today that would else change, and whether it holds."""
    kept = {id: level for stake in package.stakes for id, level in _kept(package, stake).items()}
    told: Text = (_("Kept: {steps}.", steps=wording.inside(dialogue, kept)), " ") if kept else ()
    return (*told, *_holds(dialogue, package))


def _kept(package: Package, stake: Stake) -> dict[str, str]:
    """What a party gives by leaving it as it is today."""
    return {id: level for id, level in stake.sets.items() if id not in package.levels}


def _package(dialogue: Dialogue, result: Deals, package: Package, number: int) -> Iterator[Block]:
    """One package: what it is, who gains what, whether it holds and what would hold it."""
    sides = tuple(terms for stake in package.stakes if (terms := tuple(_stake(dialogue, stake))))
    name = wording.setting(dialogue, package.levels) or _("No change")
    yield Outcome(label=str(number or ""), name=name, text=_judged(dialogue, package), sides=sides)
    outcome = _outcome(dialogue, package)
    guards = [text for text in (outcome, *_guarantees(dialogue, result, package)) if text]
    if guards:
        yield Items(items=tuple(guards))
    if package.orders is not None:
        yield from _order(dialogue, package.orders)


def _holds(dialogue: Dialogue, package: Package) -> Text:
    """Its firmness, or who would leave first and why that is tempting; before that, who would refuse it at home."""
    word = package.standing
    if word:
        told = _("It would hold by itself, {firm}: {reason}.", firm=wording.firm(word), reason=wording.firmness(word))
    else:
        first = next(iter(package.departs))
        told = said(LEAVES[package.departs[first]], party=wording.party(dialogue, first))
    if not package.refused:
        return (told,)
    return (f"{_refusal(dialogue, package.refused)} {told}",)


def _refusal(dialogue: Dialogue, ratifiers: Sequence[str]) -> str:
    """Who at home would not let it pass."""
    who = wording.capital(wording.listed(wording.party(dialogue, one) for one in ratifiers))
    return _("{parties} would refuse it.", parties=who)


LEAVES: Mapping[str, str] = {
    "nash": _later("It would not hold by itself: {party} would leave it, but for fear of the answers."),
    "seq": _later(
        "It would not hold by itself: {party} would leave it, and no answer that the others would want to give "
        "deters it."
    ),
    "smr": _later(
        "It would not hold by itself: {party} would leave it, and could make good whatever the others answered."
    ),
    "gmr": _later(
        "It would not hold by itself: {party} would leave it, and nothing that the others could do deters it."
    ),
}
"""Why a party leaves, by the first concept under which the package is not stable for it."""


def _stake(dialogue: Dialogue, stake: Stake) -> Iterator[tuple[Text, Text]]:
    """What a party gets, by asks, else by the lines of its list that come to hold; what it gives of its own."""
    name, count = wording.capital(wording.party(dialogue, stake.party)), wording.verbs(dialogue, stake.party)
    if stake.gets:
        yield (_n("{party} gets", "{party} get", count, party=name),), (answers_of(dialogue, list(stake.gets)),)
    if stake.nearer:
        partly = wording.series(wording.inside(dialogue, levels) for levels in stake.nearer.values())
        yield (_n("{party} gets in part", "{party} get in part", count, party=name),), (partly,)
    elif stake.gains and not stake.gets:
        yield (_n("{party} gains", "{party} gain", count, party=name),), lines.ids(dialogue, stake.gains)
    back = {id for ask in stake.withdraws for id in names(dialogue.ask(ask).that)}
    if given := {id: level for id, level in stake.sets.items() if id not in back}:
        told = wording.inside(dialogue, given)
        yield (_n("{party} gives", "{party} give", count, party=name),), (told,)
    if stake.loses:
        lost = _n("{party} no longer gets", "{party} no longer get", count, party=name)
        yield (lost,), (answers_of(dialogue, list(stake.loses)),)
    if stake.withdraws:
        taken = _n("{party} takes back", "{party} take back", count, party=name)
        yield (taken,), (answers_of(dialogue, list(stake.withdraws)),)
    if stake.costs:
        yield (_n("{party} gives up", "{party} give up", count, party=name),), lines.ids(dialogue, stake.costs)


def _outcome(dialogue: Dialogue, package: Package) -> Text:
    """What outsiders make of it."""
    if all(place.code == package.code for place in package.outcomes):
        return ()
    told = [
        wording.listed(wording.difference(dialogue, dialogue.state(place.code), dialogue.state(package.code)))
        for place in package.outcomes
        if place.code != package.code
    ]
    if len(package.outcomes) == 1:
        return (_("Those who are not at the table would answer: {steps}.", steps=told[0]),)
    spread = _(
        "Those who are not at the table would answer: {steps}, one of {count} outcomes.",
        steps=told[0], count=len(package.outcomes),
    )  # fmt: skip
    return (spread,)


def _guarantees(dialogue: Dialogue, result: Deals, package: Package) -> Iterator[Text]:
    """What would hold it: something made irreversible, a conditional offer, an order of steps."""
    if package.standing is None:
        asked_for = package.locks if result.concept != SEQ.name or result.size > SIZE else package.guarantees
        locks = [lock for lock in asked_for if lock]
        if locks:
            yield (_locked(dialogue, locks),)
        elif not asked_for:
            none = _n(
                "No guarantee on up to {n} option would hold it.", "No guarantee on up to {n} options would hold it.",
                max(result.size, SIZE) if result.concept == SEQ.name else result.size,
            )  # fmt: skip
            yield (none,)
        yield from (_linkage(dialogue, offer) for offer in package.linkage)


def _locked(dialogue: Dialogue, locks: Sequence[Sequence[str]]) -> str:
    options = wording.listed(wording.quoted(wording.called(dialogue, id)) for id in locks[0])
    if len(locks) == 1:
        return _("It would hold if {options} could not be changed back.", options=options)
    return _n(
        "It would hold if {options} could not be changed back ({n} other way).",
        "It would hold if {options} could not be changed back ({n} other ways).",
        len(locks) - 1,
        options=options,
    )


def _linkage(dialogue: Dialogue, offer: Linkage) -> Text:
    by, of = wording.party(dialogue, offer.by), wording.party(dialogue, offer.of)
    give, asked = (wording.inside(dialogue, named) for named in (offer.give, offer.condition))
    told = _(
        "Or on condition: {offer} by {party}, only in return for {condition} by {other} and while that is kept.",
        party=by, offer=give, other=of, condition=asked,
    )  # fmt: skip
    if offer.needs_guarantee:
        told += " " + _(
            "That needs a guarantee for {party}, since {other} would rather not deliver.",
            party=of, other=wording.party(dialogue, offer.by),
        )  # fmt: skip
    return (told,)


def _order(dialogue: Dialogue, orders: Orders) -> Iterator[Block]:
    """The first of the best orders of steps, and who is tempted off after which."""
    several = len(orders.steps) > 1 and orders.number > 1
    points = len(orders.steps) - 1
    if orders.exposed and orders.exposed == points:
        told = _("In the best order, too, somebody would be tempted to walk away half-way, at every point:")
    elif orders.exposed:
        told = _n(
            "In the best order somebody would be tempted to walk away at {n} of {all} half-way points:",
            "In the best order somebody would be tempted to walk away at {n} of {all} half-way points:",
            orders.exposed, all=spelled(points),
        )  # fmt: skip
    elif several:
        told = _n(
            "No one would rather walk away half-way, in {n} order of steps; the first:",
            "No one would rather walk away half-way, in {n} orders of steps; the first:",
            orders.number,
        )
    else:
        told = _("No one would rather walk away half-way in this order:")
    yield Paragraph(text=(told,))
    yield Items(items=tuple(_step(dialogue, step) for step in orders.steps), ordered=True)


def _step(dialogue: Dialogue, step: Step) -> Text:
    told = _(
        "{subject}: {text}",
        subject=wording.capital(wording.party(dialogue, dialogue.option(step.option).by)),
        text=wording.inside(dialogue, {step.option: step.level}),
    )
    if not step.tempted:
        return (told,)
    who = wording.listed(wording.party(dialogue, party) for party in step.tempted)
    return (
        told,
        Soft(
            _n(
                " (then {parties} is tempted to walk away)",
                " (then {parties} are tempted to walk away)",
                wording.verbs(dialogue, *step.tempted),
                parties=who,
            )
        ),
    )


def _miss(dialogue: Dialogue, miss: Miss) -> Text:
    """What comes nearest at the cost of one party."""
    name = wording.state(dialogue, dialogue.state(miss.place.code))
    who = wording.party(dialogue, miss.party)
    stake = next((s for s in miss.stakes if s.party == miss.party), None)
    nearest = Strong(_("Nearest: {state}. ", state=name))
    if miss.indifferent:
        return (nearest, _("All others gain; for {party} it is all the same.", party=who))
    cost = lines.ids(dialogue, stake.costs[:1]) if stake else ()
    if not cost:
        return (nearest, _("All others gain, at the cost of {party}.", party=who))
    return (nearest, *_r("All others gain, at the cost of {party}: {lines}.", party=who, lines=cost))


def _offers(dialogue: Dialogue, result: Deals) -> Iterator[Section]:
    if result.offers:
        label, count = _("Offers"), len(result.offers)
        blocks = tuple(Paragraph(text=offers.told(dialogue, one)) for one in result.offers)
        finding = _n("The one offer of the file, as things stand", "The file's {n} offers, as things stand", count)
        yield Section(id="offers", label=label, finding=finding, blocks=blocks)


def _trades(dialogue: Dialogue, result: Deals, most: int | None) -> Section:
    """You grant this, I grant that."""
    needed = [t for t in result.trades if not any(t.alone.values())]
    items = tuple(_trade(dialogue, trade) for trade in (*needed, *(t for t in result.trades if t not in needed)))
    told = wording.capital(
        _n(
            "{n} trade of one thing against another would leave both better off",
            "{n} trades of one thing against another would leave both better off",
            len(items),
        )
    )
    if not needed and items:
        told = _("{told}; none needs both halves", told=told)
    elif len(needed) < len(items):
        told = _n("{told}; {n} needs both halves", "{told}; {n} need both halves", len(needed), told=told)
    blocks: list[Block] = [Items(items=items[:most])] if items else []
    if more := len(items) - len(items[:most]):
        blocks.append(left_out(dialogue, "deals", _n("{n} more trade", "{n} more trades", more)))
    return Section(id="trades", label=_("Trades"), finding=told, blocks=tuple(blocks))


def _trade(dialogue: Dialogue, trade: Trade) -> Text:
    halves = [
        _n("{party} grants {steps}", "{party} grant {steps}", wording.verbs(dialogue, party),
           party=wording.party(dialogue, party), steps=wording.inside(dialogue, levels))
        for party, levels in trade.grants.items()
    ]  # fmt: skip
    sentences = [f"{wording.capital(wording.listed(halves))}."]
    free = [party for party, alone in trade.alone.items() if alone]
    if free:
        sentences.append(_("The half of {party} would suit both even alone.", party=_either(dialogue, free)))
    if trade.loses:
        losers = wording.listed(wording.party(dialogue, p) for p in trade.loses)
        sentences.append(wording.capital(_("{parties} would lose by it.", parties=losers)))
    if trade.refused:
        sentences.append(_refusal(dialogue, trade.refused))
    return (" ".join(sentences),)


def _either(dialogue: Dialogue, parties: Sequence[str]) -> str:
    return wording.either(wording.party(dialogue, p) for p in parties)
