"""How a value may be written in a dialogue file: texts, truths, chances, dates, one for many, empty for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from detente.model import dates

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})

CHANCE_WORDS = {
    "almost no chance": 0.03,
    "very unlikely": 0.125,
    "unlikely": 0.325,
    "roughly even chance": 0.5,
    "likely": 0.675,
    "very likely": 0.875,
    "almost certain": 0.97,
}
"""ICD 203's words and the middle of the band each stands for (1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 %)."""


def _bool(value: Any) -> Any:
    word = str(value).lower()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(f"`{value}` is neither yes nor no; write `yes` or `no`")


_DECIMAL = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?[12]?\d{1,2})?", re.ASCII)
_RATIO = re.compile(r"[+-]?\d{1,1000} ?/ ?\d{1,1000}", re.ASCII)


def number_of(text: str) -> Fraction | None:
    """A number exactly as it is written, `3`, `-0.5` or `42373/500000`; None for what is none, or has no end."""
    text = text.strip()
    if not (_DECIMAL.fullmatch(text) or _RATIO.fullmatch(text)):
        return None
    try:
        return Fraction(text.replace(" ", ""))
    except ZeroDivisionError:
        return None


def chance(text: str) -> tuple[float, str]:
    """(value, word) of "likely", "0.7", "70%" or "2/3". ValueError for anything else."""
    word = " ".join(text.lower().replace("_", " ").split())
    if word in CHANCE_WORDS:
        return CHANCE_WORDS[word], word
    number = number_of(word.removesuffix("%"))
    if number is not None and 0 <= number <= (100 if word.endswith("%") else 1):
        return float(number / 100 if word.endswith("%") else number), ""
    raise ValueError(f"`{text}` is not a chance: write {', '.join(CHANCE_WORDS)}, a number from 0 to 1, or 70%")


def _chance(value: Any) -> Any:
    chance(str(value))
    return value


def _date(value: Any) -> Any:
    if fault := dates.fault(str(value)):
        raise ValueError(fault)
    return value


def many(value: Any) -> Any:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def filled(value: Any) -> Any:
    """A section or an entry left empty is one without anything in it."""
    return {} if value is None else value


def listed(value: Any) -> Any:
    return [] if value is None else value


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """How a value may be written beside its plain form: `change` brings it into that form before it is checked.

    `also` is what the JSON Schema allows besides, or `schema` what it says instead. (pydantic's own BeforeValidator
    inspects the signature of every function; that took a tenth of the time of reading a file.)
    """

    change: Callable[[Any], Any] | None = None
    also: Mapping[str, Any] | None = None
    schema: Mapping[str, Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        inner = handler(source)
        return core_schema.no_info_before_validator_function(self.change, inner) if self.change else inner

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        if self.schema is not None:
            return dict(self.schema)
        return {"anyOf": [handler(schema), dict(self.also)]} if self.also else handler(schema)


@dataclass(frozen=True, slots=True)
class Refers:
    """What the text of a field names: the kinds of names, the keys of mappings from outside in, at last the value's.

    `new KIND`: the name is defined there. `level`: of the option that the key or entry around it names. `expression`:
    the names in it are options and circumstances. `any`: an id of whatever kind. `chance`: it names nothing.
    """

    what: str


def referred(field: FieldInfo) -> str:
    """What the text of a field names; "" if that is nothing."""
    return _referred(Annotated[field.annotation, None, *field.metadata])


def _referred(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        stated = (mark.what for mark in annotation.__metadata__ if isinstance(mark, Refers))
        return next(stated, "") or _referred(annotation.__origin__)
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    return next((spec for part in parts if (spec := _referred(part))), "")


# What an editor's YAML library makes of unquoted text is no concern of the writer: `2010` and `no` are texts here.
ANY_TEXT = {"type": ["string", "number", "boolean"]}
STATED = {"type": ["string", "number", "boolean", "array"]}
_TRUTH = {"enum": [True, False, "yes", "no", "on", "off", "true", "false"]}
NULL = {"type": "null"}
_PIECE = {
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "required": ["source"],
            "additionalProperties": False,
            "properties": {
                "source": {"type": ["string", "number"]},
                "place": {"type": ["string", "number"]},
                "at": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            },
        },
    ]
}
EVIDENCE = {"anyOf": [*_PIECE["anyOf"], {"type": "array", "items": _PIECE}]}

Filled = Written(filled, also=NULL)
Listed = Written(listed, also=NULL)

Text = Annotated[str, Written(schema=ANY_TEXT)]
Bool = Annotated[bool, Written(_bool, schema=_TRUTH)]
Chance = Annotated[str, Written(_chance, schema={"type": ["string", "number"]}), Refers("chance")]
Date = Annotated[str, Written(_date, schema={"type": ["string", "integer"]})]
Many = Annotated[list[Text], Written(many, also=ANY_TEXT)]
Levels = Annotated[dict[str, Text], Filled, Refers("option level")]
PartyId = Annotated[Text, Refers("party")]
OptionId = Annotated[Text, Refers("option")]
PartyIds = Annotated[Many, Refers("party")]
OptionIds = Annotated[Many, Refers("option")]
AskIds = Annotated[Many, Refers("ask")]
StatementIds = Annotated[Many, Refers("statement")]
FrontId = Annotated[Text, Refers("front")]
RoundId = Annotated[Text, Refers("round")]
StatementId = Annotated[Text, Refers("statement")]
LevelName = Annotated[Text, Refers("level")]
Condition = Annotated[Text, Refers("expression")]
