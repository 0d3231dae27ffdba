"""A page cut to what a reader takes in at once: of every list as much as leaves the page short enough."""

from __future__ import annotations

from collections.abc import Callable

from detente.model.dialogue import Dialogue
from detente.report.document import Document, Paragraph
from detente.report.language import _r
from detente.report.page import command

LINES = 60
"""Lines of 80 letters that a long page may have unless the whole is asked for."""

TRIED = (20, 12, 8, 6, 5, 4, 3, 2, 1)
"""So many entries of a list are tried, one after another."""


def fitted(page: Callable[[int], Document]) -> Document:
    """The page with as many entries in each list as fit into `LINES` on a terminal, at least one.

    `page`: makes it with no more than so many entries in a list.
    """
    from detente.report.renderers import terminal

    for most in TRIED:
        made = page(most)
        if terminal.text(made).count("\n") <= LINES:
            break
    return made


def left_out(dialogue: Dialogue, question: str, things: str) -> Paragraph:
    """What the page of a question leaves out, and the command that tells all of it."""
    whole = command(dialogue, question, "--full")
    return Paragraph(text=_r("Left out: {things}; {command} tells all.", things=things, command=whole), role="note")
