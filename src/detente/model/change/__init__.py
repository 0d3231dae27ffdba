"""What can be supposed otherwise: each kind of change as a value, and `apply`, which makes the changed dialogue.

A set of changes has one meaning, whatever their order: circumstances, rules and fixed levels first (`situation`); then
the statements of each list (`lists`: drops, then moves, all moves at once, then additions, then judged orders); then
views are corrected, and last the dialogue is taken as one party sees it (`beliefs`). Codes of states never change,
since the options stay what they are.
"""

from __future__ import annotations

from detente.model.change.applying import apply, supposing

from detente.model.change.kinds import (  # isort: skip
    Above, AddStatement, Alike, Ascertain, AsSeenBy, Change, Correct, DropStatement, Fix, LiftRule, MoveStatement,
    Record, SetCircumstance,
)
from detente.model.change.lists import check_names, line_owners
from detente.model.change.situation import suppose

__all__ = ["Above", "AddStatement", "Alike", "AsSeenBy", "Ascertain", "Change", "Correct", "DropStatement",
           "Fix", "LiftRule", "MoveStatement", "Record", "SetCircumstance", "apply",
           "check_names", "line_owners", "suppose", "supposing"]  # fmt: skip
