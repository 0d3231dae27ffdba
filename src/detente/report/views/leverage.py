"""What would move it: the smallest changes, who can make them, and what an offer can and cannot do.

Three things are kept apart in words: *outranked* (an offer would have to outweigh a named line), *no link in the file*
(nothing joins the ask with what the asker has: no finding about the world), *no longer blocked* (possible, not
promised).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analyses.edits import Edit
from detente.analyses.leverage import EditSet, Leverage
from detente.analyses.prices import Offer, Price
from detente.model.dialogue import Dialogue
from detente.model.expression import parse
from detente.report import wording
from detente.report.document import Block, Column, Document, Items, Paragraph, Rows, Section, Soft, Strong, Table, Text
from detente.report.views import lines
from detente.report.views.pages import page

SHOWN = 12
"""The most sets told on the page of one ask; the JSON has them all."""


def view(dialogue: Dialogue, result: Leverage) -> Document:
    """The page of `detente leverage`."""
    headline = finding(dialogue, result)
    return page(dialogue, "Leverage", _sets(dialogue, result), _packages(dialogue, result), headline=headline)


# ---- the brief's section: several asks -------------------------------------------------------------------------------


def section(dialogue: Dialogue, results: tuple[Leverage, ...]) -> Section:
    """The smallest change for each refused ask, and what offers can do."""
    if not results:
        return Section(id="moves", label="What would move it", finding="")
    columns = (Column(kind="subject"), Column(title="the smallest change that would open it", kind="text"))
    rows = tuple(((wording.capital(name(dialogue, r)),), _smallest(dialogue, r)) for r in results)
    blocks: list[Block] = [Table(columns=columns, groups=(Rows(rows=rows),))]
    blocks.extend(Paragraph(text=text) for text in _offers_told(dialogue, results))
    blocks.append(Paragraph(text=_promise(results), role="note"))
    return Section(
        id="moves", label="What would move it", finding=several(dialogue, results), blocks=tuple(blocks)
    )


def several(dialogue: Dialogue, results: Sequence[Leverage]) -> str:
    """Whether offers, events or a change of mind open the refused asks."""
    stuck = [r for r in results if not r.already]
    if not stuck:
        return "Nothing has to move: some firm settlement has each ask"
    fixed = [r for r in stuck if r.packages.suffice]
    offered = [r for r in stuck if r.packages.suffice or r.offers]
    others = [r for r in stuck if r.sets and r not in offered]
    whole, size = _refused(len(stuck)), wording.number(max(r.size for r in stuck))
    if not offered and not others:
        return f"No set of up to {size} changes would open any of {whole}"
    if not offered:
        opened = whole if len(stuck) == 1 else f"{wording.number(len(others))} of {whole}"
        return f"Events or a change of mind would open {opened}, not a better offer"
    offer = "An offer" if fixed else "An offer on condition"
    opened = whole if len(stuck) == 1 else f"{wording.number(len(offered))} of {whole}"
    rest = f", events or a change of mind {wording.number(len(others))} more" if others else ""
    return f"{offer} would open {opened}{rest}"


def _refused(count: int) -> str:
    return "the one refused ask" if count == 1 else f"the {wording.number(count)} refused asks"


def _smallest(dialogue: Dialogue, result: Leverage) -> Text:
    """The first of the smallest sets, and how many others there are."""
    if result.already:
        return ("Nothing has to move: some firm settlement has it",)
    if not result.sets:
        return (f"Nothing of up to {wording.counted(result.size, 'change')} does",)
    text = _changes(dialogue, result.sets[0])
    first = text[0] if isinstance(text[0], str) else ""
    more = f"; {wording.counted(len(result.sets) - 1, 'other way')}" if len(result.sets) > 1 else ""
    return (wording.capital(first), *text[1:], Soft(more))


def _offers_told(dialogue: Dialogue, results: Sequence[Leverage]) -> Iterator[Text]:
    """What the askers' own offers can do, with the three cases in three sentences."""
    results = [r for r in results if not r.already]
    suffice = [r for r in results if r.packages.suffice]
    if suffice:
        yield ("An offer of the asker's own, come what may, would open ", _names(dialogue, suffice), ".")
    conditional = [r for r in results if r.offers and not r.packages.suffice]
    if conditional:
        yield ("Of the asker's own offers only one on condition (this while you do that) would open ",
               _names(dialogue, conditional), ".")  # fmt: skip
    rest = [r for r in results if not r.packages.suffice and not r.offers]
    outranked = [r for r in rest if r.packages.standing == "outranked"]
    if outranked:
        yield (Strong("Outranked. "), "What the asker could offer is weighed, and a line above it decides: ",
               *_by_line(dialogue, outranked), ".")  # fmt: skip
    unlinked = [r for r in rest if r.packages.standing == "no_link"]
    if unlinked:
        yield (Strong("No link in the file. "), "For ", _names(dialogue, unlinked), " no line of the asked party joins "
               "the ask with anything that the asker has. So no package could work in this file, nor an offer on "
               "condition; that is not a finding about the world.")  # fmt: skip
    ruled = [r for r in rest if r.packages.standing == "rule"]
    if ruled:
        yield (Strong("Ruled out. "), "No offer lifts the rule that stands against ", _names(dialogue, ruled), ".")


