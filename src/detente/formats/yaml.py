"""The dialogue file in YAML or JSON: text -> `Dialogue`."""

from __future__ import annotations

from detente.errors import InputError, Problem
from detente.formats.data import to_data
from detente.formats.emit import to_json, to_yaml
from detente.formats.nodes import Node, Notice, from_yaml
from detente.formats.place import Place, mended
from detente.formats.shorten import shorten
from detente.model.dialogue import Dialogue


def read(text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue in a YAML text, and warnings about how it is written. Raises InputError, TooLarge."""
    root, notices = from_yaml(text, file)
    return from_tree(root, notices, file)


def from_tree(root: Node, notices: tuple[Notice, ...], file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue that a tree of nodes describes."""
    if root.kind == "empty" or root.pairs == []:
        raise InputError(Problem(message="the file is empty;", file=file, hint="`detente new NAME` writes a start."))
    if root.pairs is None:
        message = "this is not a dialogue file: it must hold `parties:` and `options:`"
        raise InputError(Problem(message=message, file=file, line=root.line))
    from detente.formats import shapes
    from detente.formats.build import build
    from detente.formats.records import DialogueFile

    place = Place(file, root)
    data = root.plain_data()
    if str(data.get("detente", "1")) != "1":
        version = shorten(str(data["detente"]))
        place.wrong(("detente",), f"this file is of version {version} of the format; this program reads version 1")
        raise InputError(*place.problems)
    raw, faults = shapes.read(data, DialogueFile)
    for fault in faults:
        place.fault(fault)
    if raw is None:
        # With the misshapen parts taken out, names are checked as well, so that all problems are told at once.
        raw = shapes.read(mended(data, faults), DialogueFile)[0]
    if raw is None:
        raise InputError(*place.problems)
    return build(raw, place), (*notices, *place.notices)


def read_json(text: str, file: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue in a JSON text."""
    from detente.formats.json import from_json

    root = from_json(text, file)
    if root.child("decisionMakers") and not root.child("parties"):
        from detente.formats.gmcr import read_tree

        return read_tree(root, file)  # a save file of GMCR+ under another name
    return from_tree(root, (), file)


def write(dialogue: Dialogue) -> tuple[str, tuple[str, ...]]:
    """The dialogue as YAML text, and what is left behind."""
    return to_yaml(to_data(dialogue)), _left(dialogue)


def write_json(dialogue: Dialogue) -> tuple[str, tuple[str, ...]]:
    """The dialogue as JSON text, and what is left behind."""
    return to_json(to_data(dialogue)), _left(dialogue)


def _left(dialogue: Dialogue) -> tuple[str, ...]:
    """A file that states no status quo has one all the same, unless the rules exclude it (`.gmcr` has none at all)."""
    if dialogue.status_quo is None and dialogue.known is None and dialogue.feasible((0,) * len(dialogue.options)):
        return ("that there is no status quo: read again, it is the state with every option at its first level",)
    return ()
