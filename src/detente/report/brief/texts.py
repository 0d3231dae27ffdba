"""A package in words: whom it suits, whether it holds and by whose guarantee; and so a facilitator's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analyses.facts import DraftFacts, PackageFacts
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.brief.phrases import asks, change, parties
from detente.report.document import Strong, Text
from detente.report.language import _


def name(dialogue: Dialogue, by: str, round: str) -> str:
    """What pages call a facilitator's text: whose it is, and of what date."""
    owner, date = wording.possessive(dialogue, by), dialogue.round(round).date if round else ""
    return _("{owner} text of {date}", owner=owner, date=wording.date(date)) if date else _("{owner} text", owner=owner)


def told(dialogue: Dialogue, one: DraftFacts) -> Text:
    """A facilitator's text: whom it suits, whether it passes and holds, and how far it is from the first package."""
    head = (Strong(wording.capital(name(dialogue, one.by, one.round)) + wording.colon()),)
    package = one.package
    if package is None:
        return (*head, _("a rule bars it as it stands.") if one.barred else _("what comes of it is too much to say."))
    said = [_for_whom(dialogue, package)]
    if package.refused:
        said.append(_("refused at home by {parties}", parties=parties(dialogue, package.refused)))
    said.append(guarantee(dialogue, package).removesuffix(".") if package.holds is None else _("it would hold"))
    if one.lacks:
        said.append(_("beside the best package it lacks {asks}", asks=asks(dialogue, one.lacks)))
    if one.more:
        said.append(_("it has more of {asks}", asks=asks(dialogue, one.more)))
    if one.others:
        left = wording.listed(wording.quoted(wording.called(dialogue, id)) for id in one.others)
        said.append(_("what it says of {options} is not for those at the table to sign", options=left))
    return (*head, wording.series(said) + ".")


def _for_whom(dialogue: Dialogue, package: PackageFacts) -> str:
    """Who likes it better than the drift, and who worse."""
    better, worse = suits(package, "better"), suits(package, "worse")
    said = [_("better for {parties}", parties=parties(dialogue, better))] if better else []
    said += [_("worse for {parties}", parties=parties(dialogue, worse))] if worse else []
    return ", ".join(said) if said else _("the same for all as the drift")


def suits(deal: PackageFacts, *verdicts: str) -> Sequence[str]:
    """The parties at the table that make this of a package."""
    return [party for party, verdict in deal.verdicts.items() if verdict in verdicts]


def guarantee(dialogue: Dialogue, one: PackageFacts) -> str:
    """Whether it holds by itself; else who would leave it, and what would have to be beyond recall."""
    if one.holds == "firm":
        return _("none; it holds by itself.")
    if one.holds == "credible":
        return _("none, as long as each expects the others to answer a step away from it.")
    leaving = list(dict.fromkeys(move.party for move in one.leaves))
    who = wording.capital(parties(dialogue, leaving)) if leaving else _("Somebody")
    if not one.guarantees:
        return _("{parties} would leave it, and no one or two commitments would hold it.", parties=who)
    ways = [
        wording.listed(beyond_recall(dialogue, one.signed.state, option) for option in options)
        for options in one.guarantees[:2]
    ]
    return _("{parties} would leave it; {ways} beyond recall would hold it.", parties=who, ways=wording.either(ways))


def beyond_recall(dialogue: Dialogue, state: Mapping[str, str], option: str) -> str:
    """What a guarantee fixes: an option done, or left undone."""
    chosen = dialogue.option(option)
    if chosen.levels.index(state[option]):
        return change(dialogue, option, state[option])
    return wording.none_of(wording.small(dialogue, chosen.name or chosen.text))