def _names(dialogue: Dialogue, results: Sequence[Leverage]) -> str:
    return wording.listed(name(dialogue, r) for r in results)


def _by_line(dialogue: Dialogue, results: Sequence[Leverage]) -> Text:
    text: Text = ()
    for n, result in enumerate(results):
        text = (*text, "; " if n else "", f"for {name(dialogue, result)} ", *_whose(dialogue, result))
    return text


def _whose(dialogue: Dialogue, result: Leverage) -> Text:
    """The line that outranks every offer, and whose it is."""
    found = lines.priority(dialogue, result.packages.statement)
    if found is None:
        return ("its order of preference",)
    party, place, line = found
    said = lines.words(dialogue, line)
    return (f"line {place} of {wording.possessive(dialogue, party)} list ({said})", *lines.cite(dialogue, line))


def _promise(results: Sequence[Leverage]) -> Text:
    size = wording.counted(max(r.size for r in results), "change")
    return (f"Searched exactly up to {size}. Opened means no longer blocked: possible in a firm settlement, not "
            "promised by one.",)  # fmt: skip


# ---- the page of one ask ---------------------------------------------------------------------------------------------


def name(dialogue: Dialogue, result: Leverage) -> str:
    """What is wanted, inside a sentence."""
    if result.ask:
        return wording.small(dialogue, dialogue.ask(result.ask).text)
    return f"that {wording.condition(dialogue, parse(result.target))}"


GOALS = {
    "firm": "a firm settlement",
    "some": "a settlement",
    "every": "every firm settlement",
}


def finding(dialogue: Dialogue, result: Leverage) -> str:
    """The size of the smallest change, and whether the asker can make it."""
    wanted, asker = wording.capital(name(dialogue, result)), wording.party(dialogue, result.asker)
    if result.already:
        return f"{wanted}: nothing has to move, {GOALS[result.goal]} has it now"
    if not result.sets:
        return f"{wanted}: no set of up to {wording.counted(result.size, 'change')} opens it"
    if result.packages.suffice:
        return f"{wanted}: an offer of {wording.possessive(dialogue, result.asker)} own would open it"
    size, outside = len(result.sets[0].edits), min(s.outside for s in result.sets)
    takes = "one change" if size == 1 else f"{wording.number(size)} changes together"
    how = "open it" if size > 1 else "opens it"
    smallest = [s for s in result.sets if len(s.edits) == size]
    others = f"; there are {wording.number(len(smallest))} such ways" if len(smallest) > 1 else ""
    whose = f", and {asker} can make none of them" if outside >= size and size > 1 else ""
    whose = f", and {asker} cannot make it" if outside >= size and size == 1 else whose
    return f"{wanted}: {takes} {how}{whose}{others}"


