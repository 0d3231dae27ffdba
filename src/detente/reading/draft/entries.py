"""One accepted proposal into the growing file, by its act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from detente.errors import InputError
from detente.reading.draft.facts import Hinge, circumstance, hinge
from detente.reading.draft.options import condition, limit, name_of, nearness, row, text_of
from detente.reading.draft.sheet import Deed, Sheet
from detente.reading.proposals.links import conditioned
from detente.reading.proposals.merge import content_words
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.things import turned

UMBRELLA = content_words(
    "do more enough comply with meet fulfil satisfy accept heed grant demands requests appeals calls conditions wishes "
    "terms positions one's those these what such other own further made "
    "full part s whole every any all following least most possible amount minimum maximum"
)
"""Words that name asks without saying what is asked."""
UNWILLING = ("reluctant", "unlikely", "last_thing", "hesitant", "loath", "unwilling", "wary")


def add(sheet: Sheet, p: Proposal) -> None:
    """A proposal, by its act; what cannot be placed is named with its reason."""
    if p.condition and not p.fact:
        p = conditioned(p, p.condition)
    if not p.thing:
        polarity, thing = turned(p.object)
        p = replace(p, polarity=polarity, thing=thing)
    sheet.wants.cite, sheet.wants.date = (lambda: sheet.evidence(p)), sheet.date(p)
    by = [sheet.party(id) for id in p.speaker.parties]
    # An offer, a threat or a limit is the speaker's own option: whom it concerns need not be a party of the file.
    own = p.act in ("offer", "threaten", "constrain")
    to = [] if own else [party for id in p.addressee.parties if (party := sheet.party(id)) not in by]
    if p.act != "criticise" and umbrella(sheet, p):
        sheet.leave(p, "it speaks of asks without saying what they are; see those that stand beside it")
    elif p.act == "demand":
        _demand(sheet, p, by, to)
    elif p.act in ("promise", "commit", "concede"):
        _undertaking(sheet, p, by, to)
    elif p.act == "criticise":
        _event(sheet, p, by, to)
    elif p.act == "constrain":
        for party in by:
            _limit(sheet, p, party)
    elif own:
        for party in by:
            _own(sheet, p, party)
    else:
        for party in by:
            _refusal(sheet, p, party, to)


def close(sheet: Sheet) -> None:
    """A dialogue needs parties and options: say so where the proposals gave none."""
    if not sheet.file.mapping("parties") or not sheet.file.mapping("options"):
        raise InputError(
            "The accepted proposals give no option yet (accept a demand, an offer or a refusal), so nothing was "
            "added to the dialogue. The decisions are kept in the proposals file."
        )
    sheet.added += sheet.wants.write()


def umbrella(sheet: Sheet, p: Proposal) -> bool:
    """Whether a proposal names asks without saying what is asked: "do more", "comply with US demands"."""
    text = p.object
    for mention in reversed(sheet.names.find(text)):
        text = text[: mention.start] + text[mention.end :]
    words = content_words(text)
    return bool(words) and words <= UMBRELLA and not p.same_as.strip("-")


# ---- each act ----


def _demand(sheet: Sheet, p: Proposal, by: list[str], to: list[str]) -> None:
    bare = content_words(p.object) <= content_words(p.rule.partition(".")[0])
    if not to or bare:
        lack = "an object" if to and bare else "an addressee"
        sheet.leave(p, f"a demand needs {lack}; edit it, then accept it again")
        return
    for holder in to:
        deed = sheet.deed(holder, p, asked_by=by[0])
        for asker in by:
            if str(sheet.file.mapping("options", deed.option).get("by")) != asker:
                sheet.ask(deed, asker, holder, p)
                sheet.wants.asked(asker, str(deed))


def _undertaking(sheet: Sheet, p: Proposal, by: list[str], to: list[str]) -> None:
    """A promise or concession: the ledger, and, of one party to another, an option that is accepted."""
    ledger, words = sheet.file.mapping("commitments"), text_of(p.object or p.act)
    if any(isinstance(entry, Mapping) and str(entry.get("text")) == words for entry in ledger.values()):
        return
    deed = None if BACKWARD.match(p.object) else _promised(sheet, p, by, to)
    if deed is None and BACKWARD.match(p.object) and len(by) == 1:
        _granted(sheet, p, by[0], to)
        return
    if deed is not None and not p.fact:
        sheet.wants.promised(by[0], str(deed))
        for ask in [sheet.asked(deed, asker) for asker in sheet.askers(deed) if not to or asker in to]:
            sheet.answer(ask, "partly" if p.act == "concede" else "accepted", p)
    elif deed is not None and (hangs := hinge(sheet, p, by[0])) is not None:
        _linked(sheet, p, by[0], deed, hangs)
    key = name_of(p.object or p.act, {*ledger, *sheet.taken()})
    entry = row(by=by[0] if len(by) == 1 else by, to=to[0] if len(to) == 1 else to, text=words,
                does=str(deed or ""), evidence=sheet.evidence(p), note=text_of(condition(p)))  # fmt: skip
    sheet.file.put(("commitments", key), entry)
    sheet.added.append(f"commitment {key} by {'+'.join(by)}")


BACKWARD = re.compile(r"(?:this|these|that|those|such|it)\b", re.I)
"""An object that points back to what was said."""


def _granted(sheet: Sheet, p: Proposal, by: str, to: list[str]) -> None:
    """ "This" is granted: what was asked in the same sentence or the one before."""
    asked = []
    for key, entry in list(sheet.file.mapping("options").items()):
        deed, (file, sentence) = Deed(str(key)), sheet.said.get(str(key), ("", -9))
        near_by = file == p.evidence.file and 0 <= p.evidence.sentence - sentence <= 1
        here = near_by and isinstance(entry, Mapping) and entry.get("by") == by
        asked += [(deed, asker) for asker in sheet.askers(deed) if here and (not to or asker in to)]
    for deed, asker in asked:
        sheet.wants.promised(by, str(deed))
        sheet.answer(sheet.asked(deed, asker), "partly" if p.act == "concede" else "accepted", p)
    if not asked:
        sheet.leave(p, "it points back to something that no accepted demand beside it asks")


def _promised(sheet: Sheet, p: Proposal, by: list[str], to: list[str]) -> Deed | None:
    """The option that a promise does: one that is there, or a new one where one party promises it to another."""
    if len(by) != 1:
        return None
    if not sheet.like(by[0], p) and (not to or not p.object):
        return None
    return sheet.deed(by[0], p, asked_by=to[0] if to else "")


def _linked(sheet: Sheet, p: Proposal, by: str, deed: Deed, hangs: Hinge) -> None:
    """A conditional offer, promise or threat: the line "it, if and only if", and, for another's deed, an offer."""
    sheet.wants.linked(by, f"{deed} iff {hangs.when}", threat=p.act == "threaten")
    give = sheet.level(deed, p.object)
    offers = sheet.file.listing("offers")
    same = any(isinstance(o, Mapping) and o.get("by") == by and o.get("if") == hangs.when for o in offers)
    if hangs.deed is not None and not same:
        entry = {"by": by, "give": {deed.option: give}, "if": hangs.when, "evidence": sheet.evidence(p)}
        sheet.file.push(("offers",), entry)
        sheet.added.append(f"offer by {by}: {deed}, if {hangs.when}")


