"""A package in words: whom it suits, whether it holds and by whose guarantee; and so a facilitator's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.analyses.facts import DraftFacts, PackageFacts
from detente.model.dialogue import Dialogue, Draft, State
from detente.report import wording
from detente.report.brief.phrases import LISTED, asks, change, parties, steps
from detente.report.document import Strong, Text
from detente.report.language import _


def name(dialogue: Dialogue, id: str) -> str:
    """What pages call a facilitator's text: whose it is, and of what date; its id, too, where another is called so."""
    called = {one.id: dated(dialogue, one) for one in dialogue.texts}
    told = called[id]
    return _("{text} ({id})", text=told, id=id) if list(called.values()).count(told) > 1 else told


def dated(dialogue: Dialogue, text: Draft) -> str:
    """Whose text it is, and of what date; several may be called so."""
    owner, date = wording.possessive(dialogue, text.by), dialogue.round(text.round).date if text.round else ""
    return _("{owner} text of {date}", owner=owner, date=wording.date(date)) if date else _("{owner} text", owner=owner)


def named(dialogue: Dialogue, state: State) -> str:
    """A state by the facilitator's text that proposes it, put into today; "" if none does, or several."""
    now = dialogue.status_quo
    found = [one.id for one in dialogue.texts if now and dialogue.with_levels(now, one.sets) == state != now]
    return name(dialogue, found[0]) if len(found) == 1 else ""


def told(dialogue: Dialogue, one: DraftFacts) -> Text:
    """A facilitator's text: whom it suits, whether it passes and holds, and how far it is from the first package."""
    head = (Strong(wording.capital(name(dialogue, one.id)) + wording.colon()),)
    package = one.package
    if package is None:
        return (*head, _("a rule bars it as it stands.") if one.barred else _("what comes of it is too much to say."))
    said = [_for_whom(dialogue, package)]
    if answer := answered(dialogue, package):
        said.append(_("in answer: {steps}", steps=wording.ways(answer, LISTED)))
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


def answered(dialogue: Dialogue, one: PackageFacts) -> list[str]:
    """What those who are not at the table then do, in the first outcome, otherwise than the drift has it."""
    return [change(dialogue, option, level) for option, level in one.differs.items()
            if dialogue.option(option).by not in dialogue.table]  # fmt: skip


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
    told = leaving(dialogue, one)
    if harmless(one):
        return told + "."
    if not one.guarantees:
        return _("{leaving}, and no one or two commitments would hold it.", leaving=told)
    ways = [
        wording.listed(beyond_recall(dialogue, one.signed.state, option) for option in options)
        for options in one.guarantees[:2]
    ]
    either = ways[0] if len(ways) == 1 else _("either {one}, or {other},", one=ways[0], other=ways[1])
    return _("{leaving}; {ways} would hold it.", leaving=told, ways=either)


def harmless(one: PackageFacts) -> bool:
    """Whether no step away from a package costs the others anything: nothing need be guaranteed against them."""
    return bool(one.leaves) and {move.party for move in one.leaves} <= {*one.harmless}


def leaving(dialogue: Dialogue, one: PackageFacts) -> str:
    """Who would leave a package that does not hold, by a step that costs others something; else by which steps."""
    if harmless(one):
        more = {move.party: move.changes for move in reversed(one.leaves)}
        told = [_("{party} ({steps})", party=wording.party(dialogue, party), steps=steps(dialogue, more[party]))
                for party in one.harmless]  # fmt: skip
        return _("{parties} would depart from it at no cost to the others", parties=wording.listed(told))
    who = [party for party in dict.fromkeys(move.party for move in one.leaves) if party not in one.harmless]
    return _("{parties} would leave it", parties=parties(dialogue, who) if who else _("somebody"))


def beyond_recall(dialogue: Dialogue, state: Mapping[str, str], option: str) -> str:
    """What a guarantee fixes: an option done, or left undone."""
    chosen = dialogue.option(option)
    if chosen.levels.index(state[option]) or chosen.levels[0].lower() not in wording.NOTHING:
        return _("{step} beyond recall", step=change(dialogue, option, state[option]))
    undone = wording.called(dialogue, chosen)
    undone = wording.quoted(undone) if wording.is_sentence(dialogue, undone) else wording.small(dialogue, undone)
    return _("{option} ruled out for good", option=undone)
