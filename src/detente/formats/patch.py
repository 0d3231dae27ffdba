"""Changes handed back from a brief: a small file that says what is otherwise, and of which dialogue that is said.

    changes: 1
    to: talks.yaml
    digest: 9f86d081…             # `plain.digest` of the dialogue that the brief was made of
    set: {dry_year: no}           # facts
    drop: [own-farmers]           # lines, or a group by its id
    move: {no-dam: -1}            # lines, by places; negative is up
    hold: {pay: yes}              # options, at a level
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from detente.errors import InputError
from detente.formats import parse
from detente.formats.changes import written
from detente.formats.nodes import from_yaml
from detente.formats.place import Place
from detente.formats.records import Entry
from detente.formats.shapes import read
from detente.formats.written import Bool, Listed, Text
from detente.model.change import Change, Fix, SetCircumstance
from detente.model.change_text import parse_drop, parse_move
from detente.model.dialogue import Dialogue
from detente.model.naming import check_known, level_index
from detente.plain import digest

SHOWN = 8
"""Characters of a digest that are told, as pages do."""


class ChangesFile(Entry):
    """NAME.changes.yaml: what somebody supposed in a brief, to be written into the dialogue's file."""

    changes: Literal["1"] = Field(description="The version of this format.")
    to: Text = Field("", description="The dialogue's file, by its name.")
    digest: Text = Field(description="The dialogue that the brief was made of.")
    set: dict[str, Bool] = Field(default_factory=dict, description="Facts and what they are.")
    drop: Annotated[list[str], Listed] = Field(default_factory=list, description="Lines that are left out.")
    move: dict[str, int] = Field(default_factory=dict, description="Lines and by how many places they move.")
    hold: dict[str, Text] = Field(default_factory=dict, description="Options and the level at which each is held.")


def patched(text: str, changes: str, file: str = "text", source: str = "changes") -> str:
    """A dialogue's text with what a file of changes says written in; comments, order and quotes stay.

    InputError where the changes are of another dialogue or of another version of it, where they are no such file or
    name something that is not there, and where the text cannot be edited so.
    """
    raw, dialogue = _read(changes, source), parse(text, file)
    if raw.digest != (now := digest(dialogue)):
        raise InputError(
            f"{source} was made of {raw.to or 'a dialogue'} as it was ({raw.digest[:SHOWN]}); {file} says something"
            f" else now ({now[:SHOWN]}): write a new brief from it, and make the changes there"
        )
    made = tuple(_changes(raw, dialogue))
    if not made:
        raise InputError(f"{source} changes nothing")
    return written(text, made, file)


def _read(text: str, file: str) -> ChangesFile:
    root, _notices = from_yaml(text, file)
    place = Place(file, root, ChangesFile)
    if root.kind != "map" or root.child("changes") is None:
        place.wrong((), "this is no file of changes, as a brief hands them back: it must hold `changes: 1`")
        raise InputError(*place.problems)
    raw, faults = read(root.plain_data(), ChangesFile)
    for fault in faults:
        place.fault(fault)
    if raw is None:
        raise InputError(*place.problems)
    return raw


def _changes(raw: ChangesFile, dialogue: Dialogue) -> Iterator[Change]:
    for id, value in raw.set.items():
        check_known(dialogue, "circumstance", id)
        yield SetCircumstance(id, value)
    yield from (parse_drop(dialogue, id) for id in raw.drop)
    yield from (parse_move(f"{id}={places}") for id, places in raw.move.items())
    for id in raw.hold:
        check_known(dialogue, "option", id)
    if raw.hold:
        yield Fix(tuple((id, level_index(dialogue.option(id), level)) for id, level in raw.hold.items()))
