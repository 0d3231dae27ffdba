"""What stands at a place: the name, field or line told in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from detente.assist.meaning import Spot
from detente.assist.names import Mention, definition_of, mention_at, mentions, read
from detente.assist.places import Place, Span, offset_of, span_of
from detente.assist.said import about
from detente.errors import DetenteError
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.model.expression import parse as parse_expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Hover:
    """What is told of a place.

    `kind`, `name`: of the name that stands there, or `field` and its name. `text`: what the file calls it, or what the
    field is for. `more`: an option's levels in their order. `sentence`: the expression around it in words, where the
    text is a sound dialogue.
    """

    span: Span
    kind: str
    name: str
    text: str = ""
    more: tuple[str, ...] = ()
    sentence: str = ""


def hover(text: str, place: Place) -> Hover | None:
    """What stands at a place; None where there is nothing to tell. Never raises for any text."""
    offset = offset_of(text, place)
    spot = next((s for s in read(text).spots() if s.node.start <= offset <= s.node.end and s.node.end), None)
    mention = mention_at(text, offset)
    if mention is not None:
        return _of_name(text, mention)
    if spot is None or not spot.field:
        return None
    span = span_of(text, spot.node.start, spot.node.end)
    return Hover(span=span, kind="field", name=spot.field, text=describe(spot), sentence=sentence(text, spot))


def _of_name(text: str, mention: Mention) -> Hover:
    new = definition_of(text, mention)
    kind = mention.kind if new or mention.kind != "name" else ""
    levels = tuple(m.name for m in mentions(text) if m.is_new and m.kind == "level" and m.owner == mention.name)
    return Hover(
        span=span_of(text, mention.start, mention.end), kind=kind, name=mention.name,
        text=about(text, new) if new else "", more=levels if kind == "option" else (),
        sentence=sentence(text, mention.spot),
    )  # fmt: skip


def describe(spot: Spot) -> str:
    """What a field is for, as the reference of the format says it."""
    fields = {field.alias or name: field.description for name, field in spot.record.model_fields.items()}
    return fields.get(spot.field) or ""


def sentence(text: str, spot: Spot) -> str:
    """The expression that stands in a spot, in words; "" where it is none, or the text is not sound."""
    dialogue = _dialogue(text) if spot.kind == "expression" else None
    if dialogue is None:
        return ""
    from detente.report import wording

    try:
        return wording.capital(wording.condition(dialogue, parse_expression(spot.node.text)))
    except (DetenteError, KeyError):  # an ask's id, where one may stand for an expression
        return ""


@lru_cache(maxsize=4)
def _dialogue(text: str) -> Dialogue | None:
    try:
        return parse(text)
    except DetenteError:
        return None
