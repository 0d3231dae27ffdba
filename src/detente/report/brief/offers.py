"""The offers of the file in words: what is offered for what, who would take it up, and would it be delivered?"""

from __future__ import annotations

from detente.methods.bargaining.standing_offers import StandingOffer
from detente.model.dialogue import Dialogue, Offer
from detente.report import wording
from detente.report.document import Strong, Text
from detente.report.language import _, _n


def told(dialogue: Dialogue, judged: StandingOffer) -> Text:
    """One offer: Arland's offer of a pause while the captives return: the Front would take it up; …"""
    offer = next(one for one in dialogue.offers if one.id == judged.id)
    head = _("{owner} offer", owner=wording.possessive(dialogue, offer.by))
    verdicts = wording.series(_verdicts(dialogue, offer, judged))
    return (Strong(wording.capital(head)), f" ({terms(dialogue, offer)}){wording.colon()}{verdicts}.")


def terms(dialogue: Dialogue, offer: Offer) -> str:
    """What is given, while what holds: "a pause, while “the return of captives” is at least civilians"."""
    given = wording.small(dialogue, wording.levels(dialogue, offer.give))
    return _("{levels}, while {condition}", levels=given, condition=wording.condition(dialogue, offer.condition))


def _verdicts(dialogue: Dialogue, offer: Offer, judged: StandingOffer) -> list[str]:
    if judged.barred:
        return [_("as things stand its condition cannot be met alone")]
    if not judged.answers:
        return [_("its condition is no deed of another party")]
    by, count = wording.party(dialogue, offer.by), wording.verbs(dialogue, offer.by)
    found = [_answer(dialogue, party, judged) for party in judged.answers]
    # Of an offer that moves nobody nothing more is asked.
    if set(judged.answers.values()) & {"moved", "deterred"}:
        if not judged.delivers:
            found.append(_n("{party} would rather not do as it says, so it needs a guarantee",
                            "{party} would rather not do as they say, so it needs a guarantee",
                            count, party=by))  # fmt: skip
        elif "moved" in judged.answers.values() and not judged.worth_it and not judged.met:
            found.append(_n("{party} would gain nothing by it", "{party} would gain nothing by it", count, party=by))
    if judged.refused:
        who = wording.listed([wording.party(dialogue, id) for id in judged.refused])
        found.append(_("refused at home by {parties}", parties=who))
    return found


def _answer(dialogue: Dialogue, party: str, judged: StandingOffer) -> str:
    name, count, answer = wording.party(dialogue, party), wording.verbs(dialogue, party), judged.answers[party]
    if answer == "moved" and judged.met:
        return _("it keeps {party} to that", party=name)
    if answer == "moved":
        return _n("{party} would take it up", "{party} would take it up", count, party=name)
    if answer == "anyway" and judged.met:
        return _n("{party} would keep to that without it, too", "{party} would keep to that without it, too",
                  count, party=name)  # fmt: skip
    if answer == "anyway":
        return _n("{party} would do so without it, too", "{party} would do so without it, too", count, party=name)
    if answer == "deterred" and judged.met:
        return _n("{party} would end that because of it", "{party} would end that because of it", count, party=name)
    if answer == "deterred":
        return _("it keeps {party} from that", party=name)
    if judged.met:
        return _n("{party} would end that all the same", "{party} would end that all the same", count, party=name)
    return _n("{party} would gain nothing by that, even so", "{party} would gain nothing by that, even so", count,
              party=name)  # fmt: skip
