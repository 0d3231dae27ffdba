"""Accepted proposals into a dialogue file: added to what is there, which is not touched, its comments included.

    demand              an option of the addressee, asked by the speaker (or an ask on an option that says the same);
                        "stop the dam" asks that the option be left
    offer               an option of the speaker; one under a condition a line "it, if and only if", and an offer
    promise, commit     a commitment of the ledger, and an option of the speaker that it does, answered "accepted"
    concede             the same, answered "partly"
    refuse              the answer "refused" to the ask it refuses, else an option of the speaker, refused
    threaten            an option of the speaker; one under a condition the line "it, if and only if"
    constrain           inability: a rule, under its circumstance; unwillingness: a line at the top of the party's list
    criticise           an event of the round

A condition is a fact (see `facts`). A party that has no priorities in the file gets those that its words imply (see
`priorities`), marked as inferred; a party that has some keeps them as they are. Texts with a date in their name make a
round for each date.

Every line carries its source and paragraph. The new text is checked by the dialogue's own reader before it is given
back, so that a file is written whole and sound or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from detente.errors import InputError
from detente.reading.draft.edits import Additions, bare
from detente.reading.draft.entries import add, close
from detente.reading.draft.sheet import Sheet
from detente.reading.grammar.names import Names, shipped
from detente.reading.proposals.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The new text of the file, the lines that were added (in words), and what could not be placed, with the reason.

    `present`: ids of the proposals that the file says already, so that they added nothing.
    """

    text: str
    added: tuple[str, ...]
    left: tuple[str, ...]
    present: tuple[str, ...] = ()


def merge_into(text: str, proposals: Iterable[Proposal], *, title: str = "Talks", as_of: str = "",
               names: Names | None = None, file: str = "talks.yaml") -> Merged:  # fmt: skip
    """The text of a dialogue file with accepted proposals added. An empty text begins a new dialogue.

    Raises InputError if the file, or the file with the additions, is no sound dialogue; nothing is written here.
    """
    from detente.formats import parse

    listed = tuple(proposals)
    data = begun(text, file) or {"detente": 1, "title": title, "sources": {}, "parties": {}, "options": {}}
    if data.get("options"):
        parse(text, file)
    if not listed:
        return Merged(text=text, added=(), left=())
    if text.strip():
        text, data = without_empty(text, data)
    sheet = Sheet(Additions(data=data), names or shipped(), as_of, at_odds(listed))
    # Demands first, so that what answers them finds them; then by date, then in the order of the text.
    for proposal in sorted(listed, key=lambda p: (p.act != "demand", sheet.date(p))):
        before = len(sheet.added) + len(sheet.left)
        add(sheet, proposal)
        if len(sheet.added) + len(sheet.left) == before:
            sheet.present.append(proposal.id)
    close(sheet)
    new = sheet.file.text(text, file)
    parse(new, file)
    return Merged(text=new, added=tuple(sheet.added), left=tuple(sheet.left), present=tuple(sheet.present))


def at_odds(proposals: Iterable[Proposal]) -> frozenset[str]:
    """The states of which one part speaks toward another part, or toward the state itself."""
    found = set()
    for p in proposals:
        mine, theirs = ({id.partition(".")[0] for id in v.parties} for v in (p.speaker, p.addressee))
        found |= mine & theirs
    return frozenset(found)


def begun(text: str, file: str) -> dict[str, Any]:
    """What a dialogue file says so far, as plain data; empty where it says nothing but comments."""
    from detente.formats.nodes import from_yaml

    if bare(text):
        return {}
    found = from_yaml(text, file)[0].plain_data()
    if not isinstance(found, dict):
        raise InputError(f"{file}: this is no dialogue file: it must be a mapping with `parties:` and `options:`.")
    return found


def without_empty(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A file and its data without sections that stand there empty ("options: {}"): they are written anew, as blocks."""
    for key in [key for key in ("sources", "parties", "options") if data.get(key) in (None, {})]:
        text = re.sub(rf"(?m)^{key}:[ \t]*(\{{[ ]*\}})?[ \t]*(\n|\Z)", "", text)
        data = {k: v for k, v in data.items() if k != key}
    return text, data