def _sets(dialogue: Dialogue, result: Leverage) -> Section:
    """Every minimal set, smallest first."""
    if result.already:
        text = (f"As things are, {GOALS[result.goal]} meets it already, so no change was looked for.",)
        return Section(id="moves", label="What would move it", finding="", blocks=(Paragraph(text=text),))
    shown = result.sets[:SHOWN]
    blocks: list[Block] = []
    if shown:
        blocks.append(Items(items=tuple(_set(dialogue, result, s) for s in shown), ordered=True))
    if len(result.sets) > SHOWN:
        more = f"{len(result.sets) - SHOWN:,} more of {len(result.sets):,} are in the JSON."
        blocks.append(Paragraph(text=(more,)))
    blocks.append(Paragraph(text=(wording.capital(searched(result)),), role="note"))
    count = wording.counted(len(result.sets), "smallest set of changes", "smallest sets of changes")
    return Section(
        id="moves", label="What would move it", finding=wording.capital(f"{count} would"), blocks=tuple(blocks)
    )


def searched(result: Leverage) -> str:
    """What was searched, and how far."""
    size = wording.counted(result.size, "change")
    return (
        f"searched exactly: all sets of up to {size} from {result.catalogue:,} (facts, rules, the others' lines, and "
        f"the asker's own packages), {result.tried:,} tried. A set is listed if no part of it would do."
    )


def _set(dialogue: Dialogue, result: Leverage, found: EditSet) -> Text:
    text = _changes(dialogue, found)
    first = text[0] if isinstance(text[0], str) else ""
    outcome = f" It takes {_takes(dialogue, found)}. {_then(dialogue, result, found)}"
    return (wording.capital(first), *text[1:], ".", outcome)


def _changes(dialogue: Dialogue, found: EditSet) -> Text:
    text: Text = ()
    for n, edit in enumerate(found.edits):
        between = "" if not n else " and " if n == len(found.edits) - 1 else ", "
        told = change(dialogue, edit)
        head = told[0] if isinstance(told[0], str) else ""
        text = (*text, between + head, *told[1:])
    return text


def change(dialogue: Dialogue, edit: Edit) -> Text:
    """One change, as a noun with its evidence: "the end of flood relief", "Pakistan giving up line 1 of its list"."""
    match edit.kind:
        case "circumstance":
            event = wording.turned(dialogue, edit.id, bool(edit.to))
            return (event, *lines.sources(dialogue.circumstance(edit.id).evidence))
        case "lift_rule":
            rule = dialogue.rule(edit.id)
            lifted = f"the lifting of what stands in the way ({lines.words(dialogue, rule)})"
            return (lifted, *lines.cite(dialogue, rule))
        case "drop":
            return (f"{wording.party(dialogue, edit.party)} giving up ", *lines.told(dialogue, edit.id))
        case "move":
            places = wording.counted(abs(edit.places), "place")
            where = f" {places} {'higher' if edit.places < 0 else 'lower'}"
            return (f"{wording.party(dialogue, edit.party)} putting ", *lines.told(dialogue, edit.id), where)
        case _:
            levels = wording.inside(dialogue, dict(edit.changes)) or "nothing more than now"
            return (f"{wording.party(dialogue, edit.party)} offering, come what may, {levels}",)


def _takes(dialogue: Dialogue, found: EditSet) -> str:
    """Who would have to do it."""
    events = sum(edit.reach == "circumstance" for edit in found.edits)
    told = [f"{wording.counted(events, 'event')} that no party chooses"] if events else []
    told += ["somebody building the capacity" for edit in found.edits if edit.reach == "capacity"]
    persuaded = dict.fromkeys(edit.party for edit in found.edits if edit.reach == "persuasion")
    told += [f"persuading {wording.party(dialogue, party)}" for party in persuaded]
    told += ["an offer of the asker's own" for edit in found.edits if edit.reach == "package"]
    return wording.listed(dict.fromkeys(told))


