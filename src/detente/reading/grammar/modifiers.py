"""What qualifies a position: its condition, its reason, a word of likelihood, figures and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.grammar import tree
from detente.reading.grammar.tree import kids, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b|\b\d{{1,2}} {MONTH}(?: \d{{4}})?"
    rf"|\b{MONTH} \d{{1,2}}(?:, \d{{4}}|\b)|\b{MONTH} \d{{4}}\b"
    rf"|\b(?:last|next|this|early|late|mid) (?:week|month|year|spring|summer|autumn|fall|winter|{DAY}|{MONTH})\b"
    rf"|\b{DAY}\b|\b(?:yesterday|today|tomorrow|tonight)\b|\b(?:19|20)\d\d\b",
)
SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|m)"
UNIT = r"(?:per ?cent|percent|percentage points?|%)"
AMOUNT = r"\d[\d,]*(?:\.\d+)?"
FIGURE = re.compile(
    rf"(?:US|C|A|NZ|HK)?[$€£¥] ?{AMOUNT}(?:[ -]{SCALE})?\b|{AMOUNT}(?: {SCALE})? ?{UNIT}"
    rf"|\b{AMOUNT}(?: {SCALE})?(?: to {AMOUNT})?(?: [a-z][a-z-]+){{0,2}}",
)
LIKELY = (
    "almost certain", "very likely", "highly likely", "likely", "probable", "probably", "roughly even", "very unlikely",
    "highly unlikely", "unlikely", "almost no chance", "impossible", "doubtful", "perhaps", "possibly", "hard-pressed",
    "reluctant", "certainly", "surely", "improbable",
)  # fmt: skip
STOP_AFTER_FIGURE = frozenset(
    [
        "in", "on", "at", "by", "for", "to", "of", "from", "with", "and", "or", "the", "a", "an", "as", "since",
        "until", "between", "during", "that", "which", "who", "was", "were", "is", "are", "has", "have", "had", "after",
        "before", "over", "under", "per", "will", "would", "said",
    ]
)  # fmt: skip


def reason(found: Token | None, at: Token) -> str:
    """What is given as the reason ("because …", "citing …"); "" if nothing is."""
    for verb in (t for t in (at, found, at.head) if t is not None):
        for child in verb.children:
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            if child.dep_ == "advcl" and (
                marks & {"because", "since", "as"} or child.lower_ in ("citing", "given", "fearing")
            ):
                return tree.words(child)
            if child.dep_ == "prep" and child.lower_ in ("because", "given", "after", "due") and child.i > verb.i:
                inner = kids(child, "pobj", "pcomp")
                if inner and (
                    child.lower_ != "after" or lemma(inner[0]) in ("diversion", "loss", "flood", "attack", "war")
                ):
                    return tree.words(inner[0])
    return ""


def likelihood(text: str) -> str:
    """The first word of likelihood, longest first; "" if there is none."""
    low = text.lower()
    return next((word for word in LIKELY if re.search(rf"\b{word}\b", low)), "")


def dates(text: str) -> tuple[str, ...]:
    """Dates as they are written, absolute and relative."""
    return tuple(dict.fromkeys(match.group() for match in DATE.finditer(text)))


def figures(text: str) -> tuple[str, ...]:
    """Amounts with what they count: "$2 billion", "30 percent", "70,000 troops". Years and days are not figures."""
    taken = [match.span() for match in DATE.finditer(text)]
    found = []
    for match in FIGURE.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken) and not re.search(r"[$€£%]", match.group()):
            continue
        if match.start() and text[match.start() - 1] in "-–" and text[match.start() - 2 : match.start() - 1].isalpha():
            continue
        words = match.group().split(" ")
        number = 2 if len(words) > 1 and re.fullmatch(SCALE, words[1]) else 1
        while len(words) > number and any(w in STOP_AFTER_FIGURE for w in words[number:]):
            words = words[:-1]
        if len(words) == 1 and re.fullmatch(r"\d{1,2}", words[0]):
            continue
        found.append(" ".join(words))
    return tuple(dict.fromkeys(found))
