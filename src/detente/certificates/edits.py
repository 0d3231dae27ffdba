"""The edits of a file that a certificate supposes, as changes of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.model.change import Change, DropStatement, Fix, LiftRule, MoveStatement, SetCircumstance, apply
from detente.model.dialogue import Dialogue


def edited(dialogue: Dialogue, edits: Iterable[Mapping[str, Any]]) -> Dialogue:
    """The dialogue with all edits made. InputError for unknown ids; KeyError or ValueError for what is no edit."""
    return apply(dialogue, *(_change(dialogue, edit) for edit in edits))


def _change(dialogue: Dialogue, edit: Mapping[str, Any]) -> Change:
    match edit["kind"]:
        case "circumstance":
            return SetCircumstance(edit["id"], edit["to"] is True)
        case "lift_rule":
            return LiftRule(edit["id"])
        case "drop":
            return DropStatement(edit["id"])
        case "move":
            return MoveStatement(edit["id"], int(edit["places"]))
        case "fix":
            return Fix(tuple((id, dialogue.levels[id].index(level)) for id, level in edit["levels"].items()))
    raise ValueError("a kind of edit that is not known")
