"""What would move it: the smallest changes, who can make them, and what an offer can and cannot do.

Three things are kept apart in words: *outranked* (an offer would have to outweigh a named line), *no link in the file*
(nothing joins the ask with what the asker has: no finding about the world), *no longer blocked* (possible, not
promised).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.analyses.leverage import EditSet, Leverage
from detente.methods.inverse.edits import Edit
from detente.methods.inverse.priced import Offer, Price
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import lines, wording
from detente.report.document import Block, Column, Document, Items, Paragraph, Rows, Section, Soft, Strong, Table, Text
from detente.report.language import _, _later, _n, _r, _rn, said
from detente.report.page import command, page

SHOWN = 12
"""The most sets told on the page of one ask; the JSON has them all."""


def view(dialogue: Dialogue, result: Leverage) -> Document:
    """The page of `detente leverage`."""
    headline = finding(dialogue, result)
    return page(dialogue, _("Leverage"), _sets(dialogue, result), _packages(dialogue, result), headline=headline)


# ---- the brief's section: several asks -------------------------------------------------------------------------------


def section(dialogue: Dialogue, results: tuple[Leverage, ...]) -> Section:
    """The smallest change for each refused ask, and what offers can do."""
    if not results:
        return Section(id="moves", label=_("What would move it"), finding="")
    columns = (Column(kind="subject"), Column(title=_("the smallest change that would open it"), kind="text"))
    rows = tuple(((named(dialogue, alike),), smallest(dialogue, alike[0])) for alike in together(results))
    blocks: list[Block] = [Table(columns=columns, groups=(Rows(rows=rows),))]
    blocks.extend(Paragraph(text=text) for text in _offers_told(dialogue, results))
    blocks.append(Paragraph(text=_promise(results), role="note"))
    return Section(
        id="moves", label=_("What would move it"), finding=several(dialogue, results), blocks=tuple(blocks)
    )


def together(results: Iterable[Leverage]) -> list[list[Leverage]]:
    """The results by what is asked: asks of one party for the same thing are one row, and as many asks."""
    found: dict[tuple[str, str, str], list[Leverage]] = {}
    for result in results:
        found.setdefault((result.asker, result.of, result.target), []).append(result)
    return list(found.values())


def named(dialogue: Dialogue, alike: Sequence[Leverage]) -> str:
    """The name of a row: the ask, or each of those for the same thing."""
    return wording.capital(wording.series(name(dialogue, result) for result in alike))


def several(dialogue: Dialogue, results: Sequence[Leverage]) -> str:
    """Whether offers, events or a change of mind open the refused asks."""
    stuck = [r for r in results if not r.already]
    if not stuck:
        return _("Nothing bars them: some firm settlement has each ask, if it goes there")
    fixed = [r for r in stuck if r.packages.suffice]
    offered = [r for r in stuck if r.packages.suffice or r.offers]
    others = [r for r in stuck if r.sets and r not in offered]
    if not offered and not others:
        size = max(r.size for r in stuck)
        return _n(
            "No set of up to {size} changes would open the one refused ask",
            "No set of up to {size} changes would open any of the {n} refused asks",
            len(stuck),
            size=size,
        )
    if not offered:
        return _n(
            "Events or a change of mind would open the one refused ask, not a better offer",
            "Events or a change of mind would open {opened} of the {n} refused asks, not a better offer",
            len(stuck),
            opened=len(others),
        )
    if fixed:
        told = _n(
            "An offer would open the one refused ask",
            "An offer would open {opened} of the {n} refused asks",
            len(stuck),
            opened=len(offered),
        )
    else:
        told = _n(
            "An offer on condition would open the one refused ask",
            "An offer on condition would open {opened} of the {n} refused asks",
            len(stuck),
            opened=len(offered),
        )
    if not others:
        return told
    return _n("{told}, events or a change of mind {n} more", "{told}, events or a change of mind {n} more",
              len(others), told=told)  # fmt: skip


def smallest(dialogue: Dialogue, result: Leverage) -> Text:
    """The first of the smallest sets, and how many others there are."""
    if result.already:
        return (_("Nothing bars it: some firm settlement has it, if it goes there"),)
    if not result.sets:
        return (_n("No single change does", "Nothing of up to {n} changes does", result.size),)
    text = _changes(dialogue, result.sets[0])
    first = text[0] if isinstance(text[0], str) else ""
    more = len(result.least) - 1
    others = _n("; {n} other way", "; {n} other ways", more) if more else ""
    return (wording.capital(first), *text[1:], Soft(others))


def _offers_told(dialogue: Dialogue, results: Sequence[Leverage]) -> Iterator[Text]:
    """What the askers' own offers can do, with the three cases in three sentences."""
    results = [r for r in results if not r.already]
    suffice = [r for r in results if r.packages.suffice]
    if suffice:
        yield (_("An offer of the asker's own, come what may, would open {asks}.", asks=_names(dialogue, suffice)),)
    conditional = [r for r in results if r.offers and not r.packages.suffice]
    if conditional:
        told = _(
            "Of the asker's own offers only one on condition (this while you do that) would open {asks}.",
            asks=_names(dialogue, conditional),
        )
        yield (told,)
    rest = [r for r in results if not r.packages.suffice and not r.offers]
    outranked = [r for r in rest if r.packages.standing == "outranked"]
    if outranked:
        yield (
            Strong(_("Outranked. ")),
            *_r(
                "What the asker could offer is weighed, and a line above it decides: {lines}.",
                lines=_by_line(dialogue, outranked),
            ),
        )
    unlinked = [r for r in rest if r.packages.standing == "no_link"]
    if unlinked:
        told = _(
            "For {asks} no line of the asked party joins the ask with anything that the asker has. So no package could "
            "work in this file, nor an offer on condition; that is not a finding about the world.",
            asks=_names(dialogue, unlinked),
        )
        yield (Strong(_("No link in the file. ")), told)
    ruled = [r for r in rest if r.packages.standing == "rule"]
    if ruled:
        told = _("No offer lifts the rule that stands against {asks}.", asks=_names(dialogue, ruled))
        yield (Strong(_("Ruled out. ")), told)


