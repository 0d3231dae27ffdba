"""What would move it: the smallest changes, who can make them, and what an offer can and cannot do.

Three things are kept apart in words: *outranked* (an offer would have to outweigh a named line), *no link in the file*
(nothing joins the ask with what the asker has: no finding about the world), *no longer blocked* (possible, not
promised).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.analyses.leverage import EditSet, Leverage
from detente.methods.inverse.edits import Edit
from detente.methods.inverse.priced import Offer, Price
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import lines, prospects, wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Strong, Text
from detente.report.language import _, _later, _n, _r, _rn, said
from detente.report.page import command, page

SHOWN = 12
"""The most sets told on the page of one ask; the JSON has them all."""


def view(dialogue: Dialogue, result: Leverage) -> Document:
    """The page of `detente leverage`."""
    parts = _sets(dialogue, result), _packages(dialogue, result), prospects.section(dialogue, result.prospect)
    return page(dialogue, _("Leverage"), *parts, headline=finding(dialogue, result))


# ---- the brief's section: several asks -------------------------------------------------------------------------------


def section(dialogue: Dialogue, results: tuple[Leverage, ...]) -> Section:
    """What would move the refused asks, all in all; each is told where every ask is, and drawn."""
    label = _("What would move it")
    if not results:
        return Section(id="moves", label=label, finding="")
    note = _n(
        "Searched exactly up to {n} change. Opened means no longer blocked: possible in a firm settlement, not "
        "promised by one.",
        "Searched exactly up to {n} changes. Opened means no longer blocked: possible in a firm settlement, not "
        "promised by one.",
        max(r.size for r in results),
    )
    return Section(id="moves", label=label, finding=several(results), blocks=(Paragraph(text=(note,), role="note"),))


def together(results: Iterable[Leverage]) -> list[list[Leverage]]:
    """The results by what is asked: asks of one party for the same thing are one row, and as many asks."""
    found: dict[tuple[str, str, str], list[Leverage]] = {}
    for result in results:
        found.setdefault((result.asker, result.of, result.target), []).append(result)
    return list(found.values())


def several(results: Sequence[Leverage]) -> str:
    """How many of the refused asks offers open, and how many more events or a change of mind."""
    stuck = [r for r in results if not r.already]
    if not stuck:
        return _("Some firm settlement has each of them, if it goes there")
    offered = [r for r in stuck if r.packages.suffice or r.offers]
    others = sum(bool(r.sets) for r in stuck if r not in offered)
    return _n(
        "Of the one refused ask an offer would open {offered}, events or a change of mind {others} more",
        "Of the {n} refused asks an offer would open {offered}, events or a change of mind {others} more",
        len(stuck), offered=_count(len(offered)), others=_count(others),
    )  # fmt: skip


def _count(number: int) -> str:
    return wording.number(number) if number else _("none")


def _whose(dialogue: Dialogue, result: Leverage) -> Text:
    """The line that outranks every offer, and whose it is."""
    found = lines.priority(dialogue, result.packages.statement)
    if found is None:
        return (_("its order of preference"),)
    party, place, line = found
    owner, words = wording.possessive(dialogue, party), lines.words(dialogue, line)
    told = _("line {place:d} of {owner} list ({words})", place=place, owner=owner, words=words)
    return (told, *lines.cite(dialogue, line))


# ---- the page of one ask ---------------------------------------------------------------------------------------------


def name(dialogue: Dialogue, result: Leverage) -> str:
    """What is wanted, inside a sentence."""
    if result.ask:
        return wording.asked(dialogue, result.ask)
    return _("that {condition}", condition=wording.condition(dialogue, parse(result.target)))


GOALS = {
    "firm": _later("a firm settlement"),
    "some": _later("a settlement"),
    "every": _later("every firm settlement"),
}


def finding(dialogue: Dialogue, result: Leverage) -> str:
    """The size of the smallest change, and whether the asker can make it; first of all, if it was interrupted."""
    if not result.complete:
        return _("Interrupted; known so far: {finding}", finding=_found(dialogue, result))
    return _found(dialogue, result)


def _found(dialogue: Dialogue, result: Leverage) -> str:
    wanted, asker = wording.capital(name(dialogue, result)), wording.party(dialogue, result.asker)
    if result.already:
        goal = said(GOALS[result.goal])
        return _("{ask}: {settlement} has it as things are, if it goes there", ask=wanted, settlement=goal)
    if result.settled and result.settled.kept:
        return _("{ask}: had only where it cannot be taken back; {finding}", ask=wanted,
                 finding=_moved_by(dialogue, result, asker))  # fmt: skip
    return _("{subject}: {text}", subject=wanted, text=_moved_by(dialogue, result, asker))


def _moved_by(dialogue: Dialogue, result: Leverage, asker: str) -> str:
    """What opens it, the least first."""
    if not result.sets and result.offers:
        none = _n(
            "no set of up to {n} change opens it, an offer on condition would",
            "no set of up to {n} changes opens it, an offer on condition would",
            result.size,
        )  # fmt: skip
        gains = any(offer.worth_it for offer in result.offers)
        return none if gains else _("{told}, at no gain to {party}", told=none, party=asker)
    if not result.sets:
        return _n(
            "no single change opens it", "no set of up to {n} changes opens it",
            result.size,
        )  # fmt: skip
    if result.packages.suffice:
        owner = wording.possessive(dialogue, result.asker)
        return _("an offer of {owner} own would open it", owner=owner)
    size, outside = len(result.sets[0].edits), min(s.outside for s in result.sets)
    if outside >= size:
        told = _n(
            "one change opens it, and {party} cannot make it",
            "{n} changes together open it, and {party} can make none of them",
            size, party=asker,
        )  # fmt: skip
    else:
        told = _n("one change opens it", "{n} changes together open it", size)
    told += _but(dialogue, result, asker if outside >= size else "")
    smallest = sum(len(s.edits) == size for s in result.least)
    if smallest == 1:
        return told
    return _n("{told}; there is {n} such way", "{told}; there are {n} such ways", smallest, told=told)


def _but(dialogue: Dialogue, result: Leverage, outsider: str) -> str:
    """Who would refuse all that the changes reach; and where the asker can make none, what its offers would do."""
    barred = all(one.refused for one in result.sets)
    told = prospects.refused(dialogue, result.sets[0], named=True) if barred else ""
    if not outsider or all(offer.refused for offer in result.offers):
        return told
    gains = any(offer.worth_it and not offer.refused for offer in result.offers)
    return told + (_("; an offer on condition would, too") if gains else
                   _("; an offer on condition would, at no gain to {party}", party=outsider))  # fmt: skip


def _sets(dialogue: Dialogue, result: Leverage) -> Section:
    """Every minimal set, smallest first."""
    if result.already:
        there = _r(
            "As things are, {settlement} meets it, so no change was looked for. Whether it goes there by itself is "
            "told by {paths} and {outlook}.",
            settlement=said(GOALS[result.goal]), paths=command(dialogue, "paths"), outlook=command(dialogue, "outlook"),
        )  # fmt: skip
        return Section(id="moves", label=_("What would move it"), finding="", blocks=(Paragraph(text=there),))
    least = result.least
    shown = least[:SHOWN]
    blocks: list[Block] = []
    if shown:
        blocks.append(Items(items=tuple(_set(dialogue, result, s) for s in shown), ordered=True))
    if len(least) > SHOWN:
        all, more = len(least), len(least) - SHOWN
        told = _n(
            "{n:d} more of {all:d} is in the JSON.", "{n:d} more of {all:d} are in the JSON.", more, all=all
        )
        blocks.append(Paragraph(text=(told,)))
    blocks.append(Paragraph(text=(wording.capital(searched(result)),), role="note"))
    if not result.complete:
        told = _("Interrupted: there may be more sets, of more changes than that.")
        blocks.append(Paragraph(text=(told,), role="note"))
    count = _n("{n} smallest set of changes would", "{n} smallest sets of changes would", len(least))
    if not result.sets:
        count = _("no set of changes of that size would")
    label = _("What would move it")
    return Section(id="moves", label=label, finding=wording.capital(count), blocks=tuple(blocks))


def searched(result: Leverage) -> str:
    """What was searched, and how far."""
    return _n(
        "searched exactly: all single changes from {all:d} (facts, rules, the others' lines, and the "
        "asker's own packages), {tried:d} tried. A set is listed if no part of it "
        "would do, and no set that does less of the same.",
        "searched exactly: all sets of up to {n} changes from {all:d} (facts, rules, the others' lines, and the "
        "asker's own packages), {tried:d} tried. A set is listed if no part of it "
        "would do, and no set that does less of the same.",
        result.size,
        all=result.catalogue,
        tried=result.tried,
    )


def _set(dialogue: Dialogue, result: Leverage, found: EditSet) -> Text:
    text = _changes(dialogue, found)
    first = text[0] if isinstance(text[0], str) else ""
    takes = _("It takes {steps}.", steps=_takes(dialogue, found))
    return (wording.capital(first), *text[1:], ".", f" {takes} {_then(dialogue, result, found)}")


def _changes(dialogue: Dialogue, found: EditSet) -> Text:
    return wording.listed_text(change(dialogue, edit) for edit in found.edits)


def change(dialogue: Dialogue, edit: Edit) -> Text:
    """One change, as a noun with its evidence: "the end of flood relief", "Pakistan giving up line 1 of its list"."""
    match edit.kind:
        case "circumstance":
            event = wording.turned(dialogue, edit.id, bool(edit.to))
            return (event, *lines.sources(dialogue.circumstance(edit.id).evidence))
        case "lift_rule":
            rule = dialogue.rule(edit.id)
            lifted = _("the lifting of what stands in the way ({words})", words=lines.words(dialogue, rule))
            return (lifted, *lines.cite(dialogue, rule))
        case "drop":
            party, line = wording.party(dialogue, edit.party), lines.told(dialogue, edit.id)
            return _r("{party} giving up {line}", party=party, line=line)
        case "move":
            return _moved(dialogue, edit)
        case _kind:
            levels = wording.inside(dialogue, dict(edit.changes)) or _("nothing more than now")
            party = wording.party(dialogue, edit.party)
            return (_("{party} offering, come what may, {levels}", party=party, levels=levels),)


def _moved(dialogue: Dialogue, edit: Edit) -> Text:
    party, line = wording.party(dialogue, edit.party), lines.told(dialogue, edit.id)
    if edit.places < 0:
        return _rn(
            "{party} putting {line} {n} place higher", "{party} putting {line} {n} places higher",
            -edit.places, party=party, line=line,
        )  # fmt: skip
    return _rn(
        "{party} putting {line} {n} place lower", "{party} putting {line} {n} places lower",
        edit.places, party=party, line=line,
    )  # fmt: skip


def _lifted(dialogue: Dialogue, edit: Edit) -> str:
    """What lifting a rule takes: capacity can be built, a law or a public has to change."""
    if dialogue.rule(edit.id).ground == "capacity":
        return _("somebody building the capacity")
    return _("somebody removing that bar")


def _takes(dialogue: Dialogue, found: EditSet) -> str:
    """Who would have to do it."""
    events = sum(edit.reach == "circumstance" for edit in found.edits)
    told = []
    if events:
        told.append(_n("{n} event that no party chooses", "{n} events that no party chooses", events))
    told += [_lifted(dialogue, edit) for edit in found.edits if edit.reach == "capacity"]
    persuaded = dict.fromkeys(edit.party for edit in found.edits if edit.reach == "persuasion")
    told += [_("persuading {party}", party=wording.party(dialogue, party)) for party in persuaded]
    told += [_("an offer of the asker's own") for edit in found.edits if edit.reach == "package"]
    return wording.listed(dict.fromkeys(told))


def _then(dialogue: Dialogue, result: Leverage, found: EditSet) -> str:
    """What it brings: in how many firm settlements, and whether that is more than possible."""
    if found.every:
        told = _n(
            "Then the one firm settlement would have it.", "Then all {n:d} firm settlements would have it.", found.firm
        )
    elif found.granted:
        told = _(
            "Then it is no longer blocked: possible, not promised ({count:d} of {all:d} firm settlements would have "
            "it).",
            count=found.granted, all=found.firm,
        )  # fmt: skip
    else:
        told = _("Then some settlement would have it, but no firm one.")
    told = told.removesuffix(".") + prospects.refused(dialogue, found) + "."
    if found.held:
        rule = lines.words(dialogue, dialogue.rule(found.held[0]))
        told += " " + _("It is held by the rule that {rule}: {party} would leave it.", rule=rule,
                        party=wording.party(dialogue, result.of))  # fmt: skip
    if found.status_quo is False:
        told += " " + _("The status quo itself could not stay.")
    return told


# ---- what an offer can do --------------------------------------------------------------------------------------------


def _packages(dialogue: Dialogue, result: Leverage) -> Section:
    """The asker's own packages, prices and conditional offers."""
    if result.already:
        return Section(id="offers", label=_("What an offer can do"), finding="")
    blocks: list[Block] = [Paragraph(text=standing(dialogue, result))]
    if result.prices:
        items = tuple(_price(dialogue, result, price) for price in result.prices[:SHOWN])
        blocks.append(Items(items=items))
    if result.offers:
        items = tuple(_offer(dialogue, result, offer) for offer in result.offers[:SHOWN])
        blocks.append(Items(items=items))
    if not result.context or dialogue.own_rules:
        none = _("Offers on condition are not judged where rules bind one party alone.") if result.context else \
            _no_context(dialogue)  # fmt: skip
        blocks.append(Paragraph(text=(none,), role="note"))
    tried, suffice = result.packages.tried, result.packages.suffice
    owner = wording.possessive(dialogue, result.asker)
    if result.offers and not suffice:
        told = _(
            "No fixed package would open it (0 of {tried:d} packages of {owner} own); a conditional offer would",
            tried=tried, owner=owner,
        )  # fmt: skip
    else:
        told = _(
            "{suffice:d} of {tried:d} packages of {owner} own would open it",
            suffice=suffice, tried=tried, owner=owner,
        )  # fmt: skip
    return Section(id="offers", label=_("What an offer can do"), finding=told, blocks=tuple(blocks))


