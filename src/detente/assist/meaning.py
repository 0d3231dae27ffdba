"""What each scalar of a dialogue file means: which field it is, or which kind of name stands there.

The records of the format say what their fields refer to. Nothing here needs a sound file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from detente.formats.nodes import Node
from detente.formats.records import DialogueFile
from detente.formats.written import referred


@dataclass(frozen=True, slots=True)
class Spot:
    """One scalar, and what it means.

    `kind`: as in `written.Refers`, or `field`, `evidence`, `word` (one of `words`), `truth`, `text`.
    `record`, `field`: the field it stands in; of a key that is a field, the record it belongs to. `words`: what else
    may stand there. `owner`: the option whose levels are meant, or the ask. `is_key`: whether it stands before a colon.
    """

    node: Node
    path: tuple[str | int, ...]
    kind: str
    record: type[BaseModel]
    field: str = ""
    is_key: bool = False
    is_new: bool = False
    words: tuple[str, ...] = ()
    owner: str = ""


def spots(root: Node) -> Iterator[Spot]:
    """Every scalar of a file, keys included, in the order of the text; without those below unknown fields."""
    yield from _record(root, DialogueFile, Spot(root, (), "text", DialogueFile))


_OLDER = {"MovedEntry": ("statement",), "ViewEntry": ("party", "party")}
"""Lists of these records may be written as mappings, by these names: `{ID: PLACES}`, `{WHO: {OF: …}}`."""


def _record(node: Node, record: type[BaseModel], around: Spot) -> Iterator[Spot]:
    if node.kind != "map":
        yield from _shorthand(node, record, around)
        return
    known = {f.alias or name: f for name, f in record.model_fields.items()}
    older = _OLDER.get(record.__name__)
    if older and not any(key.text in known for key, _ in node.pairs or ()):
        yield from _mapping(node, dict[str, record], older, around)  # type: ignore[valid-type]
        return
    for key, value in node.pairs or ():
        at = replace(around, path=(*around.path, key.text), record=record, field=key.text, is_new=False)
        yield replace(at, node=key, kind="field", is_key=True)
        if key.text in known:
            field = known[key.text]
            yield from _value(value, field.annotation, _kinds(key.text, field), at)


def _kinds(name: str, field: FieldInfo) -> tuple[str, ...]:
    """The kinds of names in a field."""
    if name == "evidence":
        return ("evidence",)
    spec = referred(field)
    return (spec,) if spec.startswith("new ") else tuple(spec.split())


def _shorthand(node: Node, record: type[BaseModel], around: Spot) -> Iterator[Spot]:
    """What stands where a whole record may: its short form, or its first field being typed."""
    short = {"StatementEntry": ("want", "expression"), "AddedEntry": ("want", "expression"),
             "EvidenceEntry": ("source", "evidence"), "AnswerEntry": ("answer", "word"),
             "StatusEntry": ("state", "word"), "EndedEntry": ("how", "word")}.get(record.__name__)  # fmt: skip
    if node.kind == "list" and record.__name__ == "StatementEntry":
        for number, item in enumerate(node.items or ()):
            yield from _record(item, record, replace(around, path=(*around.path, number)))
    elif node.kind in ("text", "empty"):
        if short is None:
            yield replace(around, node=node, kind="field", record=record, field="", is_new=False)
        else:
            words = _words(record.model_fields[short[0]].annotation)
            yield replace(around, node=node, kind=short[1], record=record, field=short[0], words=words, is_new=False)


def _value(node: Node, annotation: Any, kinds: tuple[str, ...], around: Spot) -> Iterator[Spot]:
    form, inner = _form(annotation)
    here = replace(around, node=node)
    if node.kind == "list":
        item = inner if form == "list" else annotation
        for number, part in enumerate(node.items or ()):
            yield from _value(part, item, kinds, replace(here, path=(*here.path, number)))
    elif form == "record":
        yield from _record(node, inner, here)
    elif form == "list":
        yield from _value(node, inner, kinds, here)
    elif node.kind == "map":
        yield from _mapping(node, inner if form == "map" else Any, kinds, here)
    elif form == "map" or len(kinds) > 1:
        yield _named(here, kinds[:1], is_key=True)
    else:
        yield _named(replace(here, words=_words(annotation)), kinds, truth=_is_truth(annotation))


def _mapping(node: Node, inner: Any, kinds: tuple[str, ...], around: Spot) -> Iterator[Spot]:
    for key, value in node.pairs or ():
        at = replace(around, path=(*around.path, key.text))
        yield _named(replace(at, node=key), kinds[:1], is_key=True)
        if kinds and kinds[0] in ("option", "new option", "ask"):
            at = replace(at, owner=key.text)
        yield from _value(value, inner, kinds[1:], at)


def _named(spot: Spot, kinds: tuple[str, ...], *, is_key: bool = False, truth: bool = False) -> Spot:
    kind = kinds[0] if kinds else ""
    if not kind:
        kind = "truth" if truth else "word" if spot.words else "text"
    return replace(spot, kind=kind.removeprefix("new "), is_new=kind.startswith("new "), is_key=is_key)


def _form(annotation: Any) -> tuple[str, Any]:
    """("record", its class), ("list", of what), ("map", to what) or ("text", None)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "record", annotation
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form(inside[0])
    if origin in (Union, UnionType):
        return _form(next(part for part in inside if part is not type(None)))
    if origin is list:
        return "list", inside[0]
    if origin is dict:
        return "map", inside[1]
    return "text", None


def _words(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(word for word in get_args(annotation) if word)
    return next((words for part in get_args(annotation) if (words := _words(part))), ())


def _is_truth(annotation: Any) -> bool:
    return annotation is bool or any(_is_truth(part) for part in get_args(annotation) if not isinstance(part, str))
