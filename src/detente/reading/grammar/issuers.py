"""Who issues a text, to whom, and whose words stand under a heading: read off titles, letterheads and openings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.grammar.names import Names
from detente.reading.text.segment import Sentence

TITLE = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|letter|address|speech|remarks|message|note|memorandum|press release|"
    r"conclusions|resolution|proposal|position paper|transcript|press conference)\b"
    r".*?\b(?:of|by|from|between|issued by)\b",
    re.I,
)
BODY = re.compile(
    r"^(?:the )?(?:\w+ ){0,2}(?:ministry|embassy|office|permanent mission|mission|government|department|delegation|"
    r"presidency|secretariat|consulate|cabinet)\b",
    re.I,
)
TO = re.compile(r"^to:? (?:the |his |her |h\.e\. )?", re.I)
OPENING = 4
"""How many paragraphs a title and a letterhead may take."""
SHORT = 24
"""Words of a title at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuers:
    """Who issues a text, and whom it addresses; empty where it does not say."""

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


def issuers(listed: Sequence[Sentence], names: Names) -> Issuers:
    """The parties that a text's title, letterhead and address name."""
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    for sentence in listed:
        text = sentence.text.strip()
        if sentence.paragraph > OPENING or sentence.label:
            break
        if text.endswith((".", "!", "?", '"')) or len(text.split()) > SHORT:
            continue
        if TO.match(text):
            to = to or _named(text, names)
        elif not by and (title := TITLE.search(text)):
            by = _named(text[title.start() :], names)
        elif not by and BODY.match(text):
            by = _named(text, names)
    return Issuers(by=by, to=tuple(p for p in to if p not in by))


def heading(sentence: Sentence, names: Names) -> str:
    """The party whose words follow, where a paragraph is its name and nothing else."""
    text = sentence.text.strip(" :#*")
    hits = names.find(text)
    whole = len(hits) == 1 and hits[0].start <= 4 and hits[0].end == len(text)
    return hits[0].party if whole and text[: hits[0].start].lower() in ("", "the ") else ""


def _named(text: str, names: Names) -> tuple[str, ...]:
    """The parties of a title; a place after a comma or after "in" is none."""
    words = re.split(r",? (?:in|at|on) |, (?=[A-Z]\w+$)", text)[0]
    return tuple(dict.fromkeys(m.party for m in names.find(words)))