def _own(sheet: Sheet, p: Proposal, by: str) -> None:
    """An offer or a threat: an option of the speaker, and what it hangs on."""
    deed = sheet.deed(by, p, note={"offer": "offered", "threaten": "threatened"}[p.act])
    hangs = hinge(sheet, p, by)
    if hangs is not None:
        _linked(sheet, p, by, deed, hangs)
    elif p.act == "threaten":
        if p.rule.startswith(("decide", "decision")):
            sheet.wants.promised(by, str(deed))
        for id in p.addressee.parties:
            if (other := sheet.party(id)) != by:
                sheet.wants.threatened(other, str(deed.undone))


def _refusal(sheet: Sheet, p: Proposal, by: str, to: list[str]) -> None:
    """The answer "refused" to the ask of the addressee, if there is one or can be; and its line against it."""
    other = to[0] if to else ""
    deed = sheet.deed(by, p, asked_by=other)
    askers = to if to else sheet.askers(deed)[:1]
    for asker in askers:
        if asker != by:
            sheet.answer(sheet.ask(deed, asker, by, p), "refused", p)
    hangs = hinge(sheet, p, by)
    sheet.wants.refused(by, _unless(str(deed.undone), hangs), text_of(p.reason))


def _unless(want: str, hangs: Hinge | None) -> str:
    if hangs is None:
        return want
    free = hangs.when.removeprefix("not ")
    return f"{want} unless {free}" if hangs.when.startswith("not ") else f"if {hangs.when} then {want}"


def _event(sheet: Sheet, p: Proposal, by: list[str], to: list[str]) -> None:
    date = sheet.date(p)
    if not date:
        sheet.leave(p, "an event needs a date; give --as-of")
        return
    who, whom = (" and ".join(map(sheet.name, ids)) for ids in (by, to))
    words = text_of(f"{who} criticised {whom or 'others'}: {p.object}")
    at = sheet.round(p)
    events = sheet.file.listing("rounds", at, "events")
    if any(isinstance(event, Mapping) and str(event.get("text")) == words for event in events):
        sheet.leave(p, "the round has this event already")
        return
    sheet.file.push(("rounds", at, "events"), row(date=date, text=words, evidence=sheet.evidence(p)))
    sheet.added.append(f"event: {by[0]} criticised {to[0] if to else 'others'}")


