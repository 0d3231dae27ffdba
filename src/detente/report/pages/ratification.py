"""Would it pass at home? Which deals those who must agree would let through, and what a narrow home costs or gains."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.facts import DraftFacts
from detente.analyses.ratification import Defection, Ratification, Ratifier
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief import texts
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Text
from detente.report.language import _, _n, _rn
from detente.report.page import page


def view(dialogue: Dialogue, result: Ratification) -> Document:
    """The page of `detente ratification`."""
    return page(
        dialogue,
        _("Ratification"),
        section(dialogue, result),
        _lost(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Ratification) -> str:
    """How many of the deals would pass."""
    count = len(result.deals)
    if not result.ratifiers:
        return _("Nobody at home has to agree, as the file stands")
    if not count:
        if result.against == "drift":
            return _("No package of {all:d} beats the drift, so nothing comes to a vote", all=result.number)
        return _("No package of {all:d} is better for all than what they have, so nothing comes to a vote",
                 all=result.number)
    passed = len(result.zone)
    if count == 1:
        return _("The one deal would pass at home") if passed else _("The one deal would not pass at home")
    if not passed:
        return _("None of {count} deals would pass at home", count=count)
    told = _n("{n} of {count} deals would pass at home", "{n} of {count} deals would pass at home", passed, count=count)
    return wording.capital(told)


def section(dialogue: Dialogue, result: Ratification) -> Section:
    """Each ratifier: what it must agree to, what it lets pass, and whether its veto matters."""
    blocks: list[Block] = []
    if result.ratifiers:
        blocks.append(Items(items=tuple(_ratifier(dialogue, result, one) for one in result.ratifiers)))
    elif result.deals:
        told = _n(
            "The one package that all at the table like better than what they have stands as it is.",
            "All {n:d} packages that all at the table like better than what they have stand as they are.",
            len(result.deals),
        )
        blocks.append(Paragraph(text=(told,)))
    blocks += [Paragraph(text=_text(dialogue, one)) for one in result.drafts if result.ratifiers]
    for group in result.opening[:3]:
        who = wording.listed(wording.party(dialogue, party) for party in group)
        blocks.append(Paragraph(text=(_("Without the veto of {parties} something would pass.", parties=who),)))
    if result.ratifiers:
        tie = _("A ratifier that does not mind lets it pass.")
        if result.strict:
            tie = _("A ratifier that does not mind refuses.")
        told = _("Deals here are those of {all:d} packages that beat the drift.", all=result.number)
        if result.against == "reference":
            told = _("Deals here are those of {all:d} packages that all at the table like better than what they have; "
                     "the brief counts what beats the drift.", all=result.number)  # fmt: skip
        blocks.append(Paragraph(text=(Soft(f"{tie} {told}"),), role="note"))
    return Section(id="ratification", label=_("At home"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _ratifier(dialogue: Dialogue, result: Ratification, one: Ratifier) -> Text:
    who, whose = wording.party(dialogue, one.party), wording.party(dialogue, one.ratifies)
    passes = one.win_set_strict if result.strict else one.win_set_weak
    let = len(set(passes) & set(result.deals))
    must = wording.listed(wording.quoted(wording.called(dialogue, id)) for id in one.options)
    told: Text = _rn(
        "{party} must agree to {options}, and would let {n:d} of {all:d} deals pass.",
        "{party} must agree to {options}, and would let {n:d} of {all:d} deals pass.",
        let,
        party=(Strong(wording.capital(who)),),
        options=must,
        all=len(result.deals),
    )
    unless = dialogue.party(one.party).unless
    if unless is not None:
        told = (*told, " ", _("It has no veto where {condition}.", condition=wording.condition(dialogue, unless)))
    return (*told, "".join(f" {sentence}" for sentence in _veto(one, whose, let)))


def _text(dialogue: Dialogue, one: DraftFacts) -> Text:
    """Whether a facilitator's text would pass, as far as the table signs it."""
    head = Strong(wording.capital(texts.name(dialogue, one.id)) + wording.colon())
    if one.package is None:
        return texts.told(dialogue, one)
    if not one.package.refused:
        return head, _("it would pass.")
    who = wording.listed(wording.party(dialogue, id) for id in one.package.refused)
    return head, _("{parties} would refuse it.", parties=who)


def _veto(one: Ratifier, whose: str, count: int) -> Iterator[str]:
    """What a ratifier's veto costs, and whom it helps."""
    if one.ties and len(one.ties) < count:
        yield _n("It does not mind {n:d} of them.", "It does not mind {n:d} of them.", len(one.ties))
    if not one.binding:
        yield _("Its veto costs nothing beyond the others'.")
    if one.lowers_best:
        yield _("It keeps {party} from its best deal.", party=whose)
    if one.raises_worst:
        yield _("It is an advantage at the table: {party} cannot be pressed down so far.", party=whose)


def _lost(dialogue: Dialogue, result: Ratification) -> Section:
    items = tuple(_defections(dialogue, result))
    count = _n("{n} deal would be refused at home", "{n} deals would be refused at home", result.lost)
    return Section(
        id="lost",
        label=_("Lost to a veto"),
        finding=wording.capital(count),
        blocks=(Items(items=items),) if items else (),
    )


def _defections(dialogue: Dialogue, result: Ratification) -> Iterator[Text]:
    for found in result.defections[:8]:
        yield _defection(dialogue, found)
    more = result.lost - min(8, len(result.defections))
    if more > 0:
        yield (Soft(_n("{n:d} more.", "{n:d} more.", more)),)


def _defection(dialogue: Dialogue, found: Defection) -> Text:
    name = wording.capital(wording.state(dialogue, dialogue.state(found.place.code)))
    party, veto = wording.party(dialogue, found.party), wording.party(dialogue, found.ratifier)
    told = _("Better for {party}, but {ratifier} would refuse.", party=party, ratifier=veto)
    return (Strong(f"{name}. "), told)
