"""Where it can settle, in the method's own words: the annex with every settlement, its code and its concepts."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.equilibria import CONCEPTS, Common, Equilibria, Equilibrium
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Column, Document, Paragraph, Rows, Section, Soft, Table, Terms, Text
from detente.report.views.pages import page

SHOWN = 20
"""The most settlements listed on the page; the JSON has them all."""

NAMES = {"nash": "Nash", "sseq": "SSEQ", "seq": "SEQ", "smr": "SMR", "gmr": "GMR", "sim": "SIM"}


def view(dialogue: Dialogue, result: Equilibria) -> Document:
    """The page of `detente equilibria`."""
    return page(
        dialogue,
        "Settlements",
        _settlements(dialogue, result),
        _counts(dialogue, result),
        _stable(dialogue, result),
        headline=finding(result),
    )


def finding(result: Equilibria) -> str:
    """How many settlements there are, and how many of them are firm."""
    firm = wording.number(result.counts.nash)
    if not result.total:
        return "It can settle nowhere: from every state some party would move on"
    if result.total == 1:
        return f"It can settle in one state{', firmly' * (result.counts.nash == 1)}"
    verb = "is" if result.counts.nash == 1 else "are"
    return f"It can settle in {wording.number(result.total)} states; {firm} of them {verb} firm"


def _settlements(dialogue: Dialogue, result: Equilibria) -> Section:
    if result.equilibria is None:
        return Section(id="settle", label="Where it can settle", finding="")
    shown = listed(result.equilibria)
    columns = (
        Column(title="firmness", kind="subject"),
        Column(title="what differs from the status quo", kind="text"),
    )
    blocks: list[Block] = []
    if shown:
        rows = tuple(_row(dialogue, result, found) for found in shown)
        blocks.append(Table(columns=columns, groups=(Rows(rows=rows),), note=_note(result, shown)))
    blocks.append(Paragraph(text=(Soft(_searched(result)),), role="note"))
    return Section(id="settle", label="Where it can settle", finding=finding(result), blocks=tuple(blocks))


def _row(dialogue: Dialogue, result: Equilibria, found: Equilibrium) -> tuple[Text, Text]:
    word = found.firmness or "only if all moved at once"
    concepts = ", ".join(NAMES[name] for name in found.concepts)
    free = " Rests on a deterrent that costs its owner nothing." if found.free else ""
    state = dialogue.state(found.code)
    what = wording.ways(wording.difference(dialogue, state, dialogue.status_quo), 8) or "The status quo"
    return (f"{word}, code {found.code}",), (what + ".", Soft(f" {concepts}.{free}"))


def listed(found: tuple[Equilibrium, ...]) -> tuple[Equilibrium, ...]:
    """All of a few; of many only the firmest kind, since what weaker ones share says more than a list of them."""
    if len(found) <= SHOWN:
        return found
    return tuple(e for e in found if e.firmness == found[0].firmness)[:SHOWN]


def _note(result: Equilibria, shown: tuple[Equilibrium, ...]) -> Text:
    """How many are left out, and what the words for firmness mean."""
    left = [e.firmness or "held by simultaneous moves alone" for e in (result.equilibria or ())[len(shown) :]]
    words = dict.fromkeys([found.firmness for found in shown if found.firmness] + [w for w in left if " " not in w])
    told = "; ".join(f"{word}: {wording.firmness(word)}" for word in words)
    kinds = wording.listed(f"{left.count(word):,} {word}" for word in dict.fromkeys(left))
    more = f"Not listed: {kinds}; `--limit 20` and `--json` list them. " if left else ""
    return (f"{more}{wording.capital(told)}.",) if told else (more,)


def _searched(result: Equilibria) -> str:
    states = result.states
    sim = "" if result.counts.sim is not None else " SIM is left out beyond 65,536 states."
    return f"Searched exactly: {states.feasible:,} states that can be, of {states.possible:,}.{sim}"


def _counts(dialogue: Dialogue, result: Equilibria) -> Section:
    """How many states are stable for all under each concept, and what these share."""
    common = {found.of: found for found in result.common}
    rows = tuple(
        ((NAMES[name],), ("–" if count is None else f"{count:,}",), (_shared(dialogue, common.get(name)),))
        for name in CONCEPTS
        for count in [getattr(result.counts, name)]
    )
    columns = (
        Column(title="stable for all", kind="subject"),
        Column(title="states", kind="number"),
        Column(title="what they share", kind="text"),
    )
    blocks: list[Block] = [Table(columns=columns, groups=(Rows(rows=rows),))]
    whole = common.get("any")
    if whole and whole.count > 1:
        blocks.append(Terms(terms=tuple(_terms(dialogue, whole))))
    if result.equilibria is None:  # else it is said below the list
        blocks.append(Paragraph(text=(Soft(_searched(result)),), role="note"))
    return Section(id="counts", label="Counts", finding="How many, concept by concept", blocks=tuple(blocks))


def _shared(dialogue: Dialogue, common: Common | None) -> str:
    """Whether the status quo is among them, and how many options are open."""
    if common is None:
        return ""
    here = " The status quo is one of them." if common.status_quo else ""
    if common.count == 1:
        return here.strip()
    fixed = len(common.always) + len(common.never)
    options = len(dialogue.options)
    return f"{fixed} of {options} options the same in all.{here}"


def _terms(dialogue: Dialogue, common: Common) -> Iterator[tuple[Text, Text]]:
    """Options that all settlements, of whatever concept, take, leave, or differ in."""
    for title, found in (("In all", common.always), ("In none", common.never), ("In some", common.open)):
        if found:
            yield (title,), (wording.listed(f"“{dialogue.option(id).text}”" for id in found),)


def _stable(dialogue: Dialogue, result: Equilibria) -> Section:
    """For each party how many states are stable, if asked for."""
    if result.stable is None:
        return Section(id="stable", label="Stable states", finding="")
    rows = tuple(
        ((NAMES[concept],), (f"{len(codes):,}",), (wording.capital(wording.party(dialogue, party)),))
        for concept, by_party in result.stable.items()
        for party, codes in by_party.items()
    )
    columns = (
        Column(title="concept", kind="subject"),
        Column(title="states", kind="number"),
        Column(title="stable for", kind="text"),
    )
    table = Table(columns=columns, groups=(Rows(rows=rows),), note=("The codes are in the JSON (`--json`).",))
    return Section(
        id="stable", label="Stable states", finding="States that each party would not leave", blocks=(table,)
    )
