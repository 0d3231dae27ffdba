"""What may be written at a place: fields, names, levels, sources, words.

A mark is put where the cursor stands, and the text is read with it: where the mark turns up in the tree is what the
cursor is about. What is half typed is completed in several ways until the text can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import BaseModel

from detente.assist.meaning import Spot, spots
from detente.assist.names import Mention, mentions, read
from detente.assist.places import Place, Span, line_of
from detente.assist.said import about
from detente.errors import DetenteError
from detente.formats.nodes import Node, from_yaml
from detente.formats.records import Cited
from detente.formats.written import CHANCE_WORDS
from detente.model.expression import WORDS

MARK = "zqMARKqz"
_WORD = re.compile(r"[\w.-]*\Z")
_BRACKETS = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """One thing that may stand there. `text` replaces `span`; `kind`: `field`, a kind of name, or `word`."""

    label: str
    text: str
    kind: str
    detail: str = ""
    span: Span


def complete(text: str, place: Place) -> tuple[Completion, ...]:
    """What may be written at a place, those first that begin with what is typed. Never raises for any text."""
    marked = _marked(text, place)
    if marked is None:
        return ()
    spot, root = marked
    before = spot.node.text.split(MARK)[0]
    typed = _WORD.search(before).group() if spot.kind in ("expression", "evidence") else before  # type: ignore[union-attr]
    column = place.column - len(typed)
    if column < 0 or line_of(text, place.line)[column : place.column] != typed:
        return ()
    span = Span(Place(place.line, column), place)
    colon = spot.kind == "field" or spot.is_key
    more = ": " if colon and not re.match(r"\s*:", line_of(text, place.line)[place.column :]) else ""
    names = text if read(text).sound else _without(text, place.line)
    offers = {label: (kind, detail) for label, kind, detail in _offers(names, spot, root)}
    near = [label for label in offers if label.lower().startswith(typed.lower())]
    within = [label for label in offers if typed.lower() in label.lower()]
    return tuple(
        Completion(label=label, text=_spelled(label, spot) + more, kind=kind, detail=detail, span=span)
        for label in dict.fromkeys([*near, *within]) for kind, detail in [offers[label]]
    )


def _spelled(label: str, spot: Spot) -> str:
    plain = re.fullmatch(r"\w[\w .%-]*", label) is not None or spot.node.style
    return label if plain else f'"{label}"'


# ---- where the cursor is -------------------------------------------------------------------------------------------


def _marked(text: str, place: Place) -> tuple[Spot, Node] | None:
    """(what stands at the place, the tree with the mark in it)."""
    line = line_of(text, place.line)
    if place.line < 0 or not 0 <= place.column <= len(line) or _in_comment(line[: place.column]):
        return None
    around = read(_without(text, place.line)).text.split("\n")
    for tried in _tries(line[: place.column], line[place.column :]):
        around[place.line] = tried
        try:
            root = from_yaml("\n".join(around), "text")[0]
        except DetenteError:
            continue
        found = next((spot for spot in spots(root) if MARK in spot.node.text), None)
        if found is not None:
            return found, root
    return None


def _without(text: str, number: int) -> str:
    """The text with blanks for one line."""
    lines = text.split("\n")
    lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _tries(before: str, after: str) -> Iterator[str]:
    """The line with the mark at the cursor, and with what may be missing for it to be read."""
    closing = _open(before)
    for tail in dict.fromkeys((after, closing)):
        yield before + MARK + tail
        yield before + MARK + ": " + tail
        if before.rstrip().endswith("-") or not before.strip():
            yield before + (" " if before.rstrip() == before and before else "") + MARK + tail
    yield before + MARK + ": " + closing + "," + after


def _open(before: str) -> str:
    """What closes the quotes and brackets that are open at the end of a line's beginning."""
    closing, quote = "", ""
    for k, c in enumerate(before):
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'" and (k == 0 or before[k - 1] in " [{,:"):
            quote = c
        elif c in _BRACKETS:
            closing = _BRACKETS[c] + closing
        elif closing and c == closing[0]:
            closing = closing[1:]
    return quote + closing


def _in_comment(before: str) -> bool:
    return re.search(r"(^|\s)#", re.sub(r"\"[^\"]*\"|'[^']*'", "", before)) is not None


# ---- what may stand there ------------------------------------------------------------------------------------------


def _offers(text: str, spot: Spot, root: Node) -> Iterator[tuple[str, str, str]]:
    """(what may stand there, its kind, a word about it)."""
    there = _siblings(root, spot) if spot.is_key or spot.kind == "field" else set()
    if spot.is_new:
        return
    if spot.kind == "field":
        yield from (offer for offer in fields(spot.record) if offer[0] not in there)
    elif spot.kind == "expression":
        yield from _in_expression(text, spot)
    elif spot.kind == "level":
        yield from _levels(text, spot.owner)
    elif spot.kind in ("word", "truth", "chance"):
        words = {"word": spot.words, "truth": ("yes", "no"), "chance": tuple(CHANCE_WORDS)}[spot.kind]
        yield from ((word, "word", "") for word in words)
    elif spot.kind == "code":
        from detente.report.language import said
        from detente.report.wording.warnings import SENTENCES

        yield from {code: (code, "word", said(told)) for (code, _case), told in SENTENCES.items()}.values()
    else:
        yield from (offer for offer in _named(text, spot) if offer[0] not in there)


def fields(record: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """The fields of a record: those first that must be there, last those that every record has."""
    rows = sorted(record.model_fields.items(), key=lambda row: (not row[1].is_required(), row[0] in Cited.model_fields))
    yield from ((field.alias or name, "field", field.description or "") for name, field in rows)


def _siblings(root: Node, spot: Spot) -> set[str]:
    """The keys that stand beside it already."""
    node = root.at(spot.path[:-1] if spot.is_key and MARK in str(spot.path[-1:]) else spot.path)
    return {key.text for key, _ in (node.pairs or () if node is not None else ()) if MARK not in key.text}


def _named(text: str, spot: Spot) -> Iterator[tuple[str, str, str]]:
    kinds = {"ask": ("ask", "option"), "evidence": ("source",), "name": ("option", "circumstance"),
             "any": ("statement", "rule", "option", "ask", "party", "commitment", "round")}.get(spot.kind, (spot.kind,))
    for mention in _new(text, *kinds):
        if spot.kind != "ask" or mention.kind == "ask" or about(text, mention, "asked_by"):
            yield mention.name, mention.kind, about(text, mention)


def _new(text: str, *kinds: str) -> tuple[Mention, ...]:
    return tuple(m for m in mentions(text) if m.is_new and m.kind in kinds)


def _levels(text: str, option: str) -> Iterator[tuple[str, str, str]]:
    levels = [m.name for m in _new(text, "level") if m.owner == option]
    yield from ((level, "level", "") for level in levels or ("no", "yes"))


def _in_expression(text: str, spot: Spot) -> Iterator[tuple[str, str, str]]:
    said = spot.node.text.split(MARK)[0]
    compared = re.search(r"([A-Za-z]\w*)\s*(?:is\s+|[<>]=?\s*)[\"']?[\w.-]*\Z", said)
    if compared:
        yield from _levels(text, compared.group(1))
        return
    yield from _named(text, replace(spot, kind="name"))
    yield from ((word, "word", "") for word in sorted(WORDS))


