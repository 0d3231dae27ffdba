"""A text in; its problems, the board and sentences out. What a person sees while they write; nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from detente.analyses.facts import Facts, facts
from detente.analyses.prospects import prospects
from detente.assist import Diagnostic, diagnostics
from detente.errors import DetenteError, InputError, NoAnswer, TooLarge
from detente.formats.compiled import compiled
from detente.formats.nodes import Notice
from detente.formats.yaml import read
from detente.kept import nothing
from detente.model.dialogue import Dialogue
from detente.report.brief import asks, top
from detente.report.brief.headline import headline as headline_of
from detente.report.page import page
from detente.report.renderers import html
from detente.store.records import digest
from detente.web.board import board
from detente.web.links import links
from detente.web.places import placed

KEPT = 6
"""Dialogues that a process remembers, with all that was worked out of them."""


@lru_cache(maxsize=KEPT)
def understood(text: str, name: str) -> tuple[Dialogue, tuple[Notice, ...]]:
    """The dialogue that a text says, and how it is written. InputError with every problem, TooLarge."""
    return read(text, f"{name}.yaml" if name else "text")


def worked(text: str, name: str, shown: Sequence[str]) -> dict[str, Any]:
    """What `POST /api/v1/work` answers, but for the time it took."""
    said: dict[str, Any] = {"digest": digest(text), "sound": False, "problems": [], "compiled": None, "board": None,
                            "html": None}  # fmt: skip
    try:
        dialogue, notices = understood(text, name)
    except InputError:
        return said | {"problems": [_wrong(one) for one in diagnostics(text, warnings=False)]}
    except TooLarge as error:
        return said | {"problems": [_without_place(error)]}
    muted = {silence.code for silence in dialogue.silences}
    told = [_noticed(notice) for notice in notices if notice.code not in muted]
    said |= {"sound": True, "problems": told}
    try:
        said["compiled"] = compiled(dialogue)
        return said | _answers(dialogue, shown, text, name)
    except (NoAnswer, TooLarge) as error:
        return said | {"problems": [*said["problems"], _without_place(error) | {"severity": "warning"}]}


def _answers(dialogue: Dialogue, shown: Sequence[str], text: str, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if not {"board", "brief"} & set(shown):
        return made
    with nothing():  # a text that is being typed is not seen again: nothing of it is kept on disk
        found = facts(dialogue, weighed="brief" in shown)
    if "board" in shown:
        made["board"] = placed(board(dialogue, found), dialogue, text)
    if "brief" in shown:
        made["html"] = sentences(dialogue, found, name)
    return made


def problems(text: str) -> list[dict[str, Any]]:
    """What stops a text from being a dialogue."""
    return [_wrong(one) for one in diagnostics(text, warnings=False) if one.severity == "error"]


def sentences(dialogue: Dialogue, found: Facts, name: str) -> dict[str, str]:
    """The headline, and what stands under it: now, next and if, and the asks; as fragments."""
    headline = headline_of(dialogue, found)
    table = asks.section(dialogue, found, prospects(found))
    made = page(dialogue, "", top.section(dialogue, found), table, headline=headline)
    made = replace(made, sources=())  # a fragment has no list of sources to lead to
    return {"headline": html.headline(made), "brief": html.fragment(made, links(name))}


def goes(dialogue: Dialogue) -> str:
    """Where a dialogue goes, in a clause: the brief's headline, or why there is none."""
    try:
        return headline_of(dialogue, facts(dialogue))
    except (NoAnswer, TooLarge) as error:
        return str(error)


def _wrong(one: Diagnostic) -> dict[str, Any]:
    """A problem with its place and its mends: a stretch of the text (lines, columns from 0) and what goes there."""
    ends = [(mend, mend.span.start, mend.span.end) for mend in one.mends]
    mends = [{"from": [a.line, a.column], "to": [b.line, b.column], "text": mend.text} for mend, a, b in ends]
    hint = "" if "`detente " in one.hint else one.hint  # a command is no help to who looks at a page
    return {"message": one.message, "hint": hint, "line": one.span.start.line + 1, "severity": one.severity,
            "mends": mends}  # fmt: skip


def _noticed(notice: Notice) -> dict[str, Any]:
    return {"message": notice.message, "hint": "", "line": notice.line, "severity": "warning", "code": notice.code}


def _without_place(error: DetenteError) -> dict[str, Any]:
    return {"message": str(error), "hint": "", "line": None, "severity": "error"}