def _no_context(dialogue: Dialogue) -> str:
    """Why no offer on condition was asked about: there is no state to ask it of."""
    unknown = [o for o, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]
    if not unknown:
        return _("Offers on condition are asked of the status quo; this file has none that its rules allow.")
    options = wording.listed(wording.quoted(wording.called(dialogue, option)) for option in unknown)
    return _("Offers on condition are asked of the status quo, and of {options} it is not known how things stand.",
             options=options)  # fmt: skip


def standing(dialogue: Dialogue, result: Leverage) -> Text:
    """Why no package suffices: outranked, no link in the file, a rule; or that some do."""
    packages, asker = result.packages, wording.party(dialogue, result.asker)
    of = wording.party(dialogue, result.of) if result.of else _("the others")
    match packages.standing:
        case "outranked":
            line = _whose(dialogue, result)
            told = _r(
                "What is given beforehand would have to outweigh {line}; nothing that {party} could give does.",
                line=line, party=asker,
            )  # fmt: skip
            return (Strong(_("Outranked. ")), *told)
        case "no_link":
            why = _(
                "No line of {party} joins this with anything that is in the hands of {asker}: what is given beforehand "
                "is no reason for it. That is a gap in the file or a choice of its author, not a finding about the "
                "world.",
                party=of, asker=asker,
            )  # fmt: skip
            return (Strong(_("No link in the file. ")), why)
        case "rule":
            words = ((id, lines.words(dialogue, dialogue.rule(id))) for id in packages.rules)
            rules = wording.listed(_("“{rule}” ({words})", rule=id, words=text) for id, text in words)
            return (Strong(_("Ruled out. ")), _("No package lifts the rule {rules}.", rules=rules))
        case "other" if result.of and dialogue.preferences[result.of].ranking:
            why = _("States are ranked for {party}: none holds with one of these packages, once {asker} is tied to it.",
                    party=of, asker=asker)  # fmt: skip
            return (wording.capital(why),)
        case "other":
            why = _(
                "Neither a single line nor a rule stands against every package of {party}; together they do.",
                party=asker,
            )
            return (why,)
        case _kind:
            why = _(
                "{suffice:d} of {tried:d} fixed packages would do by themselves.",
                suffice=packages.suffice, tried=packages.tried,
            )  # fmt: skip
            return (why,)


