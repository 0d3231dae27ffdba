"""Where a name is defined and used, and how it becomes another everywhere at once."""

from __future__ import annotations

import re

from detente.assist.names import Mention, definition_of, mention_at, mentions
from detente.assist.places import Edit, Place, Span, applied, offset_of, span_of
from detente.errors import DetenteError, InputError
from detente.formats import parse
from detente.model.expression import WORDS
from detente.model.ids import LABEL, NAME

_IN_EXPRESSIONS = ("party", "option", "circumstance")
_LEVEL = re.compile(r"\w[\w .%-]*\Z")


def definition(text: str, place: Place) -> Span | None:
    """Where the name that stands at a place is defined."""
    mention = mention_at(text, offset_of(text, place))
    new = definition_of(text, mention) if mention else None
    return span_of(text, new.start, new.end) if new else None


def references(text: str, place: Place) -> tuple[Span, ...]:
    """Everywhere that the name at a place stands, its definition included."""
    mention = mention_at(text, offset_of(text, place))
    if mention is None:
        return ()
    return tuple(span_of(text, m.start, m.end) for m in mentions(text) if m.key == mention.key)


def rename(text: str, place: Place, name: str) -> tuple[Edit, ...]:
    """The edits that make another name of the one at a place, wherever it stands.

    Raises InputError where no name of this file stands, where the new one cannot be one or is taken, and where a sound
    text would not be sound afterwards.
    """
    mention = mention_at(text, offset_of(text, place))
    if mention is None or definition_of(text, mention) is None:
        raise InputError("no name that this file defines stands here")
    _check(text, mention, name)
    edits = tuple(
        Edit(span=span_of(text, m.start, m.end), text=_spelled(text, m, name))
        for m in mentions(text) if m.key == mention.key
    )
    if _fault(text) is None and (fault := _fault(applied(text, edits))) is not None:
        raise InputError(f"`{mention.name}` cannot become `{name}`: {fault}")
    return edits


def _spelled(text: str, mention: Mention, name: str) -> str:
    bare = mention.spot.kind == "expression" and text[mention.start - 1] not in "'\""
    return f'"{name}"' if bare and not NAME.match(name) else name


def _check(text: str, mention: Mention, name: str) -> None:
    pattern = _LEVEL if mention.kind == "level" else NAME if mention.kind in _IN_EXPRESSIONS else LABEL
    if not pattern.match(name) or (name in WORDS and pattern is NAME):
        raise InputError(f"`{name[:100]}` cannot be the name of a {mention.kind}")
    rivals = _IN_EXPRESSIONS if mention.kind in _IN_EXPRESSIONS else (mention.kind,)
    for other in mentions(text):
        if other.is_new and other.name == name and other.kind in rivals and other.owner == mention.owner:
            raise InputError(f"`{name}` is the name of another {other.kind} already")


def _fault(text: str) -> str | None:
    try:
        parse(text)
    except DetenteError as fault:
        return str(fault).split("\n", 1)[0]
    return None
