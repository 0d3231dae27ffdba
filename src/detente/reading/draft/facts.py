"""A condition in a dialogue file: the fact it hangs on, a circumstance or an option of the party whose deed it is.

"if Lowland pays" hangs on what Lowland decides: its option, and an ask of the speaker. "once the floods are over", or a
deed of nobody who is named, is a circumstance, told as an affirmed sentence, with its value now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.reading.draft.options import name_of, option_like, row, text_of
from detente.reading.draft.sheet import Deed, Sheet
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.things import left_undone, turned

HINDERED = ("refuse", "constrain", "threaten")
"""Acts that tell what will not be, or what harm will be: the speaker would rather be rid of what they hang on."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """What a position hangs on: an expression that is true when the position is meant; the option and owner, if one."""

    when: str
    deed: Deed | None = None
    owner: str = ""


def hinge(sheet: Sheet, p: Proposal, by: str, *, known: bool = False) -> Hinge | None:
    """The hinge of a conditional proposal of a party; None without a condition.

    `known`: a deed of another party is its option only if the file has such an option; a circumstance otherwise.
    """
    if not p.fact:
        return None
    owner = _owner(sheet, p, by)
    if owner:
        polarity, thing = turned(p.fact_thing)
        option = option_like(sheet.file.mapping("options"), owner, thing, "")
        if option or not known:
            return _option(sheet, p, by, owner, option, thing, polarity == "+")
    key = circumstance(sheet, p, p.fact, p.fact_now)
    return Hinge(key if p.holds == "when" else f"not {key}")


def _owner(sheet: Sheet, p: Proposal, by: str) -> str:
    """The party of the file, or of the tables, whose deed the fact is, other than the speaker."""
    if len(p.fact_by) != 1 or not p.fact_thing:
        return ""
    owner = sheet.party(p.fact_by[0])
    return owner if owner != by else ""


def _option(sheet: Sheet, p: Proposal, by: str, owner: str, option: str, thing: str, done: bool) -> Hinge:
    """A hinge on another party's option, which the speaker asks for, or asks to be left."""
    new = not option
    option = option or sheet.option(owner, thing, p)
    deed = Deed(option, "+" if done else "-")
    if new and (p.fact_now or not done):
        sheet.going_on(option)
    meant = deed if p.holds == "when" else deed.undone
    wanted = meant.undone if p.act in HINDERED else meant
    text = thing if wanted.sign == "+" else left_undone(thing, "" if option in sheet.mine else "not")
    sheet.ask(wanted, by, owner, p, text)
    sheet.wants.asked(by, str(wanted))
    return Hinge(str(meant), meant, owner)


def circumstance(sheet: Sheet, p: Proposal, fact: str, now: bool, otherwise: str = "") -> str:
    """The circumstance that tells a fact; added if there is none with these words."""
    text = text_of(fact)
    for key, entry in sheet.file.mapping("circumstances").items():
        if isinstance(entry, Mapping) and str(entry.get("text")) == text:
            return str(key)
    key = name_of(fact.removeprefix("There is ").removeprefix("There are "), sheet.taken())
    entry = {**row(text=text, otherwise=otherwise), "now": now, **row(evidence=sheet.evidence(p))}
    sheet.file.put(("circumstances", key), entry)
    sheet.added.append(f"circumstance {key}")
    return key