def _price(dialogue: Dialogue, result: Leverage, price: Price) -> Text:
    of, asker = wording.party(dialogue, result.of), wording.party(dialogue, result.asker)
    levels = wording.setting(dialogue, price.levels) or _("as things are")
    worth = _("for {party} worth it", party=asker) if price.worth_it else _("for {party} not worth it", party=asker)
    if price.weak:
        then = _("Then {party} could as well grant it as not; {worth}.", party=of, worth=worth)
    else:
        then = _("Then granting it is best for {party}; {worth}.", party=of, worth=worth)
    return (Strong(_("Price: {levels}. ", levels=levels)), then)


def _offer(dialogue: Dialogue, result: Leverage, offer: Offer) -> Text:
    of, asker = wording.party(dialogue, result.of), wording.party(dialogue, result.asker)
    levels = wording.setting(dialogue, offer.levels)
    gain = _("for {party} that is a gain", party=asker)
    if not offer.worth_it:
        gain = _("for {party} that would be no gain", party=asker)
    told = [_("Then granting it is best for {party}; {worth}.", party=of, worth=gain)]
    if offer.needs_guarantee:
        told.append(
            _("It needs a guarantee: once it is granted, {party} would rather not deliver.", party=asker)
        )
    count = _("{count:d} of {all:d} firm settlements would have it", count=offer.granted, all=offer.firm)
    told.append(f"{count}{prospects.refused(dialogue, offer)}.")
    return (Strong(_("Only while it is granted: {levels}. ", levels=levels)), " ".join(told))