def _limit(sheet: Sheet, p: Proposal, by: str) -> None:
    """What a party cannot do, or would rather not: a rule, or a line at the top of its list."""
    found = sheet.like(by, p) or near(sheet, by, p)
    rather = f"{sheet.name(by)} would rather not {p.object.partition(' by ')[0]}"
    if not found and unwilling(p) and (before := sheet.limits.get((by, p.evidence.place))):
        # A second limit in one place, on nothing that is asked, is the reason for the first.
        if sheet.wants.since(by, before, text_of(rather)):
            sheet.added.append(f"reason of {by}: {text_of(rather)}")
        return
    deed = Deed(found, sheet.sign(found, p)) if found else sheet.deed(by, p)
    owner = str(sheet.file.mapping("options", deed.option).get("by", by))
    if not unwilling(p):
        _rule(sheet, p, by, deed)
        return
    told = f"{sheet.name(by)} {limit(p.likelihood) if p.likelihood else 'would rather not'}"
    why = text_of(p.reason or (rather if " by " in p.object else told))
    want = _unless(str(deed.undone), hinge(sheet, p, by, known=True))
    sheet.limits[by, p.evidence.place] = want
    _rather_not(sheet, p, owner, want, why)


def _rather_not(sheet: Sheet, p: Proposal, party: str, want: str, why: str) -> None:
    """A line of what a party would rather not do; told where the file has priorities of its own."""
    if sheet.wants.has(party, want):
        return
    if sheet.wants.own(party):
        sheet.leave(p, f"{party} has priorities in the file, which are left alone; if you agree, add there: {want}")
        return
    sheet.wants.refused(party, want, why)
    sheet.added.append(f"line of {party}: {want}")


def unwilling(p: Proposal) -> bool:
    """Whether a limit is one of the will ("reluctant", "cannot risk", "tricky"), not of ability."""
    cue = p.rule.partition(".")[0]
    risky = p.object.startswith(("risk ", "afford ")) or p.rule.endswith(".hard")
    return risky or cue in UNWILLING or p.likelihood.endswith(("reluctant", "unlikely"))


def _rule(sheet: Sheet, p: Proposal, by: str, deed: Deed) -> None:
    evidence = sheet.evidence(p)
    rules = [r for r in sheet.file.listing("rules") if isinstance(r, Mapping)]
    own = [r for r in rules if re.match(rf"(?:not )?{re.escape(deed.option)}\b", str(r.get("never", "")))]
    if any(r.get("evidence") == evidence for r in own):
        sheet.leave(p, f"{deed.option} is constrained by a rule already")
        return
    hangs = hinge(sheet, p, by, known=True)
    never = f"{deed} and {hangs.when}" if hangs is not None else str(deed)
    if hangs is None and (hindered := _hindrance(sheet, p)):
        never = f"{deed} and {hindered}"
    if any(str(r.get("never")) == never for r in own):
        sheet.leave(p, f"{deed.option} is constrained by a rule already")
        return
    id = f"{deed.option.replace('_', '-')}-constrained" + (f"-{len(own) + 1}" if own else "")
    hanging = f"“{p.fact}”" + (" holds" if p.holds == "when" else " does not hold") if p.fact else ""
    able = f"{sheet.name(by)} {limit(p.likelihood)}"
    because = text_of(p.reason or p.hindrance or p.note or (f"{able} while {hanging}" if hanging else able))
    sheet.file.push(("rules",), row(id=id, never=never, because=because, evidence=evidence, basis="inferred"))
    sheet.added.append(f"rule {id}")


def _hindrance(sheet: Sheet, p: Proposal) -> str:
    """What a limit comes from, as a circumstance that holds now and can end."""
    if p.reason and not p.reason.startswith(("it ", "they ", "its ")):
        several = p.reason.split(" of ")[0].endswith("s")
        fact = p.reason[:1].upper() + p.reason[1:] + (" go on" if several else " goes on")
        return circumstance(sheet, p, fact, True, f"the end of {p.reason}")
    return circumstance(sheet, p, p.hindrance, True) if p.hindrance else ""


def near(sheet: Sheet, by: str, p: Proposal) -> str:
    """The ask that a limit bears on: the asked option of the same state with most words in common.

    A name in common counts for two words, the name of a party for none; of two as near, neither.
    """
    if p.same_as:
        return ""
    mine, scores = sheet.state(by), {}
    for key, entry in sheet.file.mapping("options").items():
        if isinstance(entry, Mapping) and sheet.is_asked(str(key)) and sheet.state(str(entry.get("by"))) == mine:
            scores[str(key)] = nearness(p.object, str(entry.get("text", key)), sheet.names)
    best = max(scores.values(), default=0)
    found = [key for key, score in scores.items() if score == best]
    return found[0] if best >= 2 and len(found) == 1 else ""
