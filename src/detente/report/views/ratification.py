"""Would it pass at home? Which deals those who must agree would let through, and what a narrow home costs or gains."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.ratification import Defection, Ratification, Ratifier
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.views.pages import page


def view(dialogue: Dialogue, result: Ratification) -> Document:
    """The page of `detente ratification`."""
    return page(
        dialogue, "Ratification", section(dialogue, result), _lost(dialogue, result), headline=finding(dialogue, result)
    )


def finding(dialogue: Dialogue, result: Ratification) -> str:
    """How many of the deals would pass."""
    count = len(result.deals)
    if not result.ratifiers:
        return "Nobody at home has to agree, as the file stands"
    if not count:
        return f"No package of {result.number:,} is better for all at the table, so nothing comes to a vote"
    some = wording.number(len(result.zone)) if result.zone else "none"
    return f"{wording.capital(some)} of {wording.counted(count, 'deal')} would pass at home"


def section(dialogue: Dialogue, result: Ratification) -> Section:
    """Each ratifier: what it must agree to, what it lets pass, and whether its veto matters."""
    blocks: list[Block] = []
    if result.ratifiers:
        blocks.append(Items(items=tuple(_ratifier(dialogue, result, one) for one in result.ratifiers)))
    elif result.deals:
        told = f"All {len(result.deals):,} deals that are better for all at the table stand as they are."
        blocks.append(Paragraph(text=(told,)))
    for group in result.opening[:3]:
        who = wording.listed(wording.party(dialogue, party) for party in group)
        blocks.append(Paragraph(text=(f"Without the veto of {who} something would pass.",)))
    if result.ratifiers:
        tie = "refuses" if result.strict else "lets it pass"
        note = f"A ratifier that does not mind {tie}. Of {result.number:,} packages the table could sign."
        blocks.append(Paragraph(text=(Soft(note),), role="note"))
    return Section(id="ratification", label="At home", finding=finding(dialogue, result), blocks=tuple(blocks))


def _ratifier(dialogue: Dialogue, result: Ratification, one: Ratifier) -> Text:
    who, whose = wording.party(dialogue, one.party), wording.party(dialogue, one.ratifies)
    passes = one.win_set_strict if result.strict else one.win_set_weak
    let = len(set(passes) & set(result.deals))
    must = wording.listed(f"“{dialogue.option(id).text}”" for id in one.options)
    text = f"must agree to {must}, and would let {let:,} of {len(result.deals):,} deals pass."
    if one.ties:
        text += f" It does not mind {len(one.ties):,} of them."
    text += " Its veto costs a deal." if one.binding else " Its veto costs nothing beyond the others'."
    if one.lowers_best:
        text += f" It keeps {whose} from its best deal."
    if one.raises_worst:
        text += f" It is an advantage at the table: {whose} cannot be pressed down so far."
    return (Strong(f"{wording.capital(who)} "), text)


def _lost(dialogue: Dialogue, result: Ratification) -> Section:
    items = tuple(_defections(dialogue, result))
    count = wording.counted(result.lost, "deal")
    return Section(
        id="lost",
        label="Lost to a veto",
        finding=f"{wording.capital(count)} that could not be kept",
        blocks=(Items(items=items),) if items else (),
    )


def _defections(dialogue: Dialogue, result: Ratification) -> Iterator[Text]:
    for found in result.defections[:8]:
        yield _defection(dialogue, found)
    more = result.lost - min(8, len(result.defections))
    if more > 0:
        yield (Soft(f"{more:,} more."),)


def _defection(dialogue: Dialogue, found: Defection) -> Text:
    name = wording.capital(wording.state(dialogue, dialogue.state(found.place.code)))
    party, veto = wording.party(dialogue, found.party), wording.party(dialogue, found.ratifier)
    return (Strong(f"{name}. "), f"Better for {party}, but {veto} would refuse.")
