"""The names of a text: where each is defined and where it is used, also while the text is half typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.assist.meaning import Spot, spots
from detente.errors import DetenteError, InputError
from detente.formats.nodes import Node, from_yaml
from detente.model.expression import WORDS

MAX_MENDS = 25
"""Lines that are blanked out, one after another, until the rest can be read."""

_TOKEN = re.compile(
    r"""(?P<name>[^\W\d_]\w*)|(?P<order>[<>]=?)|(?P<quoted>"[^"\n]*"|'[^'\n]*')|(?P<other>\S)"""
)
_PLACE = re.compile(r"[\d¶§(]|(?:p|pp|par|para|art|sec|ch|no|fn)\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text, from offset `start` up to `end`. `owner`: the option of a level, else ""."""

    kind: str
    name: str
    start: int
    end: int
    is_new: bool = False
    owner: str = ""
    spot: Spot

    @property
    def key(self) -> tuple[str, str, str]:
        """What is named: the same for each mention of it."""
        return self.kind, self.owner, self.name


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text as far as it can be read: `text` has blanks for the lines that cannot. `sound`: there are none."""

    text: str
    root: Node | None
    sound: bool

    def spots(self) -> tuple[Spot, ...]:
        """Every scalar with its meaning, once, in the order of the text."""
        found = {} if self.root is None else {spot.node.start: spot for spot in spots(self.root) if not _shared(spot)}
        return tuple(found[start] for start in sorted(found))


def _shared(spot: Spot) -> bool:
    return spot.node.kind not in ("text", "empty")


@lru_cache(maxsize=8)
def read(text: str) -> Reading:
    """The text as far as it can be read: lines that cannot are left out, the rest keeps its offsets."""
    mended, tried = text, set[int]()
    for _ in range(MAX_MENDS):
        try:
            root = from_yaml(mended, "text")[0]
        except InputError as fault:
            lines = mended.split("\n")
            number = _faulty(fault, lines, tried)
            if number is None:
                break
            tried.add(number)
            lines[number] = " " * len(lines[number])
            mended = "\n".join(lines)
        except DetenteError:
            break
        else:
            return Reading(mended, root, mended == text)
    return Reading(mended, None, False)


def _faulty(fault: InputError, lines: list[str], tried: set[int]) -> int | None:
    """The line to leave out: that of the fault, or the nearest above that still says something."""
    number = min((fault.problems[0].line or 1) - 1, len(lines) - 1)
    while number >= 0 and (number in tried or not lines[number].strip()):
        number -= 1
    return number if number >= 0 else next((k for k, line in enumerate(lines) if line.strip()), None)


def mention_at(text: str, offset: int) -> Mention | None:
    """The name that stands at an offset, or just before it."""
    return next((m for m in mentions(text) if m.start <= offset <= m.end), None)


def definition_of(text: str, mention: Mention) -> Mention | None:
    """Where what is mentioned is defined."""
    return next((m for m in mentions(text) if m.is_new and m.key == mention.key), None)


@lru_cache(maxsize=8)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every name in the text, in its order; those of what may be an ask or an option say which it is."""
    found = [mention for spot in read(text).spots() for mention in _in_spot(text, spot)]
    new = {(mention.kind, mention.name) for mention in found if mention.is_new}
    return tuple(_settled(mention, new) for mention in found)


def _settled(mention: Mention, new: set[tuple[str, str]]) -> Mention:
    """A mention whose kind the place leaves open, with the kind that its name has in this text."""
    kinds = {
        "name": ("option", "circumstance"), "ask": ("ask", "option"), "front": ("front",),
        "any": ("statement", "rule", "option", "ask", "party", "circumstance", "commitment", "round", "source", "front",
                "view", "offer", "text"),
    }.get(mention.kind, ())  # fmt: skip
    kind = next((kind for kind in kinds if (kind, mention.name) in new), mention.kind)
    return replace(mention, kind=kind)


def _in_spot(text: str, spot: Spot) -> Iterator[Mention]:
    node = spot.node
    if node.kind != "text" or spot.kind in ("field", "word", "truth", "chance", "text", "code"):
        return
    if spot.kind == "expression":
        yield from _in_expression(text, spot)
    elif spot.kind == "evidence":
        source = node.text.split(None, 1)[0] if node.text.split() else ""
        if source and not (_PLACE.match(source) and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", source)):
            yield from _whole(text, replace(spot, kind="source"), source)
    else:
        yield from _whole(text, spot, node.text)


def _whole(text: str, spot: Spot, name: str) -> Iterator[Mention]:
    start = text.find(name, spot.node.start, spot.node.end)
    if start >= 0 and name:
        owner = spot.owner if spot.kind == "level" else ""
        yield Mention(kind=spot.kind, name=name, start=start, end=start + len(name), is_new=spot.is_new, owner=owner,
                      spot=spot)


def _in_expression(text: str, spot: Spot) -> Iterator[Mention]:
    owner = after = ""
    begin = spot.node.start + (1 if spot.node.style in ("'", '"') else 0)
    end = spot.node.end - (1 if spot.node.style in ("'", '"') else 0)
    for token in _TOKEN.finditer(text, begin, end):
        word = token.group()
        if after in ("is", "order") and (token["name"] or token["quoted"]):
            quote = 1 if token["quoted"] else 0
            yield Mention(kind="level", name=word[quote : len(word) - quote], start=token.start() + quote,
                          end=token.end() - quote, owner=owner, spot=spot)
        elif token["name"] and word not in WORDS:
            yield Mention(kind="name", name=word, start=token.start(), end=token.end(), spot=spot)
            owner = word
        after = "order" if token["order"] else word
