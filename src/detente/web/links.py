"""Commands that a page names, as addresses of the workbench: what a terminal is told to type, a browser is led to."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from detente.report.language import _, said
from detente.report.renderers.html import Linked
from detente.web.questions import Question, questions

FULL = "full"
"""In the address of a question: its page without what was left out."""


def links(name: str) -> Linked | None:
    """From a command about the dialogue of that name to its address here and how it reads; None where there is none."""
    return (lambda command: _led(name, command)) if name else None


def _led(name: str, command: str) -> tuple[str, str] | None:
    asked, of_it, given = command.removeprefix("detente ").partition(f" {name}.yaml")
    supposed = "--status-quo" in given  # no page of the workbench supposes one
    row = next((one for one in questions() if one.name == asked), None) if of_it and not supposed else None
    if row is None:
        return None
    at = f"/d/{quote(name, safe='')}"
    if asked in ("brief", "interview"):
        return f"{at}/{asked}", _("Brief") if asked == "brief" else _("Interview")
    pairs = _pairs(row, given.split())
    told = _("the whole page") if (FULL, "yes") in pairs else said(row.asks)
    return f"{at}/ask/{asked}?{urlencode(pairs)}".rstrip("?"), told


def _pairs(row: Question, given: list[str]) -> list[tuple[str, str]]:
    """What follows the file in a command, as an address gives it."""
    kinds = {p.name: p.kind for p in row.parameters}
    words, places = iter(given), (p.name for p in row.parameters if p.positional)
    pairs = []
    for word in words:
        name = word[2:].replace("-", "_") if word.startswith("--") else next(places)
        valued = word.startswith("--") and kinds.get(name, "truth") != "truth"
        pairs.append((name, next(words) if valued else word if not word.startswith("--") else "yes"))
    return pairs