def _then(dialogue: Dialogue, result: Leverage, found: EditSet) -> str:
    """What it brings: in how many firm settlements, and whether that is more than possible."""
    if found.every:
        count = "the one firm settlement" if found.firm == 1 else f"all {found.firm:,} firm settlements"
        said = f"Then {count} would have it."
    elif found.granted:
        share = f"{found.granted:,} of {found.firm:,} firm settlements would have it"
        said = f"Then it is no longer blocked: possible, not promised ({share})."
    else:
        said = "Then some settlement would have it, but no firm one."
    if found.status_quo is False:
        said += " The status quo itself could not stay."
    return said


# ---- what an offer can do --------------------------------------------------------------------------------------------


def _packages(dialogue: Dialogue, result: Leverage) -> Section:
    """The asker's own packages, prices and conditional offers."""
    if result.already:
        return Section(id="offers", label="What an offer can do", finding="")
    blocks: list[Block] = [Paragraph(text=standing(dialogue, result))]
    if result.prices:
        items = tuple(_price(dialogue, result, price) for price in result.prices[:SHOWN])
        blocks.append(Items(items=items))
    if result.offers:
        items = tuple(_offer(dialogue, result, offer) for offer in result.offers[:SHOWN])
        blocks.append(Items(items=items))
    if not result.context:
        blocks.append(
            Paragraph(text=("Offers are asked of the status quo, and the file has none that can be.",), role="note")
        )
    tried, suffice = result.packages.tried, result.packages.suffice
    told = f"{suffice:,} of {tried:,} packages of {wording.possessive(dialogue, result.asker)} own would open it"
    if result.offers and not suffice:
        told = f"No fixed package would open it ({told.split(' would')[0]}); a conditional offer would"
    return Section(id="offers", label="What an offer can do", finding=told, blocks=tuple(blocks))


def standing(dialogue: Dialogue, result: Leverage) -> Text:
    """Why no package suffices: outranked, no link in the file, a rule; or that some do."""
    packages, asker = result.packages, wording.party(dialogue, result.asker)
    of = wording.party(dialogue, result.of) if result.of else "the others"
    match packages.standing:
        case "outranked":
            return (Strong("Outranked. "), "An offer would have to outweigh ", *_whose(dialogue, result),
                    f"; none that {asker} could make does.")  # fmt: skip
        case "no_link":
            return (Strong("No link in the file. "), f"No line of {of} joins this with anything that {asker} has, so "
                    "no package could ever have worked. That is a gap in the file or a choice of its author, not a "
                    "finding about the world.")  # fmt: skip
        case "rule":
            rules = wording.listed(f"“{id}” ({lines.words(dialogue, dialogue.rule(id))})" for id in packages.rules)
            return (Strong("Ruled out. "), f"No package lifts the rule {rules}.")
        case "other":
            return (f"Neither a single line nor a rule stands against every package of {asker}; together they do.",)
        case _:
            return (f"{packages.suffice:,} of {packages.tried:,} fixed packages would do by themselves.",)


def _price(dialogue: Dialogue, result: Leverage, price: Price) -> Text:
    of, asker = wording.party(dialogue, result.of), wording.party(dialogue, result.asker)
    levels = wording.setting(dialogue, price.levels) or "as things are"
    best = "could as well grant it as not" if price.weak else "does best to grant it"
    worth = "worth it" if price.worth_it else "not worth it"
    return (Strong(f"Price: {levels}. "), f"Then {of} {best}; for {asker} {worth}.")


def _offer(dialogue: Dialogue, result: Leverage, offer: Offer) -> Text:
    of, asker = wording.party(dialogue, result.of), wording.party(dialogue, result.asker)
    levels = wording.setting(dialogue, offer.levels)
    gain = "gains by that" if offer.worth_it else "would not gain by that"
    told = f"Then {of} does best to grant it; {asker} {gain}."
    if offer.needs_guarantee:
        told += f" It needs a guarantee: once it has what it wants, {asker} would rather not deliver."
    told += f" {offer.granted:,} of {offer.firm:,} firm settlements would have it."
    return (Strong(f"Only while it is granted: {levels}. "), told)
