"""Plain data -> the records of a dialogue file, or everything that is wrong with its shape; the published schema."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from detente.formats.records import DialogueFile, Entry

Fault = tuple[tuple[str | int, ...], str, str]
"""Where in the data (keys and indices), the kind of fault ("missing", "unknown" or "wrong"), and the message."""


File = TypeVar("File", bound=Entry)


def read(data: Any, record: type[File]) -> tuple[File | None, tuple[Fault, ...]]:
    """The record that a file's plain data makes, or everything that is wrong with its shape."""
    _build(record)
    try:
        return record.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(_fault(detail) for detail in error.errors(include_url=False, include_input=True))


@cache
def _build(record: type[Entry]) -> None:
    """Builds the validator. Looking for pydantic plugins takes longer than reading a file; there are none to find."""
    before = os.environ.get("PYDANTIC_DISABLE_PLUGINS")
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        record.model_rebuild()
    finally:
        if before is None:
            del os.environ["PYDANTIC_DISABLE_PLUGINS"]
        else:
            os.environ["PYDANTIC_DISABLE_PLUGINS"] = before


_SHAPES = {
    "model_type": "must be fields with their values (`field: value`, each on a line of its own)",
    "dict_type": "must be entries under their ids (`id: value`, each on a line of its own), not a list or a text",
    "list_type": "must be a list (`- item`, or `[item, item]`)",
    "string_type": "must be a text; text with `[`, `{` or `: ` in it needs quotes",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
}
_ONE = "takes one, not a list; quote it if the brackets belong to the text"
_ONE_ASKER = "takes one party; what others ask for, too, is an entry of its own under `asks`"
_EMPTY = "is empty; write something or leave the line out"


def _fault(detail: Any) -> Fault:
    place, kind = tuple(detail["loc"]), detail["type"]
    if kind == "missing":
        return place, "missing", ""
    if kind == "extra_forbidden":
        return place, "unknown", ""
    if kind == "literal_error" and detail["input"] is not None:
        allowed = detail["ctx"]["expected"].replace(" or ''", "").replace("'", "`")
        return place, "wrong", f"`{detail['input']}` is not one of {allowed}"
    if kind == "value_error" and detail["input"] is not None:
        return place, "wrong", str(detail["ctx"]["error"])
    if kind == "string_type" and isinstance(detail["input"], list):
        return place, "wrong", _ONE_ASKER if place[-1] == "asked_by" else _ONE
    return place, "wrong", _EMPTY if detail["input"] is None else _SHAPES.get(kind, detail["msg"])


def fields(place: tuple[str | int, ...], record: type[BaseModel] = DialogueFile) -> tuple[str, ...]:
    """The field names an entry at that place of a file of this kind may have."""
    for step in place:
        if isinstance(step, str) and step in record.model_fields:
            record = entry_type(record.model_fields[step].annotation) or record
    return tuple(f.alias or name for name, f in record.model_fields.items())


def entry_type(annotation: Any) -> type[BaseModel] | None:
    """The record inside an annotation such as dict[str, Annotated[PartyEntry, …]]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = entry_type(part)
        if found:
            return found
    return None


def schema() -> dict[str, Any]:
    """The JSON Schema of the dialogue file."""
    return DialogueFile.model_json_schema()
