"""The deal: what could be signed, whom it suits, whether it passes at home and holds, and whose guarantee it needs."""

from __future__ import annotations

from collections.abc import Mapping

from detente.analyses.facts import AskFacts, Deal, DealByPart, Facts, PackageFacts
from detente.model.dialogue import Dialogue
from detente.model.expression import names
from detente.report import wording
from detente.report.brief import offers, texts
from detente.report.brief.phrases import LISTED, change, parties, steps
from detente.report.brief.texts import answered, guarantee
from detente.report.document import Block, Outcome, Paragraph, Section, Text
from detente.report.language import _, _n, figure

GIVEN = 6
"""What one side gives, told one by one; the rest is counted."""

LONG = 24
"""A package of more things is named in full under the deal, and nowhere else on the page."""


DRAFTS = 2
"""Facilitators' texts told, the last ones."""

OFFERS = 4
"""Offers of the file told, the first ones."""


def section(dialogue: Dialogue, facts: Facts) -> Section:
    """The packages worth telling, each with what every side gives, whether it passes and holds, and how it would."""
    label, deal = _("The deal"), facts.deal
    drafts = [Paragraph(text=texts.told(dialogue, one)) for one in facts.drafts[-DRAFTS:]]
    drafts += [Paragraph(text=offers.told(dialogue, one)) for one in facts.offers[:OFFERS]]
    if deal is None or not deal.packages:
        none = _("No package of {all:d} beats the drift", all=deal.number) if deal and drafts else ""
        return Section(id="deal", label=label, finding=none, blocks=tuple(drafts))
    first, *others = deal.packages
    blocks: list[Block] = [_package(dialogue, facts, first, 1 if others else 0)]
    blocks += [_variant(dialogue, first, one, n) for n, one in enumerate(others, start=2)]
    blocks += drafts
    same = _unmoved(dialogue, deal)
    if same:
        blocks.append(Paragraph(text=(same,), role="note"))
    return Section(id="deal", label=label, finding=finding(deal), blocks=tuple(blocks))


def finding(deal: Deal) -> str:
    """How many packages there are that beat the drift (else today), and how many of them pass at home."""
    if isinstance(deal, DealByPart):
        return _by_part(deal)
    all_ = figure(deal.number)
    if deal.against == "today":
        return _n(
            "None of {all} packages beats the drift; {n} beats today",
            "None of {all} packages beats the drift; {n} beat today",
            deal.beating, all=all_,
        )  # fmt: skip
    told = _n("{n} of {all} packages beats the drift", "{n} of {all} packages beat the drift", deal.beating, all=all_)
    if deal.passing == deal.beating:
        return wording.capital(told)
    return wording.capital(_n("{told}, {n} passes at home", "{told}, {n} pass at home", deal.passing, told=told))


def _by_part(deal: DealByPart) -> str:
    """Of too many packages to count: whether any beats the drift, and whether such a one passes at home."""
    if deal.against == "today":
        return _("No package beats the drift; the best for each party against today")
    if deal.passing < deal.beating:
        return _("Packages beat the drift, and none of these would pass at home")
    return _("Packages beat the drift, too many to count: the best for each party, and for the asks")


def _package(dialogue: Dialogue, facts: Facts, one: PackageFacts, n: int) -> Outcome:
    given = gives(dialogue, facts, one)
    count = sum(map(len, given.values()))
    most = count if count > LONG else GIVEN
    terms: list[tuple[Text, Text]] = [
        ((giver(dialogue, party),), (wording.ways(told, most) + ".",)) for party, told in given.items()
    ]
    musts = [id for ids in lacking(dialogue, one).values() for id in ids]
    for label, things in (
        (_("In answer"), answered(dialogue, one)),
        (_("As in the drift"), anyway(dialogue, one)),
        (_("Given up"), [wording.asked(dialogue, id) for id in given_up(facts, one)]),
        (_("Lacks what must be"), [wording.asked(dialogue, id) for id in musts]),
    ):
        if things:
            terms.append(((label,), (wording.ways(things, GIVEN) + ".",)))
    if one.refused:
        terms.append(((_("At home"),), (refusal(dialogue, one),)))
    terms.append(((_("Guarantee"),), (guarantee(dialogue, one),)))
    # What each gives says it all; only how much it is stands before it where a name could not hold it.
    told = _n("{n} change", "{n} changes", count) if count > LISTED else ""
    return Outcome(label=str(n or ""), name=wording.capital(told) or name(dialogue, one), sides=(tuple(terms),))


def giver(dialogue: Dialogue, party: str) -> str:
    """Who gives: "Arland gives"."""
    name = wording.capital(wording.party(dialogue, party))
    return _n("{party} gives", "{party} give", wording.verbs(dialogue, party), party=name)


def _variant(dialogue: Dialogue, first: PackageFacts, one: PackageFacts, n: int) -> Outcome:
    """Another package by what it has otherwise than the first."""
    terms: list[tuple[Text, Text]] = []
    if answer := answered(dialogue, one):
        terms.append(((_("In answer"),), (wording.ways(answer, GIVEN) + ".",)))
    if one.refused:
        terms.append(((_("At home"),), (refusal(dialogue, one),)))
    needed = guarantee(dialogue, one)
    terms.append(((_("Guarantee"),), (_("as for 1.") if needed == guarantee(dialogue, first) else needed,)))
    return Outcome(label=str(n), name=_against(dialogue, first.signed.state, one.signed.state), sides=(tuple(terms),))


