"""What a brief's questions could not answer, and why: nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report import wording
from detente.report.document import Items, Section, Strong, Text
from detente.report.language import _, _later, said

KNOWN = (
    _later("In every combination of what is uncertain the status quo is infeasible."),
    _later("This dialogue has no status quo, so there is nothing that play could start from."),
)
"""Reasons in the words of this page's language; any other is told as the question gave it."""

QUESTIONS = {
    "outlook": _later("What will probably happen"),
    "leverage": _later("What would move it"),
    "deals": _later("What could be agreed"),
    "paths": _later("The way there"),
    "assumptions": _later("Key assumptions"),
    "robustness": _later("Robustness"),
}


def section(gaps: Mapping[str, str]) -> Section:
    """One line for each question without an answer; empty where all have one."""
    items: tuple[Text, ...] = tuple(
        (Strong(said(QUESTIONS.get(question, question)) + wording.colon()), said(reason) if reason in KNOWN else reason)
        for question, reason in gaps.items()
    )
    return Section(id="gaps", label=_("Without an answer"), finding="", blocks=(Items(items=items),) if items else ())
