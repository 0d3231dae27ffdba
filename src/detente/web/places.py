"""What binds the board to the text: the lines of every entry, and the place that each cell's change goes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.errors import DetenteError
from detente.formats.nodes import Node, from_yaml
from detente.methods.reasons.positions import completed, positions
from detente.model.dialogue import Dialogue, Option
from detente.model.expression import names

Span = tuple[int, int]
"""The first and the last line of an entry, from 1."""


def placed(board: dict[str, Any], dialogue: Dialogue, text: str) -> dict[str, Any]:
    """The board with, for each entry, where in `text` it stands, and what of a column needs the file to be told."""
    spans = _spans(text)
    for kind in ("circumstances", "options", "asks", "rounds"):
        for entry in board[kind]:
            entry["span"] = spans.get(entry["line"])
    for line in (line for given in board["lists"].values() for line in given):
        line["span"] = spans.get(line["line"])
    for entry, option in zip(board["options"], dialogue.options, strict=True):
        entry["mentions"] = sorted({spans[line] for line in _mentioning(dialogue, option.id) if line in spans})
        entry["said"] = _said(dialogue, option)
    for entry, meeting in zip(board["rounds"], dialogue.rounds, strict=True):
        state = meeting.status_quo or dialogue.status_quo
        entry["facts"] = {c.id: c.now for c in dialogue.circumstances} | dict(meeting.circumstances)
        entry["state"] = None if state is None else list(state)
    _positions(board["columns"], dialogue)
    return board


def _mentioning(dialogue: Dialogue, option: str) -> Iterator[int]:
    """The lines whose conditions speak of an option: statements, weights, rules, asks."""
    given = dialogue.preferences.values()
    said = [(s.line, s.want) for one in given for s in one.statements]
    said += [(w.line, w.expr) for one in given for w in one.weights]
    said += [(rule.line, rule.never) for rule in dialogue.every_rule] + [(ask.line, ask.that) for ask in dialogue.asks]
    return (line for line, expr in said if option in names(expr))


def _said(dialogue: Dialogue, option: Option) -> list[str]:
    """Where the file says what becomes of an option without agreement: stated intentions come before the fallback."""
    stated = option.id in dict(dialogue.fallback.get(option.by, ()))
    intended = option.id in dict(dialogue.intentions.get(option.by, ()))
    return ["fallback" if stated and not intended else "intentions", option.by]


def _positions(columns: list[dict[str, Any]], dialogue: Dialogue) -> None:
    """Each position made whole where it is silent, and the options about which its party has doubts."""
    sq = dialogue.status_quo
    if sq is None:
        return
    whole = completed(dialogue, positions(dialogue, dialogue.table, sq), sq)
    for column in columns:
        if column["kind"] == "position":
            column["whole"] = list(whole[column["party"]])
            column["doubts"] = [doubt.option for doubt in dialogue.doubts if doubt.who == column["party"]]
        if column["kind"] == "threat":
            column["doubts"] = sorted({doubt.option for doubt in dialogue.doubts})


def _spans(text: str) -> dict[int, Span]:
    """By the line on which an entry begins: its lines. Of several that begin on one line the outermost."""
    try:
        root, _ = from_yaml(text, "text")
    except DetenteError:
        return {}
    spans: dict[int, Span] = {}
    for _key, section in root.pairs or ():
        _gather(text, section, spans)
    return spans


def _gather(text: str, node: Node, spans: dict[int, Span]) -> None:
    for key, value in [*(node.pairs or ()), *((item, item) for item in node.items or ())]:
        last = key.line + text[key.start : value.end].rstrip().count("\n")
        spans.setdefault(key.line, (key.line, last))
        _gather(text, value, spans)
