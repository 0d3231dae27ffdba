"""A line of a terminal's page: its pieces with their marks, and nothing in it that steers the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text as Line

from detente.report.document import Cite, Code, Piece, Soft, Strong, Text, Worded
from detente.report.language import without_isolates
from detente.report.renderers.citations import cited

HELD = "\ue000"
"""Stands for a space at which a line must not break: Rich breaks at no-break spaces, too."""


def line_of(text: Text, numbers: Mapping[str, int], style: str = "") -> Line:
    told = Line(style=style)
    for piece in text:
        told.append_text(_piece(piece, numbers))
    return told


def _piece(piece: Piece, numbers: Mapping[str, int]) -> Line:
    match piece:
        case str():
            return words(piece)
        case Strong(text=text):
            return words(text, "bold")
        case Soft(text=text):
            return words(text, "dim")
        case Worded(text=text) | Code(text=text):
            return words(text)
        case Cite():
            return words(cited(piece, numbers))


def words(text: str, style: str = "") -> Line:
    """Text to be shown: a name in a file must not steer a terminal, so control characters become spaces.

    No-break spaces (French has narrow ones) become the stand-in that Rich does not break at.
    """
    text = without_isolates(text).replace("\u00a0", HELD).replace("\u202f", HELD)
    return Line("".join(c if c.isprintable() or c in f" {HELD}" else " " for c in text), style=style)