def _against(dialogue: Dialogue, first: Mapping[str, str], other: Mapping[str, str]) -> str:
    """What a package has beside another one, what it lacks, and what it has in place of something.

    "Without X" is said where X stays as it is today: "an end to X" would say that it is there.
    """
    more: list[str] = []
    less: list[str] = []
    now = _today(dialogue)
    for id in (id for id, level in other.items() if first[id] != level):
        had, has = change(dialogue, id, first[id]), change(dialogue, id, other[id])
        if first[id] == now.get(id):
            more.append(has)
        elif other[id] != now.get(id):
            more.append(_("{steps} instead of {other}", steps=has, other=had))
        elif dialogue.option(id).levels.index(other[id]):
            kept = wording.at_level(dialogue, dialogue.option(id), dialogue.option(id).levels.index(other[id]))
            more.append(_("{steps} instead of {other}", steps=wording.small(dialogue, kept), other=had))
        elif dialogue.option(id).levels.index(first[id]):
            less.append(had)
        else:
            more.append(_("{option} kept", option=change(dialogue, id, other[id])))
    return _joined(wording.ways(more, GIVEN) if more else "", wording.ways(less, GIVEN) if less else "")


def _joined(more: str, less: str) -> str:
    if more and less:
        return _("The same with {steps}, and without {others}", steps=more, others=less)
    return _("The same with {steps}", steps=more) if more else _("The same without {steps}", steps=less)


def _today(dialogue: Dialogue) -> dict[str, str]:
    now = dialogue.status_quo
    return {o.id: o.levels[k] for o, k in zip(dialogue.options, now, strict=True)} if now else {}


def name(dialogue: Dialogue, one: PackageFacts) -> str:
    """A package by what it changes against the drift."""
    if not one.differs:
        return _("The drift, signed")
    return wording.capital(steps(dialogue, signed(dialogue, one)))


def signed(dialogue: Dialogue, one: PackageFacts) -> dict[str, str]:
    """What those at the table sign: the levels that the package sets otherwise than the drift."""
    return {id: level for id, level in one.differs.items() if dialogue.option(id).by in dialogue.table}


def gives(dialogue: Dialogue, facts: Facts, one: PackageFacts) -> dict[str, list[str]]:
    """By party at the table what it signs, without what it takes back: that is given up."""
    found: dict[str, list[str]] = {}
    for option, level in added(dialogue, facts, one).items():
        found.setdefault(dialogue.option(option).by, []).append(change(dialogue, option, level))
    return found


def added(dialogue: Dialogue, facts: Facts, one: PackageFacts) -> dict[str, str]:
    """What is signed but for what undoes an ask that is met where it drifts; all of it, if nothing else is signed."""
    undone = {name for id in given_up(facts, one) for name in names(dialogue.ask(id).that)}
    levels = signed(dialogue, one)
    return {id: level for id, level in levels.items() if id not in undone} or levels


def anyway(dialogue: Dialogue, one: PackageFacts) -> list[str]:
    """What is done under the package and not today, and comes where it drifts, too."""
    now = _today(dialogue)
    return [change(dialogue, option, level) for option, level in one.signed.state.items()
            if now.get(option, level) != level and option not in one.differs]  # fmt: skip


def given_up(facts: Facts, one: PackageFacts) -> list[str]:
    """The asks that are met in full where it drifts, and that a package no longer meets."""
    return [ask.ask for ask in facts.asks if ask.drift == "full" and one.asks.get(ask.ask, "full") != "full"]


def lacking(dialogue: Dialogue, one: PackageFacts) -> dict[str, list[str]]:
    """By party at the table the asks that a deal must have for it, as the file says, and that a package lacks."""
    found: dict[str, list[str]] = {}
    for ask in dialogue.asks:
        if ask.matters == "must" and ask.by in dialogue.table and one.asks.get(ask.id, "full") != "full":
            found.setdefault(ask.by, []).append(ask.id)
    return found


def moved(dialogue: Dialogue, facts: Facts, told: AskFacts) -> bool:
    """Whether the best package meets an ask in part as the drift does, but at another level."""
    if facts.deal is None or told.deal != "part":
        return False
    return not set(facts.deal.packages[0].differs).isdisjoint(names(dialogue.ask(told.ask).that))


def refusal(dialogue: Dialogue, one: PackageFacts) -> str:
    """Who at home would not let it pass."""
    who = wording.capital(parties(dialogue, one.refused))
    return _("{parties} would refuse it.", parties=who)


def _unmoved(dialogue: Dialogue, deal: Deal) -> str:
    """Who at the table neither gains nor loses by any of the packages told."""
    if deal.against != "drift":
        return ""
    same = [p for p in deal.packages[0].verdicts if all(one.verdicts.get(p) == "same" for one in deal.packages)]
    if not same:
        return ""
    return wording.capital(
        _n("against the drift {parties} neither gains nor loses.", "against the drift {parties} neither gain nor lose.",
           wording.verbs(dialogue, *same), parties=parties(dialogue, same))
    )  # fmt: skip