def _names(dialogue: Dialogue, results: Sequence[Leverage]) -> str:
    return wording.listed(name(dialogue, r) for r in results)


def _by_line(dialogue: Dialogue, results: Sequence[Leverage]) -> Text:
    return wording.series_text(
        _r("for {ask} {line}", ask=name(dialogue, result), line=_whose(dialogue, result)) for result in results
    )


def _whose(dialogue: Dialogue, result: Leverage) -> Text:
    """The line that outranks every offer, and whose it is."""
    found = lines.priority(dialogue, result.packages.statement)
    if found is None:
        return (_("its order of preference"),)
    party, place, line = found
    owner, words = wording.possessive(dialogue, party), lines.words(dialogue, line)
    told = _("line {place:d} of {owner} list ({words})", place=place, owner=owner, words=words)
    return (told, *lines.cite(dialogue, line))


def _promise(results: Sequence[Leverage]) -> Text:
    told = _n(
        "Searched exactly up to {n} change. Opened means no longer blocked: possible in a firm settlement, not "
        "promised by one.",
        "Searched exactly up to {n} changes. Opened means no longer blocked: possible in a firm settlement, not "
        "promised by one.",
        max(r.size for r in results),
    )
    return (told,)


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
        return _("{ask}: nothing bars it, {settlement} has it, if it goes there", ask=wanted, settlement=goal)
    if not result.sets and result.offers:
        none = _n(
            "{ask}: no set of up to {n} change opens it, an offer on condition would",
            "{ask}: no set of up to {n} changes opens it, an offer on condition would",
            result.size, ask=wanted,
        )  # fmt: skip
        gains = any(offer.worth_it for offer in result.offers)
        return none if gains else _("{told}, at no gain to {party}", told=none, party=asker)
    if not result.sets:
        return _n(
            "{ask}: no single change opens it", "{ask}: no set of up to {n} changes opens it",
            result.size, ask=wanted,
        )  # fmt: skip
    if result.packages.suffice:
        owner = wording.possessive(dialogue, result.asker)
        return _("{ask}: an offer of {owner} own would open it", ask=wanted, owner=owner)
    size, outside = len(result.sets[0].edits), min(s.outside for s in result.sets)
    if outside >= size:
        told = _n(
            "{ask}: one change opens it, and {party} cannot make it",
            "{ask}: {n} changes together open it, and {party} can make none of them",
            size, ask=wanted, party=asker,
        )  # fmt: skip
    else:
        told = _n("{ask}: one change opens it", "{ask}: {n} changes together open it", size, ask=wanted)
    smallest = sum(len(s.edits) == size for s in result.least)
    if smallest == 1:
        return told
    return _n("{told}; there is {n} such way", "{told}; there are {n} such ways", smallest, told=told)


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
    if found.refused:
        told += " " + _refusal(dialogue, found.refused)
    if found.status_quo is False:
        told += " " + _("The status quo itself could not stay.")
    return told


def _refusal(dialogue: Dialogue, ratifiers: Sequence[str]) -> str:
    who = wording.capital(wording.listed(wording.party(dialogue, one) for one in ratifiers))
    return _("{parties} would refuse it if asked.", parties=who)


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
            _("Offers are asked of the status quo, and the file has none that can be.")  # fmt: skip
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


def standing(dialogue: Dialogue, result: Leverage) -> Text:
    """Why no package suffices: outranked, no link in the file, a rule; or that some do."""
    packages, asker = result.packages, wording.party(dialogue, result.asker)
    of = wording.party(dialogue, result.of) if result.of else _("the others")
    match packages.standing:
        case "outranked":
            line = _whose(dialogue, result)
            told = _r(
                "An offer would have to outweigh {line}; none that {party} could make does.", line=line, party=asker
            )
            return (Strong(_("Outranked. ")), *told)
        case "no_link":
            why = _(
                "No line of {party} joins this with anything that is in the hands of {asker}, so no package could ever "
                "have worked. That is a gap in the file or a choice of its author, not a finding about the world.",
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
    told.append(
        _("{count:d} of {all:d} firm settlements would have it.", count=offer.granted, all=offer.firm)
    )
    if offer.refused:
        told.append(_refusal(dialogue, offer.refused))
    return (Strong(_("Only while it is granted: {levels}. ", levels=levels)), " ".join(told))
