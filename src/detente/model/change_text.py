"""Changes as they are written on the command line and in forms."""

from __future__ import annotations

import re

from detente.errors import InputError
from detente.model.change import AddStatement, DropStatement, Fix, LiftRule, MoveStatement, SetCircumstance, line_owners
from detente.model.dialogue import Dialogue, Statement
from detente.model.expression import parse
from detente.model.naming import parse_levels
from detente.model.nearest import unknown

_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def parse_set(text: str) -> SetCircumstance:
    """`CIRCUMSTANCE=BOOL`, as "dry_year=false" (yes, no, on, off too)."""
    id, sign, word = (part.strip() for part in text.partition("="))
    value = _BOOLEANS.get(word.lower())
    if not (id and sign) or value is None:
        raise InputError(f"`{text}` sets no circumstance; write CIRCUMSTANCE=true or CIRCUMSTANCE=false")
    return SetCircumstance(id, value)


def parse_grant(dialogue: Dialogue, text: str) -> Fix:
    """`OPTION=LEVEL,…`, as "release=half,pay=yes"."""
    return Fix(parse_levels(dialogue, text))


def parse_drop(dialogue: Dialogue, text: str) -> LiftRule | DropStatement:
    """The id of a rule, of a statement or of a group of equal weight."""
    id, owners = text.strip(), line_owners(dialogue)
    if id in owners:
        return DropStatement(id)
    if dialogue.has("rules", id):
        return LiftRule(id)
    raise unknown("statement or rule", id, (*owners, *(rule.id for rule in dialogue.every_rule)))


def parse_move(text: str) -> MoveStatement:
    """`ID=PLACES`, as "be-paid=-1" (one place up, towards more important) or "no-dam=+2"."""
    id, sign, places = (part.strip() for part in text.partition("="))
    if not (id and sign) or re.fullmatch(r"[+-]?[1-9]\d{0,3}", places) is None:
        raise InputError(f"`{text}` moves no line; write ID=-1 for one place up, ID=+1 for one place down")
    return MoveStatement(id, int(places))


_ADDITION = re.compile(
    r"\s*(?P<party>\w+)\s*:\s*(?:want\s*:?\s+)?(?P<want>.+?)(?:\s+(?P<side>before|after)\s+(?P<anchor>\S+))?\s*", re.S
)


def parse_add(text: str) -> AddStatement:
    """`PARTY: want EXPR [before ID | after ID]`, as "upland: want not dam before own-farmers"; last unless said."""
    found = _ADDITION.fullmatch(text)
    if found is None:
        raise InputError(f"`{text}` adds no statement; write `PARTY: want EXPRESSION` (and `before ID`)")
    anchor = found["anchor"] or ""
    return AddStatement(
        found["party"],
        Statement(id="", want=parse(found["want"])),
        before=anchor if found["side"] == "before" else "",
        after=anchor if found["side"] == "after" else "",
    )
